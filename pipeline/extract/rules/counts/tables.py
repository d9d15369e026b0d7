"""Counts of table cells: the row's label says whose, caption and head say with whom, of what and of when.

A cell without a unit takes it from its column's head or the caption (单位：对), else 对 where the table counts ties. A year over the
column is the time; else the table is of the as-of date that the text gave last before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.extract.rules.counts.cells import LabelledCell, is_year, labelled_cells
from pipeline.extract.rules.counts.naming import Naming
from pipeline.extract.rules.counts.rows import Zone, zones
from pipeline.extract.rules.counts.sides import Side
from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.annotated import Annotated
from pipeline.records.claim import CountBody, CountContext, Draft, FieldAnchor, Measure
from pipeline.records.mention import DateMention
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span

_UNIT = re.compile(
    r"[(（](?:单位[:：]?)?(?P<unit>万?[对个次人家项份名批件%国]|人次|万人次|万?(?:美)?元|亿(?:美)?元)[)）]|单位[:：](?P<also>\S{1,4}?)(?=$|[)）\s])"
)
_UNIT_HEAD = re.compile(r"(?P<unit>人次|批次|场次|架次|车次|班次|人)(?P<also>数?)$")  # 来访批次, 学生人数
_SHARE = re.compile(r"占比|比例|比重|百分比|%")
_FLOW = re.compile(r"新增|结好时间|结好年|缔结时间|历年|逐年|年度|分年|各年|按年")
_PLACES_HEAD = re.compile(r"(?:国家|国别|城市|省州)数")  # beside a column of ties
_TOTAL = re.compile(r"^(?:合计|总计|共计|总数|小计|全国|全省|全市)$")
_LEAD = 120  # characters before a table that may say what it is of
TABLE = -1  # in the place of a section's number
_SCALES = {"万": 1e4, "亿": 1e8}
Found = tuple[str | None, FieldAnchor | None]


def table_drafts(annotated: Annotated, naming: Naming) -> Iterator[Draft]:
    """Counts of all tables, in reading order."""
    dates = [d for s in annotated.sentences for d in s.dates]
    for zone in zones(annotated.reading):
        if zone.rows and (zone.caption is not None or _speaks_of_ties(annotated, zone)):
            yield from _of_zone(annotated, zone, naming, _time_before(annotated, zone, dates))


def _speaks_of_ties(annotated: Annotated, zone: Zone) -> bool:
    """A table without a caption: do its head or the words right before it?"""
    first = [t.span for t in zone.rows[0]]
    return bool(first) and says("tie", annotated.reading.shadow, first[0].start - _LEAD, first[-1].end)


def _of_zone(annotated: Annotated, zone: Zone, naming: Naming, when: Found) -> Iterator[Draft]:
    partners = naming.within(zone.caption) if zone.caption else ()
    if not any(side.is_home for side in partners):
        partners = (*partners, *(side for side in naming.of_title() if side.is_home))
    if zone.caption and not any(not side.is_home for side in partners):
        partners = (*partners, *(side for side in naming.of_title() if side.blended and not side.is_home))
    cells = list(labelled_cells(zone))
    rows = {token.span.start: n for n, row in enumerate(zone.rows) for token in row}
    for cell in cells:
        own = naming.within(cell.label.span) if cell.label else ()
        heads = (*([cell.head] if cell.head else []), *cell.above)
        over = tuple(side for head in heads for side in naming.within(head.span))
        measure = _measure(annotated, zone, cell)
        total = cell.label is not None and _TOTAL.match(cell.label.words)
        if measure is not None and (own or over or cell.year or total):
            draft = _draft(annotated, zone, cell, measure, _scope(own, over, partners), when)
            yield replace(draft, context=_context(annotated, zone, cell, rows, len(cells)))


def _context(
    annotated: Annotated, zone: Zone, cell: LabelledCell, rows: Mapping[int, int], numbers: int
) -> CountContext:
    """The cell's place in its table; a head without a column of its own stands for one by its place."""
    at, head = cell.number.span, cell.head
    column = cell.number.column if head is None or cell.number.column is not None else head.span.start
    heads = tuple(t.words for t in (*([head] if head else []), *cell.above))
    caption = annotated.reading.shadow[zone.caption.start : zone.caption.end] if zone.caption else ""
    place = rows.get(at.start), column, _labels(cell), heads, caption, numbers
    return CountContext(at.start, at.end, zone.rows[0][0].span.start, TABLE, "", "", *place)


def _measure(annotated: Annotated, zone: Zone, cell: LabelledCell) -> Measure | None:
    """What a cell counts, from the words over it; None where nothing says that it is a count of this project's."""
    shadow = annotated.reading.shadow
    head = cell.head.words if cell.head else ""
    caption = shadow[zone.caption.start : zone.caption.end] if zone.caption else ""
    if (cell.unit == "%" or _SHARE.search(head)) and says("domain", caption + head):
        return Measure.SHARE
    if says("done", head) and not says("tie", head) and says("domain", caption + head):
        return Measure.ACTIVITY_COUNT
    if says("tie", caption + head) or (not caption and _speaks_of_ties(annotated, zone)):
        return (
            Measure.NEW_SISTER_PAIRS if cell.year and _FLOW.search(caption + head + _labels(cell)) else _tie_place(head)
        )
    if _PLACES_HEAD.search(head) and zone.rows and any(says("tie", t.words) for t in zone.rows[0]):
        return _tie_place(head)
    if says("survey", caption):
        return Measure.SURVEY
    return Measure.ACTIVITY_COUNT if says("domain", caption) or says("visitors", caption + head) else None


