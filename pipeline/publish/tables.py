"""The tables of a release, each with its columns and its rows in a total order; writers add nothing to them."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.publish import figures, judgementtable, placetable, qualitytable, registertable, unlinked
from pipeline.publish.citing import table as citing
from pipeline.publish.citing.gbt7714 import gbt7714
from pipeline.publish.citing.line import Line, line_of, merged
from pipeline.publish.claims import body_record, cite_records, claim_order, field_records, place_record
from pipeline.publish.facttables import (
    Row,
    activity_rows,
    conflict_rows,
    copy_rows,
    count_rows,
    pair_rows,
    series_rows,
    state_rows,
    work_rows,
)
from pipeline.publish.findings import finding_rows
from pipeline.publish.statementtables import STATEMENT_COLUMNS, statement_rows
from pipeline.records.claim import Claim, DocumentBody
from pipeline.records.fact import Fact, Reconciled
from pipeline.records.finding import Finding
from pipeline.records.judgement import JudgementLine
from pipeline.records.quality import QualityLine
from pipeline.records.registers import RegisterLine
from pipeline.records.source import Bibliography, Source
from pipeline.records.trouble import Trouble

JOINT = "; "  # between the parts of a list in one cell


@dataclass(frozen=True, slots=True)
class Table:
    """A table: column names with their type (text, int, real, bool), and rows in their published order."""

    name: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


_FACT_END = "claims:int documents:int works:int confidence:real reason reason_zh"
COLUMNS = {
    "pairs": "fact_id a_place_id a_name a_name_en a_country b_place_id b_name b_name_en b_country relation date date_first "
    "date_last date_basis since until first_contact years_to_signature:int " + _FACT_END,
    "pair_states": "fact_id position:int relation date date_first date_last date_basis claim_ids",
    "counts": "fact_id measure value:real unit approximate:bool scope_ids scope_names time time_first time_last item "
    + _FACT_END,
    "series": "series_id measure scope_ids scope_names rule as_of as_of_first as_of_last as_of_basis value:real unit approximate:bool "
    "fact_id works:int document_digests beside beside_zh",
    "activities": "fact_id category participant_ids participant_names date date_first date_last name direction venue people "
    "bodies outcome " + _FACT_END,
    **{name: f"{columns} {_FACT_END}" for name, columns in STATEMENT_COLUMNS.items()},
    "documents": "fact_id document_digest document kind title authors organisations date publisher isbn medium container volume issue "
    "pages publication_place doi url accessed citation named_by claims:int rejected:int remarks",
    "claims": "claim_id fact_id document document_digest type quote raw_start:int raw_end:int page:int page_label boxes "
    "address ocr:bool second_reader extractor confidence:real body fields cites rejected",
    "places": placetable.COLUMNS,
    "unlinked": unlinked.COLUMNS,
    "findings": "finding_id kind severity documents claim_ids quotes says says_zh",
    "conflicts": "conflict_id fact_id field kept lost kept_claims lost_claims reason reason_zh",
    "judgements": judgementtable.COLUMNS,
    "quality": qualitytable.COLUMNS,
    "works": "work_id document_digest why why_zh accuracy:real judged:int copy_group",
    "cited_sources": citing.COLUMNS,
    "copies": "work_id other_work_id characters:int numbers:int",
    "register": registertable.COLUMNS,
    "figures": figures.COLUMNS,
    "troubles": "document code message place",
    "sources": "document document_digest kind bytes:int encoding same_as",
}


def tables_of(
    claims: Sequence[Claim],
    reconciled: Reconciled,
    read: Sequence[Source],
    doubles: Sequence[Source],
    troubles: Sequence[Trouble],
    remarks: Sequence[tuple[str, str]],
    nowhere: Sequence[unlinked.Found] = (),
    findings: Sequence[Finding] = (),
    register: Sequence[RegisterLine] = (),
    pictured: Sequence[figures.Pictured] = (),
    judgements: Sequence[JudgementLine] = (),
    quality: Sequence[QualityLine] = (),
) -> list[Table]:
    """All tables of a release; `nowhere` are the places of each document that were linked to none."""
    facts = reconciled.facts
    ordered = sorted(claims, key=claim_order)
    lines = _lines(read, facts)
    cited = tuple(citing.cited_rows(ordered, lines))
    rows: dict[str, Iterable[Row]] = {
        "pairs": pair_rows(facts),
        "pair_states": state_rows(facts),
        "counts": count_rows(facts),
        "series": series_rows(reconciled.series, facts),
        "activities": activity_rows(facts),
        **{name: statement_rows(name, facts) for name in STATEMENT_COLUMNS},
        "documents": _document_rows(read, facts, claims, remarks, lines, citing.named_by(cited)),
        "claims": (_claim_row(claim) for claim in ordered),
        "places": placetable.place_rows(claims),
        "unlinked": unlinked.unlinked_rows(nowhere, _claims_by_place(claims)),
        "conflicts": conflict_rows(reconciled.conflicts),
        "findings": finding_rows(findings),
        "judgements": judgementtable.judgement_rows(judgements),
        "quality": qualitytable.quality_rows(quality),
        "works": work_rows(reconciled.works, reconciled.weights),
        "cited_sources": cited,
        "copies": copy_rows(reconciled.copies),
        "register": registertable.register_rows(register),
        "figures": figures.figure_rows(pictured),
        "troubles": (_trouble_row(trouble) for trouble in troubles),
        "sources": _source_rows(read, doubles),
    }
    return [Table(name, _columns(COLUMNS[name]), tuple(rows[name])) for name in COLUMNS]


def _columns(words: str) -> tuple[tuple[str, str], ...]:
    parts = (word.partition(":") for word in words.split())
    return tuple((name, kind or "text") for name, _, kind in parts)


def _claim_row(claim: Claim) -> Row:
    where = place_record(claim.place)
    boxes = None if where["boxes"] is None else _json(where["boxes"])
    offsets = where["raw_start"], where["raw_end"], where["page"], where["page_label"], boxes, where["address"]
    cites = _json(cite_records(claim)) if claim.cites else None
    says = _json(body_record(claim.body)), _json(field_records(claim)), cites, claim.rejected
    names = claim.claim_id, claim.fact_id, claim.document, claim.document_digest, claim.type, claim.quote
    return (*names, *offsets, claim.ocr, claim.second_reader, claim.extractor, round(claim.confidence, 4), *says)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(read: Sequence[Source], facts: Sequence[Fact]) -> dict[str, Line]:
    """By digest: the manifest's line where there is one, else what the text says of itself."""
    said = {f.documents[0]: f.body.bibliography for f in facts if isinstance(f.body, DocumentBody)}
    return {
        s.digest: line_of(s.digest, s.name, merged(s.bibliography, said.get(s.digest, Bibliography()))) for s in read
    }


