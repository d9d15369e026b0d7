"""A document as it came in: its bytes' digest, its kind, what a manifest says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path, PurePosixPath


class Kind(StrEnum):
    """The kinds of file that a reader is responsible for."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    PDF = "pdf"
    IMAGE = "image"  # JPG, PNG, TIFF: read by OCR
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"  # TSV too
    JSON = "json"  # lists of records, JSON Lines too
    OFD = "ofd"
    DOC = "doc"  # .doc, .wps, .rtf, .odt: through LibreOffice to DOCX
    XLS = "xls"  # .xls, .et, .ods: through LibreOffice to XLSX


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The bibliographic line of a document; from the manifest where it has one, else read from the text.

    From `medium` on: what a citation needs besides. `medium` is the type's mark in GB/T 7714 (J, M, N, R, EB …), `container` the journal,
    newspaper or book that it stands in, `accessed` the day on which `url` was read (EDTF).
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    date: str | None = None  # EDTF
    publisher: str | None = None
    isbn: str | None = None
    medium: str | None = None
    container: str | None = None
    volume: str | None = None
    issue: str | None = None
    pages: str | None = None
    publication_place: str | None = None
    doi: str | None = None
    url: str | None = None
    accessed: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One input file. `name` has no folder; `digest` is the SHA-256 of its bytes."""

    path: Path
    name: str
    kind: Kind
    digest: str
    size: int  # bytes
    encoding: str | None = None  # of text kinds
    bibliography: Bibliography | None = field(default=None)  # the manifest's line, where there is one
    members: tuple[
        str, ...
    ] = ()  # where `path` is a ZIP: the member in it, in that the next one, … (`name` says outer.zip!inner.txt)
    work: str | None = None  # the manifest's word for the work that this document is an edition of
    share: bool = True  # may its words be passed on: the manifest's word

    @property
    def ending(self) -> str:
        """What the file's own name ends in (`.doc`); `name` may be an address, which ends in anything."""
        return PurePosixPath(self.members[-1].replace("\\", "/")).suffix if self.members else self.path.suffix
