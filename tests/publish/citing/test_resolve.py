"""From `fact_id@release` to quotes, lines, printed pages, and on through notes to the works that they name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReleaseError, UsageError
from pipeline.publish.citing.resolve import release_of
from pipeline.publish.opened import Release
from pipeline.publish.promote import point
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.reconcile import reconcile
from pipeline.records.claim import Citation, Place
from pipeline.records.source import Bibliography, Kind, Source

NOTE = "某乙：《江右往来》，江右书局，1998年，第3页。"
BOOK = Source(
    Path("book.pdf"), "book.pdf", Kind.PDF, "b" * 64, 9, None, Bibliography("江右往来", ("某乙",), (), "1998")
)


@pytest.fixture
def release(content: ReleaseContent, tmp_path: Path) -> Release:
    first, *rest = content.claims
    box = ((3.0, 1.0, 2.0, 3.0, 4.0),)
    note = Citation("1", NOTE, Place(page=3, page_label="21", boxes=box))
    claims = (replace(first, place=Place(page=3, page_label="21", boxes=box), cites=(note,)), *rest)
    written = write_release(
        tmp_path, replace(content, claims=claims, reconciled=reconcile(claims), read=(*content.read, BOOK)), {}
    )
    point(tmp_path, written.name)
    return Release(written)


def test_a_citation_leads_to_pages_and_through_the_note_to_the_work_named(release: Release) -> None:
    fact = str(release.pairs.fact_id[0])
    found = release.resolve(release.cite(fact))
    (document,) = found.documents
    assert (found.table, found.fact["b_name"], document.line.document) == ("pairs", "奈良市", "list.txt")
    assert document.printed == "21"
    (note,) = next(one.notes for one in document.passages if one.notes)
    named = {key: note[key] for key in ("mark", "note", "author", "title", "date", "pages", "named_document")}
    assert named == {
        "mark": "1", "note": NOTE, "author": "某乙", "title": "江右往来", "date": "1998", "pages": "3", "named_document": "book.pdf",
    }  # fmt: skip
    text = release.cite(fact, "gbt7714")
    assert text.startswith(f"{fact}@{release.name}\n[1] 某甲. =西安的友城[Z]. [出版地不详]: [出版者不详], 2001: 21.\n")
    assert f"→ [1] {NOTE} → 某乙. 江右往来. 1998: 3 = book.pdf" in text


def test_evidence_shows_the_chain(release: Release) -> None:
    found = release.evidence(str(release.pairs.fact_id[0])).set_index("claim_id")["sources"]
    assert found["c-0000000000000001"] == f"[1] {NOTE} → 某乙. 江右往来. 1998: 3 = book.pdf"
    assert found.isna()["c-0000000000000002"]


def test_documents_say_who_names_them(release: Release) -> None:
    named = release.documents.set_index("document")["named_by"]
    assert named["book.pdf"] == "list.txt" and named.isna()["list.txt"]


def test_styles_carry_citation_and_page(release: Release) -> None:
    fact = str(release.pairs.fact_id[0])
    assert f"note = {{{fact}@{release.name}}}" in release.cite(fact, "bibtex")
    assert "pages = {21}" in release.cite(fact, "bibtex")
    (item,) = json.loads(release.cite(fact, "csl"))
    assert item["note"] == f"{fact}@{release.name}; p. 21"


def test_the_files_hold_every_document(release: Release) -> None:
    told = (release.folder / "bibliography.txt").read_text(encoding="utf-8")
    assert told == release.bibliography() and told.count("\n") == len(release.documents)
    items = json.loads((release.folder / "bibliography.csl.json").read_text(encoding="utf-8"))
    assert [item["title"] for item in items] == ["江右往来", "=西安的友城"]
    assert (release.folder / "bibliography.bib").read_text(encoding="utf-8").count("@misc{yc-") == 2


@pytest.mark.parametrize("wrong", ["p-0000000000000000", "{fact}@r-0000000000000000", "c-0000000000000001"])
def test_what_leads_to_no_fact_is_an_error(release: Release, wrong: str) -> None:
    with pytest.raises(UsageError):
        release.resolve(wrong.format(fact=release.pairs.fact_id[0]))


def test_a_citation_finds_its_release_beside_the_latest_one(release: Release, content: ReleaseContent) -> None:
    folder = release.folder.parent
    other = write_release(folder, content, {})
    point(folder, other.name)
    fact = str(release.pairs.fact_id[0])
    assert release_of(folder, fact) == other.resolve()
    for place in (folder, folder.parent, folder / "latest", release.folder):
        assert release_of(place, f"{fact}@{release.name}") == release.folder.resolve()
    with pytest.raises(ReleaseError):
        release_of(folder, f"{fact}@r-0000000000000000")
    with pytest.raises(UsageError):
        release_of(folder, f"{fact}@../elsewhere")
