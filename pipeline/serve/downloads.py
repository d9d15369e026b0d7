"""The release to take away and the words to cite it by: files by their names in a list of what is there, never by a path."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from datasette.utils.asgi import AsgiFileDownload, Response

from pipeline.serve.archive import archive_of
from pipeline.serve.ask import Ask, Refused
from pipeline.serve.records import records
from pipeline.serve.routes import Route, page_of

KINDS = {
    ".csv": "text/csv; charset=utf-8", ".json": "application/json", ".jsonl": "application/x-ndjson", ".md": "text/markdown; charset=utf-8",
    ".txt": "text/plain; charset=utf-8", ".cff": "text/plain; charset=utf-8", ".bib": "text/plain; charset=utf-8",
}  # fmt: skip
CFF = "CITATION.cff"
Record = dict[str, Any]


def files_of(release: Path) -> dict[str, Path]:
    """The release's files by their path inside it, sorted; links and hidden files left out."""
    found = (path for path in release.rglob("*") if path.is_file() and not path.is_symlink())
    named = {path.relative_to(release).as_posix(): path for path in found}
    return {name: named[name] for name in sorted(named) if not any(part.startswith(".") for part in name.split("/"))}


def cite(ask: Ask, base: sqlite3.Connection) -> Record:
    """How to cite the release, and its files with their sizes."""
    found = files_of(ask.site.release)
    listed = [
        {"name": name, "bytes": path.stat().st_size, "address": f"/download/{quote(name)}"}
        for name, path in found.items()
    ]
    example = base.execute("SELECT fact_id FROM claims WHERE fact_id IS NOT NULL LIMIT 1").fetchone()
    words = found[CFF].read_text(encoding="utf-8") if CFF in found else ""
    return {"release": ask.site.release.name, "cff": words, "example": example[0] if example else None, "files": listed}


async def download(ask: Ask) -> Response:
    """One file of the release."""
    name = ask.var("name")
    path = (await asyncio.to_thread(files_of, ask.site.release)).get(name)
    if path is None:
        raise Refused(404, "error.nothing")
    kind = KINDS.get(path.suffix, "application/octet-stream")
    return AsgiFileDownload(str(path), filename=path.name, content_type=kind)


async def whole(ask: Ask) -> Response:
    """The release as one archive."""
    release = ask.site.release
    path = await asyncio.to_thread(lambda: archive_of(release, files_of(release), ask.site.options.cache))
    return AsgiFileDownload(str(path), filename=f"{release.name}.zip", content_type="application/zip")


def lines_of(ask: Ask, base: sqlite3.Connection) -> Record | None:
    """A document's bibliographic line in three styles: GB/T 7714, BibTeX, CSL."""
    from pipeline.publish.citing.bibtex import bibtex
    from pipeline.publish.citing.csl import csl
    from pipeline.publish.citing.gbt7714 import gbt7714
    from pipeline.publish.citing.line import line_of_row

    row = next(records(base, "documents", "document_digest", ask.var("id"), 1), None)
    if row is None:
        return None
    line = line_of_row(row)
    return {
        "document_digest": row["document_digest"],
        "gbt7714": gbt7714(line),
        "bibtex": bibtex(line),
        "csl": csl(line),
    }


DOWNLOAD_ROUTES = (
    page_of("/cite", cite, "cite.html"),
    Route(r"/download$", whole),
    Route(r"/download/(?P<name>.+)$", download),
    page_of(r"/document/(?P<id>[^/]+?)/cite", lines_of, "lines.html"),
)
