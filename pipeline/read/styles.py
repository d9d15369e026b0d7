"""What the type of a document says: which size and font its running text has, and which lines are headings, titles or captions.

A heading differs from the text in type and is short, or bears a chapter's number; levels come from the kinds of numbers in use.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.read.lines import Line
from pipeline.text.clean import HAN

MAX_HEADING = 60  # marks; longer lines are text even in bold type
TITLE_SCALE = 1.3  # of the body's size
LARGER = 1.03

# Kinds of heading numbers from the outside in; a document's levels are the ranks of those that it uses.
_NUMBERS = (
    (re.compile(r"第[一二三四五六七八九十百\d]+[编編篇部]"), "第一编 总论"),
    (re.compile(r"第[一二三四五六七八九十百\d]+章"), "第一章 概况"),
    (re.compile(r"第[一二三四五六七八九十百\d]+[节節]"), "第一节 规模"),
    (re.compile(r"[一二三四五六七八九十]{1,3}(?:[、．.]|(?=\s))"), "一、背景"),
    (re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]"), "（一）规模"),
    (re.compile(rf"\d{{1,2}}(?:[．.、](?!\d)|\s+(?=[{HAN}]))"), "1. 规模"),
    (re.compile(r"\d{1,2}[.．]\d{1,2}(?![.．\d])"), "1.1 规模"),
    (re.compile(r"\d{1,2}(?:[.．]\d{1,2}){2,3}"), "1.1.1 规模"),
    (re.compile(r"[(（]\d{1,2}[)）]"), "（1）规模"),
)
_NUMBERED = re.compile(r"[第(（\d一二三四五六七八九十]")  # how all of them begin, and most lines do not
NAMED = re.compile(
    r"(?:前言|序言?|目录|目錄|引言|导言|導言|结语|結語|结论|結論|后记|後記|附录|附錄|参考文献|參考文獻|致谢)$"
)
_CLOSED = re.compile(r"[。；;，,、]$")
_LEADS_ON = re.compile(r".*[，,].*[:：]$")  # 再往后看，例如：
CAPTION = re.compile(
    r"(?:附?[表图圖]|续表|Table|Figure|Fig\.)\s*[\d一二三四五六七八九十]{1,3}(?:[-.－]\d+)?(?![\d年月、，,和与及至到])"
)
ABSTRACT = re.compile(r"[\[【〔［]?\s*(?:摘\s*要|内容提要|內容提要|提要)\s*[\]】〕］]?\s*[:：]")
# A piece that breaks off here and goes on there: （下转第31页） at its end, （上接第12页） where it goes on.
ELSEWHERE = re.compile(r"[(（]?下[转轉]第?(\d{1,4})[页頁]?[)）]?$")
FROM_ELSEWHERE = re.compile(r"[(（]?上接第?(\d{1,4})[页頁][)）]?")
_LEADERS = re.compile(r"[.．…·‥]{4,}")


@dataclass(frozen=True, slots=True)
class Body:
    """Size and font of the running text."""

    size: float
    font: int


def body_of(lines: Sequence[Line]) -> Body:
    """The type that most characters are set in."""
    tally: Counter[tuple[float, int]] = Counter()
    for line in lines:
        tally[(line.size, line.font)] += len(line.glyphs)
    size, font = max(tally, key=lambda style: (tally[style], style)) if tally else (10.0, 0)
    return Body(size, font)


def has_leaders(line: Line) -> bool:
    """Is it an entry of a table of contents, with dots up to a page number?"""
    return bool(_LEADERS.search(line.text))


def is_caption(line: Line, body: Body) -> bool:
    """A table's or figure's heading: its number first, short, in other type than the text or standing alone."""
    match = CAPTION.match(line.text)
    if not match or len(line.text) > MAX_HEADING:
        return False
    if _CLOSED.search(line.text) and not (line.text[-1] == "。" and line.text[match.end()] in ":：.．"):
        return False
    other = abs(line.size - body.size) > 0.03 * body.size or line.font != body.font
    return other or line.text[match.end() : match.end() + 1] in ":："


def number_rank(line: Line) -> int | None:
    """Which kind of heading number the line begins with."""
    words = line.spaced_text
    if not _NUMBERED.match(words):
        return None
    return next((rank for rank, (pattern, _) in enumerate(_NUMBERS) if pattern.match(words)), None)


def is_heading(line: Line, body: Body) -> bool:
    """Does the line's type, with its number or its shortness, make it a heading?"""
    words = line.text
    if len(words) > MAX_HEADING or not re.search(rf"[{HAN}A-Za-z]", words):
        return False
    numbered = number_rank(line) is not None
    if line.size < 0.97 * body.size or (_LEADS_ON.match(words) and not numbered):
        return False
    if line.size >= LARGER * body.size and (numbered or line.font != body.font or line.size >= 1.15 * body.size):
        return not _CLOSED.search(words) or numbered
    if line.font != body.font and numbered:
        return not _CLOSED.search(words)
    return bool(NAMED.match(words))


def heading_levels(lines: Sequence[Line]) -> list[int]:
    """A level from 1 for each heading line: numbered ones by the kinds of numbers in use, others by their size."""
    ranks = [number_rank(line) for line in lines]
    used = sorted({rank for rank in ranks if rank is not None})
    sizes: dict[int, float] = {}  # of the largest heading of each level
    for line, rank in zip(lines, ranks, strict=True):
        if rank is not None:
            level = used.index(rank) + 1
            sizes[level] = max(sizes.get(level, 0.0), line.size)
    return [
        used.index(rank) + 1 if rank is not None else _level_by_size(line, sizes)
        for line, rank in zip(lines, ranks, strict=True)
    ]


def _level_by_size(line: Line, sizes: Mapping[int, float]) -> int:
    """The level of the largest numbered headings that are no larger than this line."""
    return next((level for level in sorted(sizes) if sizes[level] <= line.size + 0.1), 1)
