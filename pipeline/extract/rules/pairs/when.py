"""When a tie was made: the date of its own clause, the date in brackets behind a side, or an anniversary worked out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.records.annotated import Annotated
from pipeline.records.mention import DateMention, PlaceMention
from pipeline.records.span import Span
from pipeline.text.numerals import NUMBER, parse_number

_ANNIVERSARY = re.compile(rf"[^ⒸⒻ。;,]{{0,8}}?(?P<n>{NUMBER})\s*(?:周年|年(?!来|代|间|多)|载|週年)")
_YEARS_AFTER = re.compile(rf"(?:的)?(?P<n>{NUMBER})周年")
_BEHIND = re.compile(r"[^ⒸⒻⓉ。;,]{0,6}[(]?Ⓣ")


@dataclass(frozen=True, slots=True)
class When:
    """An EDTF date, its basis, the clean span of its words and the skeleton range to quote."""

    edtf: str
    basis: str
    span: Span
    start: int
    end: int


def tie_date(
    annotated: Annotated,
    skeleton: Skeleton,
    noun_start: int,
    noun_end: int,
    rule: str,
    done: int,
    foreign: PlaceMention,
) -> When | None:
    """The date of the tie stated by the noun at `noun_start`–`noun_end`; `done` is where the predicate before it ended."""
    if (own := bracketed(skeleton, foreign)) or rule == "listed":
        return own
    if jubilee := _jubilee(annotated, skeleton, noun_end):
        return jubilee
    if rule == "linked" and (since := re.compile("Ⓣ(?:年)?[起始]").search(skeleton.text, done, noun_start)):
        return _when(skeleton.dates[since.start()], since.start(), since.end())
    if rule == "is" and (became := _BECAME.search(skeleton.text, done, noun_start)):
        return _when(skeleton.dates[became.start()], became.start(), became.end())
    if rule in ("noun", "is", "own", "linked"):
        return _listed(skeleton, noun_end)
    if shared := _distributed(skeleton, done, noun_start, foreign, rule):
        return shared
    clause = max(skeleton.text.rfind(",", done, noun_start), done) if rule == "two" else done
    if rule == "two" and skeleton.text[clause - 1 : clause + 1] == "Ⓣ,":
        clause -= 1  # 10月3日,两市结好: the date stands alone before the clause
    before = skeleton.dates_in(
        clause, noun_start
    )  # where the sides stand far apart only the noun's own clause dates the tie
    if before:
        index, date = before[-1]
        return _when(date, index, index + 1)
    if rule in ("link", "side") and (one := _of_sentence(skeleton, noun_start)):
        return one
    if match := _BEHIND.match(skeleton.text, noun_end):
        index = match.end() - 1
        return _when(skeleton.dates[index], index, index + 1)
    return _listed(skeleton, noun_end)


_BARE_YEAR = re.compile(r"(?:关系)?\s*[,|、;]\s*(?P<y>(?:19[4-9]|20[0-4])\d)(?=\s*(?:[,;。|)]|$))")


_DATE_BEHIND = re.compile(r"(?:关系)?\s*[,|、;]\s*Ⓣ(?=\s*(?:[,;。|)]|$))")


def _listed(skeleton: Skeleton, noun_end: int) -> When | None:
    """A—B,友好省州,1998: the next item of a list is the date; lists give their years without 年 too."""
    if dated := _DATE_BEHIND.match(skeleton.text, noun_end):
        index = dated.end() - 1
        return _when(skeleton.dates[index], index, index + 1)
    match = _BARE_YEAR.match(skeleton.text, noun_end)
    if match is None:
        return None
    start = skeleton.at(match.start("y"))
    return When(match["y"], "stated", Span(start, start + 4), match.start("y"), match.end("y"))


HEAD = 8  # skeleton characters: a date this near to the start governs every clause of its sentence


def _of_sentence(skeleton: Skeleton, noun_start: int) -> When | None:
    """11月12日,A与B签署…,与C签署…: the one date at the head of the sentence holds for the partners named behind."""
    dates = skeleton.dates_in(0, noun_start)
    if len(dates) != 1 or dates[0][0] > HEAD:
        return None
    index, date = dates[0]
    return _when(date, index, index + 1)


_SEVERAL = re.compile(r"Ⓣ(?:(?:、|和|与|及)Ⓣ)+")
_BECAME = re.compile(r"Ⓣ[^ⒸⒻ,。;]{0,6}(?:成为|成了|名列)")


def _distributed(skeleton: Skeleton, done: int, noun_start: int, foreign: PlaceMention, rule: str) -> When | None:
    """1986年、1988年A、B分别与C、D: the dates in the order of the partners; in a chain each partner's own date."""
    index = next((i for i, place in skeleton.places.items() if place is foreign), None)
    if index is None:
        return None
    if rule == "chain":
        own = [
            (i, d)
            for i, d in skeleton.dates_in(max(done, index - 10), index)
            if not set("ⒸⒻ") & set(skeleton.text[i + 1 : index])
        ]
        return _when(own[-1][1], own[-1][0], own[-1][0] + 1) if own else None
    several = _SEVERAL.search(skeleton.text, done, noun_start)
    partners = [i for i, _ in skeleton.places_in(done, noun_start) if skeleton.text[i] == "Ⓕ"]
    if several is None or len(partners) != several[0].count("Ⓣ") or index not in partners:
        return None
    at, date = skeleton.dates_in(*several.span())[partners.index(index)]
    return _when(date, at, at + 1)


def _when(date: DateMention, start: int, end: int) -> When | None:
    edtf = date.edtf.removesuffix("/..")
    if "/" in edtf or ("X" in edtf[:4] and edtf[:4] != "XXXX"):
        return None if "/" in edtf else When(edtf, date.basis, date.span, start, end)
    return When(edtf, "stated", date.span, start, end)


def bracketed(skeleton: Skeleton, foreign: PlaceMention) -> When | None:
    """Ⓕ(Ⓣ…): the date in brackets is that side's own."""
    index = next((i for i, place in skeleton.places.items() if place is foreign), None)
    if index is None or not (match := re.compile(r"[ⒸⒻ][(][^()Ⓣ]{0,6}Ⓣ").match(skeleton.text, index)):
        return None
    at = match.end() - 1
    return _when(skeleton.dates[at], at, at + 1)


def _jubilee(annotated: Annotated, skeleton: Skeleton, noun_end: int) -> When | None:
    """结好25周年 in 2004 is 1979: the year of the celebration is the sentence's, else that of the date before, else the document's."""
    match = _ANNIVERSARY.match(skeleton.text, noun_end) or _YEARS_AFTER.match(skeleton.text, noun_end)
    if match is None or not (years := parse_number(match["n"])) or years > 150:
        return None
    base = _year_of_celebration(annotated, skeleton, noun_end)
    if base is None:
        return None
    span = Span(skeleton.at(match.start("n")), skeleton.at(match.end() - 1) + 1)
    return When(f"{base - int(years):04d}", "derived", span, noun_end, match.end())


def _year_of_celebration(annotated: Annotated, skeleton: Skeleton, index: int) -> int | None:
    dates = [date.edtf for i, date in skeleton.dates.items() if i < index] or [
        date.edtf for date in skeleton.dates.values()
    ]
    for edtf in [*reversed(dates), annotated.document_date or ""]:
        if edtf[:4].isdecimal():
            return int(edtf[:4])
    return None
