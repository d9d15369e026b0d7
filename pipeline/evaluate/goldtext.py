"""Gold written by hand as plain text: sentences and short documents with what they say, one fact a line (corpora/gold/GUIDE.md).

A line that cannot be read is an error with its file and number, never left out: gold that silently lost a line would praise the rules.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.errors import SourceMissing, UsageError
from pipeline.evaluate.match import squeeze
from pipeline.records.claim import Category, Measure, Relation

Gold = dict[str, Any]
SPLITS = "splits.toml"
SECOND = "second"  # the folder of a second reading of some of the documents
OR = " or "  # between readings that are as fair


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated document: its text, its facts as `judge_document` takes them, and the quotes that state nothing."""

    name: str
    genre: str
    date: str | None
    text: str
    facts: tuple[Gold, ...]
    sentences: tuple[str, ...]
    empty: tuple[tuple[str, str], ...] = ()  # quote and why nothing is to be read there


@dataclass(slots=True)
class _Open:
    """The document that is being read."""

    name: str
    genre: str
    date: str | None
    sentences: list[str] = field(default_factory=list)
    facts: list[Gold] = field(default_factory=list)
    empty: list[tuple[str, str]] = field(default_factory=list)
    also: dict[int, list[str]] = field(default_factory=dict)  # after so many quotes: where else the same facts stand


def read_gold_text(path: Path) -> list[GoldDocument]:
    """The documents of one `.gold` file; beside a `.txt` of its name that is the text.

    Raises `SourceMissing` for a file that is not there, `UsageError` with the line that cannot be read or the quote not in the text.
    """
    if not path.is_file():
        raise SourceMissing("no such gold file", document=str(path))
    documents: list[_Open] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        try:
            _take(line.strip(), documents)
        except (ValueError, IndexError) as error:
            raise UsageError(
                f"not a gold line ({error}): {line[:80]}", document=path.name, place=f"line {number}"
            ) from error
    beside = path.with_suffix(".txt")
    if beside.is_file() and len(documents) == 1:
        return [_beside(documents[0], beside.read_bytes().decode("utf-8"), path.name)]
    return [_alone(document) for document in documents]


def read_gold_folder(folder: Path) -> list[GoldDocument]:
    """Every document below a folder, in the order of their names; a second reading in it is none of them.

    Raises `SourceMissing` for a folder without any, `UsageError` where two share a name.
    """
    paths = (path for path in sorted(folder.rglob("*.gold")) if SECOND not in path.relative_to(folder).parts)
    found = [document for path in paths for document in read_gold_text(path)]
    names = [document.name for document in found]
    doubled = sorted({name for name in names if names.count(name) > 1})
    if not found:
        raise SourceMissing("the folder holds no gold file (*.gold)", document=str(folder))
    if doubled:
        raise UsageError(f"two gold documents are called {', '.join(doubled)}", document=str(folder))
    return sorted(found, key=lambda document: document.name)


def _take(line: str, documents: list[_Open]) -> None:
    mark, _, rest = line.partition(" ")
    if not line or mark.startswith("#"):
        return
    if mark == "=":
        name, genre, date = rest.split()
        documents.append(_Open(name, genre, _none(date)))
    elif mark == ">":
        documents[-1].sentences.append(rest.strip())
    elif mark == ">+":
        documents[-1].also.setdefault(len(documents[-1].sentences), []).append(rest.strip())
    elif mark == "R":
        documents[-1].facts.append(_scored(documents[-1].name, rest))
    elif mark == "N":
        documents[-1].empty.append((documents[-1].sentences[-1], rest))
    else:
        _add_fact(documents[-1], mark, [part.strip() for part in rest.split("|")])


def _add_fact(document: _Open, mark: str, parts: Sequence[str]) -> None:
    read = FACTS.get(mark.removesuffix("?"))
    if read is None:
        raise ValueError(f"unknown mark '{mark}'")
    fact = read(parts)
    number = sum(known["type"] == fact["type"] for known in document.facts) + 1
    ids = f"{document.name}-{fact['type'][0]}{number:02}"
    quote = {"quote": document.sentences[-1] if document.sentences else ""}
    also = document.also.get(len(document.sentences))
    more = ({"also": also} if also else {}) | ({"optional": True} if mark.endswith("?") else {})
    document.facts.append({"id": ids, **fact, **quote, **more})


def _scored(name: str, types: str) -> Gold:
    """The line that says which types were annotated whole: of the others, what is found beyond the gold is not held against a run."""
    said = (types or "-").split()
    return {"id": f"{name}-scored", "type": "document", "scored": [] if said == ["-"] else said, "quote": ""}


def _none(text: str) -> str | None:
    return None if text in ("-", "") else text


def _get(parts: Sequence[str], at: int) -> str | None:
    return _none(parts[at]) if len(parts) > at else None


def _fair(text: str | None) -> str | list[str | None] | None:
    """A value, or the list of those that are as fair (`1993 or 1994`)."""
    several = [_none(one.strip()) for one in (text or "").split(OR)]
    return several if len(several) > 1 else text


def _place(text: str) -> tuple[list[str], str | None]:
    """Spellings (`A/B` gives two) and the country after `@`; without one the place is Chinese."""
    name, _, country = text.partition("@")
    names = [one.strip() for one in name.split("/") if one.strip()]
    if not names:
        raise ValueError("a place without a name")
    return names, country.strip() or "CN"


