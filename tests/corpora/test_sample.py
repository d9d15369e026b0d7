"""The sample corpus: its manifest and its expectations cover it, and its PDFs are what their sources make."""

import importlib.util
import re
import tomllib
import zlib
from pathlib import Path
from types import ModuleType
from typing import Any

import pypdfium2
import pytest
from edtf import parse_edtf

SAMPLE = Path(__file__).parents[2] / "corpora" / "sample"
DOCUMENTS = sorted(p for p in SAMPLE.iterdir() if p.suffix in {".txt", ".md", ".pdf"} and p.name != "README.md")
MANIFEST = tomllib.loads((SAMPLE / "manifest.toml").read_text(encoding="utf-8"))["document"]
EXPECTED = tomllib.loads((Path(__file__).parent / "expected.toml").read_text(encoding="utf-8"))["document"]
SOURCES = sorted((SAMPLE / "sources").glob("*.toml"))
ENCODINGS = {"07-melbourne-visit.txt": "gb18030", "09-kaohsiung-review.txt": "big5", "13-beijing-london.txt": "utf-16"}
MEASURES = {
    "sister_pairs", "new_sister_pairs", "sister_places", "partner_countries", "share", "survey", "activity_count",
    "rank", "other",
}  # fmt: skip
CATEGORIES = {
    "high_level_visit", "agreement", "culture_sports", "people_education", "trade_investment", "project_cooperation",
    "science_health", "civil_society", "city_promotion", "multilateral_forum",
}  # fmt: skip


def text_of(path: Path) -> str:
    """A document's text without white space."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            text = "".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    else:
        text = path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8"))
    return re.sub(r"\s", "", text)


def pdf_maker() -> ModuleType:
    """The script that makes the PDFs; the test is skipped where its font or reportlab is missing."""
    pytest.importorskip("reportlab", reason="reportlab (extra `test`) is needed to remake the PDFs")
    spec = importlib.util.spec_from_file_location("make_pdfs", SAMPLE / "make_pdfs.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name while it is being loaded.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(importlib.import_module("sys").modules, "make_pdfs", module)
        spec.loader.exec_module(module)
    if not module.FONT_FILE.is_file():
        pytest.skip(f"{module.FONT_FILE} is missing: install Debian's fonts-arphic-uming to remake the PDFs")
    return module


def values(key: str) -> list[tuple[str, dict[str, Any]]]:
    """The expectations of one kind, each with its document."""
    return [(entry["file"], row) for entry in EXPECTED for row in entry.get(key, [])]


@pytest.mark.parametrize("listed", [MANIFEST, EXPECTED], ids=["manifest", "expected"])
def test_every_document_is_listed_once_and_no_other(listed):
    assert [entry["file"] for entry in listed] == [path.name for path in DOCUMENTS]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_manifest_lines_are_whole(entry):
    assert parse_edtf(entry["date"]) is not None
    assert entry["share"] == "CC0-1.0"
    assert all(entry[key] for key in ("title", "authors", "organisations", "publisher"))


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["file"])
def test_titles_stand_in_their_documents(entry):
    assert re.sub(r"\s", "", entry["title"]) in text_of(SAMPLE / entry["file"])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_are_short_and_rich(path):
    assert 280 <= len(text_of(path)) <= 1500
    assert path.stat().st_size < 300_000


def test_expected_names_stand_in_their_documents():
    for file, pair in values("pairs") + values("never"):
        text = text_of(SAMPLE / file)
        assert pair["a"] in text or pair["a"].rstrip("市省") in text, (file, pair)
        assert pair["b"] in text or pair["b"].removesuffix("市") in text, (file, pair)
    for file, row in values("activities"):
        assert all(name in text_of(SAMPLE / file) for name in row["participants"]), (file, row)


def test_expected_values_stand_in_their_documents():
    numerals = {2: "两", 4: "四", 7: "七", 8: "八"}
    for file, count in values("counts"):
        text = text_of(SAMPLE / file)
        written = f"{count['value']}"
        assert written in text or numerals.get(count["value"], written) in text, (file, count)


def test_expected_dates_are_edtf():
    for key, field in (("pairs", "date"), ("counts", "time"), ("activities", "date")):
        for file, row in values(key):
            if field in row:
                assert parse_edtf(row[field]) is not None, (file, row)


def test_expected_words_are_those_of_the_contract():
    assert {row["relation"] for _, row in values("pairs")} == {"sister", "exchange", "intent", "terminated"}
    for _, row in values("counts"):
        named = [row["measure"]] if isinstance(row["measure"], str) else row["measure"]
        assert set(named) <= MEASURES
    for _, row in values("activities"):
        assert set(row["category"]) <= CATEGORIES


def test_no_pair_is_expected_twice():
    seen = [(file, row["a"], row["b"], row["relation"]) for file, row in values("pairs")]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_pdfs_say_what_their_sources_say(path):
    source = tomllib.loads(path.read_text(encoding="utf-8"))
    text = text_of(SAMPLE / source["output"])
    for block in source["block"]:
        said = [cell for row in block["rows"] for cell in row] if block["kind"] == "table" else [block["text"]]
        for words in said:
            assert re.sub(r"[\s{}]", "", words) in text, words
    for note in source.get("note", []):
        assert note["mark"] + note["text"] in text


def test_pdfs_are_remade_byte_for_byte(tmp_path):
    if "ng" in zlib.ZLIB_RUNTIME_VERSION:
        pytest.skip("zlib-ng packs other bytes than the zlib that the committed PDFs were packed with")
    made = pdf_maker().make_all(tmp_path)
    assert [path.name for path in made] == [path.name for path in DOCUMENTS if path.suffix == ".pdf"]
    for path in made:
        assert path.read_bytes() == (SAMPLE / path.name).read_bytes(), f"{path.name}: run corpora/sample/make_pdfs.py"
