"""What makes two claims speak of one fact: the canonical key of each claim type, and the id made from it.

A key holds what identifies the fact, never what may be disputed about it: a tie is its two places whatever its relation or date, a
series is measure, scope and time whatever its value. What is too vague to be recognised in another document stays in its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.ids import stable_id
from pipeline.records.claim import ActivityBody, Body, CountBody, DocumentBody, Measure, PairBody, PlaceRef
from pipeline.records.statements import (
    STATEMENTS,
    AbsenceBody,
    MembershipBody,
    MilestoneBody,
    MotiveBody,
    PeriodBody,
    Statement,
    SurveyBody,
    TermBody,
)

TYPE_OF: dict[type, str] = {
    PairBody: "pair",
    CountBody: "count",
    ActivityBody: "activity",
    DocumentBody: "document",
    **STATEMENTS,
}
# Numbers that are observed again and again, each time anew: two values for one scope and time contradict each other.
SERIES = frozenset({Measure.SISTER_PAIRS, Measure.NEW_SISTER_PAIRS, Measure.SISTER_PLACES, Measure.PARTNER_COUNTRIES})
_SCALES = {"千": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8}
# Classifiers that say the same of a tie: 12对友城, 12个友城, 12座友城.
_TIE_UNITS = frozenset(
    {"", "个", "個", "对", "對", "座", "组", "組", "双", "座城市", "个城市", "对友城", "个国家", "国"}
)
# Words that make a number a part of the whole, or counted by another rule: such numbers stand beside the total, not against it.
_NARROWED = re.compile(
    "其中|其余|另有|此外|以外"  # 其中八十年代8对: a part named as one
    "|各|平均|最多|最少"  # 其余9国各1对: each of several
    "|占|以前|以后|之前|之后|年代|前后"  # 签订以后的8对占六成: a period inside the period
    "|省级|市级|县级|州级|区级|地级|设区|副省级|层面|省以下"  # 县级99对: a level
    "|中方|外方|对方|双方"  # 外方省州市40个: one side
    "|合作关系|交流|意向|两项|三项"  # 友好合作关系373对: another kind of tie
)


def type_of(body: Body) -> str:
    """The claim type of a body: pair, count, activity, document, or one of `records.statements`."""
    return TYPE_OF[type(body)]


def normal_amount(value: float, unit: str) -> tuple[float, str]:
    """The value in its plain unit: 千, 万 and 亿 multiplied out, width and white space evened."""
    unit = "".join(unicodedata.normalize("NFKC", unit).split())
    while unit[:1] in _SCALES:
        value, unit = value * _SCALES[unit[0]], unit[1:]
    return round(value, 6), unit


def fact_key(body: Body, document_digest: str, quote: str = "") -> str:
    """The fact id that a claim with this body supports; `quote` keeps apart what has no sharp date."""
    if isinstance(body, PairBody):
        return stable_id("p", *sorted((body.a.place_id, body.b.place_id)))
    if isinstance(body, CountBody):
        return stable_id("n", *_count_key(body, document_digest))
    if isinstance(body, ActivityBody):
        return stable_id("a", *_activity_key(body, document_digest, quote))
    if isinstance(body, DocumentBody):
        return stable_id("d", document_digest)
    return _statement_key(body, document_digest)


def _places(places: Iterable[PlaceRef]) -> str:
    return "|".join(sorted({place.place_id for place in places}))


def _count_key(body: CountBody, digest: str) -> tuple[object, ...]:
    """Without a scope or a time a number cannot be recognised elsewhere, so its document is part of the key."""
    value, unit = normal_amount(body.value, body.unit)
    own = digest if body.time is None or not body.scope else None
    if body.measure in SERIES:
        unit = "" if unit in _TIE_UNITS else unit
        return body.measure.value, _places(body.scope), body.time, unit, part_of(body), own
    return body.measure.value, _places(body.scope), body.time, unit, f"{value:.6f}", body.item, own


def part_of(body: CountBody) -> str:
    """What part of the whole a number of a series counts; empty for the whole. Places that have ties are of kinds (省, 市)."""
    return body.item if body.measure is Measure.SISTER_PLACES or _NARROWED.search(body.item) else ""


def _activity_key(body: ActivityBody, digest: str, quote: str) -> tuple[object, ...]:
    """Two visits of one year may be two: only a day, or a month with two partners, is sharp enough to join documents."""
    places = _places(body.participants)
    steps = body.date.count("-") if body.date and "X" not in body.date else 0
    sharp = steps >= 2 or (steps == 1 and len(body.participants) > 1)
    own = () if sharp else (digest, "".join(quote.split()))
    return body.category.value, places, body.date, body.name, *own


def _statement_key(body: Statement, digest: str) -> str:
    """Steps of a tie by pair, stage and year, memberships by place and organisation; what an author says stays in its document."""
    if isinstance(body, MilestoneBody):
        year = body.date[:4] if body.date else digest
        return stable_id("m", _places((body.a, body.b)), body.stage.value, year)
    if isinstance(body, MembershipBody):
        return stable_id("o", body.place.place_id, body.organisation_id or _even(body.organisation))
    if isinstance(body, MotiveBody):
        sides = _places(side for side in (body.a, body.b) if side)
        return stable_id("w", sides, body.kind or _even(body.motive), None if sides else digest)
    if isinstance(body, SurveyBody):
        return stable_id("s", digest, _even(body.question), _even(body.of), _even(body.answer))
    if isinstance(body, TermBody):
        return stable_id("e", digest, _even(body.term), _even(body.definition))
    if isinstance(body, PeriodBody):
        return stable_id("t", digest, body.order, _even(body.name), body.time)
    if isinstance(body, AbsenceBody):
        return stable_id("z", digest, _places(body.homes), _places(body.partners))
    return stable_id("j", digest, body.kind.value, _even(body.of), _even(body.topic))


def _even(words: str | None) -> str | None:
    """Words without their white space and width: what a line end puts between them says nothing."""
    return None if words is None else "".join(unicodedata.normalize("NFKC", words).split())
