"""Logging in and out. The answer to a wrong name and to a wrong password is the same, after the same time."""

from __future__ import annotations

import asyncio

from datasette.utils.asgi import Response

from pipeline.serve.ask import Ask, Refused, safe_path
from pipeline.serve.routes import Route, post_to
from pipeline.serve.session import start

LOGIN, LOGOUT = "/-/login", "/-/logout"


async def _form(ask: Ask) -> Response:
    return await ask.page("login.html", {"onward": safe_path(ask.arg("onward", "/")), "wrong": ""})


async def _login(ask: Ask) -> Response:
    name, address = ask.form.get("name", "")[:64], ask.visit.address
    attempts = ask.site.attempts
    if wait := attempts.wait(name, address):
        raise Refused(429, "error.wait", seconds=wait)
    attempts.failed(name, address)
    who = await asyncio.to_thread(ask.site.users.check, name, ask.form.get("password", ""))
    onward = safe_path(ask.form.get("onward", "/"))
    if who is None:
        return await ask.page("login.html", {"onward": onward, "wrong": ask.say("login.wrong")}, 401)
    attempts.succeeded(name)
    response = ask.redirect(onward)
    response._set_cookie_headers.append(ask.site.sessions.cookie(start(name, ask.site.users.epoch(name))))
    return response


async def _logout(ask: Ask) -> Response:
    ask.site.sessions.end(ask.visit.session)
    response = ask.redirect("/")
    response._set_cookie_headers.append(ask.site.sessions.cookie(start()))
    return response


LOGIN_ROUTES = (
    Route(LOGIN + "$", _form, "open"),
    post_to(LOGIN, _login, action="open"),
    post_to(LOGOUT, _logout, action="open"),
)
