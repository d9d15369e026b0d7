"""Files, folders and globs become documents; each bad one is an error of its own, the others go on."""

from pathlib import Path

import pytest

from pipeline.errors import (
    EncodingUnknown,
    SourceEmpty,
    SourceKindUnknown,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
)
from pipeline.ingest.discover import discover
from pipeline.ingest.inspect import IngestLimits
from pipeline.records.source import Kind

WORDS = "成都市与林茨市早在一九八三年就结为友好城市，两地至今往来不断。\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "b.txt").write_text(WORDS, encoding="utf-8")
    (tmp_path / "a.md").write_bytes(WORDS.encode("gb18030"))
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "c.html").write_text(f"<p>{WORDS}</p>", encoding="utf-8")
    for name in ("README.md", "script.py", "data.yaml", ".hidden.txt", "manifest.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def names(found):
    return [one.name for one in found.documents]


def codes(found):
    return sorted((type(one).__name__, Path(one.document or "").name) for one in found.troubles)


def test_a_folder_gives_its_documents_in_order(folder):
    found = discover([folder])
    assert names(found) == ["a.md", "b.txt", "c.html"]
    assert [one.kind for one in found.documents] == [Kind.MARKDOWN, Kind.TEXT, Kind.HTML]
    assert [one.encoding for one in found.documents] == ["gb18030", "utf-8", "utf-8"]
    assert not found.troubles


def test_other_kinds_in_a_folder_are_passed_over_by_name(folder):
    assert [path.name for path in discover([folder]).skipped] == [
        "README.md",
        "data.yaml",
        "manifest.toml",
        "script.py",
    ]


def test_a_file_of_another_kind_that_is_named_is_an_error(folder):
    found = discover([folder / "data.yaml", folder / "script.py", folder / "b.txt"])
    assert names(found) == ["b.txt"]
    assert {type(one) for one in found.troubles} == {SourceEmpty}
    (folder / "data.yaml").write_text("{}", encoding="utf-8")
    assert isinstance(discover([folder / "data.yaml"]).troubles[0], SourceKindUnknown)


def test_a_glob_and_a_second_naming(folder):
    assert names(discover([folder / "*.txt", folder / "b.txt", folder])) == ["a.md", "b.txt", "c.html"]
    assert names(discover([folder / "**" / "*.html"])) == ["c.html"]
    assert isinstance(discover([folder / "*.pdf"]).troubles[0], SourceMissing)


def test_the_order_of_sources_does_not_matter(folder):
    parts = [folder / "sub", folder / "b.txt", folder / "a.md"]
    assert discover(parts).documents == discover(parts[::-1]).documents


def test_a_link_to_a_file_is_followed_under_its_own_name(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "linked.txt").symlink_to(folder / "b.txt")
    assert names(discover([other])) == ["linked.txt"]


def test_each_bad_document_is_an_error_and_the_others_go_on(folder):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_bytes(b" \r\n\t\n")
    (folder / "wrong.txt").write_bytes(bytes(range(1, 256)))
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "long.txt").write_text("友" * 3000, encoding="utf-8")
    (folder / "large.txt").write_text(WORDS * 200, encoding="utf-8")
    found = discover([folder, folder / "missing"], limits=IngestLimits(text=15_000, line=2000))
    assert names(found) == ["a.md", "b.txt", "c.html"]
    assert codes(found) == [
        (EncodingUnknown.__name__, "wrong.txt"),
        (SourceEmpty.__name__, "blank.txt"),
        (SourceEmpty.__name__, "empty.txt"),
        (SourceMissing.__name__, "gone.txt"),
        (SourceMissing.__name__, "missing"),
        (SourceTooLarge.__name__, "large.txt"),
        (SourceTooLarge.__name__, "long.txt"),
    ]


def test_the_line_that_is_too_long_is_named(tmp_path):
    (tmp_path / "a.txt").write_text(WORDS + "友" * 3000, encoding="utf-8")
    assert discover([tmp_path], limits=IngestLimits(line=2000)).troubles[0].place == "line 2"


def test_a_file_without_permission(folder, monkeypatch):
    real = Path.open

    def refuse(self, *args, **kwargs):
        if self.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    found = discover([folder])
    assert names(found) == ["a.md", "c.html"]
    assert codes(found) == [(SourceUnreadable.__name__, "b.txt")]


def test_a_pdf_is_known_by_its_first_bytes(tmp_path):
    (tmp_path / "report.txt").write_bytes(b"%PDF-1.7\n...")
    assert discover([tmp_path]).documents[0].kind is Kind.PDF
