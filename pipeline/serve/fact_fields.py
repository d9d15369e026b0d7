"""Which fields of a claim a reviewer may correct or fill in, and the values that a closed one may take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from pipeline.records.placeref import PlaceRef
from pipeline.records.source import Bibliography
from pipeline.review.values import BODIES

LEFT_OUT = frozenset({"date_basis", "organisation_id"})  # follow from other fields
PARTS = "; "


@dataclass(frozen=True, slots=True)
class Choice:
    """A field: its value now as a reviewer would type it, the values that it may take (none: any), and whether it must have one."""

    name: str
    now: str
    values: tuple[str, ...] = ()
    needed: bool = False
    is_place: bool = False


def choices_of(claim: Mapping[str, Any]) -> tuple[Choice, ...]:
    """The fields of a claim with their values."""
    body = claim["body"]
    return tuple(
        Choice(one.name, typed(body.get(one.name)), one.values, one.needed, one.is_place)
        for one in shape_of(claim["type"])
    )


@cache
def shape_of(kind: str) -> tuple[Choice, ...]:
    """The fields that a claim of a type may have; none for a type that is not known."""
    if kind not in BODIES:
        return ()
    shape = Bibliography if kind == "document" else BODIES[kind]
    return tuple(_choice(name, hint) for name, hint in get_type_hints(shape).items() if name not in LEFT_OUT)


def _choice(name: str, hint: Any) -> Choice:  # noqa: ANN401 - a type
    needed = not isinstance(hint, UnionType)
    if not needed:
        hint = next(one for one in get_args(hint) if one is not type(None))
    inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
    closed = tuple(str(one.value) for one in inner) if isinstance(inner, type) and issubclass(inner, Enum) else ()
    if inner is bool:
        closed = ("true", "false")
    return Choice(
        name,
        "",
        closed,
        needed and inner is not bool and name != "item" and get_origin(hint) is not tuple,
        inner is PlaceRef,
    )


def typed(value: object) -> str:
    """A value of a claim's body as a reviewer would type it: a place by its id, several with a semicolon between."""
    if isinstance(value, Mapping):
        return str(value.get("place_id") or value.get("name") or "")
    if isinstance(value, list):
        return PARTS.join(typed(one) for one in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def said(value: object) -> str:
    """A value of a claim's body in words: a place by the name that it has here."""
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("text") or "")
    if isinstance(value, list):
        return PARTS.join(said(one) for one in value)
    return "" if value is None else str(value)
