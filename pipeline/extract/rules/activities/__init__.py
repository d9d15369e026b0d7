"""Activities: what places did together, read from the words of happenings.

A reader asks four things of a sentence, and the modules answer them in turn: was something done (`happening`), where does one
thing end and the next begin (`events`), who took part and when (`participants`, `timing`), and in what field (`category`).
"""

from pipeline.extract.rules.activities.extract import extract_activities

__all__ = ["extract_activities"]
