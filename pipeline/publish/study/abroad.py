"""Ties by the other side: countries, continents, groups of countries, income classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.places.gazetteer import place, place_names
from pipeline.publish.study.breakdown import Part, breakdown, near_day
from pipeline.publish.study.choice import countries_within
from pipeline.publish.study.ground import Ground
from pipeline.publish.study.study import Study
from pipeline.publish.study.ties import Tie
from pipeline.publish.study.words import Words, data, text


def by_country(ground: Ground) -> Study:
    """Ties by country: every country with a named tie or a stated number, the largest first."""
    ties = _by_country(ground.ties)
    wanted = countries_within(ground.choice.within) if ground.choice.within else None
    keys = {key for key in (*ties, *_stated_countries(ground)) if wanted is None or key in wanted}
    parts = [_part(ground, key, ties.get(key, ())) for key in keys]
    parts.sort(key=lambda p: (-(p.stated.value if p.stated else len(p.ties)), -len(p.ties), p.key))
    return breakdown(
        "by-country", parts, ground.setting, total=ground.total(near_day(parts)), ties=ground.ties, concentrated=True
    )


def _by_country(ties: Iterable[Tie]) -> dict[str, list[Tie]]:
    found: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.b_country or "?"].append(tie)
    return found


def _stated_countries(ground: Ground) -> Iterable[str]:
    """Countries for which a number of the chosen Chinese side is stated."""
    home = set(ground.choice.home_scope)
    for scope in ground.numbers.scopes():
        if home < scope and len(scope) == len(home) + 1:
            (other,) = scope - home
            where = place(other)
            if where is not None and where.level == "country" and other != "CN":
                yield other


def _part(ground: Ground, key: str, ties: Sequence[Tie]) -> Part:
    return Part(
        key, name_of(key), ties, ground.numbers.at(frozenset((*ground.choice.home_scope, key)), near=ground.near)
    )


def name_of(place_id: str) -> Words:
    """A place's names as the gazetteer has them; the id where it knows none."""
    if place_id == "?":
        return text("unknown_country")
    where = place(place_id)
    return Words(where.name_zh, where.name_en or where.name_zh) if where else Words(place_id, place_id)


def english(place_id: str, name: str) -> str:
    """A place's English name, or `name` where the gazetteer has none."""
    where = place(place_id)
    return where.name_en if where is not None and where.name_en else name


def by_continent(ground: Ground) -> Study:
    """Ties by continent (UN M49); a tie whose country is unknown is a part of its own."""
    return _grouped(ground, "by-continent", [(i, name_of(i), countries_within(i)) for i in data("m49")["continents"]])


def by_group(ground: Ground) -> Study:
    """Ties by group of countries, those that the gazetteer has members of. Groups overlap: a tie may stand in several rows."""
    groups = [place(i) for i, _, _ in place_names() if i.startswith("group:")]
    wanted = [
        (g.place_id, Words(g.name_zh, g.name_en or g.name_zh), frozenset(g.members)) for g in groups if g and g.members
    ]
    return _grouped(ground, "by-group", wanted, rest=False, remarks=[text("groups_overlap")])


def by_income(ground: Ground) -> Study:
    """Ties by income class of the World Bank, as of one year for all ties (data/income.toml)."""
    known = data("income")
    classes = [(c["key"], Words(c["zh"], c["en"]), frozenset(c["countries"].split())) for c in known["class"]]
    return _grouped(ground, "by-income", classes, remarks=[text("income", year=known["year"], source=known["source"])])


Group = tuple[str, Words, frozenset[str]]


def _grouped(
    ground: Ground, name: str, groups: Sequence[Group], *, rest: bool = True, remarks: Sequence[Words] = ()
) -> Study:
    parts = []
    for key, words, members in groups:
        ties = [tie for tie in ground.ties if tie.b_country in members]
        stated = ground.numbers.at(frozenset((*ground.choice.home_scope, key)), near=ground.near)
        if ties or stated or rest:
            parts.append(Part(key, words, ties, stated))
    inside = {country for _, _, members in groups for country in members}
    outside = [tie for tie in ground.ties if tie.b_country not in inside]
    if rest and outside:
        parts.append(Part("?", text("no_class"), outside))
    total = ground.total(near_day(parts))
    return breakdown(name, parts, ground.setting, total=total, ties=ground.ties, concentrated=rest, remarks=remarks)
