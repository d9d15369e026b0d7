"""Latin names: their letters for comparing, and the one that stands beside a Chinese name (横滨市 Yokohama, 横滨市(Yokohama))."""

from __future__ import annotations

import re
import unicodedata

from pipeline.places.link import Candidate

_BESIDE = re.compile(r"\s?\(?([A-Z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’.\- ]{2,40})")
_TITLES = re.compile(
    r"\b(?:city|prefecture|province|state|county|region|district|of|the|municipality|metropolis)\b", re.IGNORECASE
)
_MARKED = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ß": "ss"})
SHORTEST = 4  # letters that two names must share from their start to be the same (Nara-shi, Nara Prefecture)


def plain(name: str) -> str:
    """Latin letters only, without marks, in lower case."""
    letters = unicodedata.normalize("NFKD", name.translate(_MARKED)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", letters.lower())


def latin_beside(text: str, end: int) -> str:
    """The Latin name right behind position `end`, kinds (City of …) aside; empty where none stands."""
    if not (text[end : end + 1] in (" ", "(") or text[end : end + 1].isascii()):
        return ""
    match = _BESIDE.match(text, end)
    return _TITLES.sub(" ", match[1]).strip() if match else ""


def named(found: tuple[Candidate, ...], latin: str) -> tuple[Candidate, ...]:
    """The candidates whose Latin name is the one beside, or begins like it; the same name goes before a like one."""
    wanted = plain(latin)
    same = tuple(c for c in found if plain(c.place.name_en or "") == wanted)
    return same or tuple(c for c in found if _like(plain(c.place.name_en or ""), wanted))


def _like(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= SHORTEST and (one.startswith(other) or other.startswith(one))
