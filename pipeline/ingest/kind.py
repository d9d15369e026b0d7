"""Which reader a file is for: by the end of its name and by its first bytes, since names lie; what is refused, and why."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from pipeline.records.source import Kind

_KINDS = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".htm": Kind.HTML,
    ".html": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".pdf": Kind.PDF,
    ".jpg": Kind.IMAGE,
    ".jpeg": Kind.IMAGE,
    ".png": Kind.IMAGE,
    ".tif": Kind.IMAGE,
    ".tiff": Kind.IMAGE,
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSON,
    ".ofd": Kind.OFD,
    ".doc": Kind.DOC,
    ".wps": Kind.DOC,
    ".rtf": Kind.DOC,
    ".odt": Kind.DOC,
    ".xls": Kind.XLS,
    ".et": Kind.XLS,
    ".ods": Kind.XLS,
}
ARCHIVE = ".zip"
# What cannot be read, and what to hand over instead: first bytes or end of the name, and the words.
_REFUSED: tuple[tuple[tuple[bytes, ...], tuple[str, ...], str], ...] = (
    (
        (b"CAJ", b"HN\x00\x00", b"KDH "),
        (".caj", ".kdh", ".nh", ".teb", ".caa"),
        "CNKI's CAJ formats are read by its own viewer alone: download the article as PDF, or print it to PDF from CAJViewer",
    ),
    (
        (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b"),
        (".rar", ".7z", ".gz", ".tgz"),
        "archives are read as ZIP only: unpack it, or pack it as ZIP",
    ),
    ((), (".ppt", ".pptx", ".dps"), "slides are not read: export them as PDF"),
    ((b"%!PS",), (".ps", ".eps"), "PostScript is not read: convert it to PDF"),
)
_PACKAGES = (("word/document.xml", Kind.DOCX), ("xl/workbook.xml", Kind.XLSX), ("OFD.xml", Kind.OFD))
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html\b|table\b)", re.I | re.S)
_OFFICE = (Kind.DOCX, Kind.XLSX, Kind.DOC, Kind.XLS)
# A corpus folder explains itself in these; they are no reports.
_NO_REPORTS = frozenset({"readme", "license", "licence", "notice", "changelog", "index", "guide"})
_NO_RECORDS = frozenset({"datapackage.json", "package.json", "package-lock.json", "tsconfig.json", "run.json"})
_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024  # bytes; the PDF standard allows this much rubbish before the mark


def kind_of_name(path: Path) -> Kind | None:
    """The kind that the name promises; None for other kinds and for a folder's own README and the like."""
    stem = path.name.lower().split(".")[0]
    if stem in _NO_REPORTS and path.suffix.lower() in (".md", ".txt"):
        return None
    if path.name.lower() in _NO_RECORDS:
        return None
    return _KINDS.get(path.suffix.lower())


def kind_of(path: Path, head: bytes) -> Kind | None:
    """The kind of a file with these first bytes; None where no reader is responsible."""
    if _PDF_MARK in head[:_MARK_WITHIN]:
        return Kind.PDF
    kind = _KINDS.get(path.suffix.lower())
    if kind in _OFFICE:
        return _kind_of_office(kind, head)
    return kind


def _kind_of_office(kind: Kind, head: bytes) -> Kind:
    """Web systems write HTML tables and old binary files under the names of new office formats, and the other way round."""
    is_words = kind in (Kind.DOCX, Kind.DOC)
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Kind.HTML
    if head.startswith(_OLE):
        return Kind.DOC if is_words else Kind.XLS
    return kind


def kind_in_package(names: Collection[str]) -> Kind | None:
    """The document that a ZIP with these parts is; None where it is an archive of files."""
    return next((kind for part, kind in _PACKAGES if part in names), None)


def is_zip(head: bytes) -> bool:
    """Do these first bytes begin a ZIP?"""
    return head.startswith(_ZIP)


def is_ole(head: bytes) -> bool:
    """Do these first bytes begin a compound file, as .doc and encrypted .docx are?"""
    return head.startswith(_OLE)


def refusal(path: Path, head: bytes = b"") -> str | None:
    """Why a file of this name or these first bytes is refused, and what to hand over instead; None for other files."""
    for marks, ends, words in _REFUSED:
        if path.suffix.lower() in ends or (marks and head.startswith(marks)):
            return words
    return None
