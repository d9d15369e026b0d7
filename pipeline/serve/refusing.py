"""Errors of Datasette's own pages, shown as ours are: what the reader can mend is told, what went wrong inside is not."""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Base400, Request, Response
from datasette.views.base import DatasetteError

from pipeline.serve.ask import Ask, Refused
from pipeline.serve.routes import refusal
from pipeline.serve.site import Site
from pipeline.serve.visit import KEY, visit_of

SLOW = "SQL Interrupted"


async def shown_error(site: Site, datasette: Datasette, request: Request, error: Exception) -> Response | None:
    """The answer to a request that ended in an error; None where it did not come through the shield."""
    if KEY not in request.scope:
        return None
    ask = Ask(site, datasette, request, visit_of(request.scope), {})
    return await refusal(ask, _refused(error, site.options.limits.sql_milliseconds / 1000))


def _refused(error: Exception, seconds: float) -> Refused:
    if isinstance(error, DatasetteError):
        if error.title == SLOW:
            return Refused(400, "error.slow", seconds=seconds)
        return Refused(error.status or 400, "error.sql", why=str(error.message))
    if isinstance(error, Base400):
        return Refused(error.status, {403: "error.forbidden", 404: "error.nothing"}.get(error.status, "error.form"))
    return Refused(500, "error.inside")
