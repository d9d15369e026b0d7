"""The manifest of a corpus folder, `manifest.toml`: what librarians know of a document that its own text need not say.

Each `[[document]]` stands for one file. A wrong entry costs that document its bibliographic line, never its place in the run.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from pipeline.errors import ManifestWrong
from pipeline.records.source import Bibliography

MANIFEST = "manifest.toml"
# Marks of document types, GB/T 7714—2015, appendix B.
MEDIA = ("M", "C", "G", "N", "J", "D", "R", "S", "P", "DB", "CP", "EB", "A", "CM", "DS", "Z")
_ENTRY = re.compile(r"^[ \t]*\[\[\s*document\s*\]\]", re.M)
_EDTF = re.compile(r"(?:\d{4}|\d{3}X|\d{2}XX)(?:-\d{2}(?:-\d{2})?)?[?~%]?(?:/(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|\.\.)?)?$")


class Entry(BaseModel):
    """One `[[document]]`; `share` says whether its words may be passed on, in the terms of its licence.

    `work` is any word that all editions of one work share, and no other document: it overrules what the documents themselves show.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    file: str
    title: str | None = None
    authors: list[str] = []
    organisations: list[str] = []
    date: str | None = None
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
    share: bool | str | None = None
    work: str | None = None

    @field_validator("volume", "issue", "pages", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        """A number may be written without quotes."""
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value

    @field_validator("medium")
    @classmethod
    def _as_medium(cls, value: str | None) -> str | None:
        if value is not None and value not in MEDIA:
            raise ValueError(f"'{value}' is no type of GB/T 7714: {', '.join(MEDIA)}")
        return value

    @field_validator("date", "accessed", mode="before")
    @classmethod
    def _as_edtf(cls, value: object) -> object:
        """TOML has dates of its own; written as a string a date is EDTF."""
        if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
            return value.isoformat()
        if isinstance(value, str) and not _EDTF.match(value):
            raise ValueError(f"'{value}' is no EDTF date such as 2015, 2015-06 or 2015-06-01")
        return value

    def bibliography(self) -> Bibliography:
        """The line as the other rooms know it."""
        return Bibliography(
            self.title,
            tuple(self.authors),
            tuple(self.organisations),
            self.date,
            self.publisher,
            self.isbn,
            self.medium,
            self.container,
            self.volume,
            self.issue,
            self.pages,
            self.publication_place,
            self.doi,
            self.url,
            self.accessed,
        )


@dataclass(frozen=True, slots=True)
class Manifest:
    """Bibliographic lines by file name (relative to the manifest's folder), and what is wrong in the manifest."""

    entries: dict[str, Bibliography] = field(default_factory=dict)
    troubles: tuple[ManifestWrong, ...] = ()
    works: dict[str, str] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()  # files whose words may not be passed on

    def for_file(self, path: Path, root: Path) -> Bibliography | None:
        """The line of `path`, by its path below the manifest's folder or by its bare name; None where it says nothing of the document."""
        relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        line = self.entries.get(relative) or self.entries.get(path.name)
        return None if line == Bibliography() else line

    def work_of(self, path: Path, root: Path) -> str | None:
        """The word for the work that `path` is an edition of."""
        relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        return self.works.get(relative) or self.works.get(path.name)

    def shares(self, path: Path, root: Path) -> bool:
        """May the words of `path` be passed on? Only `share = false` or "no" says they may not."""
        relative = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
        return relative not in self.withheld and path.name not in self.withheld


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; empty where there is none, its errors inside where it is wrong."""
    if not path.is_file():
        return Manifest()
    try:
        text = path.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Manifest(troubles=(ManifestWrong(f"not to be read as TOML: {error}", document=path.name),))
    return _manifest(table, _lines(text), path)


def _manifest(table: dict[str, Any], lines: list[int], path: Path) -> Manifest:
    entries: dict[str, Bibliography] = {}
    works: dict[str, str] = {}
    withheld: set[str] = set()
    troubles: list[ManifestWrong] = []
    for key in sorted(set(table) - {"document"}):
        troubles.append(ManifestWrong(f"unknown key '{key}'; entries are [[document]]", document=path.name))
    documents = table.get("document", [])
    if not isinstance(documents, list):
        troubles.append(ManifestWrong("'document' must be written [[document]]", document=path.name))
        documents = []
    for number, raw in enumerate(documents):
        place = f"line {lines[number]}" if number < len(lines) else f"document {number + 1}"
        try:
            entry = Entry.model_validate(raw)
        except ValidationError as error:
            troubles.append(ManifestWrong(_says(error, raw), document=path.name, place=place))
            continue
        if wrong := _wrong_file(entry.file, path.parent, entries):
            troubles.append(ManifestWrong(wrong, document=path.name, place=place))
        else:
            entries[entry.file] = entry.bibliography()
            works |= {entry.file: entry.work} if entry.work else {}
            withheld |= {entry.file} if entry.share is False or entry.share == "no" else set()
    return Manifest(entries, tuple(troubles), works, frozenset(withheld))


def _wrong_file(file: str, folder: Path, entries: dict[str, Bibliography]) -> str | None:
    """Why an entry's file name cannot stand."""
    if file in entries:
        return f"'{file}' has a second entry"
    if Path(file).is_absolute() or ".." in Path(file).parts:
        return f"'{file}' leads out of the folder"
    return None if (folder / file).is_file() else f"'{file}' is not in the folder"


def _says(error: ValidationError, raw: object) -> str:
    first = error.errors()[0]
    where = ".".join(map(str, first["loc"])) or "entry"
    name = raw.get("file") if isinstance(raw, dict) else None
    return f"{where}: {first['msg']}" + (f" (entry of '{name}')" if name else "")


def _lines(text: str) -> list[int]:
    """The line number of each `[[document]]`."""
    return [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
