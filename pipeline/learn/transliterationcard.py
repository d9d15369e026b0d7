"""The card of the transliteration model: what it was made from, how it was examined, what it may and may not be used for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.places.soundings import BANDS, LETTER, USUAL, WRITTEN

SHOWN = 8  # names asked, from which on a country has a line of its own


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one name: the rank of the right place (0 first, None not among the first), the band of the answer, and its
    band once the right place is taken away, when it can only be wrong (None: no answer)."""

    country: str
    sort: str  # city, unit
    rank: int | None
    band: int | None
    absent: int | None


_CARD = """\
# transliteration

Which Latin name is written by these characters?

- **Kind**: each Chinese character emits 0 to 7 Latin letters; P(letters | character) learned by expectation maximisation over all monotone
  cuts, six rounds, backed off to the character's syllable (weight 3) and, for 3 %, to any letters. A name's
  score is ln P of its best cut and {letter} for each letter beyond {usual} a character, since ln P alone favours short names.
- **Data**: {pairs} pairs of Chinese and Latin names of cities abroad, from `pipeline/places/data/gazetteer.sqlite`, mostly GeoNames;
  {chars} characters. No gold, no document.
- **Use**: candidates for a name that no list has, of its country and the kind that it names, marked `transliterated`: in `youcheng places`,
  the table `unlinked`, the reconciliation service. It links nothing: see *answered when absent*.
- **Off** (names are written, not heard): {written}. **Off** (measured: of {few} names or more fewer than half found): {off}.
- **Cannot**: translated names (红石 for Krasnokamensk), short forms, places that the authority does not have.
- **Licence**: CC BY 4.0, as GeoNames (www.geonames.org), from whose names it was learned; changed: turned into counts of letters.
- **Made by** `youcheng models transliteration`; the same gazetteer gives the same bytes. The figures are of a table without the held-out
  names; the table kept is made once more from all.

## Held-out names

All names of every tenth city are held out (the worth of a letter was set on half of them); units (first and second level) are never
trained on. Candidates are all places of the country and kind. *Absent*: the same names once their place is taken out of the
candidates, when any answer is wrong.

| | names | first | among five |
|---|---|---|---|
{sorts}

| first candidate, from | answered | right of these | answered when absent | chance |
|---|---|---|---|---|
{bands}

*From*: score a character, and its lead over the next name. Rows add up: each counts the rows above it. *Chance* is the score of a candidate
of that band alone, where every second name is of a place that the authority lacks. A link would have to be wrong in at most one case in a
hundred; {verdict}

## By country

| | names | first | among five |
|---|---|---|---|
{countries}
"""


def card(answers: Sequence[Answer], off: Iterable[str], chances: Sequence[float], pairs: int, chars: int) -> str:
    """The card's text; figures are shares of the names asked, and of bands those of countries that are not off."""
    out = frozenset(off)
    used = [one for one in answers if one.country not in out]
    return _CARD.format(
        letter=LETTER,
        usual=USUAL,
        pairs=pairs,
        chars=chars,
        few=SHOWN,
        written=" ".join(sorted(WRITTEN)),
        off=" ".join(sorted(out)) or "none",
        sorts="\n".join(_sorts(answers, out)),
        bands="\n".join(_band(used, band, chances[band]) for band in range(len(BANDS))),
        verdict=f"the surest band would be wrong in {_wrong(used):.1%} of its answers even with half of the places absent.",
        countries="\n".join(_countries(answers)),
    )


def _sorts(answers: Sequence[Answer], off: frozenset[str]) -> Iterable[str]:
    for sort, name in (("city", "cities"), ("unit", "units")):
        mine = [one for one in answers if one.sort == sort]
        yield _line(name, mine)
        yield _line(f"{name}, without the countries that are off", [one for one in mine if one.country not in off])


def _countries(answers: Sequence[Answer]) -> Iterable[str]:
    by_country: dict[str, list[Answer]] = defaultdict(list)
    for one in answers:
        by_country[one.country].append(one)
    few = [one for mine in by_country.values() if len(mine) < SHOWN for one in mine]
    yield from (_line(code, mine) for code, mine in sorted(by_country.items()) if len(mine) >= SHOWN)
    yield _line("all others", few)


def _line(name: str, answers: Sequence[Answer]) -> str:
    total = max(1, len(answers))
    first = sum(one.rank == 0 for one in answers) / total
    five = sum(one.rank is not None and one.rank < 5 for one in answers) / total
    return f"| {name} | {len(answers)} | {first:.2f} | {five:.2f} |"


def _band(answers: Sequence[Answer], band: int, chance: float) -> str:
    said = [one for one in answers if one.band is not None and one.band <= band]
    absent = sum(one.absent is not None and one.absent <= band for one in answers)
    right = sum(one.rank == 0 for one in said) / max(1, len(said))
    total = max(1, len(answers))
    each, lead = BANDS[band]
    return f"| {each} / {lead} | {len(said) / total:.2f} | {right:.3f} | {absent / total:.3f} | {chance:.2f} |"


def _wrong(answers: Sequence[Answer]) -> float:
    """The share of wrong answers of the surest band where every second place is absent."""
    said = sum(one.band == 0 for one in answers) + sum(one.absent == 0 for one in answers)
    return 1 - sum(one.band == 0 and one.rank == 0 for one in answers) / max(1, said)
