"""The server: Datasette over the release's database, our plugin in it, the shield around it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from datasette.app import Datasette

from pipeline.errors import ReleaseError
from pipeline.paths import data_file
from pipeline.publish.release import DATABASE as FILE
from pipeline.serve import plugin
from pipeline.serve.metadata import metadata_of
from pipeline.serve.options import Limits, Options
from pipeline.serve.shield import App, shielded
from pipeline.serve.sidecar import Progress
from pipeline.serve.site import DATABASE, Site, bind, make_site


@dataclass(frozen=True, slots=True)
class Served:
    """A server that is ready to be run: `asgi` takes requests."""

    site: Site
    datasette: Any
    asgi: App


def make_app(options: Options, *, site: Site | None = None, progress: Progress | None = None) -> Served:
    """The server of a release; `progress` hears how far its search index is, where that has to be made first.

    Raises `ReleaseError` where its database cannot be read or indexed, `UsageError` for a broken file of users.
    """
    path = options.release / FILE
    _check(path.as_uri(), str(path))
    plugin.register()
    site = site or make_site(options, progress=progress)
    datasette = Datasette(
        files=[],
        immutables=[str(path)],
        metadata=metadata_of(DATABASE),
        template_dir=str(data_file("pipeline.serve", "templates")),
        static_mounts=[("static", str(data_file("pipeline.serve", "static")))],
        settings=_settings(options.limits),
    )
    bind(datasette, site)
    return Served(site, datasette, shielded(datasette.app(), site))


def _settings(limits: Limits) -> dict[str, Any]:
    return {
        "sql_time_limit_ms": limits.sql_milliseconds,
        "max_returned_rows": limits.rows,
        "default_page_size": limits.page_rows,
        "facet_suggest_time_limit_ms": 5,  # a column each: on a million rows 50 ms each would be seconds
        "max_csv_mb": 100,
        "allow_download": True,
        "default_cache_ttl": 0,  # the same address answers in two languages, to several people
        "truncate_cells_html": 160,
        "num_sql_threads": 4,
    }


def _check(address: str, shown: str) -> None:
    try:
        with closing(sqlite3.connect(f"{address}?mode=ro&immutable=1", uri=True)) as base:
            base.execute("SELECT count(*) FROM claims WHERE claim_id = ''")
    except sqlite3.Error as error:
        raise ReleaseError(f"the database cannot be read: {error}", document=shown) from error
