"""Distributions: the tables of the report as charts whose bars lead to the facts behind them, beside what reports state."""

from __future__ import annotations

import asyncio
import math
import sqlite3
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from datasette.utils.asgi import Response

from pipeline.errors import YouchengError
from pipeline.publish.lookup import FACT_TABLES
from pipeline.publish.study.breakdown import TOTAL
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.place import listed
from pipeline.serve.records import has, rows
from pipeline.serve.routes import Route
from pipeline.serve.studies import DISTRIBUTIONS

if TYPE_CHECKING:
    from pipeline.publish.study.study import Study
    from pipeline.publish.study.words import Words

FIRST, MOST, SHOWN = "by-decade", 40, 100
Record = dict[str, Any]


async def distribution(ask: Ask) -> Response:
    """One table as a chart: its rows with figure, stated figure and address."""
    study = await _study(ask, ask.var("name") or FIRST)
    lang = ask.lang
    values = {
        "name": study.name,
        "title": _in(study.title, lang),
        "charts": [{"name": name, "chosen": name == study.name} for name in DISTRIBUTIONS],
        "rows": _rows(study, lang)[:MOST],
        "left_out": max(0, len(_rows(study, lang)) - MOST),
        "upright": study.name in ("by-decade", "by-year", "by-period"),
        "told": [_in(words, lang) for words in study.told()],
        "warnings": [_in(words, lang) for words in study.warnings],
        "remarks": [_in(words, lang) for words in (*study.remarks, study.note)],
    }
    return ask.answer(values) if ask.json else await ask.page("charts.html", values)


async def behind(ask: Ask) -> Response:
    """The facts behind one row of a table."""
    study = await _study(ask, ask.var("name"))
    names, key, page = study.frame["key"].tolist(), ask.var("key"), max(1, ask.number("page", 1, 10_000))
    if key not in names:
        raise Refused(404, "error.nothing")
    position = names.index(key)
    column = "named" if "named" in study.frame else study.frame.columns[1]
    ids = study.fact_ids(position, column)
    shown = ids[SHOWN * (page - 1) : SHOWN * page]
    facts = await ask.read(lambda base: facts_by_id(base, shown, ask.lang))
    values = {
        "name": study.name,
        "key": key,
        "title": _in(study.title, ask.lang),
        "row": _row_name(study, position, ask.lang),
        "number": len(ids),
        "facts": facts,
        "next": page + 1 if page * SHOWN < len(ids) else None,
    }
    return ask.answer(values) if ask.json else await ask.page("behind.html", values)


async def _study(ask: Ask, name: str) -> Study:
    if name not in DISTRIBUTIONS:
        raise Refused(404, "error.nothing")
    try:
        return await asyncio.to_thread(ask.site.studies.study, name)
    except YouchengError as error:
        raise Refused(404, "error.study") from error


def _rows(study: Study, lang: str) -> list[Record]:
    """The rows that have a figure, the total left out."""
    found = []
    for position, row in enumerate(study.frame.to_dict("records")):
        value = _figure(row.get("named"))
        if row["key"] != TOTAL and value is not None:
            address = f"/charts/{study.name}/{quote(str(row['key']), safe='')}"
            name = _row_name(study, position, lang)
            found.append({"name": name, "value": value, "whole": _figure(row.get("stated")), "address": address})
    return [row for row in found if row["value"] or row["whole"]]


def _row_name(study: Study, position: int, lang: str) -> str:
    row = study.frame.iloc[position]
    return str(row.get(f"name_{lang}", row["key"]))


def _figure(value: object) -> float | None:
    number = float(value) if isinstance(value, int | float) else None
    return None if number is None or math.isnan(number) else number


def _in(words: Words, lang: str) -> str:
    return words.zh if lang == "zh" else words.en


def facts_by_id(base: sqlite3.Connection, ids: tuple[str, ...], lang: str) -> list[Record]:
    """Facts as lists show them, in the order of their ids given."""
    marks = ", ".join("?" * len(ids))
    found: dict[str, Record] = {}
    for table in FACT_TABLES:
        if has(base, table) and len(found) < len(ids):
            for row in rows(base, f'SELECT * FROM "{table}" WHERE fact_id IN ({marks})', ids):
                found[row["fact_id"]] = listed(table, row, lang)
    return [found[one] for one in ids if one in found]


CHART_ROUTES = (
    Route(r"/charts(?P<json>\.json)?$", distribution),
    Route(rf"/charts/(?P<name>{'|'.join(DISTRIBUTIONS)})(?P<json>\.json)?$", distribution),
    Route(rf"/charts/(?P<name>{'|'.join(DISTRIBUTIONS)})/(?P<key>[^/]+?)(?P<json>\.json)?$", behind),
)
