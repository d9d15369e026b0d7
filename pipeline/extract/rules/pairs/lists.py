"""Lists of partners under a heading or lead: the Chinese side stands in heading, title or lead, each entry names the other.

An entry begins with a foreign place, behind a number or bullet at most, with its date in brackets or behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.pairs.draft import draft_of
from pipeline.extract.rules.pairs.rowentries import kind_said, row_entries, why_no_tie
from pipeline.extract.rules.pairs.skeleton import Skeleton, Skeletons
from pipeline.extract.rules.pairs.when import When
from pipeline.extract.rules.pairs.words import relation_of, tie_words
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, Relation
from pipeline.records.mention import PlaceMention
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span

_NUMBER = r"(?:[(（]?\d{1,3}[)）.、:\s]*|[①-⑳]|[-•●·*○◆■]\s*)?"
_ENTRY = re.compile(rf"\s*{_NUMBER}\s*(?:Ⓣ\s*[,、:]?\s*)?(?:Ⓝ[\s、:·—-]*)?(?P<f>Ⓕ)(?:\s|[(:：,，—–-]|Ⓣ|Ⓝ|$)")
_ENTRY_BOTH = re.compile(
    rf"\s*{_NUMBER}\s*(?:Ⓣ\s*[,、:]?\s*)?(?P<c>Ⓒ)\s*(?:[—–\-~:与和同、]|——|--)\s*(?:Ⓝ[的\s]*)?(?P<f>Ⓕ)"
)
_BOTH_DONE = re.compile(
    r"\s*(?:[(][^()]*[)]|[,:—–-]?\s*Ⓣ[^ⒸⒻ]{0,10}|[,:]\s*[^ⒸⒻ,。]{0,12}(?:[,]\s*Ⓣ[^ⒸⒻ]{0,6})?)?\s*[。;,]?\s*$"
)
_CONTINENTS = re.compile(
    r"[亚欧非]洲|美洲|大洋洲|分[洲国]|国别|名[录单册]|一览"
)  # a heading within a list, not behind it
_LEADS = ("如下", "名单", "一览", "?", "？")
_BROKEN = re.compile("[。;!?,]")
MAX_ENTRY = 70  # characters of the skeleton; a longer sentence is prose
MAX_HEAD = 40  # characters of a line that heads a list
MIN_ENTRIES = 2
FIRM, DATED, BARE = 0.93, 0.92, 0.85  # confidence of an entry with number and date and no more, with a date, without
_FIRM = re.compile(
    r"\s*[(（]?\d{1,2}[)）.、:\s]*(?:Ⓝ[\s、:·—-]*)?Ⓕ\s*(?:[(（][^()（）]*[)）])?[\s,，:：]*Ⓣ\s*(?:[(（][^()（）]*[)）])?[\s。;；]*"
)
_SAID = re.compile(r"[(（](?P<said>[^()（）ⒸⒻ]*)[)）]")


@dataclass(slots=True)
class Lead:
    """The heading or lead-in that makes the entries behind it ties."""

    relation: Relation
    chinese: PlaceMention | None


def extract_lists(annotated: Annotated, main: PlaceMention | None, skeletons: Skeletons) -> list[Draft]:
    """Drafts of all list entries of a document."""
    lead: Lead | None = None
    drafts: list[Draft] = []
    run: list[Draft] = []
    for sentence in annotated.sentences:
        kind = annotated.reading.blocks[sentence.block].kind
        words = annotated.reading.shadow[sentence.span.start : sentence.span.end]
        if made := _lead(kind, words, sentence, lead, main):
            drafts += _kept(run)
            run, lead = [], made
            continue
        if lead is None or kind is BlockKind.TABLE or not sentence.places:
            continue
        short = len(words) <= MAX_ENTRY * 3 and sentence.names_abroad()
        several = list(row_entries(skeletons.of(sentence), lead.relation, lead.chinese)) if short else []
        entry = _entry(annotated, skeletons.of(sentence), lead) if short and not several else None
        if several or entry is not None:
            run += several if entry is None else [entry]
        elif (kind is BlockKind.HEADING and not _CONTINENTS.search(words)) or len(words) > MAX_ENTRY:
            drafts += _kept(run)
            run, lead = [], None
    return drafts + _kept(run)


def _kept(run: list[Draft]) -> list[Draft]:
    """The entries of a list; a single one only where it has number and date and nothing else."""
    return run if len(run) >= MIN_ENTRIES or any(draft.confidence == FIRM for draft in run) else []


def _lead(
    kind: BlockKind, words: str, sentence: Sentence, before: Lead | None, main: PlaceMention | None
) -> Lead | None:
    """A heading, title or lead-in that speaks of ties; a subheading keeps the Chinese side of the one above."""
    is_head = kind in (BlockKind.HEADING, BlockKind.TITLE, BlockKind.CAPTION)
    is_head = is_head or (kind is BlockKind.PARA and len(words) <= MAX_HEAD and not _BROKEN.search(words))
    if not (is_head or _leads(words)) or not tie_words().lists["heads"].search(words):
        return None
    chinese = next((p for p in sentence.places if p.is_chinese), None)
    relation = relation_of(words) or Relation.SISTER
    if relation is Relation.INTENT and re.search("友好关系|友好交流", words):
        relation = Relation.EXCHANGE
    return Lead(relation, chinese or (before.chinese if before else None) or main)


def _leads(words: str) -> bool:
    """Does a sentence announce what comes behind it?"""
    for sign in _LEADS:  # a loop: any() takes three times as long, and every sentence is asked
        if sign in words:
            return True
    return words.rstrip()[-1:] in (":", "：")


def _entry(annotated: Annotated, skeleton: Skeleton, lead: Lead) -> Draft | None:
    if len(skeleton.text) > MAX_ENTRY:
        return None
    both = _ENTRY_BOTH.match(skeleton.text)
    match = both or _ENTRY.match(skeleton.text)
    if both and not _BOTH_DONE.match(skeleton.text, both.end()):
        match = None  # 2019年,A与B互办画展: prose that begins like an entry
    if match is None or sum(sign == "Ⓕ" for sign in skeleton.text) > 1 + (both is not None):
        return None
    foreign = skeleton.places[match.start("f")]
    chinese = skeleton.places[match.start("c")] if both else lead.chinese
    if chinese is None:
        return None
    when = _date(skeleton)
    end = max(foreign.span.end, when.span.end if when else 0)
    tail = re.compile(r"[^()]{0,14}\)").match(annotated.reading.shadow, end)
    start = chinese.span.start if both else foreign.span.start
    start = min(start, when.span.start) if when else start
    span = Span(start, tail.end() if tail and "(" in annotated.reading.shadow[start:end] else end)
    confidence = FIRM if _FIRM.fullmatch(skeleton.text) else DATED if when else BARE
    said = " ".join(m["said"] for m in _SAID.finditer(skeleton.text))
    relation, reason = kind_said(said, lead.relation), why_no_tie(said)
    return draft_of(span, chinese, foreign, relation, when, "rules.pairs.list", confidence, reason, inherited="heading")


def _date(skeleton: Skeleton) -> When | None:
    """The first date of an entry; of a period (1980年起) its beginning."""
    for index, date in skeleton.dates.items():
        edtf = date.edtf.removesuffix("/..")
        if "/" not in edtf:
            return When(edtf, "stated", date.span, index, index + 1)
    return None
