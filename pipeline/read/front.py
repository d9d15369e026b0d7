"""The front matter of a report: which of its first blocks are title, authors, affiliation and date.

The title is the largest type on the first pages; what stands in few words between it and the abstract or the first paragraph is
told by its words. What is not sure stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.paragraphs import Draft
from pipeline.read.styles import TITLE_SCALE, Body, number_rank
from pipeline.records.reading import BlockKind
from pipeline.text.clean import HAN

FIRST_PAGES = 2
MAX_FRONT = 12  # blocks between the title and the text

NEARLY = 0.85  # of the largest type; the first block in it is the title, also where the cover sets it larger again

_NUMBER = r"[\d〇零一二三四五六七八九十]"
_DATE = re.compile(rf"[(（]?{_NUMBER}{{4}}年(?:{_NUMBER}{{1,3}}月(?:{_NUMBER}{{1,3}}日)?)?[)）]?$")
_NAME = re.compile(rf"[{HAN}]{{2,4}}$|[{HAN}]{{1,6}}·[{HAN}·]{{1,10}}$")
_BETWEEN = re.compile(r"[\s\d①-⑨*＊,，、;；]+|(?:著|编著|主编|編|撰|译|譯)$")
_HOME = re.compile(r"[(（]?(?:\d[.．\s])?.*(?:大学|大學|学院|學院|研究院|研究所|研究中心|学校|[省市][\s,，]|\d{6})")
_SENTENCE = re.compile(r"[。！？；]")


def name_front(drafts: Sequence[Draft], body: Body) -> None:
    """Set the kinds of the front blocks in place."""
    first = [draft for draft in drafts if draft.lines and draft.lines[0].page <= FIRST_PAGES]
    heads = [
        draft for draft in first if draft.kind is BlockKind.HEADING and draft.lines[0].size >= TITLE_SCALE * body.size
    ]
    if not heads:
        return
    largest = max(draft.lines[0].size for draft in heads)
    title = next(draft for draft in heads if draft.lines[0].size >= NEARLY * largest)
    title.kind = BlockKind.TITLE
    start = drafts.index(title) + 1
    _name_after(drafts[start : start + MAX_FRONT])


def _name_after(drafts: Sequence[Draft]) -> None:
    authors, page = False, drafts[0].lines[0].page if drafts and drafts[0].lines else 0
    for draft in drafts:
        if not draft.lines or draft.lines[0].page != page:
            return
        words = "".join(line.text for line in draft.lines)
        if draft.kind not in (BlockKind.PARA, BlockKind.HEADING) or (
            _SENTENCE.search(words.rstrip("。；")) and not words.startswith(("（", "("))
        ):
            return
        if draft.kind is BlockKind.HEADING and number_rank(draft.lines[0]) is not None:
            return
        if _DATE.match(words):
            draft.kind = BlockKind.DATE
        elif (authors or words.startswith(("（", "("))) and _HOME.match(words):
            draft.kind = BlockKind.AFFILIATION
        elif not authors and _are_names(draft):
            draft.kind, authors = BlockKind.AUTHORS, True


def _are_names(draft: Draft) -> bool:
    """Is each part between blanks, commas and raised numbers a person's name by its length?"""
    parts = [part for line in draft.lines for part in _BETWEEN.split(line.spaced_text) if part]
    return bool(parts) and all(_NAME.match(name) for name in _closed_up(parts))


def _closed_up(parts: Sequence[str]) -> list[str]:
    """Names of two characters have a blank inside where they stand beside names of three: two single ones make a name."""
    names: list[str] = []
    half = ""
    for part in parts:
        if len(part) == 1 and not half:
            half = part
        else:
            names.append(half + part)
            half = ""
    return [*names, half] if half else names
