"""`explain`: the way back from a fact, a claim or a finding of the audits to the characters on the page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.errors import UsageError
from pipeline.messages import is_chinese, say
from pipeline.publish.claims import plain_number
from pipeline.publish.lookup import Explanation, find_releases
from pipeline.publish.lookup import explain as look_up

HIDDEN = ("fact_id", "reason", "reason_zh", "claims", "documents")  # told elsewhere in the explanation


def explain(
    wanted: Annotated[str, typer.Argument(metavar="FACT_OR_CLAIM_ID", help=say("opt.id"))],
    release: Annotated[Path, typer.Option("--release", metavar="DIR", help=say("opt.release"))] = Path("outputs"),
    as_json: Annotated[bool, typer.Option("--json", help=say("opt.json"))] = False,
) -> None:
    """Print where a fact or a finding comes from."""
    found = next((e for folder in find_releases(release) if (e := look_up(folder, wanted))), None)
    if found is None:
        raise UsageError(say("error.unknown_id", id=wanted, where=release))
    typer.echo(json.dumps(_record(found), ensure_ascii=False, indent=1) if as_json else "\n".join(_lines(found)))


def _record(found: Explanation) -> dict[str, Any]:
    """The explanation as one object."""
    return {
        "release": found.release.name,
        "table": found.table,
        "fact": found.fact,
        "states": found.states,
        "claims": found.claims,
        "conflicts": found.conflicts,
        "findings": found.findings,
        "register": found.register,
        "version": found.version,
    }


def _lines(found: Explanation) -> Iterator[str]:
    if found.fact:
        yield f"{say('fact')} {found.fact['fact_id']} ({found.table})"
        for name, value in found.fact.items():
            if name not in HIDDEN and value not in (None, ""):
                yield f"  {name}: {plain_number(value) if isinstance(value, float) else value}"
        if reason := _in_words(found.fact):
            yield "  " + say("why", reason=reason)
    if len(found.states) > 1:
        yield say("history")
        yield from (f"  {state['date'] or '?'} {state['relation']}" for state in found.states)
    for conflict in found.conflicts:
        values = {name: conflict[name] for name in ("field", "lost", "kept")}
        yield "  " + say("lost", **values, reason=_in_words(conflict))
    yield from _audit_lines(found)
    yield f"{say('claims')} ({len(found.claims)})"
    for claim in found.claims:
        yield from _claim_lines(claim, found.version)


def _in_words(record: dict[str, Any]) -> str:
    """The reason that a record carries, in the reader's language."""
    return str((record.get("reason_zh") if is_chinese() else None) or record.get("reason") or "")


def _audit_lines(found: Explanation) -> Iterator[str]:
    """What audits and a register say, in the reader's language."""
    said = "says_zh" if is_chinese() else "says"
    for one in found.findings:
        yield say("finding", id=one["finding_id"], kind=one["kind"], severity=one["severity"])
        yield f"  {one[said]}"
    if found.register:
        yield say("beside_register")
        yield f"  {found.register[said]}"


def _claim_lines(claim: dict[str, Any], version: str | None) -> Iterator[str]:
    yield f"  {claim['claim_id']} 「{claim['quote']}」"
    yield "    " + where(claim["document"], claim)
    for name, field in (claim["fields"] or {}).items():
        if field:
            yield f"    {name}: {_field(claim['document'], field)}"
    signed = {"extractor": claim["extractor"], "version": version or "?", "confidence": claim["confidence"]}
    yield "    " + say("by", **signed)
    if claim["rejected"]:
        yield "    " + say("rejected", reason=claim["rejected"])


def _field(document: str, field: dict[str, Any]) -> str:
    source = field.get("inherited_from")
    if source:
        return f"{say('inherited', what=source['what'], quote=source['quote'])} ({where(document, source)})"
    return f"{field['quote']} ({where(document, field)})"


def where(document: str, place: dict[str, Any]) -> str:
    """A place in words: characters of a text, or page and boxes."""
    if place.get("page") is None:
        if place.get("raw_start") is None:
            return document
        if place.get("address"):
            return f"{document} {place['address']}"
        return say("where.text", document=document, start=place["raw_start"], end=place["raw_end"])
    label = f"{place['page']} ({place['page_label']})" if place.get("page_label") else place["page"]
    return say("where.page", document=document, page=label, boxes=len(place["boxes"] or ()))
