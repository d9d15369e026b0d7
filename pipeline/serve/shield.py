"""What stands before every page, Datasette's too: limits, who asks, which language, and the headers of every answer.

ASGI around ASGI. It lets GET and HEAD through, and POST only to pages of ours that say they take one; reads a body up to the limit before
anybody else sees it; and closes those pages of Datasette that tell of the machine or change something.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from pipeline.serve import language
from pipeline.serve.every import takes_post
from pipeline.serve.login import LOGIN
from pipeline.serve.session import COOKIE
from pipeline.serve.site import Site
from pipeline.serve.spreadsheet import harmless, is_csv
from pipeline.serve.visit import KEY, Scope, Visit, cookie, header
from pipeline.serve.who import may

Message = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

STATIC = "/static/"
CLOSED = re.compile(
    r"/-/(?!login$|logout$|openapi\.json$|map$|static/)"
)  # Datasette's pages about itself, and any it may get
OPEN_TO_ALL = (LOGIN, STATIC, "/favicon.ico")
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
REPLACED = {*HEADERS, "content-security-policy", "server"}


def policy(nonce: str) -> str:
    """The Content-Security-Policy of one answer."""
    return (
        f"default-src 'self'; script-src 'self' 'nonce-{nonce}'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def shielded(app: App, site: Site) -> App:
    """The application behind the shield."""

    async def shield(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await app(scope, receive, send)
            return
        visit, scope = _visit(scope, site)
        send = _with_headers(send, site, scope, visit)
        send = harmless(send) if is_csv(_path(scope), scope["query_string"].decode("latin-1")) else send
        if (refused := _refusal(scope, site, visit)) is not None:
            await _short(send, *refused)
            return
        body = await _body(receive, site.options.limits.body_bytes)
        if body is None:
            await _short(send, 413, "The body is too large.")
            return
        await app(scope, _once(body, receive), send)

    return shield


def _visit(scope: Scope, site: Site) -> tuple[Visit, Scope]:
    """Who asks in which language; the parameter `lang` is taken out, since Datasette would take it for a column."""
    asked, left = None, []
    try:
        for name, value in parse_qsl(
            scope["query_string"].decode("latin-1"), keep_blank_values=True, max_num_fields=500
        ):
            if name == "lang":
                asked = value
            else:
                left.append((name, value))
    except ValueError:
        left = []
    if asked is not None:
        scope = dict(scope, query_string=urlencode(left).encode("ascii"))
    lang = language.choose(asked, cookie(scope, language.COOKIE), header(scope, "accept-language"))
    session = site.sessions.read(cookie(scope, COOKIE))
    kind, _, token = header(scope, "authorization").partition(" ")
    who = site.users.by_token(token.strip()) if kind.lower() == "bearer" else site.sessions.who(session)
    address = (scope.get("client") or ("", 0))[0]
    visit = Visit(lang, secrets.token_urlsafe(16), session, who, address)
    actor = {"id": who.name, "role": who.role} if who else None
    chosen = asked if asked in language.LANGUAGES else None
    return visit, dict(scope, **{KEY: visit, "actor": actor, "youcheng.lang": chosen})


def _refusal(scope: Scope, site: Site, visit: Visit) -> tuple[int, str, str] | tuple[int, str] | None:
    """Why the request goes no further: status, words, and where to go instead."""
    path, method = _path(scope), scope["method"]
    if site.options.hosts and _host(scope) not in site.options.hosts:
        return 421, "No such host here."  # a name of somebody else's that was made to lead to this machine
    if method not in ("GET", "HEAD", "POST") or (method == "POST" and not takes_post(path)):
        return 405, "This address takes no such request."
    length = header(scope, "content-length")
    if length and not (length.isascii() and length.isdecimal() and int(length[:12]) <= site.options.limits.body_bytes):
        return 413, "The body is too large."
    if path.startswith("//") or "\\" in path or CLOSED.match(path):
        return 404, "There is nothing here."
    if not may(visit.who, "read", closed=site.options.closed) and not path.startswith(OPEN_TO_ALL):
        if "text/html" in header(scope, "accept"):
            return 303, "", f"{LOGIN}?onward={quote(path)}"
        return 401, "Reading wants a login here."
    return None


def _host(scope: Scope) -> str:
    """The name that the server was asked by, without its port."""
    name = header(scope, "host").lower()
    return name.partition("]")[0] + "]" if name.startswith("[") else name.partition(":")[0]


def _path(scope: Scope) -> str:
    """The path as Datasette routes it: undecoded."""
    raw = scope.get("raw_path")
    return raw.decode("latin-1").partition("?")[0] if raw else str(scope["path"])


async def _body(receive: Receive, most: int) -> bytes | None:
    """The whole body; None where it goes beyond the limit."""
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return body
        body += bytes(message.get("body", b""))
        if len(body) > most:
            return None
        if not message.get("more_body"):
            return body


def _once(body: bytes, receive: Receive) -> Receive:
    """Gives the body that was read, then whatever comes after it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _with_headers(send: Send, site: Site, scope: Scope, visit: Visit) -> Send:
    static = _path(scope).startswith(STATIC)
    more = {**HEADERS, "content-security-policy": policy(visit.nonce)}
    cookies = []
    if not static and visit.session.fresh:
        cookies.append(site.sessions.cookie(visit.session))
    if scope["youcheng.lang"]:
        cookies.append(f"{language.COOKIE}={scope['youcheng.lang']}; Max-Age=31536000; Path=/; SameSite=Lax")

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(k, v) for k, v in message.get("headers", []) if k.decode("latin-1").lower() not in REPLACED]
            kept += [(name.encode(), value.encode("latin-1")) for name, value in more.items()]
            given = any(k.lower() == b"set-cookie" and v.startswith(COOKIE.encode()) for k, v in kept)
            kept += [(b"set-cookie", c.encode("latin-1")) for c in cookies if not (given and c.startswith(COOKIE))]
            message = dict(message, headers=kept)
        await send(message)

    return sending


async def _short(send: Send, status: int, words: str, onward: str = "") -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"cache-control", b"no-store")]
    if onward:
        headers.append((b"location", onward.encode("latin-1")))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": words.encode("utf-8")})
