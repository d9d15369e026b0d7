"""What makes two claims speak of one fact: the canonical key of each claim type, and the id made from it.

A key holds what identifies the fact, never what may be disputed about it: a tie is its two places whatever its relation or date, a
number of a series is measure, scope, rule and time whatever its value. What is too vague to be recognised in another document stays in
its own: in its title and year where it has them (so that a text and its PDF are one), else in its bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from pipeline.ids import stable_id
from pipeline.records.claim import (
    ActivityBody,
    Body,
    Category,
    CountBody,
    DocumentBody,
    Measure,
    PairBody,
    PlaceRef,
)
from pipeline.records.rules import counting_rule
from pipeline.records.source import Bibliography
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
# The agreement by which two places become tied, and its forerunner: 签署友好城市协议, 结好协议书, 签下意向书.
_THE_TIE = re.compile(
    "友好(?:城市|省州|省|州|县|关系|交流|合作关系)|友城|结好|姐妹|姊妹|^签\\S{0,3}(?:意向书|协议书?)$"
)
# Classifiers that say the same of a tie: 12对友城, 12个友城, 12座友城.
_TIE_UNITS = frozenset(
    {"", "个", "個", "对", "對", "座", "组", "組", "双", "座城市", "个城市", "对友城", "个国家", "国"}
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


def home_of(digest: str, bibliography: Bibliography | None) -> str:
    """What stands for a document in the keys of its vague claims: its title and year, the same in each of its editions."""
    title = "".join(filter(str.isalnum, bibliography.title or "")) if bibliography else ""
    if not title or bibliography is None:
        return digest
    return stable_id("title", title, (bibliography.date or "")[:4])


def fact_key(body: Body, home: str, quote: str = "") -> str:
    """The fact id that a claim with this body supports; `home` (of `home_of`) and `quote` keep apart what has no sharp date."""
    if isinstance(body, PairBody):
        return stable_id("p", *sorted((body.a.place_id, body.b.place_id)))
    if isinstance(body, CountBody):
        return stable_id("n", *_count_key(body, home, quote))
    if isinstance(body, ActivityBody):
        return stable_id("a", *_activity_key(body, home, quote))
    if isinstance(body, DocumentBody):
        return stable_id("d", home)
    return _statement_key(body, home)


def series_key(body: CountBody, quote: str) -> str:
    """The id of the series that a number stands in: measure, scope, unit and rule, at whatever time."""
    return stable_id("series", body.measure.value, _places(body.scope), tie_unit(body), counting_rule(body, quote).rule)


def part_of(body: CountBody) -> str:
    """What part of the whole a number of a series counts, or by which rule; empty for the whole by the usual one."""
    return counting_rule(body).rule


def tie_unit(body: CountBody) -> str:
    """The unit of a number of a series; classifiers that say the same of a tie are none."""
    unit = normal_amount(body.value, body.unit)[1]
    return "" if unit in _TIE_UNITS else unit


def _places(places: Iterable[PlaceRef]) -> str:
    return "|".join(sorted({place.place_id for place in places}))


def _count_key(body: CountBody, home: str, quote: str) -> tuple[object, ...]:
    """Without a scope or a time a number cannot be recognised elsewhere, so its document is part of the key, and its value too."""
    value, unit = normal_amount(body.value, body.unit)
    own = (home, f"{value:.6f}") if body.time is None or not body.scope else ()
    if body.measure in SERIES:
        how = counting_rule(body, quote)
        return body.measure.value, _places(body.scope), body.time, tie_unit(body), how.rule, how.phase, *own
    return body.measure.value, _places(body.scope), body.time, unit, f"{value:.6f}", body.item, *own


def _activity_key(body: ActivityBody, home: str, quote: str) -> tuple[object, ...]:
    """Two visits of one year may be two: only a day, or a month with two partners, is sharp enough to join documents.

    Two agreements of one day may be two as well: each is known by its name, its bodies, or what it is about.
    """
    places = _places(body.participants)
    steps = body.date.count("-") if body.date and "X" not in body.date else 0
    sharp = steps >= 2 or (steps == 1 and len(body.participants) > 1)
    own = () if sharp else (home, "".join(quote.split()))
    return body.category.value, places, body.date, body.name, "|".join(sorted(body.bodies)), _about(body), *own


def _statement_key(body: Statement, home: str) -> str:
    """Steps of a tie by pair, stage and year, memberships by place and organisation; what an author says stays in its document."""
    if isinstance(body, MilestoneBody):
        year = body.date[:4] if body.date else home
        return stable_id("m", _places((body.a, body.b)), body.stage.value, year)
    if isinstance(body, MembershipBody):
        return stable_id("o", body.place.place_id, body.organisation_id or _even(body.organisation))
    if isinstance(body, MotiveBody):
        sides = _places(side for side in (body.a, body.b) if side)
        return stable_id("w", sides, body.kind or _even(body.motive), None if sides else home)
    if isinstance(body, SurveyBody):
        # one answer may be given to two questions that the text does not name: its numbers keep them apart
        return stable_id("s", home, _even(body.question), _even(body.of), _even(body.answer), body.value, body.share)
    if isinstance(body, TermBody):
        return stable_id("e", home, _even(body.term), _even(body.definition))
    if isinstance(body, PeriodBody):
        return stable_id("t", home, body.order, _even(body.name), body.time)
    if isinstance(body, AbsenceBody):
        return stable_id("z", home, _places(body.homes), _places(body.partners))
    return stable_id("j", home, body.kind.value, _even(body.of), _even(body.topic))


def _even(words: str | None) -> str | None:
    """Words without their white space and width: what a line end puts between them says nothing."""
    return None if words is None else "".join(unicodedata.normalize("NFKC", words).split())


def _about(body: ActivityBody) -> str:
    """What an agreement is about, by its own words; the agreement on the tie itself is told in many words and is the plain one."""
    if body.category is not Category.AGREEMENT or not body.outcome or _THE_TIE.search(body.outcome):
        return ""
    return "".join(body.outcome.split())
