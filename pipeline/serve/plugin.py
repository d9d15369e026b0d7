"""Our plugin for Datasette: its pages and ours share a base, a language, a nonce, a person; ids in its tables lead to our pages.

Plugins are shared by all Datasettes of a process, so each hook asks first whether this one is ours.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Awaitable
from typing import Any

from datasette import handle_exception as datasettes_own
from datasette import hookimpl
from datasette.app import Datasette
from datasette.plugins import pm
from datasette.utils.asgi import Request, Response
from markupsafe import Markup

from pipeline.serve import drawing, language
from pipeline.serve.cells import shown_cell
from pipeline.serve.every import every_route
from pipeline.serve.headlines import number
from pipeline.serve.metadata import column_title, table_title
from pipeline.serve.refusing import shown_error
from pipeline.serve.routes import fresh_token, hooked
from pipeline.serve.sidecar import attach
from pipeline.serve.site import DATABASE, site_of
from pipeline.serve.visit import KEY, visit_of
from pipeline.serve.who import may

NAME = "youcheng"


def register() -> None:
    """Put the plugin beside Datasette's own; once a process."""
    if not pm.has_plugin(NAME):
        datasettes_own.rich = None  # it would print each error with all local variables, passwords too
        pm.register(sys.modules[__name__], name=NAME)


@hookimpl
def register_routes(datasette: Datasette) -> list[Any]:
    """Our pages."""
    return hooked(every_route()) if site_of(datasette) else []


@hookimpl
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Datasette) -> None:
    """Connections to the release see its search index."""
    if database == DATABASE and (site := site_of(datasette)):
        attach(conn, site.sidecar)


@hookimpl
def extra_template_vars(datasette: Datasette, request: Request) -> dict[str, Any]:
    """What every template has: `t(key)`, `word(kind, value)`, `lang`, `nonce`, `who`, `may(action)`, `csrf()`, `site`."""
    site = site_of(datasette)
    if site is None or request is None or KEY not in request.scope:
        return {}
    visit, closed = visit_of(request.scope), site.options.closed
    return {
        "t": lambda key, **values: language.text(visit.lang, key, **values),
        "word": lambda kind, value: language.word(visit.lang, kind, value),
        "lang": visit.lang,
        "switch": _switch(request.query_string, visit.lang),
        "nonce": visit.nonce,
        "who": visit.who,
        "may": lambda action: may(visit.who, action, closed=closed),
        "csrf": lambda: fresh_token(site, request.scope),
        "table_title": lambda table: table_title(table, visit.lang),
        "column_title": lambda table, column: column_title(table, column, visit.lang),
        "figure": number,
        "draw": drawing.DRAW,
        "release_name": site.release.name,
        "can_login": bool(site.users.names()),
    }


def _switch(query: str, lang: str) -> str:
    """The address of the same page in the other language."""
    other = "en" if lang == "zh" else "zh"
    return f"?{query}&lang={other}" if query else f"?lang={other}"


@hookimpl
def render_cell(value: object, column: str, datasette: Datasette) -> Markup | None:
    """Ids as links to their pages."""
    return shown_cell(value, column) if site_of(datasette) else None


@hookimpl(tryfirst=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Awaitable[Response | None] | None:
    """Errors look like ours."""
    site = site_of(datasette)
    return shown_error(site, datasette, request, exception) if site else None


@hookimpl(tryfirst=True)
def permission_allowed(datasette: Datasette, actor: dict[str, Any] | None, action: str) -> bool | None:
    """A closed server shows nothing of Datasette's to those who did not log in: the second lock behind the shield."""
    site = site_of(datasette)
    if site is not None and site.options.closed and actor is None and action.startswith(("view-", "execute-")):
        return False
    return None


@hookimpl
def skip_csrf(datasette: Datasette) -> bool | None:
    """Our pages take their own tokens, and nothing else can be posted to."""
    return True if site_of(datasette) else None
