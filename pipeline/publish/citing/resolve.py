"""A fact's citation (`fact_id@release`) and what it leads to: its documents' lines, its quotes with their printed pages, and the
notes that the words themselves name as their source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ReleaseError, UsageError
from pipeline.publish.citing.bibtex import bibtex
from pipeline.publish.citing.csl import csl
from pipeline.publish.citing.files import STYLES, as_json
from pipeline.publish.citing.gbt7714 import gbt7714
from pipeline.publish.citing.line import Line, line_of_row
from pipeline.publish.lookup import explain, find_releases, rows_of
from pipeline.publish.release import DATABASE

Record = dict[str, Any]
BETWEEN = "@"


@dataclass(frozen=True, slots=True)
class Passage:
    """One claim's words: where they stand, and the notes that they call, each with the work that it names (`cited_sources`)."""

    claim: Record
    notes: tuple[Record, ...]

    @property
    def printed(self) -> str | None:
        """The number printed on its page, None where none is."""
        return str(self.claim["page_label"]) if self.claim["page_label"] else None


@dataclass(frozen=True, slots=True)
class CitedDocument:
    """One document of a fact with its passages, surest first."""

    line: Line
    passages: tuple[Passage, ...]

    @property
    def printed(self) -> str | None:
        """The printed pages that are cited, in their order: `21, 23`."""
        pages = dict.fromkeys(one.printed for one in sorted(self.passages, key=_page) if one.printed)
        return ", ".join(page for page in pages if page) or None


@dataclass(frozen=True, slots=True)
class Resolved:
    """What `fact_id@release` leads to; `fact` is its row of `table`."""

    fact_id: str
    release: str
    table: str
    fact: Record
    documents: tuple[CitedDocument, ...]

    @property
    def citation(self) -> str:
        """`fact_id@release`."""
        return f"{self.fact_id}{BETWEEN}{self.release}"

    def text(self, style: str = "gbt7714") -> str:
        """The citation in a style, with its line end: entries with quotes and pages, or what a reference manager reads.

        Raises `UsageError` for a style that is not known.
        """
        if style == "gbt7714":
            return "\n".join(_lines(self)) + "\n"
        if style == "bibtex":
            made = (bibtex(one.line, page=one.printed, note=self.citation) for one in self.documents)
            return "\n".join(made)
        if style == "csl":
            return as_json(csl(one.line, note=_noted(self, one)) for one in self.documents)
        raise UsageError(f"no style '{style}', only {', '.join(STYLES)}")


def resolve(folder: Path, citation: str) -> Resolved:
    """What a citation leads to in the release `folder`. Raises `UsageError` for another release's, or one that leads to no fact."""
    fact_id, _, release = citation.partition(BETWEEN)
    if release and release != folder.name:
        raise UsageError(f"'{citation}' is a fact of release {release}, not of {folder.name}")
    found = explain(folder, fact_id)
    if found is None or found.fact is None or found.table is None or found.fact.get("fact_id") != fact_id:
        raise UsageError(f"no fact '{fact_id}' in {folder.name}")
    documents = tuple(_documents(folder, found.claims))
    return Resolved(fact_id, folder.name, found.table, found.fact, documents)


def release_of(folder: Path, citation: str) -> Path:
    """The release that a citation names, in or beside `folder`; the latest one where it names none. Raises `ReleaseError`."""
    _, _, name = citation.partition(BETWEEN)
    if not name:
        found = find_releases(folder)
        if len(found) > 1:
            raise ReleaseError("several datasets: name a release", document=str(folder))
        return found[0]
    if Path(name).name != name:
        raise UsageError(f"'{name}' is no name of a release")
    places = (folder, folder / name, folder.resolve().parent / name, *sorted(folder.glob(f"*/{name}")))
    there = next(
        (path.resolve() for path in places if path.resolve().name == name and (path / DATABASE).is_file()), None
    )
    if there is None:
        raise ReleaseError(f"no release '{name}' in this folder", document=str(folder))
    return there


def _documents(folder: Path, claims: tuple[Record, ...]) -> Iterator[CitedDocument]:
    """The documents of these claims, the one with the surest claim first."""
    ordered = sorted(claims, key=lambda claim: (-float(claim["confidence"]), claim["claim_id"]))
    for digest in dict.fromkeys(str(claim["document_digest"]) for claim in ordered):
        rows = rows_of(folder, "documents", "document_digest", digest)
        mine = [claim for claim in ordered if claim["document_digest"] == digest]
        passages = tuple(
            Passage(claim, tuple(rows_of(folder, "cited_sources", "claim_id", claim["claim_id"]))) for claim in mine
        )
        row = rows[0] if rows else {"document_digest": digest, "document": mine[0]["document"]}
        yield CitedDocument(line_of_row(row), passages)


def _page(passage: Passage) -> tuple[int, str]:
    return int(passage.claim["page"] or 0), str(passage.claim["claim_id"])


def _noted(found: Resolved, one: CitedDocument) -> str:
    return f"{found.citation}; p. {one.printed}" if one.printed else found.citation


def _lines(found: Resolved) -> Iterator[str]:
    yield found.citation
    for number, one in enumerate(found.documents, 1):
        yield f"[{number}] {gbt7714(one.line, one.printed)}"
        for passage in one.passages:
            yield f"    「{passage.claim['quote']}」 ({where_of(passage.claim)})"
            yield from (f"      → {chain_of(note)}" for note in passage.notes)


def where_of(place: Record) -> str:
    """Where words stand: the printed page, with the page's place in the file; the address; the characters."""
    if place["page"] is not None:
        printed = f"第{place['page_label']}页 p. {place['page_label']}, " if place["page_label"] else ""
        return f"{printed}PDF {place['page']}"
    if place["address"]:
        return str(place["address"])
    return "" if place["raw_start"] is None else f"{place['raw_start']}–{place['raw_end']}"


def chain_of(note: Record) -> str:
    """A note and the work that it names: `[1] words → author. title. year: pages`, and the document of the release that this is."""
    named = ". ".join(str(part) for part in (note["author"], note["title"]) if part)
    when = "".join((f". {note['date']}" if note["date"] else "", f": {note['pages']}" if note["pages"] else ""))
    there = f" = {note['named_document']}" if note["named_document"] else ""
    return f"[{note['mark']}] {note['note']}" + (f" → {named}{when}{there}" if named else "")
