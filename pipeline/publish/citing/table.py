"""The table `cited_sources`: which note the words of a claim call, and which work that note names for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.publish.citing.line import Line
from pipeline.publish.citing.named import Named, document_named, named_source, plain_title
from pipeline.publish.facttables import JOINT, Row
from pipeline.records.claim import Claim

COLUMNS = (
    "claim_id fact_id document document_digest position:int mark note page:int page_label raw_start:int raw_end:int address "
    "author title date pages named_document named_digest"
)


def cited_rows(claims: Sequence[Claim], lines: Mapping[str, Line]) -> Iterator[Row]:
    """A row a claim and note, in the order of `claims`; `lines` are those of the documents by digest."""
    titles = titles_of(lines)
    known: dict[str, Named | None] = {}
    for claim in claims:
        for position, cited in enumerate(claim.cites if claim.fact_id else (), 1):
            named = known.setdefault(cited.quote, named_source(cited.quote))
            digest = document_named(named, titles, claim.document_digest) if named else None
            where = cited.place
            stands = where.page, where.page_label, where.raw_start, where.raw_end, where.address
            work = (named.author, named.title, named.year, named.pages) if named else (None,) * 4
            other = lines[digest].document if digest else None
            ids = claim.claim_id, claim.fact_id, claim.document, claim.document_digest
            yield (*ids, position, cited.mark, cited.quote, *stands, *work, other, digest)


def titles_of(lines: Mapping[str, Line]) -> dict[str, str]:
    """Digests by plain title; a title that two documents bear names neither."""
    found: dict[str, list[str]] = defaultdict(list)
    for digest, line in lines.items():
        if line.said.title:
            found[plain_title(line.said.title)].append(digest)
    return {title: digests[0] for title, digests in found.items() if len(digests) == 1}


def named_by(rows: Sequence[Row]) -> dict[str, str]:
    """By digest of a document the names of those whose notes name it, from rows of `cited_sources`."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row[-1]:
            found[str(row[-1])].add(str(row[2]))
    return {digest: JOINT.join(sorted(names)) for digest, names in found.items()}
