"""Which reader a file is for: by the end of its name, and for PDFs by its first bytes too, since names lie."""

from __future__ import annotations

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
}
# A corpus folder explains itself in these; they are no reports.
_NO_REPORTS = frozenset({"readme", "license", "licence", "notice", "changelog", "index", "guide"})
_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024  # bytes; the PDF standard allows this much rubbish before the mark


def kind_of_name(path: Path) -> Kind | None:
    """The kind that the name promises; None for other kinds and for a folder's own README and the like."""
    stem = path.name.lower().split(".")[0]
    if stem in _NO_REPORTS and path.suffix.lower() in (".md", ".txt"):
        return None
    return _KINDS.get(path.suffix.lower())


def kind_of(path: Path, head: bytes) -> Kind | None:
    """The kind of a file with these first bytes; None where no reader is responsible."""
    if _PDF_MARK in head[:_MARK_WITHIN]:
        return Kind.PDF
    return _KINDS.get(path.suffix.lower())
