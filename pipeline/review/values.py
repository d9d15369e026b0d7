"""What a reviewer types becomes a value of a claim's body, or a named error: never a value that no rule could have read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.errors import UsageError
from pipeline.places import resolve
from pipeline.places.gazetteer import place
from pipeline.publish.bounds import date_bounds
from pipeline.records.claim import Body, DocumentBody, PlaceRef
from pipeline.records.keys import TYPE_OF
from pipeline.records.source import Bibliography

BODIES = {name: kind for kind, name in TYPE_OF.items()}
DATES = frozenset({"date", "time", "since", "accessed"})
NOTHING = ("", "-")


def corrected(body: Body, field: str, value: str) -> Body:
    """The body with one field as a reviewer gives it. Raises `UsageError` for a field or value that its type cannot have."""
    if isinstance(body, DocumentBody):
        line = replace(body.bibliography, **{field: _read(Bibliography, field, value)})
        return DocumentBody(line)
    changes = {field: _read(type(body), field, value)}
    if field == "date" and hasattr(body, "date_basis"):
        changes["date_basis"] = "stated" if changes["date"] else None
    return replace(body, **changes)


def check_value(kind: str, field: str, value: str) -> None:
    """Raises `UsageError` where a claim of this type can have no such field or value."""
    _read(Bibliography if kind == "document" else BODIES[kind], field, value)


def made(kind: str, said: Mapping[str, str]) -> Body:
    """A body of this claim type from values by field. Raises `UsageError` for an unknown type, field or value, or one that is missing."""
    if kind not in BODIES:
        raise UsageError(f"no claim type '{kind}', only {', '.join(sorted(BODIES))}")
    shape = Bibliography if kind == "document" else BODIES[kind]
    values = {name: _read(shape, name, value) for name, value in said.items()}
    if "date_basis" in get_type_hints(shape):
        values.setdefault("date_basis", "stated" if values.get("date") else None)
    for name, hint in get_type_hints(shape).items():
        if name not in values and type(None) in get_args(hint):
            values[name] = None
        elif name not in values and hint is bool:
            values[name] = False
    try:
        filled = shape(**values)
    except TypeError as error:
        missing = [one.name for one in fields(shape) if one.name not in values]
        raise UsageError(f"a {kind} needs {', '.join(missing)} too") from error
    return DocumentBody(filled) if isinstance(filled, Bibliography) else filled


def _read(shape: type, field: str, value: str) -> Any:  # noqa: ANN401 - a body's fields have no common type
    hints = get_type_hints(shape)
    if field not in hints:
        raise UsageError(f"no field '{field}', only {', '.join(hints)}")
    hint = hints[field]
    if isinstance(hint, UnionType):
        if value.strip() in NOTHING:
            return None
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        parts = [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]
        return tuple(_one(get_args(hint)[0], field, part) for part in parts)
    return _one(hint, field, value.strip())


def _one(hint: Any, field: str, value: str) -> Any:  # noqa: ANN401 - as above
    if hint is PlaceRef:
        return place_ref(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError as error:
            raise UsageError(f"{field} is one of {', '.join(one.value for one in hint)}") from error
    if hint is bool:
        return value.lower() in ("true", "yes", "1", "是", "约")
    if hint in (int, float):
        try:
            return hint(value)
        except ValueError as error:
            raise UsageError(f"{field} is a number, not '{value}'") from error
    return checked_date(value) if field in DATES else value


def checked_date(value: str) -> str:
    """An EDTF date of a form that the project writes. Raises `UsageError` for another."""
    for side in value.split("/"):
        plain = side.rstrip("?~%")
        if plain not in ("..", "") and date_bounds(plain) == (None, None) and not plain.startswith("XXXX"):
            raise UsageError(f"'{value}' is no date such as 1973, 1973-06, 1973-06-24 or 1973/1975")
        if len(plain) == 10 and "X" not in plain:
            try:
                date.fromisoformat(plain)
            except ValueError as error:
                raise UsageError(f"no calendar has the day {plain}") from error
    return value


def place_ref(value: str) -> PlaceRef:
    """The place that an id, a name, or a name with its country (`神户@JP`) stands for. Raises `UsageError` where it is not one."""
    name, _, country = value.partition("@")
    if value.startswith("x-") and value.count("-") >= 2:
        words = value.split("-", 2)
        return PlaceRef(words[2], value, words[2], None, words[1] or None)
    found = place(value) or resolve(name, country or None).place
    if found is None:
        raise UsageError(f"'{value}' names no one place: give its id (see `youcheng places`)")
    return PlaceRef(name, found.place_id, found.name_zh or name, found.name_en, found.country)
