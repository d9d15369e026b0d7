"""Stable identifiers: the same parts give the same id in every run, on every machine."""

from __future__ import annotations

import hashlib

SEPARATOR = "\x1f"  # a unit separator cannot stand in a name, so ("a", "bc") and ("ab", "c") stay apart


def digest_bytes(data: bytes) -> str:
    """SHA-256 of `data` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def stable_id(prefix: str, *parts: object) -> str:
    """`prefix-` and 16 hex digits made from the parts in their order; `None` differs from the empty string."""
    text = SEPARATOR.join("\x00" if part is None else str(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"
