"""The place authority as an OpenRefine reconciliation service (W3C Entity Reconciliation API 0.2), so that a table of names can be linked.

Reading only. A query's `type` may be a level (country, adm1, city, county …), its property `country` an ISO 3166-1 code. One place is
offered as a match only where the authority itself would link it; what is ambiguous comes back as candidates, as does what a name that no
list has may be by its sound, where the query says the country.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pipeline.places import resolve
from pipeline.places.gazetteer import Place, place
from pipeline.places.resolve import lookup

NAMESPACE = "urn:youcheng:place"
LEVELS = ("country", "adm1", "adm2", "city", "county", "town", "region", "group")
PROPERTIES = {
    "country": "ISO 3166-1 alpha-2",
    "level": "level",
    "name_zh": "中文名",
    "name_en": "English name",
    "lat": "latitude",
    "lon": "longitude",
    "parent": "place that holds it",
    "codes": "codes (ISO, GB/T 2260, GeoNames, COW, Wikidata)",
}
MOST_QUERIES, LONGEST_NAME, MOST_BYTES, SHOWN = 200, 200, 1_000_000, 5


class _Wrong(Exception):
    """A request that breaks the form of the service."""


def openrefine_app() -> Starlette:
    """The service as an ASGI application; every page may ask it, since it tells nothing that is not public."""
    routes = [
        Route("/", _service, methods=["GET", "POST"]),
        Route("/properties", _properties, methods=["GET"]),
        Route("/place", _place, methods=["GET"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(CORSMiddleware, allow_origins=["*"])])


async def _service(request: Request) -> Response:
    try:
        asked = await _form(request)
        if "queries" in asked:
            return JSONResponse(_answers(_object(asked["queries"], "queries")))
        if "extend" in asked:
            return JSONResponse(_extended(_object(asked["extend"], "extend")))
    except _Wrong as error:
        return JSONResponse({"status": "error", "message": str(error)}, status_code=400)
    return JSONResponse(_manifest(str(request.base_url).rstrip("/")))


async def _form(request: Request) -> dict[str, str]:
    if request.method == "GET":
        return dict(request.query_params)
    size = request.headers.get("content-length", "")
    if not size.isdecimal() or int(size) > MOST_BYTES:
        raise _Wrong(f"a body of at most {MOST_BYTES} bytes with its length is wanted")
    from urllib.parse import parse_qsl

    try:
        return dict(parse_qsl((await request.body()).decode("utf-8"), keep_blank_values=True, max_num_fields=8))
    except ValueError as error:
        raise _Wrong(f"no form in UTF-8: {error}") from error


def _object(text: str, name: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise _Wrong(f"{name} is not JSON") from error
    if not isinstance(found, dict):
        raise _Wrong(f"{name} is no object")
    return found


def _manifest(address: str) -> dict[str, Any]:
    return {
        "versions": ["0.2"],
        "name": "youcheng places",
        "identifierSpace": NAMESPACE,
        "schemaSpace": f"{NAMESPACE}:level",
        "defaultTypes": [{"id": level, "name": level} for level in LEVELS],
        "view": {"url": f"{address}/place?id={{{{id}}}}"},
        "extend": {
            "propose_properties": {"service_url": address, "service_path": "/properties"},
            "property_settings": [],
        },
    }


def _answers(queries: dict[str, Any]) -> dict[str, Any]:
    if len(queries) > MOST_QUERIES:
        raise _Wrong(f"at most {MOST_QUERIES} queries at once")
    return {str(key): {"result": _candidates(query)} for key, query in queries.items()}


def _candidates(query: object) -> list[dict[str, Any]]:
    """Candidates of one name, best first; scores run from 0 to 100 as the service's clients show them."""
    if not isinstance(query, dict) or not isinstance(query.get("query"), str):
        raise _Wrong("a query is an object with a text `query`")
    name, levels = query["query"][:LONGEST_NAME], _levels(query.get("type"))
    limit = query.get("limit")
    shown = min(limit, 50) if isinstance(limit, int) and limit > 0 else SHOWN
    country = _country(query.get("properties"))
    resolved = resolve(name, country)
    chosen = resolved.place
    listed = lookup(name, country) or (() if chosen else resolved.candidates)
    found = [c for c in listed if not levels or c.place.level in levels]
    ids = [c.place.place_id for c in found]
    if chosen and chosen.place_id not in ids and (not levels or chosen.level in levels):
        return [_result(chosen, 100.0, True), *(_result(c.place, 100 * c.score, False) for c in found)][:shown]
    return [_result(c.place, 100 * c.score, chosen is not None and c.place.place_id == chosen.place_id) for c in found][
        :shown
    ]


def _levels(asked: object) -> frozenset[str]:
    named = [asked] if isinstance(asked, str) else asked if isinstance(asked, list) else []
    return frozenset(str(one) for one in named)


def _country(properties: object) -> str | None:
    for one in properties if isinstance(properties, list) else ():
        if isinstance(one, dict) and one.get("pid") == "country":
            value = one.get("v")
            code = value.get("id") if isinstance(value, dict) else value
            return code.upper() if isinstance(code, str) and code else None
    return None


def _result(one: Place, score: float, match: bool) -> dict[str, Any]:
    name = f"{one.name_zh} {one.name_en}" if one.name_en else one.name_zh
    kinds = [{"id": one.level, "name": one.level}]
    about = ", ".join(part for part in (one.level, one.country) if part)
    return {
        "id": one.place_id,
        "name": name,
        "description": about,
        "type": kinds,
        "score": round(score, 1),
        "match": match,
    }


def _extended(asked: dict[str, Any]) -> dict[str, Any]:
    """Values of the asked properties for places by id; an id that is not known gets none."""
    ids, properties = asked.get("ids"), asked.get("properties")
    if not isinstance(ids, list) or not isinstance(properties, list) or len(ids) > MOST_QUERIES:
        raise _Wrong(f"extend wants a list of at most {MOST_QUERIES} ids and a list of properties")
    wanted = [str(one.get("id")) for one in properties if isinstance(one, dict) and one.get("id") in PROPERTIES]
    rows = {str(one): {name: _value(place(str(one)), name) for name in wanted} for one in ids}
    return {"meta": [{"id": name, "name": PROPERTIES[name]} for name in wanted], "rows": rows}


def _value(one: Place | None, name: str) -> list[dict[str, Any]]:
    if one is None:
        return []
    if name == "codes":
        return [{"str": f"{kind}: {code}"} for kind, code in one.keys.items()]
    value = getattr(one, name)
    if value is None:
        return []
    return [{"float": value}] if isinstance(value, float) else [{"str": str(value)}]


async def _properties(request: Request) -> Response:
    found = [{"id": name, "name": text} for name, text in PROPERTIES.items()]
    return JSONResponse({"type": request.query_params.get("type", ""), "limit": len(found), "properties": found})


async def _place(request: Request) -> Response:
    one = place(request.query_params.get("id", ""))
    if one is None:
        return JSONResponse({"status": "error", "message": "no such place"}, status_code=404)
    return JSONResponse({"id": one.place_id, **_shown(one, PROPERTIES)})


def _shown(one: Place, names: Iterable[str]) -> dict[str, Any]:
    return {name: one.keys if name == "codes" else getattr(one, name) for name in names}
