"""A line as a BibTeX entry: values escaped for TeX, bodies kept whole by a second pair of braces, what is missing left out."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.publish.citing.line import Line, date_parts, media

# BibTeX counts braces even where TeX does not read them, so none may stand alone.
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"$\lbrace$",
        "}": r"$\rbrace$",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "\n": " ",
        "\r": " ",
    }
)
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", "\n": "", "\r": "", " ": "%20"})
_CONTAINER = {"article": "journal", "inproceedings": "booktitle", "book": "booktitle"}
_HOUSE = {"techreport": "institution", "phdthesis": "school"}


def bibtex(line: Line, *, page: str | None = None, note: str | None = None) -> str:
    """The entry with its line end; `page` is the printed page that is cited, `note` a note of the one who cites."""
    kind = str(media()["medium"][line.medium]["bibtex"])
    values = "".join(f"  {name} = {{{value}}},\n" for name, value in _values(line, kind, page, note))
    return f"@{kind}{{{line.key},\n{values}}}\n"


def _values(line: Line, kind: str, page: str | None, note: str | None) -> Iterator[tuple[str, str]]:
    said = line.said
    if said.authors:
        yield "author", " and ".join(map(_name, said.authors))
    elif said.organisations:
        yield "author", " and ".join(f"{{{_escaped(name)}}}" for name in said.organisations)
    plain = {
        "title": line.title,
        _CONTAINER.get(kind, "howpublished"): said.container,
        "volume": said.volume,
        "number": said.issue,
        "pages": (page or said.pages or "").replace("—", "--").replace("–", "--") or None,
        _HOUSE.get(kind, "publisher"): said.publisher,
        "address": said.publication_place,
        "isbn": said.isbn,
    }
    yield from ((name, _escaped(value)) for name, value in plain.items() if value)
    yield from _when(line)
    if said.doi:
        yield "doi", said.doi.translate(_ADDRESS)
    if said.url:
        yield "url", said.url.translate(_ADDRESS)
    if said.accessed:
        yield "urldate", said.accessed
    if note:
        yield "note", _escaped(note)


def _when(line: Line) -> Iterator[tuple[str, str]]:
    parts = date_parts(line.said.date)
    if parts:
        yield "year", f"{parts[0]:04d}"
        if len(parts) > 1:
            yield "month", str(parts[1])
    elif line.said.date:
        yield "year", _escaped(line.said.date)


def _name(author: str) -> str:
    """An author; one whose name holds `and`, a comma or `et al.` would be taken apart, so it is kept whole."""
    name = _escaped(author)
    return f"{{{name}}}" if "," in name or " and " in f" {name} " else name


def _escaped(text: str) -> str:
    return text.translate(_TEX)