def _places(text: str | None) -> list[list[str]]:
    return [_place(one)[0] for one in (text or "").replace("；", ";").split(";") if one.strip()]


def _scopes(name: str, text: str | None) -> Gold:
    """The places under `name`, and under `or_scope` other lists of them that are as fair."""
    first, *others = [_places(one) for one in (text or "").split(OR)]
    return {name: first} | ({"or_scope": others} if others else {})


def _pair(parts: Sequence[str]) -> Gold:
    (a, a_country), (b, b_country) = _place(parts[0]), _place(parts[1])
    date, basis = _get(parts, 3), _get(parts, 4)
    if basis not in (None, "stated", "derived"):
        raise ValueError(f"no basis of a date: {basis}")
    sides = {"a": a, "b": b, "a_country": a_country, "b_country": b_country}
    return {"type": "pair", **sides, "relation": Relation(parts[2]).value, "date": _fair(date), "date_basis": basis}


def _count(parts: Sequence[str]) -> Gold:
    amount = parts[0].split()
    about = amount[-1] == "~"
    value, unit = float(amount[0]), " ".join(amount[1 : len(amount) - about])
    values = {"value": value, "unit": _fair(_none(unit)) or "", "approximate": about}
    measure, scopes = {"measure": Measure(parts[1]).value}, _scopes("scope", _get(parts, 2))
    return {"type": "count", **values, **measure, **scopes, "time": _fair(_get(parts, 3)), "item": _get(parts, 4)}


def _activity(parts: Sequence[str]) -> Gold:
    categories = [Category(one.strip()).value for one in parts[0].split(",")]
    places, date = _scopes("participants", parts[1]), _fair(_get(parts, 2))
    return {"type": "activity", "category": categories, **places, "date": date}


def _document(parts: Sequence[str]) -> Gold:
    def several(at: int) -> list[str]:
        return [one.strip() for one in (_get(parts, at) or "").replace("；", ";").split(";") if one.strip()]

    single = {"title": _get(parts, 0), "date": _get(parts, 3), "publisher": _get(parts, 4), "isbn": _get(parts, 5)}
    return {"type": "document", **single, "authors": several(1), "organisations": several(2)}


def _other(kind: str, *names: str) -> Callable[[Sequence[str]], Gold]:
    """A line of a type that is kept as it is written: its fields by name."""

    def fact(parts: Sequence[str]) -> Gold:
        return {"type": kind} | {name: _get(parts, at) for at, name in enumerate(names)}

    return fact


FACTS: dict[str, Callable[[Sequence[str]], Gold]] = {
    "P": _pair,
    "C": _count,
    "A": _activity,
    "D": _document,
    "T": _other("milestone", "a", "b", "stage", "date", "by"),
    "M": _other("membership", "place", "organisation", "since"),
    "W": _other("motive", "a", "b", "motive"),
    "S": _other("survey", "question", "answer", "value", "base"),
    "E": _other("term", "term", "definition"),
    "J": _other("assessment", "kind", "of", "topic"),
}


def _alone(document: _Open) -> GoldDocument:
    text = "\n\n".join(document.sentences) + "\n"
    return _made(document, text)


def _made(document: _Open, text: str) -> GoldDocument:
    facts, sentences = tuple(document.facts), tuple(document.sentences)
    return GoldDocument(document.name, document.genre, document.date, text, facts, sentences, tuple(document.empty))


def _beside(document: _Open, text: str, name: str) -> GoldDocument:
    """The document with its own text; every quote must stand in it."""
    known = squeeze(text)
    quotes = [*document.sentences, *(quote for also in document.also.values() for quote in also)]
    lost = next((quote for quote in quotes if squeeze(quote) not in known), None)
    if lost is not None:
        raise UsageError(f"the quote does not stand in the text: {lost[:60]}", document=name)
    return replace(_made(document, text), text=text)


def read_splits(folder: Path) -> dict[str, tuple[str, ...]]:
    """The documents of each split as `splits.toml` of a gold folder names them. Raises `SourceMissing` or `UsageError`."""
    path = folder / SPLITS
    if not path.is_file():
        raise SourceMissing("the gold folder says nothing of splits", document=str(path))
    try:
        splits = tomllib.loads(path.read_text(encoding="utf-8"))["split"]
        return {str(name): tuple(map(str, documents)) for name, documents in splits.items()}
    except (tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        raise UsageError(f"no table of splits: {error}", document=path.name) from error


def documents_of_split(folder: Path, split: str) -> tuple[str, ...]:
    """Names of the documents of one split. Raises `UsageError` for a split that is not there."""
    splits = read_splits(folder)
    if split not in splits:
        raise UsageError(f"no split '{split}', only {', '.join(sorted(splits))}", document=SPLITS)
    return splits[split]


def split_of(
    documents: Sequence[GoldDocument], splits: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, GoldDocument]]:
    """Each document with its split. Raises `UsageError` for one that stands in none or in several."""
    where: dict[str, list[str]] = {}
    for split, names in splits.items():
        for name in names:
            where.setdefault(name, []).append(split)
    for document in documents:
        if len(where.get(document.name, [])) != 1:
            raise UsageError(f"stands in {len(where.get(document.name, []))} splits", document=document.name)
        yield where[document.name][0], document
