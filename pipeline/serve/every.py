"""Every route of ours, in the order in which they are tried; Datasette's own come after them."""

from __future__ import annotations

from functools import cache

from pipeline.serve.charts import CHART_ROUTES
from pipeline.serve.document import DOCUMENT_ROUTES
from pipeline.serve.downloads import DOWNLOAD_ROUTES
from pipeline.serve.fact import FACT_ROUTES
from pipeline.serve.finding import FINDING_ROUTES
from pipeline.serve.home import HOME_ROUTES
from pipeline.serve.judging import JUDGING_ROUTES
from pipeline.serve.login import LOGIN_ROUTES
from pipeline.serve.openapi import OPENAPI_ROUTES
from pipeline.serve.pageimage_routes import PAGE_ROUTES
from pipeline.serve.pictures import PICTURE_ROUTES
from pipeline.serve.place import PLACE_ROUTES
from pipeline.serve.queues import QUEUE_ROUTES
from pipeline.serve.routes import Route
from pipeline.serve.search import SEARCH_ROUTES


@cache
def every_route() -> tuple[Route, ...]:
    """All routes of ours."""
    return (
        *HOME_ROUTES, *LOGIN_ROUTES, *SEARCH_ROUTES, *FACT_ROUTES, *PLACE_ROUTES, *DOCUMENT_ROUTES, *FINDING_ROUTES,
        *JUDGING_ROUTES, *PAGE_ROUTES, *QUEUE_ROUTES, *CHART_ROUTES, *PICTURE_ROUTES, *DOWNLOAD_ROUTES, *OPENAPI_ROUTES,
    )  # fmt: skip


def takes_post(path: str) -> bool:
    """Is there a page of ours that takes a POST at this path? Nothing else may be posted to."""
    return any(route.takes(path, "POST") for route in every_route())
