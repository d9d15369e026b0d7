"""Claims: what one extractor read at one place. A `Draft` stands on the clean text; the gate makes it a `Claim` or rejects it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.records.placeref import PlaceRef as PlaceRef
from pipeline.records.source import Bibliography
from pipeline.records.span import Span
from pipeline.records.statements import Statement
from pipeline.records.swift import swift


class Relation(StrEnum):
    """How two places are tied."""

    SISTER = "sister"
    EXCHANGE = "exchange"
    INTENT = "intent"
    TERMINATED = "terminated"


class Measure(StrEnum):
    """What a count counts."""

    SISTER_PAIRS = "sister_pairs"
    NEW_SISTER_PAIRS = "new_sister_pairs"
    SISTER_PLACES = "sister_places"
    PARTNER_COUNTRIES = "partner_countries"
    SHARE = "share"
    SURVEY = "survey"
    ACTIVITY_COUNT = "activity_count"
    RANK = "rank"
    OTHER = "other"


class Category(StrEnum):
    """What partners did together."""

    HIGH_LEVEL_VISIT = "high_level_visit"
    AGREEMENT = "agreement"
    CULTURE_SPORTS = "culture_sports"
    PEOPLE_EDUCATION = "people_education"
    TRADE_INVESTMENT = "trade_investment"
    PROJECT_COOPERATION = "project_cooperation"
    SCIENCE_HEALTH = "science_health"
    CIVIL_SOCIETY = "civil_society"
    CITY_PROMOTION = "city_promotion"
    MULTILATERAL_FORUM = "multilateral_forum"


@dataclass(frozen=True, slots=True)
class PairBody:
    """A tie: `a` the Chinese side, `b` the foreign side."""

    a: PlaceRef
    b: PlaceRef
    relation: Relation
    date: str | None
    date_basis: str | None  # stated, derived, None


@swift
@dataclass(frozen=True, slots=True)
class CountBody:
    """A number that the document states. `item` is the thing counted in the text's own words (keeps two survey answers apart)."""

    value: float
    unit: str
    approximate: bool
    measure: Measure
    scope: tuple[PlaceRef, ...]
    time: str | None
    item: str = ""


@dataclass(frozen=True, slots=True)
class ActivityBody:
    """Something that was done, with at least one named place."""

    category: Category
    participants: tuple[PlaceRef, ...]
    date: str | None
    name: str | None = None
    direction: str | None = None  # outbound, inbound, both
    venue: str | None = None
    people: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentBody:
    """The bibliographic facts that the text itself gives."""

    bibliography: Bibliography


Body = PairBody | CountBody | ActivityBody | DocumentBody | Statement


@swift
@dataclass(frozen=True, slots=True)
class CountContext:
    """Where a number stands among others of its document: what sums, shares and rank orders are checked on. Offsets: clean text.

    `group` is the start of its sentence, or of its table; `lead` the words since the number before it, `tail` those to the end of
    its clause. Of table cells also: `row`, `column` (None where columns are not known), `label`, `heads` (lowest first), `caption`,
    and how many numbers its table holds in all, so that it shows when one of them is no claim.
    """

    start: int
    end: int
    group: int
    section: int
    lead: str
    tail: str
    row: int | None = None
    column: int | None = None
    label: str = ""
    heads: tuple[str, ...] = ()
    caption: str = ""
    numbers: int = 0


@dataclass(frozen=True, slots=True)
class FieldAnchor:
    """Where a field's words stand: `span` in the clean text; `inherited_from` names heading, title, caption, head or sentence."""

    span: Span
    inherited_from: str | None = None


@swift
@dataclass(frozen=True, slots=True)
class Draft:
    """What an extractor says, on the clean text, before the citation gate."""

    span: Span  # of the quote
    body: Body
    extractor: str  # rules.pairs.table
    confidence: float
    fields: tuple[tuple[str, FieldAnchor], ...] = ()
    rejected: str | None = None  # why the extractor itself does not stand by it: a plan, a negation
    model: float | None = None  # the probability that a model gives to its being right, where one was asked
    context: CountContext | None = None  # of counts

    @property
    def order(self) -> tuple[int, int, str]:
        """The key by which drafts stand in the order of the text; of plain numbers, since spans take long to compare."""
        return self.span.start, self.span.end, self.extractor

    def weighed(self, confidence: float, model: float | None) -> Draft:
        """The same draft with these two; written out, since it is made twice of every draft and `replace` takes four times as long."""
        return Draft(self.span, self.body, self.extractor, confidence, self.fields, self.rejected, model, self.context)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a quote stands: source offsets for text kinds, page and boxes for PDFs."""

    raw_start: int | None = None
    raw_end: int | None = None
    page: int | None = None
    page_label: str | None = None
    boxes: tuple[tuple[float, ...], ...] | None = None  # (page, x0, top, x1, bottom), points
    address: str | None = None  # of a Word, spreadsheet, CSV or JSON input: 名单!B7:D7, paragraph 12


@dataclass(frozen=True, slots=True)
class FieldPlace:
    """A field's own words with their place in the source."""

    quote: str
    place: Place
    inherited_from: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A note that the words of a claim call: which source the source itself names for them."""

    mark: str  # what it counts: 1, *
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """A draft that passed the gate (`rejected` None, `fact_id` set) or did not (`rejected` says why, `fact_id` None)."""

    claim_id: str
    fact_id: str | None
    document: str
    document_digest: str
    type: str  # pair, count, activity, document, milestone …: as `records.keys.type_of` names its body
    quote: str
    place: Place
    extractor: str
    confidence: float
    body: Body
    fields: tuple[tuple[str, FieldPlace], ...] = field(default=())
    ocr: bool = False
    second_reader: str | None = None  # agrees, differs, could not read; None for text kinds, OCR and rejected claims
    rejected: str | None = None
    context: CountContext | None = None  # of counts; for the audits, not published
    cites: tuple[Citation, ...] = ()
