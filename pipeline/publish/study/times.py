"""Ties by when they were made: years, decades, and the periods that reports themselves count by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate

from pipeline.publish.study.breakdown import Cell, Part, breakdown
from pipeline.publish.study.ground import Ground
from pipeline.publish.study.stated import Stated
from pipeline.publish.study.study import Study
from pipeline.publish.study.ties import Tie
from pipeline.publish.study.words import Words, text

Years = tuple[int, int]


def by_year(ground: Ground) -> Study:
    """Ties made each year, and how many there were by its end; stated numbers of single years beside them."""
    stated = {s.years[0]: s for s in _new(ground) if s.years and s.years[0] == s.years[1]}
    stocks = (
        s.years[1] for s in ground.numbers.of_times(ground.choice.scope, "sister_pairs") if s.years and not s.rule
    )
    years = sorted({*stated, *stocks, *(tie.year for tie in ground.ties if tie.year)})
    spans = [(y, y) for y in range(years[0], years[-1] + 1)] if years else []
    return _by_time(ground, "by-year", spans, {(y, y): s for y, s in stated.items()})


def by_decade(ground: Ground) -> Study:
    """Ties made each decade; the number that is stated for a decade's years so far stands in its row, with its years in `span`."""
    stated: dict[Years, Stated] = {}
    for number in _new(ground):
        first, last = number.years or (0, 0)
        decade = first - first % 10, first - first % 10 + 9
        if first == decade[0] and first < last <= decade[1]:
            stated[decade] = number
    decades = sorted({*stated, *((y - y % 10, y - y % 10 + 9) for y in (t.year for t in ground.ties) if y)})
    spans = [(y, y + 9) for y in range(decades[0][0], decades[-1][0] + 1, 10)] if decades else []
    return _by_time(ground, "by-decade", spans, stated)


def by_period(ground: Ground) -> Study:
    """Ties made in each period that a stated number speaks of, in the order of their first year; periods may overlap."""
    stated = {s.years: s for s in _new(ground) if s.years}
    return _by_time(ground, "by-period", sorted(stated), stated, overlap=True)


def _new(ground: Ground) -> Iterable[Stated]:
    """Stated numbers of new ties; not those that are means of several years."""
    return (s for s in ground.numbers.of_times(ground.choice.scope) if "均" not in s.item)


def _by_time(
    ground: Ground, name: str, spans: Sequence[Years], stated: dict[Years, Stated], *, overlap: bool = False
) -> Study:
    made = [[t for t in ground.ties if t.made_within(*span)] for span in spans]
    parts = [
        Part(_key(span), Words(_key(span), _key(span)), ties, stated.get(span), extra)
        for span, ties, extra in zip(spans, made, _extras(ground, spans, made, stated, overlap=overlap), strict=True)
    ]
    dated = {tie.fact_id for ties in made for tie in ties}
    rest = [tie for tie in ground.ties if tie.fact_id not in dated]
    if rest:
        words = text("other_years" if overlap else "undated")
        parts.append(Part("?", words, rest, None, {"span": (None, ()), "cumulative": (None, ()), **_BLANK}))
    remarks = [
        text("span", row=_key(s), span=_key(n.years)) for s, n in sorted(stated.items()) if n.years and n.years != s
    ]
    return breakdown(name, parts, ground.setting, total=ground.total(), ties=ground.ties, flows=True, remarks=remarks)


_BLANK: dict[str, Cell] = {"stated_cumulative": (None, ()), "stated_stock": (None, ())}


def _key(span: Years) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}"


def _extras(
    ground: Ground, spans: Sequence[Years], made: Sequence[list[Tie]], stated: dict[Years, Stated], *, overlap: bool
) -> list[dict[str, Cell]]:
    """Beside each span: the years that its stated number speaks of, running sums, and the stock that is stated at its end."""
    ties = list(accumulate((tuple(t.fact_id for t in some) for some in made), lambda a, b: (*a, *b)))
    sums, found = _running([stated.get(span) for span in spans]), []
    for i, span in enumerate(spans):
        number = stated.get(span)
        years = number.years if number else None
        stock = _stock(ground, span)
        extra: dict[str, Cell] = {
            "span": (_key(years), number.fact_ids) if number and years else (None, ()),
            "cumulative": (None, ()) if overlap else (len(ties[i]), ties[i]),
            "stated_cumulative": (None, ()) if overlap else sums[i],
            "stated_stock": (stock.value, stock.fact_ids) if stock else (None, ()),
        }
        found.append(extra)
    return found


def _running(numbers: Sequence[Stated | None]) -> list[Cell]:
    """Running sums of stated numbers, from the first on for as long as none is missing."""
    sums: list[Cell] = []
    value, ids, broken, begun = 0.0, tuple[str, ...](), False, False
    for number in numbers:
        broken = broken or (begun and number is None)
        begun = begun or number is not None
        if number is not None:
            value, ids = value + number.value, (*ids, *number.fact_ids)
        sums.append((value, ids) if number is not None and not broken else (None, ()))
    return sums


def _stock(ground: Ground, span: Years) -> Stated | None:
    """The last number of standing ties whose day lies in the span's last year."""
    found = [
        s for s in ground.numbers.of_times(ground.choice.scope, "sister_pairs") if s.last and s.last[:4] == str(span[1])
    ]
    return next((s for s in reversed(found) if not s.rule), None)