def _labels(cell: LabelledCell) -> str:
    return cell.label.words if cell.label else ""


def _tie_place(head: str) -> Measure:
    if re.search(r"国家数|国别数", head):
        return Measure.PARTNER_COUNTRIES
    return (
        Measure.SISTER_PLACES if re.search(r"城市数|省州数", head) and not says("tie", head) else Measure.SISTER_PAIRS
    )


def _scope(own: Sequence[Side], over: Sequence[Side], caption: Sequence[Side]) -> tuple[Side, ...]:
    """The row's place with the column's; what the caption adds on the other side, or on both where the row names none."""
    named = [*own, *over]
    has_home, has_abroad = any(s.is_home for s in named), any(not s.is_home for s in named)
    added = [s for s in caption if not (has_home if s.is_home else has_abroad)]
    unique = {s.ref.place_id: s for s in [*named, *added]}
    return tuple(sorted(unique.values(), key=lambda s: not s.is_home))


def _time_before(annotated: Annotated, zone: Zone, dates: Sequence[DateMention]) -> Found:
    """The date in the caption, else the last as-of date of the text before the table."""
    start = zone.caption.start if zone.caption else zone.rows[0][0].span.start
    within = [d for d in dates if zone.caption and zone.caption.covers(d.span)]
    if within:
        return within[-1].edtf, FieldAnchor(within[-1].span, "caption")
    opened = max(
        (b.span.start for b in annotated.reading.blocks if b.kind is BlockKind.HEADING and b.span.end <= start),
        default=0,
    )
    cue = pattern("asof")
    asof = [
        d
        for d in dates
        if opened <= d.span.start < start
        and cue.search(annotated.reading.shadow, max(0, d.span.start - 4), d.span.start)
    ]
    return (asof[-1].edtf, FieldAnchor(asof[-1].span, "sentence")) if asof else (None, None)


def _unit(annotated: Annotated, zone: Zone, cell: LabelledCell, measure: Measure) -> tuple[str, float]:
    """The unit of a cell, and what 万 in it multiplies by."""
    shadow = annotated.reading.shadow
    words = cell.unit
    if not words and measure is Measure.SHARE:
        words = "%"
    for text in (
        cell.head.words if cell.head else "",
        shadow[zone.caption.start : zone.caption.end] if zone.caption else "",
    ):
        if not words and (match := _UNIT.search(text) or _UNIT_HEAD.search(text)):
            words = match["unit"] or match["also"]
    if not words:
        words = "对" if measure in (Measure.SISTER_PAIRS, Measure.NEW_SISTER_PAIRS) else "个"
    scale = _SCALES.get(words[0], 1.0) if len(words) > 1 else 1.0
    return (words[1:] if scale > 1 else words), scale


def _draft(
    annotated: Annotated, zone: Zone, cell: LabelledCell, measure: Measure, scope: tuple[Side, ...], when: Found
) -> Draft:
    unit, scale = _unit(annotated, zone, cell, measure)
    time, anchor = when if cell.year is None else (cell.year, _year_anchor(cell))
    fields = [("value", FieldAnchor(cell.number.span))]
    fields += [("scope", FieldAnchor(s.span, _source(zone, cell, s))) for s in scope]
    if anchor is not None:
        fields.append(("time", anchor))
    start = (cell.head if cell.is_near else cell.label) or cell.label or cell.number
    body = CountBody(
        round(cell.value * scale, 6), unit, False, measure, tuple(s.ref for s in scope), time, _item(cell, measure)
    )
    by_head = cell.head is not None
    span = Span(min(start.span.start, cell.number.span.start), cell.number.span.end)
    name = "rules.counts.table" if by_head else "rules.counts.label"
    return Draft(span, body, name, 0.9 if scope else 0.6, tuple(fields))


def _item(cell: LabelledCell, measure: Measure) -> str:
    """The label; for things done with the head, since two columns may count two things (出访, 来访)."""
    head = cell.head.words if cell.head is not None and measure is Measure.ACTIVITY_COUNT else ""
    return f"{_labels(cell)} {head}".strip()


def _year_anchor(cell: LabelledCell) -> FieldAnchor | None:
    """The head or the label that is the year."""
    for token in (cell.head, cell.label):
        if token is not None and is_year(token.words):
            return FieldAnchor(token.span, "table head" if token is cell.head else None)
    return None


def _source(zone: Zone, cell: LabelledCell, side: Side) -> str | None:
    if cell.label is not None and cell.label.span.covers(side.span):
        return None
    return "caption" if zone.caption is not None and zone.caption.covers(side.span) else "table head"
