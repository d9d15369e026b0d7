"""Old office formats: a stand-in for LibreOffice shows what is asked of it and what becomes of its answers."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import ConversionFailed, ConverterMissing
from pipeline.read import legacy
from pipeline.read.legacy import read_legacy
from pipeline.records.source import Kind, Source

OLD = Source(Path("a.wps"), "a.wps", Kind.DOC, "0" * 64, 1)
SCRIPT = """#!/bin/sh
while [ $# -gt 1 ]; do
  [ "$1" = --outdir ] && out="$2"
  shift
done
mkdir -p "$out"
{act}
"""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def make(act: str) -> None:
        path = tmp_path / "soffice"
        path.write_text(SCRIPT.format(act=act))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(legacy.shutil, "which", lambda name: str(path) if name == "soffice" else None)

    return make


def made(tmp_path: Path) -> Path:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "<w:p><w:r><w:t>杭州市与岐阜市的往来早在结好以前就开始了。</w:t></w:r></w:p>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {w}><w:body>{body}</w:body></w:document>")
        archive.writestr("docProps/core.xml", "<a/>")
    path = tmp_path / "made.docx"
    path.write_bytes(file.getvalue())
    return path


def test_the_converted_file_is_read_and_its_digest_kept(program, tmp_path: Path) -> None:
    program(f'cp {made(tmp_path)} "$out/document.docx"')
    reading = read_legacy(OLD, b"old bytes")
    assert reading.text.startswith("杭州市与岐阜市") and reading.source is OLD
    assert "SHA-256" in reading.remarks[0] and read_legacy(OLD, b"x").remarks == reading.remarks


def test_without_libreoffice_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(legacy.shutil, "which", lambda name: None)
    with pytest.raises(ConverterMissing, match=r"install it .* or save the file as DOCX or PDF"):
        read_legacy(OLD, b"old bytes")


def test_a_conversion_that_fails_or_never_ends_is_named(program, monkeypatch: pytest.MonkeyPatch) -> None:
    program("exit 1")
    with pytest.raises(ConversionFailed, match="nothing"):
        read_legacy(OLD, b"old bytes")
    monkeypatch.setattr(legacy, "SECONDS", 0.3)
    program("sleep 30")
    with pytest.raises(ConversionFailed, match="did not end"):
        read_legacy(OLD, b"old bytes")
