"""XLSX workbooks: the visible sheets as tables, each cell with its address (名单!B7).

Values are read as they were last saved: a formula is never computed, and one without a saved value leaves an empty cell and a
remark. Dates are written no finer than their cell shows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pipeline.errors import PackageBroken
from pipeline.read.sheet import Merge, SheetRow, counted, put_sheet
from pipeline.read.textspine import RawText, TextSpine
from pipeline.read.xmlevents import Xml, XmlEvent, xml_events
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.source import Source
from pipeline.zipped import Package, ZipLimits, open_package

LIMITS = ZipLimits(members=20_000, member=400_000_000, total=1_000_000_000)
# Built-in date formats by number, and what they show: y, ym, md or ymd.
_BUILT_IN = dict.fromkeys((14, 15, 22, 27, 30, 31, 36, 50, 54, 57, 58), "ymd") | dict.fromkeys((17, 52, 55), "ym")
_PERCENT = frozenset({9, 10})
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_PLAIN_NAME = re.compile(r"(?:Sheet|工作表|表|sheet)\s*\d*")


@dataclass(slots=True)
class _Book:
    """What the cells of a workbook refer to."""

    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)  # by style: "", "ymd", "ym", "y", "%"
    from_1904: bool = False
    sheets: list[tuple[str, str]] = field(default_factory=list)  # name, part
    hidden: list[str] = field(default_factory=list)
    uncomputed: int = 0


def read_xlsx(source: Source, data: bytes) -> Reading:
    """A workbook on the spine. Raises `PackageBroken`, `SourceEncrypted`, `SourceTooLarge` or `SourceEmpty`."""
    spine, raw = TextSpine(), RawText()
    with open_package(data, document=source.name, limits=LIMITS) as package:
        book, count = _book(package), 0
        for name, part in book.sheets:
            merges: list[Merge] = []
            rows = list(counted(_rows(package, part, book, merges), document=source.name, already=count))
            count += sum(len(row.cells) for row in rows)
            if rows and not _PLAIN_NAME.fullmatch(name):
                spine.add(BlockKind.HEADING, raw.put(name, name), 1)
            put_sheet(spine, raw, rows, merges, prefix=f"{name}!")
    remarks = [f"hidden sheets were not read: {', '.join(book.hidden)}"] if book.hidden else []
    if book.uncomputed:
        remarks.append(f"{book.uncomputed} formulas have no saved value and are read as empty cells")
    return spine.reading(source, raw.text, remarks=remarks, addresses=raw.addresses)


def _events(package: Package, part: str) -> Iterator[XmlEvent]:
    return xml_events(package.pieces(part), document=package.document, part=part)


def _book(package: Package) -> _Book:
    book, base = _Book(), "xl/"
    if "xl/workbook.xml" not in package.entries:
        raise PackageBroken("it is no XLSX workbook: it has no xl/workbook.xml", document=package.document)
    parts = {
        event.attrs["Id"]: _part(base, event.attrs.get("Target", ""))
        for event in _events(package, "xl/_rels/workbook.xml.rels")
        if event.name == "Relationship" and "Id" in event.attrs
    }
    for event in _events(package, "xl/workbook.xml"):
        if event.what is Xml.BEGIN and event.name == "sheet":
            name = event.attrs.get("name", "")
            if event.attrs.get("state", "visible") != "visible":
                book.hidden.append(name)
            elif parts.get(event.attrs.get("id", "")) in package.entries:
                book.sheets.append((name, parts[event.attrs["id"]]))
        elif event.name == "workbookPr" and event.what is Xml.BEGIN:
            book.from_1904 = event.attrs.get("date1904") in ("1", "true")
    if "xl/sharedStrings.xml" in package.entries:
        book.strings = list(_strings(package))
    if "xl/styles.xml" in package.entries:
        book.formats = _formats(package)
    return book


def _part(base: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else base + target


def _strings(package: Package) -> Iterator[str]:
    words: list[str] = []
    is_text, phonetic = False, 0
    for event in _events(package, "xl/sharedStrings.xml"):
        if event.what is Xml.TEXT:
            if is_text and not phonetic:
                words.append(event.text)
        elif event.name == "t":
            is_text = event.what is Xml.BEGIN
        elif event.name == "rPh":
            phonetic += 1 if event.what is Xml.BEGIN else -1
        elif event.name == "si":
            if event.what is Xml.END:
                yield "".join(words)
            words = []


def _formats(package: Package) -> list[str]:
    own: dict[int, str] = {}
    styles: list[str] = []
    in_cells = False
    for event in _events(package, "xl/styles.xml"):
        if event.name == "cellXfs":
            in_cells = event.what is Xml.BEGIN
        elif event.what is Xml.BEGIN and event.name == "numFmt":
            own[_number(event.attrs.get("numFmtId"))] = shown_by(event.attrs.get("formatCode", ""))
        elif event.what is Xml.BEGIN and event.name == "xf" and in_cells:
            number = _number(event.attrs.get("numFmtId"))
            styles.append(own.get(number, "%" if number in _PERCENT else _BUILT_IN.get(number, "")))
    return styles


def shown_by(code: str) -> str:
    """What a number format shows: `ymd`, `ym` or `y` of a date, `%` of a share, nothing of other numbers."""
    bare = _QUOTED.sub("", code.split(";")[0]).lower()
    if "y" in bare:
        return "ymd" if "d" in bare else "ym" if "m" in bare else "y"
    return "%" if "%" in bare else ""


def _rows(package: Package, part: str, book: _Book, merges: list[Merge]) -> Iterator[SheetRow]:
    """The rows of a sheet; `merges` fills while they go by, since they stand behind the rows."""
    number, column, cells = 0, -1, dict[int, str]()
    kind, style, value, inside, formula = "", 0, list[str](), "", False
    for event in _events(package, part):
        if event.what is Xml.TEXT:
            if inside:
                value.append(event.text)
        elif event.name in ("v", "t"):
            inside = event.name if event.what is Xml.BEGIN else ""
        elif event.name == "f" and event.what is Xml.BEGIN:
            formula = True
        elif event.name == "c" and event.what is Xml.BEGIN:
            match = _CELL.fullmatch(event.attrs.get("r", ""))
            column = column_number(match[1]) if match else column + 1
            kind, style, value, formula = event.attrs.get("t", "n"), _number(event.attrs.get("s")), [], False
        elif event.name == "c":
            words = _shown("".join(value), kind, style, book)
            book.uncomputed += formula and not value
            if words.strip():
                cells[column] = words.strip()
        elif event.name == "row" and event.what is Xml.BEGIN:
            number, column, cells = _number(event.attrs.get("r")) or number + 1, -1, {}
        elif event.name == "row":
            yield SheetRow(number, cells)
        elif event.name == "mergeCell" and event.what is Xml.BEGIN:
            merges += _merge(event.attrs.get("ref", ""))


def column_number(letters: str) -> int:
    """0 for A, 26 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _merge(ref: str) -> Iterator[Merge]:
    corners = _CELL.findall(ref)
    if len(corners) == 2:
        (a, first), (b, last) = corners
        yield Merge(int(first), int(last), column_number(a), column_number(b))


def _shown(value: str, kind: str, style: int, book: _Book) -> str:
    """The words of a cell: its string, its date or number as it is shown; errors (#N/A) are empty."""
    if kind == "s":
        at = _number(value)
        return book.strings[at] if at < len(book.strings) else ""
    if kind in ("str", "inlineStr"):
        return value
    if kind in ("e", "b") or not value:
        return ""
    if kind == "d":
        return value[:10]
    shown = book.formats[style] if style < len(book.formats) else ""
    try:
        number = float(value)
    except ValueError:
        return ""
    return _number_words(number, shown, book.from_1904)


def _number_words(number: float, shown: str, from_1904: bool) -> str:
    if shown == "%":
        return f"{round(number * 100, 6):g}%"
    if not shown:
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else f"{number:.15g}"
    if not 1 <= number < 2_958_466:
        return ""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if number >= 60 else 31)
    date = start + timedelta(days=int(number))
    return {"ymd": f"{date:%Y-%m-%d}", "ym": f"{date.year}年{date.month}月", "y": f"{date.year}年"}[shown]


def _number(words: str | None) -> int:
    words = (words or "").strip()
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
