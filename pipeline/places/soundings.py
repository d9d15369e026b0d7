"""Candidates for a name that no list has, by how its characters write Latin letters; the country and the kind must be known.

A suggestion for people and no link: asked for places that the authority lacks, the same model gives some answers as sure as those that it
has right (`models/transliteration/card.md`), so nothing here names a place by itself. It cannot know translated names (红石 for
Krasnokamensk). It is silent for China, Japan, Korea, Vietnam and Thailand, whose names are written and not heard, and for each country
where it was measured to fail. Loaded on first use; asked only for names that stay without a place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import TransliterationBroken
from pipeline.paths import models_folder
from pipeline.places.chunks import ChunkTable, Grid, letters
from pipeline.places.gazetteer import Place, latin_places, place
from pipeline.places.kinds import levels_of, split_kind
from pipeline.places.link import ENDED, PARTS, Candidate

MODEL = "transliteration"
FILE = "table.json"
MARK = "transliterated"
WRITTEN = frozenset({"CN", "JP", "KR", "KP", "VN", "TH", "TW", "HK", "MO"})
# (score a character, and its lead over the next name) from which on the first candidate is of this band; the surest first.
BANDS = ((-2.0, 3.0), (-2.5, 2.0), (-3.0, 0.0))
# ln P alone favours short names: letters that nothing has to account for cost nothing. Each letter of a name is worth this much, and
# names are told from one another by what they have beyond the usual number of letters a character. Set on held-out cities.
LETTER, USUAL = 1.0, 2.1
NEAR = 4.0  # a further candidate that lies more behind the first is left out
MOST = 5
_HAN = re.compile(r"[\u4e00-\u9fff]{2,12}")
_ANY_LEVEL = frozenset({"city", "town", "county", "adm1", "adm2"})
_KIND_WORDS = re.compile(
    r"\b(?:county|district|region|province|krai|oblast|canton|municipality|division|territory|governorate|voivodeship|state|prefecture|of)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Model:
    """The table, the countries where it is `off`, and how often the first candidate of each band, or one `after` it, is right."""

    table: ChunkTable
    off: frozenset[str]
    bands: tuple[float, ...]
    after: float


@dataclass(frozen=True)
class Pool:
    """The places of a country, the letters of their Latin names, and the grid of these."""

    places: tuple[Place, ...]
    names: tuple[str, ...]
    grid: Grid


@dataclass(frozen=True, slots=True)
class Heard:
    """A place whose Latin name may be the one that was written: its score, also a character, and its lead over the next other name."""

    place: Place
    score: float
    each: float
    lead: float

    @property
    def band(self) -> int | None:
        """The surest band whose thresholds it reaches."""
        return next((n for n, (each, lead) in enumerate(BANDS) if self.each >= each and self.lead >= lead), None)


def soundings(stem: str, suffix: str, country: str | None) -> tuple[Candidate, ...]:
    """Up to five places of `country` and of the kind that the suffix names, best first, each marked `transliterated`.

    `stem` is in its shadow form. Empty where the country is not known or the model is off, where nothing comes near, and where no
    model is kept. Raises `TransliterationBroken`.
    """
    stem = re.sub(r"[·\-]", "", stem)
    model = _model()
    if model is None or country is None or country in model.off or not _HAN.fullmatch(stem):
        return ()
    return _soundings(stem, suffix, country)


def sounding_like(name: str, country: str | None) -> tuple[Candidate, ...]:
    """`soundings` of a whole name with its kind, in its shadow form (托克洛什市)."""
    return soundings(*split_kind(name), country)


@lru_cache(maxsize=20_000)
def _soundings(stem: str, suffix: str, country: str) -> tuple[Candidate, ...]:
    model = _model()
    if model is None:
        return ()
    among = _pool(country)
    heard = hear(among, scores(model.table, among, stem), stem, suffix)
    band = heard[0].band if heard else None
    if band is None:
        return ()
    first = heard[0]
    near = [one for one in heard[1:MOST] if first.score - one.score <= NEAR]
    chances = [model.bands[band]] + [model.after] * len(near)
    return tuple(_candidate(one, chance) for one, chance in zip((first, *near), chances, strict=True))


def _candidate(heard: Heard, chance: float) -> Candidate:
    reason = f"{MARK} from {heard.place.name_en}, {heard.each:.2f} a character"
    return Candidate(heard.place, round(heard.score, 2), reason, chance)


def scores(table: ChunkTable, among: Pool, stem: str) -> NDArray[np.float32]:
    """For each name of a pool ln P (`ChunkTable.scores`) with what its letters are worth."""
    found: NDArray[np.float32] = table.scores(stem, among.grid)
    worth = LETTER * (among.grid.lengths - USUAL * len(stem))
    return found + worth.astype(np.float32)


def hear(among: Pool, weighed: NDArray[np.float32], stem: str, suffix: str, without: str | None = None) -> list[Heard]:
    """The likeliest places of a pool, one a Latin name, best first; `weighed` has the score of each (`scores`).

    `without` leaves out a name (for measuring).
    """
    found: dict[str, tuple[Place, float]] = {}
    for at in np.argsort(-weighed, kind="stable").tolist():
        one, name = among.places[at], among.names[at]
        if name == without or not np.isfinite(weighed[at]) or not _fits(one, suffix):
            continue
        if name not in found and len(found) > MOST:
            break
        if name not in found or one.population > found[name][0].population:
            found[name] = one, float(weighed[at])
    listed = sorted(found.values(), key=lambda item: (-item[1], item[0].place_id))
    behind = [*(score for _, score in listed[1:]), -math.inf]
    return [
        Heard(one, score, score / len(stem), score - later)
        for (one, score), later in zip(listed, behind, strict=False)  # the last has none behind it
    ]


def _fits(one: Place, suffix: str) -> bool:
    levels = levels_of(suffix, one.country) or _ANY_LEVEL
    return one.level in levels and not (suffix == "市" and one.level == "adm1" and not one.name_zh.endswith("市"))


def pool(table: ChunkTable, places: Sequence[Place]) -> Pool:
    """Places, those whose Latin name has letters, ready to be heard; words of a unit's kind are left out of its name."""
    named = [(one, letters(_proper(one))) for one in places]
    kept = [(one, name) for one, name in named if name]
    names = tuple(name for _, name in kept)
    return Pool(tuple(one for one, _ in kept), names, table.grid(names))


