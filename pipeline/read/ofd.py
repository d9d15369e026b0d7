"""OFD (GB/T 33190) onto the spine: its pages' text objects as glyphs with boxes, then the same layout as for PDFs.

The file is a ZIP of XML that names each glyph's character, so there is no text layer that could lie; pages that are pictures have
no text and say so. Stamps and annotations are not read.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.errors import PackageBroken, SourceEncrypted
from pipeline.read.grids import find_grids
from pipeline.read.lines import page_lines
from pipeline.read.ofd_page import POINTS, OfdPage, PageParser, numbers
from pipeline.read.pdf import MAX_PAGES, Page, lay_out
from pipeline.read.textstyles import FontNames
from pipeline.read.xmlevents import Xml, XmlEvent, xml_events
from pipeline.records.reading import Reading
from pipeline.records.source import Source
from pipeline.zipped import Package, ZipLimits, open_package

LIMITS = ZipLimits(members=60_000, member=100_000_000, total=2_000_000_000)
_A4 = (0.0, 0.0, 210.0, 297.0)  # mm; where neither page nor document says its size


@dataclass(slots=True)
class _Document:
    """The pages and templates of one document in the file, as paths of parts."""

    area: tuple[float, float, float, float] = _A4
    pages: list[str] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)


def read_ofd(source: Source, data: bytes) -> Reading:
    """An OFD file on the spine. Raises `PackageBroken`, `SourceEncrypted`, `SourceTooLarge` or `PdfWithoutText`."""
    pages: list[Page] = []
    remarks: list[str] = []
    with open_package(data, document=source.name, limits=LIMITS) as package:
        fonts = FontNames()
        for root in _roots(package):
            document = _document(package, root)
            for part in document.pages:
                pages.append(_page(package, part, document, len(pages) + 1, fonts))
                if len(pages) > MAX_PAGES:
                    raise PackageBroken(f"it has more than {MAX_PAGES} pages", document=source.name)
    if not pages:
        raise PackageBroken("it has no page", document=source.name)
    remarks += [f"page {p.number} holds a picture without text" for p in pages if p.strokes.pictures and not p.lines]
    return lay_out(source, pages, remarks)


def _events(package: Package, part: str) -> Iterator[XmlEvent]:
    return xml_events(package.pieces(part), document=package.document, part=part)


def _joined(part: str, location: str) -> str:
    """The path of a part that another one names; a location that begins with / counts from the file's root."""
    location = location.strip()
    path = location.lstrip("/") if location.startswith("/") else posixpath.join(posixpath.dirname(part), location)
    return posixpath.normpath(path)


def _roots(package: Package) -> list[str]:
    if "OFD.xml" not in package.entries:
        raise PackageBroken("it is no OFD file: it has no OFD.xml", document=package.document)
    roots, words, inside = [], list[str](), False
    for event in _events(package, "OFD.xml"):
        if event.name in ("Encryptions", "Encryption", "Encrypts"):
            raise SourceEncrypted("it is encrypted; save it without a password, or as PDF", document=package.document)
        if event.what is Xml.TEXT:
            words += [event.text] if inside else []
        elif event.name == "DocRoot":
            inside = event.what is Xml.BEGIN
            if not inside:
                roots.append(_joined("OFD.xml", "".join(words)))
            words = []
    return roots


def _document(package: Package, root: str) -> _Document:
    found, words, inside = _Document(), list[str](), False
    for event in _events(package, root):
        if event.what is Xml.TEXT:
            words += [event.text] if inside else []
        elif event.name == "PhysicalBox":
            inside = event.what is Xml.BEGIN
            area = numbers("".join(words))
            if not inside and len(area) == 4:
                found.area = (area[0], area[1], area[2], area[3])
            words = []
        elif event.what is Xml.BEGIN and event.name == "Page" and "BaseLoc" in event.attrs:
            found.pages.append(_joined(root, event.attrs["BaseLoc"]))
        elif event.what is Xml.BEGIN and event.name == "TemplatePage" and "BaseLoc" in event.attrs:
            found.templates[event.attrs.get("ID", "")] = _joined(root, event.attrs["BaseLoc"])
    return found


def _page(package: Package, part: str, document: _Document, number: int, fonts: FontNames) -> Page:
    parser = PageParser(fonts)
    found = parser.feed(_events(package, part))
    area = found.area or document.area
    for name in dict.fromkeys(found.templates):
        if name in document.templates:
            parser.feed(_events(package, document.templates[name]))
    return _laid(found, number, area)


def _laid(found: OfdPage, number: int, area: tuple[float, float, float, float]) -> Page:
    left, top = area[0] * POINTS, area[1] * POINTS
    glyphs = [
        glyph._replace(x0=glyph.x0 - left, top=glyph.top - top, x1=glyph.x1 - left, bottom=glyph.bottom - top)
        for glyph in found.glyphs
    ] if left or top else found.glyphs  # fmt: skip
    grids, rest = find_grids(number, glyphs, found.strokes)
    lines = page_lines(number, rest)
    return Page(number, area[2] * POINTS, area[3] * POINTS, 0, lines, grids, found.strokes)
