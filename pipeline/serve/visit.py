"""What is known of one request before any page sees it: language, nonce, session, person."""

from __future__ import annotations

from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from typing import Any

from pipeline.serve.session import Session
from pipeline.serve.who import Who

KEY = "youcheng"  # where it stands in the ASGI scope
Scope = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Visit:
    """`nonce` is the one of this answer's Content-Security-Policy; `address` the other end's."""

    lang: str
    nonce: str
    session: Session
    who: Who | None
    address: str


def visit_of(scope: Scope) -> Visit:
    """The visit of a request that came through the shield."""
    visit: Visit = scope[KEY]
    return visit


def header(scope: Scope, name: str) -> str:
    """A header of the request, or nothing."""
    wanted = name.encode("latin-1")
    return next((value.decode("latin-1") for key, value in scope["headers"] if key.lower() == wanted), "")


def cookie(scope: Scope, name: str) -> str | None:
    """A cookie of the request; None where there is none, or the header cannot be read."""
    try:
        found = SimpleCookie(header(scope, "cookie")).get(name)
    except CookieError:
        return None
    return found.value if found else None
