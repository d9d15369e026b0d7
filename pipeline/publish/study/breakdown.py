"""Ties by a division (countries, provinces, years …): what is named here, beside what reports state, and how much of it that is.

A row's coverage compares like with like: ties that are known to be younger than the stated number's day are left out of it. Under
half, the row and the table warn: their shape is that of what happens to be named, not that of all ties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from pipeline.places import Territories, note
from pipeline.publish.study.stated import Stated
from pipeline.publish.study.study import LEAST_NAMED, Figure, Study, Total
from pipeline.publish.study.ties import Tie, joined
from pipeline.publish.study.words import Words, text, title

if TYPE_CHECKING:
    import pandas as pd

Cell = tuple[float | str | None, tuple[str, ...]]  # a figure or a word, and the facts that it rests on
TOTAL = "total"
TOP = 10
WHOLE = 100.0  # percent
SUM = "sum"  # the rule of a total that no report states, but the parts that it states make up


@dataclass(frozen=True, slots=True)
class Part:
    """One row: the ties of a part, the number that reports state for it, and what else a table puts beside them."""

    key: str
    name: Words
    ties: Sequence[Tie]
    stated: Stated | None = None
    extra: Mapping[str, Cell] = field(default_factory=dict)


def percent(part: float, whole: float) -> float | None:
    """`part` of `whole` in percent, one decimal, a half rounded up as reports do; None of nothing."""
    if not whole:
        return None
    exact = Decimal(str(part)) * 100 / Decimal(str(whole))
    return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP))


def _known_then(ties: Sequence[Tie], stated: Stated) -> list[Tie]:
    return [tie for tie in ties if not (stated.last and tie.first and tie.first > stated.last)]


def row_of(part: Part, named: int, total: Stated | None, *, flows: bool = False) -> dict[str, Cell]:
    """A part's cells: figures with the facts that they rest on. A share of the total is given for a number of the same day.

    `flows`: the parts' numbers are of periods, which no day need agree with.
    """
    ids = tuple(tie.fact_id for tie in part.ties)
    cells: dict[str, Cell] = {
        "key": (part.key, ()),
        "name_zh": (part.name.zh, ()),
        "name_en": (part.name.en, ()),
        "named": (len(ids), ids),
        "named_share": (percent(len(ids), named), ids),
        **part.extra,
    }
    stated = part.stated
    if stated is None:
        return {
            **cells,
            "stated": (None, ()),
            "stated_share": (None, ()),
            "as_of": (None, ()),
            "coverage": (None, ()),
            "warning": (None, ()),
        }
    then = tuple(tie.fact_id for tie in _known_then(part.ties, stated))
    coverage, both = percent(len(then), stated.value), (*then, *stated.fact_ids)
    same = total is not None and (flows or stated.as_of == total.as_of)
    share = percent(stated.value, total.value) if total and same else None
    mark = None if coverage is None else "short" if coverage < LEAST_NAMED else "over" if coverage > WHOLE else None
    return {
        **cells,
        "stated": (stated.value, stated.fact_ids),
        "stated_share": (share, (*stated.fact_ids, *total.fact_ids) if total and share is not None else ()),
        "as_of": (stated.as_of or None, stated.fact_ids),
        "coverage": (coverage, both),
        "warning": (text(mark).zh if mark else None, both if mark else ()),
    }


def frames(rows: Sequence[Mapping[str, Cell]], columns: Sequence[str] = ()) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frame of figures and its twin of fact ids; `columns` where there may be no row."""
    import pandas as pd

    names = list(rows[0]) if rows else list(columns)
    figures = pd.DataFrame([{n: row[n][0] for n in names} for row in rows], columns=names)
    facts = pd.DataFrame([{n: joined(row[n][1]) for n in names} for row in rows], columns=names, dtype="str")
    for name in names:
        if figures[name].isna().all() and len(figures):
            figures[name] = figures[name].astype("float64" if name in _NUMBERS else "str")
    return figures, facts


_NUMBERS = ("named", "named_share", "stated", "stated_share", "coverage")


def near_day(parts: Sequence[Part]) -> str:
    """The day as of which the greater part of the stated ties holds: the total of the same day belongs to them."""
    days: Counter[str] = Counter()
    for part in parts:
        if part.stated and part.stated.as_of:
            days[part.stated.as_of] += round(part.stated.value)
    return min(days, key=lambda day: (-days[day], day)) if days else ""


