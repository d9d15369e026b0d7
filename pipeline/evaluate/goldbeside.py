"""Gold that lies beside the documents of a run (`report.txt` and `report.gold`): what the release of these documents is measured on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.errors import SourceMissing, UsageError
from pipeline.evaluate.goldset import Judged, judge_gold
from pipeline.evaluate.goldtext import GoldDocument, read_gold_text
from pipeline.ids import digest_bytes
from pipeline.publish.claims import claim_record
from pipeline.records.claim import Claim
from pipeline.records.source import Kind, Source

SUFFIX = ".gold"


def gold_beside(source: Source) -> Path | None:
    """The gold file of a text document that lies in a folder; None where there is none."""
    path = source.path.with_suffix(SUFFIX)
    return path if source.kind is Kind.TEXT and not source.members and path.is_file() else None


def gold_digest(sources: Iterable[Source]) -> str | None:
    """The digest of all gold beside these documents; None where there is none."""
    found = sorted({source.digest: path for source in sources if (path := gold_beside(source))}.items())
    whole = "\n".join(f"{digest} {digest_bytes(path.read_bytes())}" for digest, path in found)
    return digest_bytes(whole.encode()) if found else None


def judge_beside(sources: Iterable[Source], claims: Sequence[Claim]) -> tuple[list[Judged], list[str]]:
    """The documents that have gold, held against their claims, and the names of the gold files that cannot be read."""
    documents, broken = [], []
    for source in sources:
        path = gold_beside(source)
        if path is not None:
            try:
                documents += _own(read_gold_text(path), path.stem)
            except (UsageError, SourceMissing, UnicodeDecodeError):
                broken.append(path.name)
    names = {document.name for document in documents}
    records = [claim_record(claim) for claim in claims if Path(claim.document).stem in names]
    return judge_gold(records, documents), sorted(broken)


def _own(documents: Sequence[GoldDocument], stem: str) -> list[GoldDocument]:
    """The document of that name; gold of other documents in the file is not about this one."""
    return [document for document in documents if document.name == stem]
