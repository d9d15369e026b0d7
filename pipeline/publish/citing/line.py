"""A document's bibliographic line as the styles take it: what manifest or text gave, nothing filled in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from pipeline.paths import data_file
from pipeline.publish.facttables import JOINT
from pipeline.records.source import Bibliography

OTHER = "Z"
APPEARED = ("medium", "container", "volume", "issue", "pages", "publication_place", "doi", "url", "accessed")
HAN = re.compile("[\u3400-\u9fff]")
_PLAIN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Line:
    """One document's line; `medium` is the mark of its type, told or inferred."""

    key: str  # yc-… of the document's digest: the same in every release
    document: str  # its file
    medium: str
    said: Bibliography

    @property
    def makers(self) -> tuple[str, ...]:
        """Who is answerable for it: its authors, else its organisations; empty where neither is known."""
        return self.said.authors or self.said.organisations

    @property
    def title(self) -> str:
        """The title; a cataloguer's own words for a document without one stand in brackets: here its file's name."""
        return self.said.title or f"[{self.document}]"

    @property
    def is_chinese(self) -> bool:
        """Are its words Chinese, or is none known? Then so are those that stand in for what is missing."""
        words = "".join((self.said.title or "", *self.makers))
        return not words or bool(HAN.search(words))


def line_of(digest: str, document: str, said: Bibliography) -> Line:
    """The line of a document with this digest and file name."""
    return Line(f"yc-{digest[:12]}", document, said.medium or medium_of(said), said)


def merged(told: Bibliography | None, read: Bibliography) -> Bibliography:
    """The manifest's line; of where and how it appeared, what the manifest leaves open is taken from the text."""
    if told is None:
        return read
    return replace(told, **{name: getattr(told, name) or getattr(read, name) for name in APPEARED})


def line_of_row(row: Mapping[str, Any]) -> Line:
    """The line of a row of the table `documents`; a release without some of its columns has nothing there."""
    names = [one.name for one in fields(Bibliography)]
    values: dict[str, Any] = {name: row.get(name) or None for name in names}
    for name in ("authors", "organisations"):
        values[name] = tuple(values[name].split(JOINT)) if values[name] else ()
    return line_of(str(row["document_digest"]), str(row["document"]), Bibliography(**values))


@cache
def media() -> dict[str, Any]:
    """The table of document types and how a missing one is inferred."""
    return tomllib.loads(data_file("pipeline.publish.citing", "media.toml").read_text(encoding="utf-8"))


def medium_of(said: Bibliography) -> str:
    """The mark that the line itself bears out, `Z` where it bears out none."""
    for rule in media()["inferred"]:
        value = getattr(said, rule["field"])
        if value and ("ends" not in rule or str(value).endswith(tuple(rule["ends"]))):
            return str(rule["medium"])
    return OTHER


def date_parts(edtf: str | None) -> tuple[int, ...] | None:
    """Year, month, day of a plain date, as far as it goes; None for one that is vaguer."""
    match = _PLAIN.fullmatch(edtf or "")
    return tuple(int(part) for part in match.groups() if part) if match else None
