"""Series, network and map: charts that are drawn from rows of the release, each part a link to its fact or place."""

from __future__ import annotations

import sqlite3
from typing import Any
from urllib.parse import quote, urlencode

from datasette.utils.asgi import AsgiFileDownload, Response

from pipeline.serve.ask import Ask, Refused
from pipeline.serve.cells import address_of
from pipeline.serve.headlines import place_name
from pipeline.serve.records import has, records, rows
from pipeline.serve.routes import Route, page_of

WORLD = (-30.0, -60.0, 330.0, 80.0)  # begins in the Atlantic, so that the Pacific is whole
LISTED, HUBS, PARTNERS, POINTS = 60, 8, 26, 600
PICTURES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
}
AT_A_TIME = "as_of_first IS NOT NULL AND value IS NOT NULL AND as_of NOT LIKE '%/%'"  # no number of a whole period
Record = dict[str, Any]


def series(ask: Ask, base: sqlite3.Connection) -> Record:
    """Series with two points or more, the longest first; the points of the one that is asked for (`measure`, `scope`, `rule`)."""
    if not has(base, "series"):
        return {"listed": [], "chosen": None, "points": []}
    found = rows(
        base,
        "SELECT measure, scope_ids, scope_names, coalesce(rule, '') AS rule, unit, count(DISTINCT as_of) AS points FROM series "
        f"WHERE {AT_A_TIME} GROUP BY measure, scope_ids, rule, unit HAVING points > 1 "
        "ORDER BY points DESC, measure, scope_ids, rule LIMIT ?",
        (LISTED,),
    )
    listed = [{**row, "address": f"/charts/series?{_asked(row)}"} for row in found]
    wanted = (ask.arg("measure"), ask.arg("scope"), ask.arg("rule")) if ask.arg("measure") else None
    chosen = {"measure": wanted[0], "scope_ids": wanted[1], "rule": wanted[2]} if wanted else next(iter(listed), None)
    return {"listed": listed, "chosen": chosen, "points": _points(base, chosen) if chosen else []}


def _asked(row: Record) -> str:
    return urlencode({"measure": row["measure"], "scope": row["scope_ids"] or "", "rule": row["rule"]})


def _points(base: sqlite3.Connection, chosen: Record) -> list[Record]:
    found = rows(
        base,
        "SELECT as_of, as_of_first, value, unit, fact_id, scope_names, works FROM series WHERE measure = ? AND coalesce(scope_ids, '') = ? "
        f"AND coalesce(rule, '') = ? AND {AT_A_TIME} ORDER BY as_of_first, value, fact_id LIMIT 500",
        (chosen["measure"], chosen["scope_ids"] or "", chosen["rule"]),
    )
    return [
        {**row, "at": _year(row["as_of_first"]), "name": row["as_of"], "address": address_of("fact", row["fact_id"])}
        for row in found
    ]


def _year(day: str) -> float:
    """A day as a year with its fraction."""
    year, month, of_month = (int(part) for part in day.split("-")[:3])
    return year + (month - 1) / 12 + (of_month - 1) / 366


def network(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """The ties of one place (`place`), or of those with the most partners."""
    wanted = ask.arg("place")
    if wanted:
        found = list(_ties(base, "a_place_id = ? OR b_place_id = ?", (wanted, wanted)))
        if not found:
            return None
    else:
        hubs = [row[0] for row in base.execute(
            "SELECT place_id FROM side.told WHERE kind = 'pairs' AND place_id IN (SELECT DISTINCT a_place_id FROM pairs) "
            "GROUP BY place_id ORDER BY count(*) DESC, place_id LIMIT ?", (HUBS,))]  # fmt: skip
        found = [tie for hub in hubs for tie in list(_ties(base, "a_place_id = ?", (hub,)))[: PARTNERS // 4]]
    return _drawn(found[: 2 * PARTNERS], ask.lang, wanted)


def _ties(base: sqlite3.Connection, where: str, values: tuple[str, ...]) -> list[Record]:
    inside = "fact_id IN (SELECT fact_id FROM side.told WHERE place_id = ? AND kind = 'pairs')"
    asked = f"SELECT * FROM pairs WHERE {inside} AND ({where}) AND relation <> 'terminated' ORDER BY works DESC, fact_id LIMIT ?"
    return list(rows(base, asked, (values[0], *values, 2 * PARTNERS)))


def _drawn(ties: list[Record], lang: str, wanted: str) -> Record:
    sides: list[dict[str, Record]] = [{}, {}]
    lines = []
    for tie in ties:
        ends = []
        for side, letter in enumerate("ab"):
            key = tie[f"{letter}_place_id"] or f"? {tie[f'{letter}_name']}"
            known = sides[side].setdefault(
                key, {"name": place_name(tie, letter, lang), "value": 0, "address": address_of("place", key)}
            )
            known["value"] += 1
            ends.append(list(sides[side]).index(key))
        name = f"{place_name(tie, 'a', lang)} – {place_name(tie, 'b', lang)} {tie['date'] or ''}".strip()
        lines.append({"a": ends[0], "b": ends[1], "name": name, "address": address_of("fact", tie["fact_id"])})
    return {"place": wanted, "sides": [list(side.values()) for side in sides], "ties": lines}


def points(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """The places of ties with their coordinates, by their number of ties; those that a place is tied to where `place` names one."""
    wanted, base_map = ask.arg("place"), ask.site.options.base_map
    if wanted and next(records(base, "places", "place_id", wanted, 1), None) is None:
        return None
    of = (
        "kind = 'pairs' AND fact_id IN (SELECT fact_id FROM side.told WHERE place_id = ? AND kind = 'pairs')"
        if wanted
        else "kind = 'pairs'"
    )
    asked = (
        f"SELECT t.place_id, t.ties, p.name, p.name_en, p.lat, p.lon FROM (SELECT place_id, count(*) AS ties FROM side.told WHERE {of} "
        "GROUP BY place_id) t JOIN places p ON p.place_id = t.place_id ORDER BY t.ties DESC, t.place_id LIMIT ?"
    )
    found = list(rows(base, asked, (wanted, POINTS) if wanted else (POINTS,)))
    bounds = base_map.bounds if base_map else WORLD
    placed = [row for row in found if row["lat"] is not None and _inside(row["lon"], row["lat"], bounds)]
    return {
        "place": wanted,
        "bounds": list(bounds),
        "number": base_map.number if base_map else None,
        "picture": "/-/map" if base_map else None,
        "left_out": len(found) - len(placed),
        "points": [
            {"lon": row["lon"], "lat": row["lat"], "value": row["ties"], "address": f"/place/{quote(row['place_id'], safe='')}",
             "name": row["name_en"] if ask.lang == "en" and row["name_en"] else row["name"]}
            for row in placed
        ],
    }  # fmt: skip


def _inside(lon: float, lat: float, bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return south <= lat <= north and (lon - west) % 360 <= east - west


async def base_map(ask: Ask) -> Response:
    """The picture that the user answers for."""
    given = ask.site.options.base_map
    if given is None or (kind := PICTURES.get(given.picture.suffix.lower())) is None:
        raise Refused(404, "error.nothing")
    return AsgiFileDownload(str(given.picture), content_type=kind)


PICTURE_ROUTES = (
    page_of("/charts/series", series, "series.html"),
    page_of("/charts/network", network, "network.html"),
    page_of("/charts/map", points, "map.html"),
    Route(r"/-/map$", base_map),
)
