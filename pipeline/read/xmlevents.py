"""XML from inside a document, as a stream of begins, ends and texts; names without their namespace.

No tree is built, so a large part costs no memory. A document type is refused: no office format has one, and every attack by
entities needs one. Depth is bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple
from xml.parsers import expat

from pipeline.errors import PackageBroken

MAX_DEPTH = 400


class Xml(IntEnum):
    """What an event is."""

    BEGIN = 0
    END = 1
    TEXT = 2


class XmlEvent(NamedTuple):
    """`name` is the local name of an element; `attrs` its attributes by local name (BEGIN); `text` a text's characters."""

    what: Xml
    name: str
    attrs: dict[str, str]
    text: str


class _Forbidden(Exception):
    """What no office document holds."""


def xml_events(pieces: Iterable[bytes], *, document: str, part: str) -> Iterator[XmlEvent]:
    """Events of one XML part. Raises `PackageBroken` where it is no XML, has a document type or is nested too deep."""
    parser = _Parser()
    try:
        for piece in pieces:
            parser.expat.Parse(piece, False)
            yield from parser.taken()
        parser.expat.Parse(b"", True)
    except (expat.ExpatError, _Forbidden, LookupError, ValueError) as error:
        raise PackageBroken(f"the part cannot be read as XML: {error}", document=document, place=part) from error
    yield from parser.taken()


class _Parser:
    def __init__(self) -> None:
        self.expat = expat.ParserCreate(namespace_separator=" ")
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._begin
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = self._text
        self.expat.StartDoctypeDeclHandler = self._refuse
        self.expat.EntityDeclHandler = self._refuse
        self.events: list[XmlEvent] = []
        self.depth = 0

    def taken(self) -> list[XmlEvent]:
        events, self.events = self.events, []
        return events

    def _begin(self, name: str, attrs: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _Forbidden(f"elements nested deeper than {MAX_DEPTH}")
        local = {key.rpartition(" ")[2]: value for key, value in attrs.items()}
        self.events.append(XmlEvent(Xml.BEGIN, name.rpartition(" ")[2], local, ""))

    def _end(self, name: str) -> None:
        self.depth -= 1
        self.events.append(XmlEvent(Xml.END, name.rpartition(" ")[2], {}, ""))

    def _text(self, text: str) -> None:
        self.events.append(XmlEvent(Xml.TEXT, "", {}, text))

    def _refuse(self, *_: object) -> None:
        raise _Forbidden("it declares a document type or an entity")
