"""Records that are made by the thousand: frozen as all others, but filled at a third of the price.

A frozen dataclass fills itself through `object.__setattr__`, field by field, since its own is closed; for a record of eleven fields that
is three times the price of plain assignments, and for a report's text it came to a twentieth of all work. Here a record is for the
moment of its making of a class with the same slots that is not frozen, its twin.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

T = TypeVar("T")


def swift(cls: type[T]) -> type[T]:
    """The frozen dataclass with slots `cls`, filled faster; worth it from four fields on.

    Raises `TypeError` for a class whose making does more than fill its fields.
    """
    made = fields(cls)  # type: ignore[arg-type]  # a dataclass, which mypy cannot know here
    if hasattr(cls, "__post_init__") or not all(map(_is_plain, made)) or cls.__bases__ != (object,):
        raise TypeError(f"{cls.__name__} does more than fill its fields when it is made")
    names = [field.name for field in made]
    defaults = {field.name: field.default for field in made if field.default is not MISSING}
    twin = type(cls.__name__, (), {"__slots__": tuple(names)})
    space: dict[str, Any] = {
        "_twin": twin,
        "_cls": cls,
        "_become": vars(object)["__class__"].__set__,
        "_default": defaults,
    }
    exec(_source(names, defaults), space)  # as dataclasses make theirs: a loop over names would cost what it saves
    cls.__init__ = space["__init__"]  # type: ignore[method-assign]
    return cls


def _is_plain(field: Field[Any]) -> bool:
    return field.init and not field.kw_only and field.default_factory is MISSING


def _source(names: list[str], defaults: dict[str, Any]) -> str:
    """The words of an `__init__` that takes the fields in order."""
    taken = (f"{name}=_default[{name!r}]" if name in defaults else name for name in names)
    filled = "".join(f"    self.{name} = {name}\n" for name in names)
    return f"def __init__(self, {', '.join(taken)}):\n    _become(self, _twin)\n{filled}    self.__class__ = _cls\n"
