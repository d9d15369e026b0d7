"""The fact tables as Stata files (version 118, Unicode); the time stamp is fixed, so that the same rows give the same bytes."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.publish.exports.dictionary import column_text, table_title

if TYPE_CHECKING:
    from pipeline.publish.tables import Table

TABLES = ("pairs", "pair_states", "counts", "series", "activities", "documents", "places")
LONG = 2045  # bytes of a Stata string; what is longer becomes a strL
LABEL = 80  # characters of a label
NO_TIME = datetime.datetime(2000, 1, 1)  # a file must name one


def write_stata(path: Path, table: Table) -> None:
    """One table; a missing number is Stata's `.`, a missing text is empty, true is 1."""
    import pandas as pd

    names = [name for name, _ in table.columns]
    columns = list(zip(*table.rows, strict=True)) if table.rows else [()] * len(names)
    by_name = dict(zip(names, columns, strict=True))
    frame = pd.DataFrame({name: _column(kind, by_name[name]) for name, kind in table.columns})
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        time_stamp=NO_TIME,
        data_label=table_title(table.name)[0][:LABEL],
        variable_labels={name: column_text(table.name, name)[0][:LABEL] for name in names},
        convert_strl=[name for name, kind in table.columns if kind == "text" and _is_long(by_name[name])],
    )


def _column(kind: str, values: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a column as pandas takes it
    import numpy as np
    import pandas as pd

    if kind == "text":
        return pd.Series(["" if value is None else str(value) for value in values], dtype=object)
    return np.array([np.nan if value is None else float(value) for value in values], dtype=float)


def _is_long(values: tuple[object, ...]) -> bool:
    return any(isinstance(value, str) and len(value.encode()) > LONG for value in values)
