"""The imprint of a book: CIP entry, ISBN, publisher, edition."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.bibliography_front import Found
from pipeline.records.reading import Reading
from pipeline.records.span import Span

REACH = 6000  # characters: the imprint stands at the front
_CIP = re.compile(
    r"(?P<title>[^\n/.。]{4,50})/\s*(?P<who>[^\n.。/]{2,40}?)(?:主编|编著|著|编|等著)\s*[.。]?\s*[-—–]+\s*"
    r"(?P<town>[一-鿿]{2,6})\s*[:：]\s*(?P<house>[一-鿿]{2,20}?(?:出版社|书局|书店|印书馆))\s*[,，]\s*(?P<y>\d{4})\s*(?:[.年]\s*(?P<m>1[0-2]|0?[1-9]))?"
)
_ISBN = re.compile(r"ISBN[\s:：]*((?:97[89][\s-]*)?(?:\d[\s-]*){9}[\dXx])")
_HOUSE = re.compile(r"(?:出\s*版(?:发行|者)?|出版社)\s*[:：/]\s*([一-鿿]{2,16}?(?:出版社|书局|书店|印书馆))")
_EDITION = re.compile(r"(\d{4})年\s*(?:(1[0-2]|0?[1-9])月\s*)?第?\s*(?:1|一)\s*版")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the imprint says; every field may be missing."""

    title: Found | None = None
    authors: tuple[Found, ...] = ()
    date: Found | None = None
    publisher: Found | None = None
    isbn: Found | None = None
    town: Found | None = None


def find_imprint(reading: Reading) -> Imprint:
    """The imprint of a book, from its CIP entry and the lines around it; empty for everything else."""
    shadow = reading.shadow[:REACH]
    if "ISBN" not in shadow and "出版" not in shadow:
        return Imprint()
    isbn = _ISBN.search(shadow)
    cip = _CIP.search(shadow) if isbn or "CIP" in shadow or "在版编目" in shadow else None
    house = _HOUSE.search(shadow)
    edition = _EDITION.search(shadow)
    number = _isbn(isbn) if isbn else None
    if cip is None:
        return Imprint(publisher=_found(house, 1), isbn=number, date=_month(edition, 1, 2) if isbn else None)
    title = Found(reading.text[cip.start("title") : cip.end("title")].strip(), Span(*cip.span("title")))
    return Imprint(title, _authors(cip), _month(cip, "y", "m"), _found(cip, "house"), number, _found(cip, "town"))


def _found(match: re.Match[str] | None, group: int | str) -> Found | None:
    return Found(match[group].strip(), Span(*match.span(group))) if match else None


def _authors(match: re.Match[str]) -> tuple[Found, ...]:
    start = match.start("who")
    parts = re.finditer(r"[^,，、\s]+", match["who"])
    return tuple(Found(p[0], Span(start + p.start(), start + p.end())) for p in parts)


def _month(match: re.Match[str] | None, year: int | str, month: int | str) -> Found | None:
    if match is None:
        return None
    last = month if match[month] else year
    value = f"{match[year]}-{int(match[month]):02d}" if match[month] else match[year]
    return Found(value, Span(match.start(year), match.end(last)))


def _isbn(match: re.Match[str]) -> Found | None:
    """The number with hyphens, where its check digit holds."""
    value = re.sub(r"\s*-\s*", "-", match[1].strip()).replace(" ", "")
    digits = value.replace("-", "")
    return Found(value, Span(*match.span(1))) if _checks(digits) else None


def _checks(digits: str) -> bool:
    if len(digits) == 13 and digits.isdecimal():
        return sum(int(d) * (1 + 2 * (i % 2)) for i, d in enumerate(digits)) % 10 == 0
    if len(digits) == 10:
        values = [10 if d in "Xx" else int(d) for d in digits]
        return sum(v * (10 - i) for i, v in enumerate(values)) % 11 == 0
    return False
