"""Rows of a register as claims of ties. A side that cannot be linked to one place makes a rejected claim that says so.

Which side is the Chinese one is told by the places, not by the columns: lists of Wikidata name each tie from both ends.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from pipeline.errors import SourceKindUnknown
from pipeline.extract.register.columns import Column, is_register, known_columns
from pipeline.extract.register.sides import country_of, side_of
from pipeline.records.claim import Draft, FieldAnchor, PairBody, PlaceRef, Relation
from pipeline.records.reading import Cell, Reading, Table
from pipeline.records.span import Span
from pipeline.text.dates import find_dates

REGISTER = "register.list"
SURE = 0.95
NOWHERE = "x-XX"
CHINA = "CN"
_ENDED = re.compile(r"终止|解除|中止|ended|terminated|former|dissolved")
_EXCHANGE = re.compile(r"交流|exchange|合作|cooperation")
_INTENT = re.compile(r"意向|备忘录|intent|planned")
_ISO = re.compile(
    r"\+?(?P<date>\d{4}(?:[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?))?)?)(?P<midnight>T00:00:00Z?|[ ]00:00:00)?$"
)


def extract_register(reading: Reading) -> list[Draft]:
    """The ties of all tables of a register. Raises `SourceKindUnknown` where no table names both sides of a tie."""
    drafts: list[Draft] = []
    known = False
    for table in reading.tables:
        rows = _rows(table)
        columns, first = _columns(reading, rows)
        known = known or is_register(columns)
        if is_register(columns):
            drafts += [d for n in sorted(rows) if n > first for d in _draft(reading, rows[n], columns)]
    if not known:
        raise SourceKindUnknown(
            "no table with a column for the Chinese side and one for the other", document=reading.source.name
        )
    return drafts


def _rows(table: Table) -> dict[int, dict[int, Cell]]:
    rows: dict[int, dict[int, Cell]] = defaultdict(dict)
    for cell in table.cells:
        if cell.span is not None:
            rows[cell.row][cell.column] = cell
    return rows


def _columns(reading: Reading, rows: Mapping[int, Mapping[int, Cell]]) -> tuple[dict[Column, int], int]:
    """The columns by the first row that names both sides, and the number of that row."""
    for number in sorted(rows)[:5]:
        heads = {column: _shadow(reading, cell) for column, cell in rows[number].items()}
        columns = known_columns(heads)
        if is_register(columns):
            return columns, number
    return {}, 0


def _shadow(reading: Reading, cell: Cell | None) -> str:
    return reading.shadow[cell.span.start : cell.span.end] if cell is not None and cell.span is not None else ""


def _draft(reading: Reading, row: Mapping[int, Cell], columns: Mapping[Column, int]) -> Iterator[Draft]:
    cells = {name: row[column] for name, column in columns.items() if column in row}
    words = {name: _shadow(reading, cell).strip() for name, cell in cells.items()}
    named = [next((n for n in (side, f"{side}_id") if words.get(n)), None) for side in ("home", "partner")]
    if named[0] is None or named[1] is None:
        return  # a heading between the rows, or a row without a partner: no tie is stated
    country = country_of(words.get("country", ""))
    a = side_of(words.get("home_id", ""), words.get("home", ""), CHINA, country)
    b = side_of(words.get("partner_id", ""), words.get("partner", ""), country, CHINA)
    a, b, named = (b, a, named[::-1]) if _is_turned(a, b) else (a, b, named)
    date = _date(words.get("date", ""))
    body = PairBody(a, b, _relation(words.get("relation", "")), date, "stated" if date else None)
    fields = [(f, FieldAnchor(span)) for f, n in zip("ab", named, strict=True) if (span := cells[n or ""].span)]
    if date and (span := cells["date"].span):
        fields.append(("date", FieldAnchor(span)))
    used = [c.span for c in cells.values() if c.span is not None]
    whole = Span(min(s.start for s in used), max(s.end for s in used))
    yield Draft(whole, body, REGISTER, SURE, tuple(fields), _why_not(a, b))


def _is_turned(a: PlaceRef, b: PlaceRef) -> bool:
    return a.country not in (CHINA, None) and b.country == CHINA


def _why_not(a: PlaceRef, b: PlaceRef) -> str | None:
    """Why a row is no tie of ours: a side that no place list knows, no side in China, or both."""
    lost = [side.text for side in (a, b) if side.place_id.startswith(NOWHERE)]
    if lost:
        return f"no one place can be named for: {', '.join(lost)}"
    if (a.country == CHINA) is (b.country == CHINA):
        return "a tie between a place in China and one abroad is asked for"
    return None


def _relation(words: str) -> Relation:
    """Of which kind: a list of sister cities that says nothing more means those."""
    for pattern, relation in (
        (_ENDED, Relation.TERMINATED),
        (_INTENT, Relation.INTENT),
        (_EXCHANGE, Relation.EXCHANGE),
    ):
        if pattern.search(words.lower()):
            return relation
    return Relation.SISTER


def _date(words: str) -> str | None:
    """EDTF of a date as lists write it; midnight on 1 January is how Wikidata writes a year."""
    if (match := _ISO.match(words)) is not None:
        parts = re.split(r"[-/.]", match["date"])
        if match["midnight"] and parts[1:] == ["01", "01"]:
            return parts[0]
        return "-".join([parts[0], *(p.zfill(2) for p in parts[1:])])
    found = find_dates(words)
    return found[0].edtf if found else None
