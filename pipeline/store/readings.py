"""A reading as one part of the work store: words and structure as JSON, numbers as they lie in memory, packed.

No pickle: a store may be shared. What cannot be read back is a `ReleaseError`, and the document is read again.
"""

from __future__ import annotations

import dataclasses
import json
import struct
import sys
import zlib
from array import array
from typing import Any, TypeVar, get_type_hints

from pydantic import TypeAdapter

from pipeline.errors import ReleaseError
from pipeline.records.reading import Glyphs, Reading
from pipeline.records.source import Source

MAGIC = b"youcheng reading 1\n"
LEVEL = 1  # of zlib: a third of the size for a tenth of the time of its default
T = TypeVar("T")


def dump_reading(reading: Reading) -> bytes:
    """The reading without its source, which is known to whoever asks for it."""
    arrays: list[array[Any]] = []
    head = json.dumps(_plain(reading, arrays), ensure_ascii=False).encode()
    packed = [MAGIC, struct.pack("<Q", len(head)), head]
    for numbers in arrays:
        ordered = array(numbers.typecode, numbers)
        if sys.byteorder == "big":
            ordered.byteswap()
        packed.append(ordered.tobytes())
    return zlib.compress(b"".join(packed), LEVEL)


def load_reading(data: bytes, source: Source) -> Reading:
    """The reading of `source` from its part. Raises `ReleaseError` for a part that is broken or of another form."""
    try:
        whole = zlib.decompress(data)
        if not whole.startswith(MAGIC):
            raise ValueError("another form of part")
        at = len(MAGIC) + 8
        (size,) = struct.unpack_from("<Q", whole, len(MAGIC))
        numbers = _Numbers(whole, at + size)
        return _made(Reading, json.loads(whole[at : at + size]), numbers, source)
    except (zlib.error, struct.error, ValueError, TypeError, KeyError) as error:
        raise ReleaseError(f"a kept reading is broken: {type(error).__name__}", document=source.name) from error


def _plain(record: Reading | Glyphs, arrays: list[array[Any]]) -> dict[str, Any]:
    """The record's fields as plain values; arrays are put aside and leave their type and length."""
    plain: dict[str, Any] = {}
    for field in dataclasses.fields(record):
        value = getattr(record, field.name)
        if isinstance(value, Source):
            continue
        if isinstance(value, array):
            arrays.append(value)
            plain[field.name] = {"array": [value.typecode, value.itemsize, len(value)]}
        elif value is None:
            plain[field.name] = None
        elif isinstance(value, Glyphs):
            plain[field.name] = {"glyphs": _plain(value, arrays)}
        else:
            plain[field.name] = _adapter(type(record), field.name).dump_python(value, mode="json")
    return plain


class _Numbers:
    """Reads the arrays one after the other, in the order in which they were put aside."""

    def __init__(self, whole: bytes, at: int) -> None:
        self.whole, self.at = whole, at

    def take(self, typecode: str, itemsize: int, length: int) -> array[Any]:
        numbers: array[Any] = array(typecode)
        if numbers.itemsize != itemsize or self.at + itemsize * length > len(self.whole):
            raise ValueError("numbers of another machine, or too few of them")
        numbers.frombytes(self.whole[self.at : self.at + itemsize * length])
        self.at += itemsize * length
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers


def _made(record: type[T], plain: dict[str, Any], numbers: _Numbers, source: Source | None = None) -> T:
    values: dict[str, Any] = {} if source is None else {"source": source}
    for name, value in plain.items():
        if value is None:
            values[name] = None
        elif isinstance(value, dict) and "array" in value:
            values[name] = numbers.take(*value["array"])
        elif isinstance(value, dict) and "glyphs" in value:
            values[name] = _made(Glyphs, value["glyphs"], numbers)
        else:
            values[name] = _adapter(record, name).validate_python(value, strict=False)
    return record(**values)


_ADAPTERS: dict[tuple[str, str], TypeAdapter[Any]] = {}


def _adapter(record: type[Any], name: str) -> TypeAdapter[Any]:
    """How a field of a record is written and read, made once; never asked for fields that hold arrays."""
    key = record.__name__, name
    if key not in _ADAPTERS:
        hints = get_type_hints(record, localns={"array": list})  # an array has no item type at run time
        _ADAPTERS[key] = TypeAdapter(hints[name])
    return _ADAPTERS[key]
