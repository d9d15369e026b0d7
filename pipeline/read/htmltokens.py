"""HTML source cut into tags and text, each with its place in the source; nothing is copied and nothing is thrown away but comments.

The standard parser gives line and column, resolves entities on the way and knows no end offset of a text, so offsets into the
source need a cutter of our own. It takes time linear in the source, whatever stands in it: a quote or tag that never ends is
looked for once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple


class Cut(IntEnum):
    """What a piece of source is."""

    OPEN = 0
    CLOSE = 1
    TEXT = 2


class Token(NamedTuple):
    """Source characters `start` to `end`: a whole tag with its lower-case name, or a text."""

    cut: Cut
    name: str
    start: int
    end: int


_NAME = re.compile(r"[A-Za-z][^\s/><]{0,60}")
_TAG_STOP = re.compile(r"[>\"']")
_EQUALS_BEFORE = re.compile(r"=\s*$")
# Their content is no markup; what stands in all but title and textarea is never shown.
_VERBATIM = frozenset({"script", "style", "title", "textarea", "noscript", "iframe", "xmp"})
_HIDDEN = _VERBATIM - {"title"}
_ATTRIBUTE = re.compile(r"""([A-Za-z][\w:-]*)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
MAX_ENDLESS = 3  # tags without an end by their quotes; in a source with more of them a tag ends at the next >
_LONG_TAG = 4000  # characters; longer tags carry pictures, their classes stand at the front


class _Cutter:
    """The source, and which marks are known not to come again."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.never: set[str] = set()
        self.endless = 0  # tags that never ended

    def find(self, mark: str, at: int) -> int:
        """`str.find`, asked only once where the answer is never."""
        if mark in self.never:
            return -1
        found = self.source.find(mark, at)
        if found < 0:
            self.never.add(mark)
        return found

    def tag_end(self, at: int) -> int:
        """Behind the `>` of the tag whose name ends at `at`; quoted values may hold one; -1 where the tag never ends."""
        if self.endless > MAX_ENDLESS:
            return self.find(">", at) + 1 or -1
        stop = _TAG_STOP.search(self.source, at)
        while stop and stop[0] != ">":
            is_value = _EQUALS_BEFORE.search(self.source, max(at, stop.start() - 8), stop.start())
            closing = self.find(stop[0], stop.end()) if is_value else stop.start()
            stop = _TAG_STOP.search(self.source, (stop.start() if closing < 0 else closing) + 1)
        if stop:
            return stop.end()
        self.endless += 1
        return self.find(">", at) + 1 or -1

    def verbatim_end(self, name: str, at: int) -> int:
        """Where the content of a verbatim element ends: at its end tag in any case, else at the end of the source."""
        if name not in self.never:
            found = re.compile(f"</{name}", re.I).search(self.source, at)
            if found:
                return found.start()
            self.never.add(name)
        return len(self.source)


def cut_html(source: str) -> Iterator[Token]:
    """Tags and texts in their order; comments, declarations and the content of scripts and styles are left out."""
    cutter, at, text_from = _Cutter(source), 0, 0
    while True:
        mark = source.find("<", at)
        if mark < 0:
            break
        end, token = _markup(cutter, mark)
        if end < 0:  # a bare less-than sign
            at = mark + 1
            continue
        if text_from < mark:
            yield Token(Cut.TEXT, "", text_from, mark)
        at = text_from = end
        if token:
            yield token
            if token.cut is Cut.OPEN and token.name in _VERBATIM and source[end - 2] != "/":
                at = text_from = cutter.verbatim_end(token.name, end)
                if token.name not in _HIDDEN and end < at:
                    yield Token(Cut.TEXT, "", end, at)
    if text_from < len(source):
        yield Token(Cut.TEXT, "", text_from, len(source))


def _markup(cutter: _Cutter, at: int) -> tuple[int, Token | None]:
    """The end of the markup that begins at `at`, with its token where it is a tag; -1 where none begins."""
    source = cutter.source
    if source.startswith("<!--", at):
        end = cutter.find("-->", at + 4)
        return (end + 3 if end >= 0 else len(source)), None
    closing = source.startswith("</", at)
    name = _NAME.match(source, at + 1 + closing)
    if name:
        end = cutter.tag_end(name.end())
        cut = Cut.CLOSE if closing else Cut.OPEN
        return end, Token(cut, name[0].lower(), at, end) if end >= 0 else None
    if source[at + 1 : at + 2] in ("!", "?") or closing:
        end = cutter.find(">", at + 2)
        return (end + 1 if end >= 0 else -1), None
    return -1, None


def attributes(source: str, token: Token) -> dict[str, str]:
    """The attributes of an open tag by lower-case name; one without a value has an empty one."""
    inner = source[token.start + 1 + len(token.name) : min(token.end - 1, token.start + _LONG_TAG)]
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(inner):
        value = match[2] if match[2] is not None else match[3] if match[3] is not None else match[4] or ""
        found.setdefault(match[1].lower(), value)
    return found
