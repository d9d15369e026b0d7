"""The parts of a DOCX that its text refers to: styles that make headings, footnotes and endnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.read.xmlevents import Xml, xml_events
from pipeline.zipped import Package

_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-9])", re.I)
_TITLE = re.compile(r"title|标题|標題", re.I)
TITLE_LEVEL = 0
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})


@dataclass(slots=True)
class Styles:
    """By style id: the level of headings (0 for the title), inherited where a style is based on another."""

    levels: dict[str, int] = field(default_factory=dict)

    def level(self, style: str) -> int | None:
        """The heading level of a paragraph style; None for other styles."""
        return self.levels.get(style)


def read_styles(package: Package) -> Styles:
    """The styles of a document; none where it has no such part."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    style = ""
    if "word/styles.xml" not in package.entries:
        return Styles()
    for event in xml_events(package.pieces("word/styles.xml"), document=package.document, part="word/styles.xml"):
        if event.what is not Xml.BEGIN:
            continue
        value = event.attrs.get("val", "")
        if event.name == "style":
            style = event.attrs.get("styleId", "") if event.attrs.get("type", "paragraph") == "paragraph" else ""
        elif event.name == "name" and style:
            heading = _HEADING.fullmatch(value.strip())
            if heading:
                own[style] = int(heading[1])
            elif _TITLE.fullmatch(value.strip()):
                own[style] = TITLE_LEVEL
        elif event.name == "basedOn" and style:
            based[style] = value
        elif event.name == "outlineLvl" and style and value.isascii() and value.isdigit() and int(value) < 9:
            own.setdefault(style, int(value) + 1)
    return Styles({style: level for style in {*own, *based} if (level := _inherited(style, own, based)) is not None})


def _inherited(style: str, own: dict[str, int], based: dict[str, str]) -> int | None:
    for _ in range(20):  # styles may be based on each other in a ring
        if style in own:
            return own[style]
        style = based.get(style, "")
    return None


def read_notes(package: Package, part: str, element: str) -> dict[str, str]:
    """The words of footnotes or endnotes by their id."""
    notes: dict[str, list[str]] = {}
    if part not in package.entries:
        return {}
    words: list[str] | None = None
    is_text = False
    for event in xml_events(package.pieces(part), document=package.document, part=part):
        if event.what is Xml.TEXT:
            if words is not None and is_text:
                words.append(event.text)
        elif event.name == element:
            begins = event.what is Xml.BEGIN and event.attrs.get("type") not in _SEPARATORS
            words = notes.setdefault(event.attrs.get("id", ""), []) if begins else None
        elif event.name == "t":
            is_text = event.what is Xml.BEGIN
    return {number: "".join(parts).strip() for number, parts in notes.items() if "".join(parts).strip()}