def _document_rows(
    read: Sequence[Source],
    facts: Sequence[Fact],
    claims: Sequence[Claim],
    remarks: Sequence[tuple[str, str]],
    lines: Mapping[str, Line],
    named_by: Mapping[str, str],
) -> Iterator[Row]:
    """Documents with their lines, as fields and as GB/T 7714 has them."""
    ids = {f.documents[0]: f.fact_id for f in facts if isinstance(f.body, DocumentBody)}
    kept = Counter(claim.document_digest for claim in claims if not claim.rejected)
    rejected = Counter(claim.document_digest for claim in claims if claim.rejected)
    remarked = defaultdict(list)
    for digest, remark in remarks:
        remarked[digest].append(remark)
    for source in sorted(read, key=lambda s: (s.name, s.digest)):
        line, digest = lines[source.digest], source.digest
        said = line.said
        names = ids.get(digest), digest, source.name, source.kind.value, said.title
        makers = JOINT.join(said.authors) or None, JOINT.join(said.organisations) or None
        issued = said.date, said.publisher, said.isbn, line.medium, said.container, said.volume, said.issue, said.pages
        found = said.publication_place, said.doi, said.url, said.accessed, gbt7714(line), named_by.get(digest)
        numbers = kept[digest], rejected[digest], JOINT.join(remarked[digest]) or None
        yield (*names, *makers, *issued, *found, *numbers)


def _source_rows(read: Sequence[Source], doubles: Sequence[Source]) -> Iterator[Row]:
    first = {source.digest: source.name for source in sorted(read, key=lambda s: s.name, reverse=True)}
    double = {(source.name, source.digest) for source in doubles}
    for s in sorted((*read, *doubles), key=lambda s: (s.name, s.digest)):
        same_as = first.get(s.digest) if (s.name, s.digest) in double else None
        yield s.name, s.digest, s.kind.value, s.size, s.encoding, same_as


def _trouble_row(trouble: Trouble) -> Row:
    """The name without its folder: a release must not depend on where its documents lay."""
    name = trouble.document if "://" in trouble.document else trouble.document.rstrip("/").rpartition("/")[2]
    return name, trouble.code, trouble.message, trouble.place


def _claims_by_place(claims: Iterable[Claim]) -> Counter[str]:
    kept = (claim for claim in claims if not claim.rejected)
    return Counter(
        place_id for claim in kept for place_id in {place.place_id for place in placetable.places_in(claim.body)}
    )
