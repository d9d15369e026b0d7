"""`read` and `places`: a look at what single rooms make of a file or a name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import UsageError
from pipeline.ingest.inspect import IngestLimits, inspect
from pipeline.messages import say
from pipeline.paths import cache_folder
from pipeline.read.ocr_settings import OcrMode, OcrSettings
from pipeline.read.report import Marks

MAX_PAGES = 10_000  # asked for at once
SHOWN = 100  # characters of a block in the plain view


def read(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("opt.file"))],
    as_json: Annotated[bool, typer.Option("--json", help=say("opt.json"))] = False,
    pages: Annotated[str | None, typer.Option("--pages", metavar="3,5-7", help=say("opt.pages"))] = None,
    debug: Annotated[Path | None, typer.Option("--debug", metavar="DIR", help=say("opt.debug"))] = None,
    ocr: Annotated[OcrMode, typer.Option("--ocr", help=say("opt.ocr"))] = OcrMode.AUTO,
    marks: Annotated[Marks, typer.Option("--marks", help=say("opt.marks"))] = Marks.PLACED,
) -> None:
    """Print the blocks of a document in reading order."""
    from pipeline.read.reader import read_document
    from pipeline.read.report import reading_as_json

    wanted = _page_numbers(pages)
    reading = read_document(inspect(file, limits=IngestLimits()), OcrSettings(ocr, cache_folder()))
    if debug is not None:
        from pipeline.read.debug import draw_pages

        for path in draw_pages(reading, debug, wanted):
            typer.echo(str(path), err=True)
    shown = reading_as_json(reading, wanted, marks=marks)
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False))
        return
    for block in shown["blocks"]:
        words = block["text"].replace("\n", " ⏎ ")
        more = " …" if len(words) > SHOWN else ""
        typer.echo(f"{block['kind']:10} {words[:SHOWN]}{more}")
    for remark in reading.remarks:
        typer.echo(f"# {remark}", err=True)


def _page_numbers(words: str | None) -> frozenset[int] | None:
    """The pages that `3,5-7` names."""
    if words is None:
        return None
    found: set[int] = set()
    for part in words.split(","):
        first, _, last = part.strip().partition("-")
        if not (first.isdecimal() and (last or first).isdecimal()) or int(last or first) - int(first) > MAX_PAGES:
            raise UsageError(f"'{words}' names no pages; write 3 or 3,5-7")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def places(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME...", help=say("opt.names"))] = None,
    file: Annotated[Path | None, typer.Option("--from", metavar="NAMES.jsonl", help=say("opt.from"))] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="XX", help=say("opt.country"))] = None,
    port: Annotated[
        int | None, typer.Option("--serve", min=1, max=65535, metavar="PORT", help=say("opt.serve"))
    ] = None,
) -> None:
    """Print one JSON line a name, in the order of the names; or answer OpenRefine on this machine."""
    if (port is not None) + bool(names) + bool(file) != 1:
        raise UsageError("give either names, --from or --serve")
    if port is not None:
        _serve(port)
        return
    from pipeline.places import resolve

    asked = _asked(file) if file else ({"name": name, "country": country} for name in names or ())
    for line in asked:
        typer.echo(json.dumps(resolve(str(line["name"]), line.get("country") or country).as_json(), ensure_ascii=False))


def _serve(port: int) -> None:
    """The reconciliation service, for this machine alone, until it is interrupted."""
    import uvicorn

    from pipeline.serve.openrefine import openrefine_app

    typer.echo(say("serving", address=f"http://127.0.0.1:{port}/"), err=True)
    uvicorn.run(openrefine_app(), host="127.0.0.1", port=port, log_level="warning")


def _asked(file: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_lines(file), 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
        except json.JSONDecodeError as error:
            raise UsageError(f"not JSON: {error.msg}", document=file.name, place=f"line {number}") from error
        if not isinstance(asked, dict) or not isinstance(asked.get("name"), str):
            raise UsageError("no object with a name", document=file.name, place=f"line {number}")
        yield asked


def _lines(file: Path) -> Iterable[str]:
    try:
        return file.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read: {error}", document=str(file)) from error
