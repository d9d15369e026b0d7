"""How lively ties are as far as the documents show, beside how much they could have shown.

The index of a tie is the number of years with an activity times the effective number of kinds of activities (the exponential of their
Shannon entropy; Hill 1973, order 1): a visit a year for ten years gives 10, five kinds evenly over ten years 50. It says what the
documents tell, so its exposure stands beside it: the documents that tell of activities and name a side of the tie, and the years from
the tie's first (or its first activity) to the last that these documents reach. A tie without activities is 'none found in N documents',
never dormant, unless a source says that it rests (`milestones`: suspended).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from pipeline.places import note
from pipeline.publish.facttables import JOINT
from pipeline.publish.study.abroad import english
from pipeline.publish.study.breakdown import Cell, frames, sealed
from pipeline.publish.study.doings import Doing, doings_of
from pipeline.publish.study.ground import Ground
from pipeline.publish.study.study import Study
from pipeline.publish.study.ties import Tie
from pipeline.publish.study.words import Words, text, title


@dataclass(frozen=True, slots=True)
class Telling:
    """A document that tells of activities: the places that these name, and the last year that it reaches."""

    document: str
    places: frozenset[str]
    reach: int | None


def effective_kinds(kinds: Sequence[str]) -> float:
    """The number of equally frequent kinds that would be as varied: the exponential of the Shannon entropy; 0 of nothing."""
    sums = Counter(kinds)
    whole = sum(sums.values())
    return exp(-sum(n / whole * log(n / whole) for n in sums.values())) if whole else 0.0


def index_of(doings: Sequence[Doing]) -> float:
    """Years with an activity (one where none is dated) times the effective number of kinds; 0 without activities."""
    years = {doing.year for doing in doings if doing.year}
    return round(max(1, len(years)) * effective_kinds([d.category for d in doings]), 2) if doings else 0.0


def assessment(ground: Ground) -> Study:
    """One row a tie, the liveliest first: what happened when and how varied, its index, its exposure, and the verdict in words."""
    done = _by_pair(doings_of(ground))
    tellings, resting = _tellings(ground), _resting(ground)
    rows = [
        _row(tie, done.get(frozenset((tie.a, tie.b)), []), tellings, resting.get((tie.a, tie.b))) for tie in ground.ties
    ]
    rows.sort(key=lambda row: (-float(row["index"][0] or 0), -float(row["activities"][0] or 0), str(row["key"][0])))
    frame, facts = frames(rows, ["key", "a_name", "b_name", "index"])
    under = Words(note(ground.setting, "zh"), note(ground.setting, "en"))
    remarks = (text("index"), text("exposure"))
    return sealed(Study("assessment", title("assessment"), frame, facts, remarks=remarks, note=under))


def _by_pair(doings: Sequence[Doing]) -> Mapping[frozenset[str], list[Doing]]:
    """Activities by every two of those taking part."""
    found: dict[frozenset[str], list[Doing]] = defaultdict(list)
    for doing in doings:
        sides = sorted(set(doing.places))
        for i, one in enumerate(sides):
            for other in sides[i + 1 :]:
                found[frozenset((one, other))].append(doing)
    return found


_TELLINGS = """
WITH told AS (SELECT DISTINCT c.document_digest AS digest, a.participant_ids AS places, left(a.date_last, 4) AS year
              FROM activities a JOIN claims c USING (fact_id))
SELECT t.digest, string_agg(t.places, '; ' ORDER BY t.places), greatest(max(t.year), max(left(d.date, 4)))
FROM told t LEFT JOIN documents d ON d.document_digest = t.digest GROUP BY t.digest ORDER BY t.digest"""


def _tellings(ground: Ground) -> list[Telling]:
    found = []
    for digest, places, reach in ground.release.sql(_TELLINGS).itertuples(index=False, name=None):
        held = frozenset(str(places).split(JOINT)) if isinstance(places, str) else frozenset[str]()
        year = int(reach) if isinstance(reach, str) and reach.isdecimal() else None
        found.append(Telling(str(digest), held, year))
    return found


def _resting(ground: Ground) -> dict[tuple[str, str], str]:
    """Ties that a source says are suspended, with the fact that says so."""
    if "milestones" not in ground.release.tables:
        return {}
    rows = ground.release.sql(
        "SELECT a_place_id, b_place_id, fact_id FROM milestones WHERE stage = 'suspended' ORDER BY fact_id"
    )
    return {(str(a), str(b)): str(fact_id) for a, b, fact_id in rows.itertuples(index=False, name=None)}


def _row(tie: Tie, done: Sequence[Doing], tellings: Sequence[Telling], resting: str | None) -> dict[str, Cell]:
    ids = tuple(doing.fact_id for doing in done)
    dated = tuple(doing.fact_id for doing in done if doing.year)
    years = sorted({doing.year for doing in done if doing.year})
    kinds = [doing.category for doing in done]
    able = [t for t in tellings if not t.places.isdisjoint((tie.a, tie.b))]
    last = max((t.reach for t in able if t.reach), default=None)
    begun = min([*years, *([int(tie.first[:4])] if tie.first else [])], default=None)
    span = f"{begun or '…'}–{last or '…'}"
    verdict = _verdict(len(done), len(able), span, resting)
    said = (*ids, tie.fact_id, *((resting,) if resting else ()))
    return {
        "key": (tie.fact_id, ()),
        "a_name": (tie.a_name, (tie.fact_id,)),
        "a_name_en": (english(tie.a, tie.a_name), (tie.fact_id,)),
        "b_name": (tie.b_name, (tie.fact_id,)),
        "b_name_en": (tie.b_name_en or tie.b_name, (tie.fact_id,)),
        "index": (index_of(done), ids),
        "activities": (len(ids), ids),
        "activity_years": (JOINT.join(map(str, years)) or None, dated),
        "kinds": (JOINT.join(dict.fromkeys(sorted(kinds))) or None, ids),
        "effective_kinds": (round(effective_kinds(kinds), 2), ids),
        "exposure_documents": (len(able), ()),
        "exposure_years": (span, (tie.fact_id,)),
        "verdict_zh": (verdict.zh, said),
        "verdict_en": (verdict.en, said),
    }


def _verdict(done: int, documents: int, span: str, resting: str | None) -> Words:
    if resting:
        return text("resting")
    if not documents:
        return text("unexposed")
    return text("active" if done else "none_found", done=done, documents=documents, span=span)