def _proper(one: Place) -> str:
    name = one.name_en or ""
    return name if one.level == "city" else _KIND_WORDS.sub(" ", name)


@lru_cache(maxsize=12)
def _pool(country: str) -> Pool:
    model = _model()
    if model is None:
        raise TransliterationBroken("no table is kept")
    return pool(model.table, [one for code in _within(country) for one in latin_places(code)])


def _within(country: str) -> list[str]:
    """A country with its parts that have codes of their own; of one that ended, its successors."""
    ended = place(ENDED.get(country, ""))
    return sorted({country, *(part for part, of in PARTS.items() if of == country), *(ended.members if ended else ())})


@cache
def _model() -> Model | None:
    path = models_folder() / MODEL / FILE
    return read_model(path) if path.is_file() else None


def read_model(path: Path) -> Model:
    """The model that a file holds. Raises `TransliterationBroken` where the file is not one of this form."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        sounds = {char: sound for sound, chars in kept["sounds"].items() for char in chars}
        table = ChunkTable(_counts(kept["chunks"]), sounds)
        bands, after = tuple(float(chance) for chance in kept["bands"]), float(kept["after"])
        off = WRITTEN | frozenset(kept["off"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TransliterationBroken(f"no table that can be read: {error}", document=f"{MODEL}/{path.name}") from error
    if len(bands) != len(BANDS):
        raise TransliterationBroken(f"{len(BANDS)} bands are wanted", document=f"{MODEL}/{path.name}")
    return Model(table, off, bands, after)


def _counts(kept: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    return {char: {chunk: float(count) for chunk, count in chunks.items()} for char, chunks in kept.items()}
