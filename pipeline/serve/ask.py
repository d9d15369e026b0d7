"""One request as a page sees it, and the few answers that it may give.

A page never touches Datasette's objects: it asks for arguments (as text), runs a function on the release in a thread, and answers with a
template, JSON, a redirect or an error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import parse_qs, quote, unquote

from datasette.utils.asgi import Response

from pipeline.serve import language
from pipeline.serve.site import DATABASE, Site
from pipeline.serve.visit import Visit
from pipeline.serve.who import Who, may

T = TypeVar("T")
Values = Mapping[str, Any]


class Refused(Exception):
    """The answer is an error: its status and the key of its text."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key)
        self.status, self.key, self.values = status, key, values


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: `site`, who asks, in which language; `form` holds the fields of a POST whose token was taken."""

    site: Site
    datasette: Any
    request: Any
    visit: Visit
    form: Mapping[str, str]

    @property
    def who(self) -> Who | None:
        """The person who logged in."""
        return self.visit.who

    @property
    def lang(self) -> str:
        """`zh` or `en`."""
        return self.visit.lang

    @property
    def json(self) -> bool:
        """Is JSON asked for, by the address (`.json`) or, in a POST, by the Accept header?"""
        return self.request.path.endswith(".json") or "application/json" in self.request.headers.get("accept", "")

    def may(self, action: str) -> bool:
        """May who asks do this: `read`, `judge`, `curate`?"""
        return may(self.who, action, closed=self.site.options.closed)

    def say(self, key: str, **values: object) -> str:
        """A text in the language of the request."""
        return language.text(self.lang, key, **values)

    def var(self, name: str) -> str:
        """A part of the address, decoded."""
        return unquote(self.request.url_vars.get(name) or "")

    def arg(self, name: str, default: str = "") -> str:
        """A parameter of the address, as far as the limits let it: the first of that name."""
        found = parse_qs(self.request.query_string, keep_blank_values=True, max_num_fields=200).get(name)
        return found[0][: self.site.options.limits.query_characters] if found else default

    def number(self, name: str, default: int, most: int) -> int:
        """A parameter that is a whole number from 0 to `most`. Raises `Refused` (400) for anything else."""
        given = self.arg(name)
        if not given:
            return default
        if not (given.isascii() and given.isdecimal() and len(given) < 10 and int(given) <= most):
            raise Refused(400, "error.number", name=name, most=most)
        return int(given)

    async def read(self, look: Callable[[sqlite3.Connection], T]) -> T:
        """What a function finds in the release, run in a thread on a read-only connection with the limits of SQL."""
        found: T = await self.datasette.get_database(DATABASE).execute_fn(look)
        return found

    async def page(self, template: str, values: Values, status: int = 200) -> Response:
        """A page of a template of ours. `base.html` says what every template has."""
        html = await self.datasette.render_template(template, dict(values), request=self.request)
        return Response.html(html, status=status)

    def answer(self, values: object, status: int = 200) -> Response:
        """JSON."""
        return Response.json(values, status=status)

    def next_token(self) -> str:
        """A new form token for a script that goes on from here."""
        return self.site.tokens.give(self.visit.session.key)

    def redirect(self, path: str) -> Response:
        """Go on, by GET, to another address of this server."""
        return Response.redirect(safe_path(path), status=303)


def safe_path(path: str) -> str:
    """A path of this server; its root for an address that leads elsewhere or is none."""
    if not path.startswith("/") or path.startswith(("//", "/\\")) or any(ord(char) < 32 for char in path):
        return "/"
    return quote(path, safe="/?&=%#:;,@+~.-_!*'()")
