"""What one file is: its kind, size, digest and encoding; whatever makes it unreadable is told here, by name, before a reader starts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import SourceEmpty, SourceKindUnknown, SourceMissing, SourceTooLarge, SourceUnreadable
from pipeline.ids import digest_bytes
from pipeline.ingest.kind import kind_of
from pipeline.records.source import Kind, Source
from pipeline.text.encoding import decode

MEGABYTE = 1_000_000
_HEAD = 4096  # bytes that tell the kind
_LINE = re.compile(r"[^\r\n]+")


@dataclass(frozen=True, slots=True)
class IngestLimits:
    """Sizes in bytes, `line` in characters; beyond them a file is refused unread: no report is that long, an attack may be."""

    text: int = 50 * MEGABYTE
    pdf: int = 500 * MEGABYTE
    line: int = 5 * MEGABYTE


def inspect(path: Path, *, limits: IngestLimits) -> Source:
    """The `Source` of one file. Raises the `Source…` error that fits, or `EncodingUnknown`."""
    size = _size(path)
    if size == 0:
        raise SourceEmpty("the file holds no byte", document=path.name)
    kind = kind_of(path, _read(path, _HEAD))
    if kind is None:
        raise SourceKindUnknown(f"no reader for files of kind '{path.suffix or path.name}'", document=path.name)
    limit = limits.pdf if kind is Kind.PDF else limits.text
    if size > limit:
        raise SourceTooLarge(f"{size} bytes, the limit is {limit}", document=path.name)
    if kind is Kind.PDF:
        return Source(path, path.name, kind, _digest(path), size)
    data = _read(path)
    encoding = _check_text(data, path.name, limits)
    return Source(path, path.name, kind, digest_bytes(data), len(data), encoding)


def _check_text(data: bytes, name: str, limits: IngestLimits) -> str:
    """The encoding of a text that has words and no monstrous line."""
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xfe\xff"):
        raise SourceEmpty("the file holds nothing but white space", document=name)
    text, encoding = decode(data, document=name)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise SourceEmpty("the file holds nothing but white space", document=name)
    if len(text) > limits.line:
        _check_lines(text, name, limits.line)
    return encoding


def _check_lines(text: str, name: str, limit: int) -> None:
    for line in _LINE.finditer(text):
        if line.end() - line.start() > limit:
            at = text.count("\n", 0, line.start()) + 1
            long = line.end() - line.start()
            raise SourceTooLarge(
                f"a line of {long} characters, the limit is {limit}", document=name, place=f"line {at}"
            )


def _size(path: Path) -> int:
    try:
        if not path.is_file():
            raise SourceMissing("no such file, or not a plain file", document=str(path))
        return path.stat().st_size
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=path.name) from error


def _read(path: Path, count: int = -1) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=path.name) from error


def _digest(path: Path) -> str:
    """SHA-256 by pieces, so that a large PDF is never in memory whole."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceUnreadable(f"the file cannot be read: {error.strerror}", document=path.name) from error
