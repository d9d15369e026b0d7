"""The command line: thin, one file a group of commands. It turns words into calls and results into words, nothing else.

An error that has a name is one line on stderr. Exit 2: the call is wrong; exit 1: nothing could be done.
"""

from pipeline.cli.command import app, main

__all__ = ["app", "main"]
