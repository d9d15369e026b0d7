"""The JSON surface described, so that programs (and the tests) know what may be asked and what comes back: OpenAPI 3.1."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from datasette.utils.asgi import Response

from pipeline.serve.ask import Ask
from pipeline.serve.routes import Route
from pipeline.serve.search import GROUPS
from pipeline.serve.studies import DISTRIBUTIONS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
OBJECT: Schema = {"type": "object"}
RECORDS: Schema = {"type": "array", "items": OBJECT}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}


def description() -> Schema:
    """The description as OpenAPI wants it."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "youcheng",
            "version": version("youcheng"),
            "license": {"name": "CC-BY-4.0", "identifier": "CC-BY-4.0"},
        },
        "paths": {
            "/.json": _get("What the release holds", {}, {"release": TEXT, "tables": RECORDS}),
            "/search.json": _get(
                "Places, documents, facts, findings and quotes that hold all words of `q`",
                {
                    "q": _query({"type": "string", "maxLength": 200}),
                    "kind": _query({"enum": ["", *GROUPS]}),
                    "page": _page(200),
                },
                {"q": TEXT, "groups": RECORDS},
            ),
            "/fact/{id}.json": _of_id(
                "A fact, or the one that a claim supports", {"fact_id": MAYBE_TEXT, "claims": RECORDS}
            ),
            "/place/{id}.json": _of_id("A place with the facts that name it", {"place_id": TEXT, "tables": RECORDS}),
            "/document/{id}.json": _of_id(
                "A document with its claims", {"document_digest": TEXT, "claims": RECORDS}, page=True
            ),
            "/document/{id}/cite.json": _of_id(
                "A document's bibliographic line", {"gbt7714": TEXT, "bibtex": TEXT, "csl": OBJECT}
            ),
            "/finding/{id}.json": _of_id("A finding of the audits", {"finding": OBJECT, "claims": RECORDS}),
            "/charts/{name}.json": _get(
                "A distribution", {"name": _part({"enum": list(DISTRIBUTIONS)})}, {"title": TEXT, "rows": RECORDS}
            ),
            "/charts/series.json": _get(
                "Numbers as series",
                {"measure": _query(TEXT), "scope": _query(TEXT), "rule": _query(TEXT)},
                {"points": RECORDS},
            ),
            "/charts/network.json": _get("Ties as a network", {"place": _query(TEXT)}, {"ties": RECORDS}),
            "/charts/map.json": _get("Places of ties", {"place": _query(TEXT)}, {"points": RECORDS}),
            "/cite.json": _get("How to cite, what to download", {}, {"release": TEXT, "files": RECORDS}),
        },
    }


def _get(told: str, asked: dict[str, Schema], gives: dict[str, Schema]) -> Schema:
    parameters = [{"name": name, **where} for name, where in asked.items()]
    lang = {"name": "lang", **_query({"enum": ["zh", "en"]})}
    found = {"type": "object", "required": sorted(gives), "properties": gives}
    return {"get": {
        "summary": told,
        "parameters": [*parameters, lang],
        "responses": {"200": _answer("found", found), "400": _error("a parameter is wrong"), "404": _error("there is no such thing")},
    }}  # fmt: skip


def _of_id(told: str, gives: dict[str, Schema], *, page: bool = False) -> Schema:
    asked = {"id": _part({"type": "string", "minLength": 1}), **({"page": _page(1_000_000)} if page else {})}
    return _get(told, asked, gives)


def _answer(told: str, schema: Schema) -> Schema:
    return {"description": told, "content": {"application/json": {"schema": schema}}}


def _error(told: str) -> Schema:
    return _answer(told, {"type": "object", "required": ["error"], "properties": {"error": TEXT}})


def _query(schema: Schema) -> Schema:
    return {"in": "query", "schema": schema}


def _part(schema: Schema) -> Schema:
    return {"in": "path", "required": True, "schema": schema}


def _page(most: int) -> Schema:
    return _query({"type": "integer", "minimum": 0, "maximum": most})


async def openapi(ask: Ask) -> Response:
    """The description as JSON."""
    return ask.answer(description())


OPENAPI_ROUTES = (Route(r"/-/openapi\.json$", openapi),)
