"""A line as an item of CSL-JSON (the input of Zotero, Pandoc and citeproc): names as they are written, what is missing left out."""

from __future__ import annotations

from typing import Any

from pipeline.publish.citing.line import Line, date_parts, media


def csl(line: Line, *, note: str | None = None) -> dict[str, Any]:
    """The item; Chinese names are literal, since nobody told which of their characters are the family's."""
    said = line.said
    item = {
        "id": line.key,
        "type": _type(line),
        "title": line.title,
        "author": [{"literal": name} for name in line.makers] or None,
        "container-title": said.container,
        "volume": said.volume,
        "issue": said.issue,
        "page": said.pages,
        "publisher": said.publisher,
        "publisher-place": said.publication_place,
        "ISBN": said.isbn,
        "DOI": said.doi,
        "URL": said.url,
        "issued": _date(said.date),
        "accessed": _date(said.accessed),
        "language": "zh" if line.is_chinese else None,
        "note": note,
    }
    return {name: value for name, value in item.items() if value is not None}


def _type(line: Line) -> str:
    if line.medium == "M" and line.said.container:
        return "chapter"
    return str(media()["medium"][line.medium]["csl"])


def _date(edtf: str | None) -> dict[str, Any] | None:
    """A date of CSL: parts, two of them for an interval, `circa` for an uncertain one, else the words as they are."""
    if not edtf:
        return None
    sides = [date_parts(side.rstrip("?~%")) for side in edtf.split("/")]
    if any(side is None for side in sides):
        return {"literal": edtf}
    parts: dict[str, Any] = {"date-parts": [list(side) for side in sides if side]}
    return parts | ({"circa": True} if edtf[-1] in "?~%" else {})
