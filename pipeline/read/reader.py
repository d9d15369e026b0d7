"""The one door to reading: a document of any known kind becomes a `Reading` on its offset spine."""

from __future__ import annotations

from pipeline.errors import SourceUnreadable
from pipeline.read.plain import read_plain
from pipeline.records.reading import Reading
from pipeline.records.source import Kind, Source
from pipeline.text.encoding import decode


def read_document(source: Source) -> Reading:
    """Read `source` by its kind. Raises the named error of its reader; never gives half a document silently."""
    if source.kind is Kind.PDF:
        from pipeline.read.pdf import read_pdf  # pdfium and pdfplumber cost half a second; texts do without

        return read_pdf(source)
    try:
        data = source.path.read_bytes()
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=source.name) from error
    text, _ = decode(data, document=source.name)
    return read_plain(source, text)
