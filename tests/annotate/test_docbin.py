"""DocBins: what is written comes back with its spans, the same bytes each time; the notebook that shows one runs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.annotate import annotate
from pipeline.annotate.docbin import as_docbin, read_docbin
from pipeline.cli import main
from pipeline.errors import SourceKindUnknown, SourceMissing
from pipeline.read.plain import read_plain
from pipeline.records.annotated import Annotated
from pipeline.records.source import Kind, Source

TEXT = "广州市与日本福冈市1979年5月2日结好。\n\n代表团12人到访。"
NOTEBOOK = "pipeline/annotate/displacy.ipynb"


def annotated(text: str = TEXT) -> Annotated:
    return annotate(read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "0" * 64, len(text)), text))


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(as_docbin(annotated()).to_bytes())
    first, second = read_docbin(path)
    assert [(s.text, s.label_) for s in first.spans["dates"]] == [("1979年5月2日", "1979-05-02")]
    assert [s.text for s in first.spans["places"]] == ["广州市", "日本福冈市"]
    assert [(s.text, s.label_) for s in second.spans["quantities"]] == [("12人", "人")]
    assert TEXT[second.user_data["start"] :].startswith("\n代表团") or second.user_data["start"] == TEXT.index("代") - 1
    assert (second.user_data["document"], second.user_data["block"]) == ("a.txt", "para")


def test_the_bytes_are_the_same_each_time() -> None:
    assert as_docbin(annotated()).to_bytes() == as_docbin(annotated()).to_bytes()


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        read_docbin(tmp_path / "nowhere.spacy")
    (tmp_path / "text.spacy").write_text("结好")
    with pytest.raises(SourceKindUnknown, match="no DocBin"):
        read_docbin(tmp_path / "text.spacy")


def test_the_command_prints_sentences_or_writes_docs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report, out = tmp_path / "a.txt", tmp_path / "a.spacy"
    report.write_text(TEXT, encoding="utf-8")
    for arguments in (["annotate", str(report)], ["annotate", str(report), "--docbin", str(out)]):
        with pytest.raises(SystemExit) as left:
            main(arguments)
        assert left.value.code == 0
    first = json.loads(capsys.readouterr().out.splitlines()[0])
    assert [place["place_id"] for place in first["places"]] == ["440100", "geonames:1863967"]
    assert len(read_docbin(out)) == 2


def test_the_notebook_runs_and_shows_the_spans(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    cells = json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    for cell in (cell for cell in cells if cell["cell_type"] == "code"):
        assert cell["outputs"] == []  # what a notebook shows is made anew, never kept
        exec("".join(cell["source"]), names)
    assert "南京" in names["page"]
    shown = [layer for layer in names["COLOURS"] if names["richest"].spans[layer]]
    assert {"places", "dates"} <= set(shown)
    assert all(names["COLOURS"][layer] in names["page"] for layer in shown)
