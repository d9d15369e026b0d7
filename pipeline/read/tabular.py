"""CSV files and JSON lists of records: a row, or a record of short values, is a table row; longer texts of a record are paragraphs.

Addresses are B7 as a spreadsheet would show the file, and $[3].title in JSON. Values that hold HTML give the words that it shows.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pipeline.errors import PackageBroken, SourceKindUnknown, SourceTooLarge
from pipeline.read.htmlchunks import chunks
from pipeline.read.htmltree import grow_tree
from pipeline.read.sheet import MAX_CELLS, MAX_GRID, SheetRow, counted, put_sheet
from pipeline.read.textspine import GridWords, RawText, TextSpine, Words
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.source import Source
from pipeline.text.clean import has_markup

_DELIMITERS = ",\t;|，"
_SAMPLE = 30  # lines
LONG_VALUE = 60  # characters; a record with a longer value is a text, not a row
_TITLES = ("title", "标题", "標題", "题名", "headline", "name", "名称")
_MAX_DEPTH = 3  # how deep a list of records may lie in an object


def read_csv(source: Source, text: str) -> Reading:
    """A CSV or TSV file on the spine. Raises `PackageBroken`, `SourceTooLarge` or `SourceEmpty`."""
    spine, raw = TextSpine(), RawText()
    lines = text.removeprefix("\ufeff")
    reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter_of(lines), strict=False)
    try:
        rows = list(counted(_csv_rows(reader), document=source.name))
    except csv.Error as error:
        raise PackageBroken(f"not to be read as CSV: {error}", document=source.name) from error
    put_sheet(spine, raw, rows)
    return spine.reading(source, raw.text, addresses=raw.addresses)


def delimiter_of(text: str) -> str:
    """The mark that parts the first lines into the same number of cells most often; a comma where none does."""
    lines = [line for line in text[:200_000].splitlines()[:_SAMPLE] if line.strip()]

    def evenness(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in lines)
        counts.pop(0, None)
        return max(counts.values(), default=0), -_DELIMITERS.index(mark)

    return max(_DELIMITERS, key=evenness)


def _csv_rows(rows: Iterable[Sequence[str]]) -> Iterator[SheetRow]:
    for number, row in enumerate(rows, 1):
        yield SheetRow(number, {column: words.strip() for column, words in enumerate(row) if words.strip()})


def read_json(source: Source, text: str) -> Reading:
    """A JSON list of records (or JSON Lines) on the spine. Raises `PackageBroken`, `SourceKindUnknown` or `SourceTooLarge`."""
    spine, raw = TextSpine(), RawText()
    where, records = _records(_loaded(source, text.removeprefix("\ufeff")), "$", _MAX_DEPTH) or ("", [])
    if not records:
        raise SourceKindUnknown("the JSON holds no list of records; export it as one", document=source.name)
    flat = [_flat(record) for record in records]
    if sum(map(len, flat)) > MAX_CELLS:
        raise SourceTooLarge(f"more than {MAX_CELLS} values", document=source.name)
    keys = len({key for record in flat for key in record})
    if keys * len(flat) > MAX_GRID or any(_is_long(words) for record in flat for words in record.values()):
        for number, record in enumerate(flat):
            _put_record(spine, raw, record, f"{where}[{number}]", source.name)
    else:
        _put_rows(spine, raw, flat, where)
    return spine.reading(source, raw.text, addresses=raw.addresses)


def _loaded(source: Source, text: str) -> Any:  # noqa: ANN401 - JSON is anything
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2:
            raise PackageBroken(f"not to be read as JSON: {error}", document=source.name) from error
        first = error
    try:
        return [json.loads(line) for line in lines]
    except (ValueError, RecursionError):
        raise PackageBroken(f"not to be read as JSON or JSON Lines: {first}", document=source.name) from first


def _records(value: Any, where: str, depth: int) -> tuple[str, list[dict[str, Any]]] | None:  # noqa: ANN401
    """The first list of records, and the path to it."""
    if isinstance(value, list):
        records = [one if isinstance(one, dict) else {"": one} for one in value if isinstance(one, dict | str)]
        return (where, records) if records and len(records) == len(value) else None
    if isinstance(value, dict) and depth:
        for key, inner in value.items():
            if found := _records(inner, f"{where}.{key}", depth - 1):
                return found
    return None


def _flat(record: dict[str, Any]) -> dict[str, str]:
    """The values of a record that have words; a list of words in one."""
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
            value = "、".join(map(str, value))
        if isinstance(value, str) or (isinstance(value, int | float) and not isinstance(value, bool)):
            words = str(value)
            if words.strip():
                flat[key] = words
        elif isinstance(value, dict):
            inner = {f"{key}.{k}": str(v) for k, v in value.items() if isinstance(v, str | int | float)}
            flat.update({k: v for k, v in inner.items() if v.strip()})
    return flat


def _is_long(words: str) -> bool:
    return len(words) > LONG_VALUE or "\n" in words or has_markup(words)


def _put_record(spine: TextSpine, raw: RawText, record: dict[str, str], where: str, document: str) -> None:
    """A record of texts: its title as a heading, the others in their order, each line a paragraph."""
    for key, value in record.items():
        kind = BlockKind.HEADING if key.lower() in _TITLES else BlockKind.PARA
        for line in _lines(value, document):
            spine.add(kind, raw.put(line, f"{where}.{key}".rstrip(".")), 1 if kind is BlockKind.HEADING else None)


def _lines(value: str, document: str) -> Iterator[str]:
    if not has_markup(value):
        yield from value.splitlines()
        return
    _, events = grow_tree(value, document=document)
    for chunk in chunks(value, events):
        if chunk.cells:
            yield from (cell.words.marks.strip() for cell in chunk.cells)
        else:
            yield chunk.words.marks.strip()


def _put_rows(spine: TextSpine, raw: RawText, records: Sequence[dict[str, str]], where: str) -> None:
    """A table with the records' keys as its heads."""
    keys = list(dict.fromkeys(key for record in records for key in record))
    cells: list[GridWords] = []
    if any(keys):
        for column, key in enumerate(keys):
            cells.append(
                GridWords(
                    0, column, raw.put(key, f"{where}[0].{key}", parted_by="\t" if column else "\n"), is_head=True
                )
            )
    for number, record in enumerate(records):
        began = False
        for column, key in enumerate(keys):
            words = Words("", ())
            if key in record:
                address = f"{where}[{number}].{key}".rstrip(".")
                words = raw.put(record[key].strip(), address, parted_by="\t" if began else "\n")
                began = True
            cells.append(GridWords(number + 1, column, words))
    spine.add_table(cells)
