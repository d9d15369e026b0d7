"""The work that a note names: author, title, year and page, as far as its words follow one of the two forms of Chinese notes.

The prose form is 作者：《题名》，出版社，1999年，第12页, the list form 作者. 题名[J]. 刊名, 1999(3): 12. A note that only remarks on
something names none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.text.script import shadow

_LEAD = re.compile(
    r"^(?:\[?\d{1,3}\]|[①-⑳*])?\s*(?:(?:参见|详见|转引自|引自|参阅|参考|见|据|资料来源|数据来源)\s*[:：]?\s*)?"
)
_PROSE = re.compile(
    r"(?P<author>[^《》。;；]{0,60}?)(?:等?(?:主编|编著|编译|著|编|译|撰))?\s*[:：,，、]?\s*[《〈](?P<title>[^《》〈〉]{2,120})[》〉]"
)
_LISTED = re.compile(
    r"(?P<author>[^.。《》\[\]]{1,80})[.。]\s*(?P<title>[^\[\]《》]{2,160}?)\s*\[[A-Z]{1,2}(?:/[A-Z]{2})?\]"
)
_YEAR = re.compile(r"(?<!\d)((?:18|19|20)\d{2})(?!\d)")
_PAGES = re.compile(r"第\s*(\d+(?:\s*[-—–~～至]\s*\d+)?)\s*页|[:：]\s*(\d+(?:\s*[-—–~～]\s*\d+)?)\s*[.。]?\s*$")
_ENDS = " ,，.。:：、"
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """What a note names as its source; only the title is always there."""

    title: str
    author: str | None = None
    year: str | None = None
    pages: str | None = None


def named_source(note: str) -> Named | None:
    """The first work that the note names, None where it names none."""
    words = note[_LEAD.match(note).end() :] if _LEAD.match(note) else note  # type: ignore[union-attr]  # it always matches
    match = _LISTED.match(words) or _PROSE.match(words)
    if match is None:
        return None
    rest = words[match.end() :]
    year, pages = _YEAR.search(rest), _PAGES.search(rest)
    author = match["author"].strip(_ENDS) or None
    return Named(
        match["title"].strip(_ENDS),
        author,
        year[1] if year else None,
        (pages[1] or pages[2]) if pages else None,
    )


def plain_title(title: str) -> str:
    """A title as titles are compared: simplified, no signs, no case."""
    return _SIGNS.sub("", shadow(title)).lower()


def document_named(named: Named, titles: Mapping[str, str], own: str) -> str | None:
    """The digest of the document with that title (`titles`: plain title to digest), never the one that the note stands in."""
    found = titles.get(plain_title(named.title))
    return found if found != own else None
