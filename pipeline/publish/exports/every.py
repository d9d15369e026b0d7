"""All further forms of a release, written beside its tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.publish.citing.files import write_bibliography
from pipeline.publish.citing.line import line_of_row
from pipeline.publish.exports.dictionary import write_dictionary
from pipeline.publish.exports.linked import write_linked
from pipeline.publish.exports.maps import records, write_graph, write_points
from pipeline.publish.exports.package import write_package
from pipeline.publish.exports.stata import TABLES, write_stata

if TYPE_CHECKING:
    from pipeline.publish.tables import Table

FOLDER = "exports"


def write_exports(folder: Path, tables: Sequence[Table], profile: str = "internal") -> None:
    """Data package, dictionary and bibliography in the release's folder, the other forms in its folder `exports`; `csv` must be there."""
    by_name = {table.name: table for table in tables}
    write_package(folder, tables, profile)
    write_dictionary(folder / "DICTIONARY.md", tables)
    write_bibliography(folder, [line_of_row(row) for row in records(by_name["documents"])])
    exports = folder / FOLDER
    exports.mkdir()
    for name in TABLES:
        write_stata(exports / f"{name}.dta", by_name[name])
    write_graph(exports / "ties.graphml", by_name["pairs"], by_name["places"])
    write_points(exports / "places.geojson", by_name["places"])
    write_linked(exports / "claims.jsonld", by_name)
