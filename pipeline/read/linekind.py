"""What a single line of a text file looks like, before its neighbours are asked: heading, list entry, caption, table row, note …

Each kind has a pattern here with an example; the order of the table is the order of the questions.
"""

from __future__ import annotations

import re
from enum import StrEnum

from pipeline.text.clean import HAN, is_row


class LineKind(StrEnum):
    """What a line looks like."""

    TITLE = "title"
    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    CAPTION = "caption"
    TOC = "toc"
    NOTE = "note"
    ROW = "row"
    ABSTRACT = "abstract"
    FURNITURE = "furniture"


MAX_HEADING = 40  # characters without blanks; a longer line is prose even behind a number
_CLOSED = re.compile(r"[。；;，,]\s*$")

_PATTERNS: tuple[tuple[LineKind, re.Pattern[str]], ...] = (
    (
        LineKind.TOC,
        re.compile(
            r".*(?:\.{4,}|…{2,}|·{4,})[\s.·…]*(?:</?\w+>\s*)*[(（]?[\dIVXivx]{1,5}[)）]?(?:</?\w+>|\s)*$|.*\.{6,}\s*$"
        ),
    ),  # 第一章 概况 ...... 3
    (
        LineKind.CAPTION,
        re.compile(r"(?:附?[表图圖]|Table|Figure)\s*[\d一二三四五六七八九十]{1,3}(?:[-.]\d+)?(?:[\s:：.、]|$)"),
    ),  # 表2 结好时间
    (LineKind.ROW, re.compile(r"\|?.+\|.+\|")),  # 天津市 | 神户市 | 1973
    (LineKind.ABSTRACT, re.compile(r"(?:\[|【|〔)?摘\s*要(?:\]|】|〕)?\s*[:：]|内容提要")),
    (
        LineKind.NOTE,
        re.compile(r"[①-⑳]\s*\S|\[\d{1,3}\]\s*\S|\d{1,3}\s{2,}\S.*(?:\[[JMDNCRZ]\]|\d{4})"),
    ),  # ① 作者，书名
    (LineKind.LIST, re.compile(r"[(（]?\d{1,3}[)）.．、]\s*[^\s\d]|[-•●·*]\s+\S")),  # 3. 友好城市
)
_UNDOTTED = _PATTERNS[1:]  # of lines without leaders, which are no entry of the contents
_HEADING = re.compile(
    rf"第[一二三四五六七八九十百\d]+[章节節编編篇部分]|[一二三四五六七八九十]{{1,3}}[、．.]|[(（][一二三四五六七八九十]{{1,3}}[)）]|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\s*[{HAN}]"
)
_SPACED_DATE = re.compile(r"\d\s+[年月日对個个]")  # 2018 年 9 月 20 日 is no row of cells
_MARKED = re.compile(
    r"[\d①-⑳(（\[【〔#\-–—·•●*附表图圖TF摘内第一二三四五六七八九十]"
)  # how marked lines begin; others are prose or rows
_HASHES = re.compile(r"(#{1,6})\s+\S")
_PAGE = re.compile(r"(?:[-–—·\s]*\d{1,4}[-–—·\s]*|第\s*\d+\s*[页頁](?:\s*共\s*\d+\s*[页頁])?)$")


def classify(line: str, words: str) -> tuple[LineKind, int | None]:
    """The kind of a line (`words` is the line without outer blanks) and its level where it is a heading."""
    if _MARKED.match(words) or "|" in words or "...." in words or "……" in words or "····" in words:
        marked = _classify_marked(words)
        if marked is not None:
            return marked
    if is_row(words) and not _SPACED_DATE.search(words):
        return LineKind.ROW, None
    return LineKind.TEXT, None


def _classify_marked(words: str) -> tuple[LineKind, int | None] | None:
    """The kind of a line that begins with a number, bracket or label, or None where it is prose all the same."""
    if hashes := _HASHES.match(words):
        return LineKind.HEADING, len(hashes[1])
    if _PAGE.match(words):
        return LineKind.FURNITURE, None
    dotted = "...." in words or "……" in words or "····" in words
    for kind, pattern in _PATTERNS if dotted else _UNDOTTED:
        if pattern.match(words):
            if kind is LineKind.LIST and len(words) > MAX_HEADING * 3:
                break
            return kind, None
    if _HEADING.match(words) and len(words) <= MAX_HEADING and not _CLOSED.search(words):
        return LineKind.HEADING, _level(words)
    return None


def _level(words: str) -> int:
    """A heading's depth by its numbering: chapter, 一、, （一）, 1.1."""
    if words[0] == "第":
        return 1
    if words[0] in "(（":
        return 3
    return 2 if not words[0].isdecimal() else 1 + words.split()[0].count(".")
