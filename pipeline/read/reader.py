"""The one door to reading: a document of any known kind becomes a `Reading` on its offset spine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import NamedTemporaryFile

from pipeline.errors import SourceUnreadable
from pipeline.read.html import read_html
from pipeline.read.legacy import read_legacy
from pipeline.read.ocr_settings import OcrSettings
from pipeline.read.office_docx import read_docx
from pipeline.read.office_xlsx import read_xlsx
from pipeline.read.plain import read_plain
from pipeline.read.tabular import read_csv, read_json
from pipeline.records.reading import Reading
from pipeline.records.source import Kind, Source
from pipeline.text.encoding import decode
from pipeline.text.markup import decode_html
from pipeline.zipped import read_member


def read_document(source: Source, ocr: OcrSettings | None = None) -> Reading:
    """Read `source` by its kind, its pages by OCR where `ocr` (default: auto) says so.

    Raises the named error of its reader; never gives half a document silently.
    """
    if source.kind is Kind.PDF:
        from pipeline.read.pdf import read_pdf  # pdfium and pdfplumber cost half a second; texts do without

        with on_disk(source) as local:
            return replace(read_pdf(local, ocr), source=source)
    if source.kind is Kind.IMAGE:
        from pipeline.read.ocr_image import read_image

        with on_disk(source) as local:
            return replace(read_image(local, ocr), source=source)
    data = source_bytes(source)
    if source.kind in _BINARY:
        return _read_binary(source, data)
    text, _ = (decode_html if source.kind is Kind.HTML else decode)(data, document=source.name)
    return _read_text(source, text)


_BINARY = (Kind.DOCX, Kind.XLSX, Kind.OFD, Kind.DOC, Kind.XLS)


def _read_text(source: Source, text: str) -> Reading:
    if source.kind is Kind.HTML:
        return read_html(source, text)
    if source.kind is Kind.CSV:
        return read_csv(source, text)
    if source.kind is Kind.JSON:
        return read_json(source, text)
    return read_plain(source, text)


def _read_binary(source: Source, data: bytes) -> Reading:
    if source.kind is Kind.DOCX:
        return read_docx(source, data)
    if source.kind is Kind.XLSX:
        return read_xlsx(source, data)
    if source.kind is Kind.OFD:
        from pipeline.read.ofd import read_ofd  # shares the layout of PDFs, which is costly to load

        return read_ofd(source, data)
    return read_legacy(source, data)


def source_bytes(source: Source) -> bytes:
    """All bytes of a document, from within its archive where it lies in one. Raises `SourceUnreadable` and the archive's errors."""
    try:
        return read_member(source.path, source.members, document=source.name)
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=source.name) from error


@contextmanager
def on_disk(source: Source) -> Iterator[Source]:
    """The document as a file of its own for readers that want a path: itself, or a copy of the archive's member for a while."""
    if not source.members:
        yield source
        return
    with NamedTemporaryFile(prefix="youcheng-", suffix=source.ending) as file:
        file.write(source_bytes(source))
        file.flush()
        yield replace(source, path=Path(file.name), members=())
