"""How a page is declared, and the one door through which every one of ours is asked: method, permission, form token, errors.

`page_of(data)` is a page for reading: a function from the request and the release to a JSON object (None: there is no such thing), shown
through a template, or as it is where the address ends in `.json`. `Route` takes any view.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response

from pipeline.serve import language
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.site import Site, site_of
from pipeline.serve.visit import visit_of

View = Callable[[Ask], Awaitable[Any]]
Data = Callable[[Ask, sqlite3.Connection], dict[str, Any] | None]
FIELDS = 200


@dataclass(frozen=True, slots=True)
class Route:
    """An address (a pattern over the raw path), its view, what one must be allowed to do, and its methods."""

    pattern: str
    view: View
    action: str = "read"
    methods: frozenset[str] = frozenset({"GET", "HEAD"})

    def takes(self, path: str, method: str) -> bool:
        """Is this the route of a request?"""
        return method in self.methods and re.match(self.pattern, path) is not None


def page_of(pattern: str, data: Data, template: str, *, action: str = "read") -> Route:
    """A page for reading at `pattern`, with a twin at `pattern` + `.json`."""

    async def view(ask: Ask) -> Response:
        values = await ask.read(lambda base: data(ask, base))
        if values is None:
            raise Refused(404, "error.nothing")
        return ask.answer(values) if ask.json else await ask.page(template, values)

    return Route(pattern + r"(?P<json>\.json)?$", view, action)


def post_to(pattern: str, view: View, *, action: str) -> Route:
    """An address that changes something: POST alone, its form token is taken before the view is asked."""
    return Route(pattern + "$", view, action, frozenset({"POST"}))


def hooked(routes: Iterable[Route]) -> list[tuple[str, Callable[..., Awaitable[Any]]]]:
    """The routes as Datasette's plugins declare them: one view a pattern, which knows the methods."""
    by_pattern: dict[str, list[Route]] = {}
    for route in routes:
        by_pattern.setdefault(route.pattern, []).append(route)
    return [(pattern, _door(same)) for pattern, same in by_pattern.items()]


def _door(routes: list[Route]) -> Callable[..., Awaitable[Any]]:
    async def view(request: Request, datasette: Datasette) -> Response:
        site = site_of(datasette)
        if site is None:
            return Response.text("404", status=404)
        ask = Ask(site, datasette, request, visit_of(request.scope), {})
        try:
            return await _answered(routes, ask)
        except Refused as refused:
            return await refusal(ask, refused)

    return view


async def _answered(routes: list[Route], ask: Ask) -> Response:
    route = next((route for route in routes if ask.request.method in route.methods), None)
    if route is None:
        raise Refused(405, "error.method")
    if not ask.may(route.action):
        raise Refused(403 if ask.who else 401, "error.forbidden" if ask.who else "error.login")
    if ask.request.method != "POST":
        return await route.view(ask)
    form = await _form(ask)
    if not (ask.who and ask.who.by_token) and not ask.site.tokens.take(ask.visit.session.key, form.get("csrf", "")):
        raise Refused(403, "error.stale")
    return await route.view(Ask(ask.site, ask.datasette, ask.request, ask.visit, form))


async def _form(ask: Ask) -> dict[str, str]:
    """The fields of a form. Raises `Refused` for a body that is none."""
    try:
        body = (await ask.request.post_body()).decode("utf-8")
        return dict(parse_qsl(body, keep_blank_values=True, max_num_fields=FIELDS))
    except ValueError as error:
        raise Refused(400, "error.form") from error


async def refusal(ask: Ask, refused: Refused) -> Response:
    """The answer to a request that is refused, as JSON or as a page; a POST gets a new form token with it."""
    words = language.text(ask.lang, refused.key, **refused.values)
    if ask.json:
        fresh = {"csrf": ask.site.tokens.give(ask.visit.session.key)} if ask.request.method == "POST" else {}
        return ask.answer({"error": words, **fresh}, refused.status)
    return await ask.page("refused.html", {"status": refused.status, "words": words}, refused.status)


def fresh_token(site: Site, scope: dict[str, Any]) -> str:
    """A new form token for the session of a request; templates call it as `csrf()`."""
    return site.tokens.give(visit_of(scope).session.key)
