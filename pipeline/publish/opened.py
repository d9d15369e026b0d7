"""A release as a researcher opens it: typed pandas frames, SQL, the words behind a fact, the register of a day, a panel of years.

Nothing is loaded before it is asked for; everything is read-only. Frames have the columns and the order of the release's tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import ReleaseError, UsageError
from pipeline.publish.lookup import find_releases
from pipeline.publish.panels import panel_query, register_query

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

    from pipeline.publish.citing.resolve import Resolved
    from pipeline.publish.study.study import Study

FACTS = ("pairs", "counts", "activities")


def open_release(folder: str | Path) -> Release:
    """The release in `folder`, or the latest one below it. Raises `ReleaseError` where there is none, or several datasets."""
    found = find_releases(Path(folder))
    if len(found) > 1:
        raise ReleaseError("several datasets: name the folder of one", document=str(folder))
    return Release(found[0])


class Release:
    """One opened release; its name is the digest that citations give (`fact_id@release`)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frames: dict[str, pd.DataFrame] = {}
        if not self.tables:
            raise ReleaseError("no tables in this folder", document=str(folder))

    @property
    def name(self) -> str:
        """The digest of the release: r-…"""
        return self.folder.name

    @cached_property
    def tables(self) -> tuple[str, ...]:
        """Names of all tables, sorted."""
        return tuple(sorted(path.stem for path in (self.folder / "parquet").glob("*.parquet")))

    @cached_property
    def report(self) -> dict[str, Any]:
        """What `run.json` says of the run that made the release; empty where it is missing."""
        path = self.folder / "run.json"
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}

    def frame(self, table: str) -> pd.DataFrame:
        """A table as a frame of its own: changing it changes nothing else. Raises `UsageError` for a table that is not there."""
        if table not in self.tables:
            raise UsageError(f"no table '{table}', only {', '.join(self.tables)}")
        if table not in self._frames:
            import pandas as pd
            import pyarrow as pa
            import pyarrow.parquet as pq

            whole = {pa.int64(): pd.Int64Dtype()}  # a whole number stays one beside a missing one
            read = pq.read_table(self.folder / "parquet" / f"{table}.parquet")
            self._frames[table] = read.to_pandas(types_mapper=whole.get)
        return self._frames[table].copy()

    @property
    def pairs(self) -> pd.DataFrame:
        """Ties: both places, relation, dates with their bounds, why they read so."""
        return self.frame("pairs")

    @property
    def counts(self) -> pd.DataFrame:
        """Numbers: measure, value, unit, scope, time."""
        return self.frame("counts")

    @property
    def activities(self) -> pd.DataFrame:
        """What partners did together."""
        return self.frame("activities")

    @property
    def claims(self) -> pd.DataFrame:
        """Every reading of every place in a document, the rejected ones with their reason."""
        return self.frame("claims")

    @property
    def places(self) -> pd.DataFrame:
        """Places that published claims name."""
        return self.frame("places")

    @property
    def documents(self) -> pd.DataFrame:
        """Documents with their bibliographic line."""
        return self.frame("documents")

    @property
    def works(self) -> pd.DataFrame:
        """Documents grouped into works, with the accuracy learned for each."""
        return self.frame("works")

    @property
    def conflicts(self) -> pd.DataFrame:
        """Values that lost, what they lost to, and why."""
        return self.frame("conflicts")

    @property
    def quality(self) -> pd.DataFrame:
        """How right this release is, as far as anybody measured it: figure, what it is of, interval, on what it was measured.

        What nobody measured has no value, and its `note` says so.
        """
        return self.frame("quality")

    @property
    def audits(self) -> pd.DataFrame:
        """Findings of the audits: sums, shares, periods, series, orders, coverage, clashes."""
        return self.frame("findings")

    def evidence(self, fact_id: str) -> pd.DataFrame:
        """The claims that support a fact, surest first: quote, document, page, boxes or offsets, extractor, confidence.

        `sources` is the chain where the words call notes: `[1] the note → the work that it names`, parted by ` | `.
        A citation `fact_id@release` is taken too. Raises `UsageError` for a fact that the release does not have, or of another release.
        """
        wanted, _, release = fact_id.partition("@")
        if release and release != self.name:
            raise UsageError(f"'{fact_id}' is a fact of release {release}, not of {self.name}")
        found = self.sql("SELECT * FROM claims WHERE fact_id = ? ORDER BY confidence DESC, claim_id", [wanted])
        if found.empty:
            raise UsageError(f"no fact '{wanted}' in {self.name}")
        found["sources"] = self._sources(wanted, list(found["claim_id"]))
        return found

    def _sources(self, fact_id: str, claims: list[str]) -> pd.Series[str]:
        """The chain of each claim; nothing for one whose words call no note, and in a release that knew none."""
        import pandas as pd

        from pipeline.publish.citing.resolve import chain_of

        chains: dict[str, list[str]] = {}
        if "cited_sources" in self.tables:
            query = "SELECT * FROM cited_sources WHERE fact_id = ? ORDER BY claim_id, position"
            for row in self.sql(query, [fact_id]).astype(object).to_dict("records"):
                note = {str(name): None if pd.isna(value) else value for name, value in row.items()}
                chains.setdefault(str(note["claim_id"]), []).append(chain_of(note))
        return pd.Series([" | ".join(chains[one]) if one in chains else None for one in claims], dtype="str")

    def cite(self, fact_id: str, style: str | None = None) -> str:
        """`fact_id@release`, what a footnote gives; with `style` (gbt7714, bibtex, csl) the documents behind it and the pages cited.

        Raises `UsageError` for a fact that is not there or a style that is not known.
        """
        found = self.resolve(fact_id)
        return found.text(style) if style else found.citation

    def resolve(self, citation: str) -> Resolved:
        """What `fact_id@release` leads to: quotes, documents' lines, printed pages, the notes they call. Raises `UsageError`."""
        from pipeline.publish.citing.resolve import resolve

        return resolve(self.folder, citation)

    def bibliography(self, style: str = "gbt7714") -> str:
        """The lines of all documents in one style (gbt7714, bibtex, csl). Raises `UsageError` for another."""
        from pipeline.publish.citing.files import bibliography
        from pipeline.publish.citing.line import line_of_row

        rows = self.documents.astype(object).where(lambda frame: frame.notna(), None).to_dict("records")
        return bibliography([line_of_row({str(k): v for k, v in row.items()}) for row in rows], style)

    def sql(self, query: str, values: Iterable[Any] = ()) -> pd.DataFrame:
        """The answer of DuckDB over all tables of the release. Raises `UsageError` for a query that it does not take.

        The connection sees the tables alone: no other file can be read, none written.
        """
        import duckdb

        try:
            answer = self._base.cursor().sql(query, params=list(values))
            if answer is None:
                raise UsageError("SQL: one SELECT is wanted")
            return self._frame(answer)
        except duckdb.Error as error:
            raise UsageError(f"SQL: {str(error).splitlines()[0]}") from error

    @staticmethod
    def _frame(answer: duckdb.DuckDBPyRelation) -> pd.DataFrame:
        """By way of Arrow, twice as fast as DuckDB's own frames; a missing whole number stays one."""
        import pandas as pd
        import pyarrow as pa

        whole = {pa.int64(): pd.Int64Dtype(), pa.int32(): pd.Int32Dtype()}
        frame: pd.DataFrame = answer.to_arrow_table().to_pandas(types_mapper=whole.get)
        return frame

    @cached_property
    def _base(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        base = duckdb.connect(":memory:")
        folder = str((self.folder / "parquet").resolve()).replace("'", "''")
        for table in self.tables:
            base.execute(f"CREATE VIEW \"{table}\" AS SELECT * FROM read_parquet('{folder}/{table}.parquet')")
        base.execute(f"SET allowed_directories = ['{folder}']")
        base.execute("SET enable_external_access = false")
        base.execute("SET lock_configuration = true")
        return base

    def as_of(self, day: str) -> pd.DataFrame:
        """The register of one day (`2015-06-01`): each tie with how it stood.

        `state` is standing, ended, not yet; `unsure` where its dates are vaguer than the day asks; undated where none is known.
        """
        return self.sql(register_query(), [checked_day(day)])

    def panel(self, unit: str = "country", years: range = range(1973, 2025)) -> pd.DataFrame:
        """One row a unit and year: `stock`, `new`, `ended`, `undated`, `activities`, `covered`.

        `unit` is pair, province-country or country. Zero, unknown and uncovered are told apart: `stock` counts dated ties alone,
        `undated` stands beside it; `activities` is null in years that no dated document about the unit reaches (`covered` false).
        """
        if not years:
            raise UsageError("no years")
        return self.sql(panel_query(unit), [years.start, years[-1]])

    def table(
        self,
        name: str,
        *,
        home: str | None = None,
        within: str | None = None,
        document: str | None = None,
        as_of: str | None = None,
        scheme: str | None = None,
        places: Sequence[str] = (),
    ) -> Study:
        """A table as reports draw them (`by-country`, `by-region`, `by-decade` …; `pipeline.publish.study.catalogue.TABLES`).

        `home` and `within` are place ids: of the Chinese side, and of the country, group or continent of the other; `document` takes
        ties and numbers of one document alone, `as_of` those up to a date; `scheme` chooses a table's division, `places` those to set
        side by side. Figures stand in `.frame`, the facts behind each in `.facts`. Raises `UsageError` for what cannot be asked.
        """
        from pipeline.publish.study.catalogue import draw
        from pipeline.publish.study.choice import Choice

        return draw(self, name, Choice(home, within, document, as_of, scheme, tuple(places)))


def checked_day(day: str) -> str:
    """An ISO day. Raises `UsageError` for anything else."""
    from datetime import date

    try:
        return date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise UsageError(f"'{day}' is no day such as 2015-06-01") from error
