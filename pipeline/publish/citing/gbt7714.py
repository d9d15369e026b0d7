"""A line as GB/T 7714—2015 has it (信息与文献 参考文献著录规则), in the order of citation.

What is missing is said as the standard says it: 佚名, [出版地不详], [出版者不详] (Anon, [S.l.], [s.n.]); an online resource may leave the
place out (8.4.1.3). An uncertain year stands in brackets (8.4.3.2). A cited page takes the place of the article's range (8.8.2).
"""

from __future__ import annotations

import re

from pipeline.publish.citing.line import HAN, Line, date_parts

MOST = 3  # makers that are named before 等
_MISSING = {
    "maker": ("佚名", "Anon"),
    "more": ("等", "et al"),
    "place": ("[出版地不详]", "[S.l.]"),
    "publisher": ("[出版者不详]", "[s.n.]"),
    "container": ("[刊名不详]", "[s.n.]"),
    "date": ("[日期不详]", "[n.d.]"),
}
_RANGE = re.compile(r"\s*[—–~～]\s*|(?<=\d)\s*-\s*(?=\d)")


def gbt7714(line: Line, page: str | None = None) -> str:
    """The entry, with its closing stop; `page` is the printed page that is cited."""
    pages = page or line.said.pages
    body = {"J": _journal, "N": _newspaper, "EB": _bulletin}.get(line.medium, _imprint)(line, _even(pages))
    access = f"[{line.said.accessed}]" if line.said.accessed and line.said.url else ""
    tail = [line.said.url, f"DOI: {line.said.doi}" if line.said.doi else None]
    parts = [_makers(line), f"{line.title}{_mark(line)}{body}{access}", *(part for part in tail if part)]
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _makers(line: Line) -> str:
    makers = line.makers
    if not makers:
        return _missing(line, "maker")
    shown = [*makers[:MOST], *([_missing(line, "more")] if len(makers) > MOST else [])]
    return ", ".join(shown)


def _mark(line: Line) -> str:
    return f"[{line.medium}/OL]" if line.said.url else f"[{line.medium}]"


def _missing(line: Line, what: str) -> str:
    return _MISSING[what][not line.is_chinese]


def _journal(line: Line, pages: str | None) -> str:
    """. 刊名, 年, 卷(期): 页码"""
    said = line.said
    issue = f"({said.issue})" if said.issue else ""
    number = f", {said.volume}{issue}" if said.volume else issue
    return f". {said.container or _missing(line, 'container')}, {_year(line)}{number}{_after(pages)}"


def _newspaper(line: Line, pages: str | None) -> str:
    """. 报名, 日期(版次)"""
    sheet = f"({pages})" if pages else ""
    return f". {line.said.container or _missing(line, 'container')}, {_day(line)}{sheet}"


def _bulletin(line: Line, pages: str | None) -> str:
    """. 出版地: 出版者, 出版年: 页码(更新日期): place and publisher only where they are known."""
    known = ": ".join(part for part in (line.said.publication_place, line.said.publisher) if part)
    return f". {known + ', ' if known else ''}({_day(line)}){_after(pages)}"


def _imprint(line: Line, pages: str | None) -> str:
    """//析出文献的主文献. 出版地: 出版者, 出版年: 页码"""
    said = line.said
    inside = f"//{said.container}" if said.container else ""
    place = said.publication_place or (None if said.url else _missing(line, "place"))
    house = said.publisher or _missing(line, "publisher")
    where = f"{place}: {house}" if place else house
    return f"{inside}. {where}, {_year(line)}{_after(pages)}"


def _after(pages: str | None) -> str:
    return f": {pages}" if pages else ""


def _even(pages: str | None) -> str | None:
    return _RANGE.sub("-", pages) if pages else None


def _year(line: Line) -> str:
    parts = date_parts(line.said.date)
    return f"{parts[0]:04d}" if parts else _vague(line)


def _day(line: Line) -> str:
    return str(line.said.date) if date_parts(line.said.date) else _vague(line)


def _vague(line: Line) -> str:
    """A span of years as one, an estimate in brackets, or that there is none."""
    date = line.said.date
    if not date:
        return _missing(line, "date")
    first, _, last = date.partition("/")
    sides = date_parts(first), date_parts(last)
    if sides[0] and sides[1]:
        return f"{sides[0][0]:04d}" + (f"-{sides[1][0]:04d}" if sides[1][0] != sides[0][0] else "")
    return f"[{date.rstrip('?~%')}]" if HAN.search(date) is None else f"[{date}]"
