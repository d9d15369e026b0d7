"""Judged documents as gold: what reviewers accepted, corrected and added, in the JSON lines that `evaluate --gold --source` reads.

Only a document that was read whole says what a run found too much; of any other, `scored` is empty, so that it measures recall of
what was judged and nothing else. What nobody judged in a document read whole is optional. Documents without a text of their own
(PDF, pictures) become `.gold` files in the format of `corpora/gold`, which carry their quotes. Of those of which pages were read whole,
the facts of these pages are written and no others: what was judged elsewhere was mostly found already, and would praise recall.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.evaluate.judge import KINDS
from pipeline.evaluate.reviewing import RIGHT, verdicts
from pipeline.review.released import OWN, Reading, Released
from pipeline.store.ledger.entry import Act, Entry
from pipeline.store.ledger.standing import standing

TEXTS = {"text": ".txt", "markdown": ".md", "html": ".html"}
UNKNOWN = "ZZ"  # ISO 3166's own code for no known country: a place without any would be a Chinese one
WIDE = str.maketrans("|/;@", "｜／；＠")
Gold = dict[str, Any]


def write_gold(released: Released, entries: Sequence[Entry], folder: Path) -> list[str]:
    """Write a file a judged document; returns the documents written, in their order.

    A correction or addition is gold once a run has applied it: the release has its claim.
    """
    folder.mkdir(parents=True, exist_ok=True)
    read, said, written = _read_whole(entries), verdicts(entries), []
    for document, digest in sorted(released.documents.items()):
        of_it = [one for one in (*released.readings, *released.own) if one.subject.digest == digest]
        pages = read.get(digest, frozenset())
        text = released.kinds.get(document) in TEXTS
        readings = of_it if text or None in pages else [one for one in of_it if one.row.get("page") in pages]
        facts = list(_facts(Path(document).stem, readings, said, pages))
        if not pages and not (text and facts):
            continue
        if text:
            head = {"type": "document", "scored": list(KINDS) if None in pages else []}
            lines = [json.dumps(one, ensure_ascii=False) for one in (head, *facts)]
        else:
            lines = list(_gold_lines(Path(document).stem, facts, pages))
        name = Path(document).stem + (".jsonl" if text else ".gold")
        (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        written.append(document)
    return written


def _read_whole(entries: Sequence[Entry]) -> dict[str, frozenset[int | None]]:
    """The pages that somebody read whole, by document's digest; None stands for all of them."""
    found: dict[str, set[int | None]] = defaultdict(set)
    for entry in standing(entries):
        if entry.act is Act.WHOLE_PAGE_READ:
            found[entry.about[0].digest].add(entry.more.get("page"))
    return {digest: frozenset(pages) for digest, pages in found.items()}


def _facts(
    stem: str, readings: Sequence[Reading], said: Mapping[str, Act], pages: frozenset[int | None]
) -> Iterator[Gold]:
    """The facts that are right; those that nobody judged, on pages that were read whole, as optional ones."""
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for one in readings:
        right = said.get(one.subject.key) in RIGHT or one.row["extractor"].startswith(OWN)
        whole = None in pages or one.row.get("page") in pages - {None}
        unjudged = whole and one.subject.key not in said
        if one.subject.type in KINDS and one.row["rejected"] is None and (right or unjudged):
            groups[one.subject.type, str(one.subject.fact_id)].append(one)
    numbers: dict[str, int] = defaultdict(int)
    for (kind, _), group in sorted(groups.items()):
        sure = [one for one in group if said.get(one.subject.key) in RIGHT or one.row["extractor"].startswith(OWN)]
        numbers[kind] += 1
        best = max(sure or group, key=lambda one: (bool(one.subject.body.get("date")), str(one.subject.claim_id)))
        quotes = [best.subject.quote, *(one.subject.quote for one in group if one is not best)]
        also = {"also": quotes[1:]} if quotes[1:] else {}
        optional = {} if sure else {"optional": True}
        body = FIELDS[kind](dict(best.subject.body))
        yield {
            "id": f"{stem}-{kind[0]}{numbers[kind]:02}",
            "type": kind,
            **body,
            "quote": quotes[0],
            **also,
            **optional,
        }


def _names(place: Gold) -> list[str]:
    return list(dict.fromkeys(name for name in (place["text"], place["name"]) if name))


def _pair(body: Gold) -> Gold:
    sides = {"a": _names(body["a"]), "b": _names(body["b"])}
    countries = {"a_country": body["a"]["country"], "b_country": body["b"]["country"]}
    return {**sides, **countries, **{name: body[name] for name in ("relation", "date", "date_basis")}}


def _count(body: Gold) -> Gold:
    plain = {name: body[name] for name in ("value", "unit", "approximate", "measure", "time")}
    return plain | {"scope": [_names(place) for place in body["scope"]], "item": body.get("item") or None}


def _activity(body: Gold) -> Gold:
    places = [_names(place) for place in body["participants"]]
    return {"category": [body["category"]], "participants": places, "date": body["date"]}


FIELDS = {"pair": _pair, "count": _count, "activity": _activity}


def _gold_lines(stem: str, facts: Sequence[Gold], pages: frozenset[int | None]) -> Iterator[str]:
    """The lines of `corpora/gold/GUIDE.md`: each fact below its own quote; of pages, that nothing was annotated whole."""
    yield f"= {''.join(stem.split())} review -"
    if None not in pages:
        yield f"# pages read whole: {', '.join(map(str, sorted(page for page in pages if page)))}"
        yield "R -"
    for fact in facts:
        yield f"> {' '.join(fact['quote'].split())}"
        yield from (f">+ {' '.join(quote.split())}" for quote in fact.get("also", ()))
        mark = fact["type"][0].upper() + ("?" if fact.get("optional") else "")
        yield f"{mark} {' | '.join(PARTS[fact['type']](fact))}"


def _pair_parts(fact: Gold) -> list[str]:
    sides = [_spelled(fact["a"], fact["a_country"]), _spelled(fact["b"], fact["b_country"])]
    return [*sides, fact["relation"], fact["date"] or "-", fact["date_basis"] or "-"]


def _count_parts(fact: Gold) -> list[str]:
    amount = f"{fact['value']} {_even(fact['unit'])}{' ~' if fact['approximate'] else ''}"
    return [amount, fact["measure"], _listed(fact["scope"]), fact["time"] or "-", _even(fact["item"] or "-")]


def _activity_parts(fact: Gold) -> list[str]:
    return [", ".join(fact["category"]), _listed(fact["participants"]), fact["date"] or "-"]


def _spelled(names: Sequence[str], country: str | None) -> str:
    return "/".join(map(_even, names)) + ("" if country == "CN" else f" @{country or UNKNOWN}")


def _listed(places: Sequence[Sequence[str]]) -> str:
    return "; ".join("/".join(map(_even, names)) for names in places) or "-"


def _even(words: str) -> str:
    """Words that go into a field: the signs that part fields, names and places stand in their wide form."""
    return " ".join(words.translate(WIDE).split())


PARTS = {"pair": _pair_parts, "count": _count_parts, "activity": _activity_parts}
