"""`annotate`: the sentences of a document with their places, dates and quantities, printed or kept as a DocBin."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.ingest.inspect import IngestLimits, inspect
from pipeline.messages import say
from pipeline.records.annotated import Annotated as AnnotatedDocument
from pipeline.records.annotated import Sentence


def annotate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("opt.file"))],
    docbin: Annotated[Path | None, typer.Option("--docbin", metavar="OUT", help=say("opt.docbin"))] = None,
) -> None:
    """Print one JSON line a sentence, or write all of them as spaCy Docs."""
    from pipeline.annotate import annotate as annotate_reading
    from pipeline.read.reader import read_document

    annotated = annotate_reading(read_document(inspect(file, limits=IngestLimits())))
    if docbin is None:
        for line in _lines(annotated):
            typer.echo(json.dumps(line, ensure_ascii=False))
        return
    from pipeline.annotate.docbin import as_docbin

    docbin.write_bytes(as_docbin(annotated).to_bytes())
    typer.echo(say("docbin", sentences=len(annotated.sentences), path=docbin))


def _lines(annotated: AnnotatedDocument) -> Iterator[dict[str, Any]]:
    words = annotated.reading.words
    for sentence in annotated.sentences:
        kinds = {name: list(map(asdict, getattr(sentence, name))) for name in ("places", "dates", "quantities")}
        yield {"text": words(sentence.span), "start": sentence.span.start, "block": _kind(annotated, sentence), **kinds}


def _kind(annotated: AnnotatedDocument, sentence: Sentence) -> str:
    return annotated.reading.blocks[sentence.block].kind.value
