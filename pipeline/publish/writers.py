"""Tables to files whose bytes depend on the rows alone: no clock, no thread order, no page left over from earlier work."""

from __future__ import annotations

import csv
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.publish.facttables import Value

if TYPE_CHECKING:
    from pipeline.publish.tables import Table

SQL_TYPES = {"text": "TEXT", "int": "INTEGER", "real": "REAL", "bool": "INTEGER"}
PAGE = 4096  # bytes of a SQLite page, whatever a build's default is
# A spreadsheet takes a cell that begins so for a formula; an apostrophe before it says that it is text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_parquet(path: Path, table: Table) -> None:
    """One row group a million rows, zstd, no index of another library's making in the metadata."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {"text": pa.string(), "int": pa.int64(), "real": pa.float64(), "bool": pa.bool_()}
    schema = pa.schema([(name, types[kind]) for name, kind in table.columns])
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(table.columns)
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, schema, strict=True)]
    whole = pa.Table.from_arrays(arrays, schema=schema)
    pq.write_table(whole, path, compression="zstd", row_group_size=1_000_000, version="2.6")


def write_csv(path: Path, table: Table) -> None:
    """UTF-8 with a BOM, so that spreadsheets see Chinese; cells that a spreadsheet would compute are marked as text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(name for name, _ in table.columns)
        writer.writerows([csv_cell(value) for value in row] for row in table.rows)


def csv_cell(value: Value) -> str:
    """A value as CSV has it: nothing for none, and an apostrophe before what a spreadsheet would take for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return "" if value is None else str(value)


def write_sqlite(path: Path, tables: Iterable[Table]) -> None:
    """All tables in one database, written in their order and packed."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {PAGE}")
        connection.execute("PRAGMA encoding = 'UTF-8'")
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for table in tables:
            _fill(connection, table)
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    finally:
        connection.close()


def _fill(connection: sqlite3.Connection, table: Table) -> None:
    columns = ", ".join(f'"{name}" {SQL_TYPES[kind]}' for name, kind in table.columns)
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    marks = ", ".join("?" * len(table.columns))
    connection.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', table.rows)
    for name, _ in table.columns:
        if name in ("fact_id", "claim_id", "place_id"):
            connection.execute(f'CREATE INDEX "{table.name}_{name}" ON "{table.name}" ("{name}")')
