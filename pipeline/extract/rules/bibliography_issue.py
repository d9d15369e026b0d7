"""What an article says of where it appeared: journal, volume, issue, pages, DOI, address.

Only the front is looked at, and there only lines that are about the article itself: a journal named in running text is somebody
else's. An article number (文章编号, CAJ-CD B/T 1: ISSN, year, issue, first page, number of pages) gives issue and pages exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.rules.bibliography_front import Found
from pipeline.records.reading import Reading
from pipeline.records.span import Span

REACH = 4000  # characters
LINE = 60  # characters of a line about the article
_NUMBER = re.compile(
    r"文章编号[:：]?\s*[\dXx]{4}\s*[-—–－]\s*[\dXx]{4}\s*[(（](?P<y>\d{4})[)）]\s*(?P<issue>\d{2})\s*[-—–－]\s*(?P<pages>(?P<from>\d{3,4})\s*[-—–－]\s*(?P<many>\d{2}))"
)
_DOI = re.compile(r"\bdoi[:：\s]{0,3}(?:https?://(?:dx\.)?doi\.org/)?(?P<doi>10\.\d{4,9}/[^\s，。；、)）\]]+)", re.I)
_HEAD = re.compile(
    r"\s*(?:(?:原载|原刊|载|刊于|发表于|来源|出处|刊名)\s*[:：于]?\s*)?(?:《(?P<a>[^《》\n]{2,20})》|(?P<b>[一-鿿]{2,15}(?:学报|研究|杂志|月刊|论坛|评论|学刊)))"
    r"\s*[,，]?\s*\d{4}\s*年?\s*[,，]?\s*(?:第?\s*(?P<volume>\d{1,3})\s*卷)?\s*[,，]?\s*第\s*(?P<issue>\d{1,3})\s*期"
)
_VOLUME = re.compile(
    r"第\s*(?P<volume>\d{1,3})\s*卷\s*[,，]?\s*第\s*(?P<issue>\d{1,3})\s*期|\bVol\.?\s*(?P<v>\d{1,3})\s*[,，.]?\s*No\.?\s*(?P<n>\d{1,3})\b"
)
_ADDRESS = re.compile(
    r"(?:原文链接|原文地址|本文链接|网址|链接|来源)\s*[:：]\s*(?P<url>https?://[^\s，。；、）)\]」』<>]+)"
)


@dataclass(frozen=True, slots=True)
class Issue:
    """What was found; every field may be missing."""

    container: Found | None = None
    volume: Found | None = None
    issue: Found | None = None
    pages: Found | None = None
    doi: Found | None = None
    url: Found | None = None

    def fields(self) -> Iterator[tuple[str, Found]]:
        """What is there, by the names of `Bibliography`."""
        for name in self.__slots__:
            if found := getattr(self, name):
                yield name, found


def find_issue(reading: Reading) -> Issue:
    """Where the article appeared, as its front says; empty for what is no article."""
    shadow = reading.shadow[:REACH]
    number = _NUMBER.search(shadow) if "文章编号" in shadow else None
    doi = _DOI.search(shadow) if "10." in shadow else None
    url = _ADDRESS.search(shadow) if "http" in shadow else None
    lines = list(_lines(shadow))
    head = next((found for line in lines if (found := _HEAD.match(shadow, *line))), None)
    running = next((found for line in lines if (found := _VOLUME.search(shadow, *line))), None)
    name = ("a" if head["a"] else "b") if head else ""
    return Issue(
        _found(head, name),
        _found(head, "volume") or _found(running, "volume") or _found(running, "v"),
        _found(head, "issue") or _plain(_found(number, "issue")) or _found(running, "issue") or _found(running, "n"),
        _pages(number),
        _found(doi, "doi"),
        _found(url, "url"),
    )


def _lines(shadow: str) -> Iterator[tuple[int, int]]:
    """Start and end of the short lines of the front that may name an issue."""
    start = 0
    for line in shadow.split("\n"):
        if len(line) <= LINE and ("期" in line or "No" in line or "NO" in line):
            yield start, start + len(line)
        start += len(line) + 1


def _found(match: re.Match[str] | None, group: str) -> Found | None:
    if match is None or not match[group]:
        return None
    return Found(match[group].rstrip("."), Span(match.start(group), match.start(group) + len(match[group].rstrip("."))))


def _plain(found: Found | None) -> Found | None:
    """An issue without its leading zero."""
    return Found(found.value.lstrip("0") or "0", found.span) if found else None


def _pages(match: re.Match[str] | None) -> Found | None:
    """First to last page: the article number tells the first and how many there are."""
    if match is None:
        return None
    first, many = int(match["from"]), int(match["many"])
    value = f"{first}-{first + many - 1}" if many > 1 else str(first)
    return Found(value, Span(*match.span("pages")))