def sum_of(parts: Sequence[Part]) -> Stated | None:
    """The total that parts make up which leave nothing out: where each has a number, all of one day. None otherwise."""
    numbers = [part.stated for part in parts if part.stated]
    days = {number.as_of for number in numbers}
    if len(numbers) < len(parts) or len(days) != 1 or not numbers:
        return None
    ids = tuple(fact_id for number in numbers for fact_id in number.fact_ids)
    first = numbers[0]
    return Stated(sum(n.value for n in numbers), first.as_of, first.first, first.last, SUM, "", ids)


def breakdown(
    name: str,
    parts: Sequence[Part],
    setting: Territories,
    *,
    total: Stated | None = None,
    ties: Sequence[Tie] | None = None,
    concentrated: bool = False,
    flows: bool = False,
    remarks: Sequence[Words] = (),
) -> Study:
    """The table of `parts` with a last row `total` over `ties` (those of all parts where it is None), each tie once.

    `concentrated`: with the share of the ten largest parts and the Herfindahl index, of what is named and of what is stated.
    """
    of_all = list(
        {tie.fact_id: tie for tie in (ties if ties is not None else [t for p in parts for t in p.ties])}.values()
    )
    whole = Part(TOTAL, text("total"), of_all, total, dict.fromkeys(parts[0].extra if parts else (), (None, ())))
    rows = [row_of(part, len(of_all), total, flows=flows) for part in (*parts, whole)]
    frame, facts = frames(rows)
    stated = () if total is None else (_stated_total(whole, total),)
    warnings = tuple(_warnings(parts, stated))
    figures = tuple(concentration(parts, total)) if concentrated else ()
    under = Words(note(setting, "zh"), note(setting, "en"))
    study = Study(name, title(name), frame, facts, stated, figures, warnings, tuple(remarks), under)
    return sealed(study)


def sealed(study: Study) -> Study:
    """The study, its frames told its title, warnings and note."""
    for frame in (study.frame, study.facts):
        frame.attrs["title"] = study.title._asdict()
        frame.attrs["warnings"] = [words._asdict() for words in study.warnings]
        frame.attrs["note"] = study.note._asdict()
    return study


def _stated_total(whole: Part, total: Stated) -> Total:
    then = _known_then(whole.ties, total)
    ids = (*total.fact_ids, *(tie.fact_id for tie in then))
    what = text("sum_total" if total.rule == SUM else "stated_total")
    return Total(what, total.value, total.as_of, len(then), percent(len(then), total.value), ids)


def _warnings(parts: Sequence[Part], stated: Sequence[Total]) -> list[Words]:
    said = [
        text("warn_total", share=f"{t.share:g}", named=t.named, value=f"{t.value:g}", least=f"{LEAST_NAMED:g}")
        for t in stated
        if t.warns
    ]
    short = [
        p for p in parts if p.stated and p.stated.value and _under(len(_known_then(p.ties, p.stated)), p.stated.value)
    ]
    with_number = sum(1 for p in parts if p.stated and p.stated.value)
    if short:
        said.append(text("warn_rows", short=len(short), rows=with_number, least=f"{LEAST_NAMED:g}"))
    over = sum(1 for p in parts if p.stated and 0 < p.stated.value < len(_known_then(p.ties, p.stated)))
    return [*said, text("warn_over", over=over)] if over else said


def _under(named: int, stated: float) -> bool:
    share = percent(named, stated)
    return share is not None and share < LEAST_NAMED


def concentration(parts: Sequence[Part], total: Stated | None) -> list[Figure]:
    """How unevenly ties lie: the ten largest parts' share (percent; of more than ten) and the Herfindahl index (sum of squared shares).

    Of stated numbers only where the parts' sum is the stated total or no total is stated: of part of a whole both would be wrong.
    """
    named = [(float(len(p.ties)), tuple(t.fact_id for t in p.ties)) for p in parts if p.ties]
    said = [(p.stated.value, p.stated.fact_ids) for p in parts if p.stated]
    found = _concentrated("named", named)
    if said and (total is None or sum(value for value, _ in said) == total.value):
        found += _concentrated("stated", said)
    return found


def _concentrated(which: str, values: Sequence[tuple[float, tuple[str, ...]]]) -> list[Figure]:
    whole = sum(value for value, _ in values)
    if not whole:
        return []
    ids = tuple(fact_id for _, some in values for fact_id in some)
    index = round(sum((value / whole) ** 2 for value, _ in values), 4)
    found = [Figure(f"herfindahl_{which}", text(f"herfindahl_{which}"), index, ids)]
    if len(values) > TOP:
        top = sum(sorted((value for value, _ in values), reverse=True)[:TOP])
        found.insert(0, Figure(f"top_ten_{which}", text(f"top_ten_{which}"), percent(top, whole), ids))
    return found
