"""The transliteration model, made from the authority's own names: pairs, held-out figures, `models/transliteration/`.

Trained on cities abroad alone: a tenth of them, by a digest of their ids, is held out with all its names. Units of the first and second
level, whose Chinese names come from other sources, are never trained on and so are a second, stricter examination. The table that is kept
is made once more from all cities.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.learn.alignment import align
from pipeline.learn.transliterationcard import Answer, card
from pipeline.places.chunks import LONGEST, ChunkTable, letters
from pipeline.places.gazetteer import Place, latin_places, named_places, syllables
from pipeline.places.kinds import split_kind
from pipeline.places.soundings import BANDS, FILE, MODEL, WRITTEN, Pool, hear, pool, scores

MOST_PAIRS = 60_000
MOST_ASKED = 1_000  # names of each sort that are asked for the figures
HELD_OUT = 10  # one in so many
KEPT = 0.5  # a chunk that was seen less often with a character is not kept
FEW, POOR = 8, 0.5  # a country of which as many names were asked, and fewer than this share found, is off
CARD = "card.md"
_HAN = re.compile(r"[\u4e00-\u9fff]{2,12}")
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A place abroad by one of its names: stem without marks, and kind."""

    stem: str
    suffix: str
    place: Place


def train_transliteration(out: Path, say: Say = lambda line: None) -> None:
    """Write the table and its card below `out`/transliteration; `say` hears each step. Some minutes on one core."""
    named = read_names()
    cities = [one for one in named if one.place.level == "city"]
    learned = [one for one in cities if not held_out(one.place)]
    table = _kept(align(_pairs(learned), syllables()))
    say(f"{len(learned)} pairs aligned, {sum(map(len, table.counts.values()))} chunks kept")
    asked = _some([one for one in cities if held_out(one.place)]) + _some(
        [one for one in named if one.place.level != "city"]
    )
    answers = ask(table, asked)
    off = failing(answers)
    used = [one for one in answers if one.country not in off]
    say(f"{len(answers)} names asked, off in {' '.join(sorted(off)) or 'no country'}")
    whole = _kept(align(_pairs(cities), syllables()))
    folder = out / MODEL
    folder.mkdir(parents=True, exist_ok=True)
    chances = tuple(chance(used, band) for band in range(len(BANDS)))
    (folder / FILE).write_text(_written(whole, off, chances, after(used)), encoding="utf-8")
    (folder / CARD).write_text(card(answers, off, chances, len(_pairs(cities)), len(whole.counts)), encoding="utf-8")
    say(f"{folder / FILE}: {(folder / FILE).stat().st_size / 1000:.0f} kB")


def read_names() -> list[NamedPlace]:
    """Every name in Han characters of every city and unit abroad where names are heard, not written; none twice."""
    found: dict[tuple[str, str, str], NamedPlace] = {}
    for key, one in named_places():
        stem, suffix = split_kind(key)
        stem = re.sub(r"[·\-]", "", stem)
        if one.country is None or one.country in WRITTEN or one.level not in ("city", "adm1", "adm2"):
            continue
        if _HAN.fullmatch(stem) and 0 < len(letters(one.name_en or "")) <= LONGEST * len(stem):
            found.setdefault((stem, suffix if one.level != "city" else "", one.place_id), NamedPlace(stem, suffix, one))
    return [found[key] for key in sorted(found)]


def held_out(one: Place) -> bool:
    """Is the place one of the tenth that is examined?"""
    return _digest(one.place_id) % HELD_OUT == 0


def _digest(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")


def _some(named: Sequence[NamedPlace]) -> list[NamedPlace]:
    """As many as may be asked, spread by a digest, the same ones every time."""
    return sorted(named, key=lambda one: (_digest(one.stem + one.place.place_id), one.suffix))[:MOST_ASKED]


def _pairs(named: Iterable[NamedPlace]) -> list[tuple[str, str]]:
    return sorted({(one.stem, letters(one.place.name_en or "")) for one in named})[:MOST_PAIRS]


def _kept(table: ChunkTable) -> ChunkTable:
    """Without what was hardly ever seen, rounded as it is written."""
    counts = {
        char: {chunk: round(count, 1) for chunk, count in sorted(chunks.items()) if count >= KEPT}
        for char, chunks in sorted(table.counts.items())
    }
    return ChunkTable({char: chunks for char, chunks in counts.items() if chunks}, table.sounds)


def ask(table: ChunkTable, asked: Iterable[NamedPlace]) -> list[Answer]:
    """The model's answer to each name, among all places of its country and kind."""
    pools: dict[str, Pool] = {}
    answers = []
    for one in asked:
        country = one.place.country or ""
        if country not in pools:
            pools[country] = pool(table, latin_places(country))
        answers.append(_answer(table, pools[country], one, country))
    return answers


def _answer(table: ChunkTable, among: Pool, one: NamedPlace, country: str) -> Answer:
    suffix = "市" if one.place.level == "city" else one.suffix
    names = dict(zip((p.place_id for p in among.places), among.names, strict=True))
    right = names.get(one.place.place_id)
    weighed = scores(table, among, one.stem)
    heard = hear(among, weighed, one.stem, suffix)
    rank = next((n for n, h in enumerate(heard) if names[h.place.place_id] == right), None)
    others = hear(among, weighed, one.stem, suffix, without=right)
    sort = "city" if one.place.level == "city" else "unit"
    return Answer(country, sort, rank, heard[0].band if heard else None, others[0].band if others else None)


def failing(answers: Iterable[Answer]) -> frozenset[str]:
    """The countries where the first candidate is wrong more often than right."""
    first: dict[str, list[bool]] = defaultdict(list)
    for one in answers:
        first[one.country].append(one.rank == 0)
    return frozenset(code for code, found in first.items() if len(found) >= FEW and sum(found) / len(found) < POOR)


def chance(answers: Sequence[Answer], band: int) -> float:
    """How often the first candidate of a band is right where every second name is of a place that the authority does not have."""
    right = sum(one.band == band and one.rank == 0 for one in answers)
    said = sum(one.band == band for one in answers) + sum(one.absent == band for one in answers)
    return round(right / said, 2) if said else 0.0


def after(answers: Sequence[Answer]) -> float:
    """How often the second candidate is right, of the names that had a first one; with every second place absent."""
    said = [one for one in answers if one.band is not None]
    absent = sum(one.absent is not None for one in answers)
    return round(sum(one.rank == 1 for one in said) / (len(said) + absent), 2) if said else 0.0


def _written(table: ChunkTable, off: Iterable[str], chances: Sequence[float], later: float) -> str:
    """The file: one character a line."""
    by_sound: dict[str, str] = defaultdict(str)
    for char, sound in sorted(table.sounds.items()):
        by_sound[sound] += char
    head = {"off": sorted(off), "bands": list(chances), "after": later, "sounds": dict(sorted(by_sound.items()))}
    lines = [f"{json.dumps(char, ensure_ascii=False)}:{_compact(chunks)}" for char, chunks in table.counts.items()]
    return f'{_compact(head)[:-1]},"chunks":{{\n' + ",\n".join(lines) + "\n}}\n"


def _compact(value: Mapping[str, object]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
