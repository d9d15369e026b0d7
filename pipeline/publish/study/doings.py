"""What partners did together, by our categories and by those that reports use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import UsageError
from pipeline.places import note
from pipeline.publish.bounds import date_bounds
from pipeline.publish.facttables import JOINT
from pipeline.publish.study.breakdown import TOTAL, Cell, frames, percent, sealed
from pipeline.publish.study.choice import countries_within
from pipeline.publish.study.ground import Ground
from pipeline.publish.study.study import Study
from pipeline.publish.study.ties import above, of_document
from pipeline.publish.study.words import Words, data, text, title


@dataclass(frozen=True, slots=True)
class Doing:
    """Something that was done: what kind, by whom, in which year (None where its date is vaguer or unknown)."""

    fact_id: str
    category: str
    places: tuple[str, ...]
    year: int | None


_DOINGS = "SELECT fact_id, category, participant_ids, date FROM activities WHERE true {only} ORDER BY fact_id"


def doings_of(ground: Ground) -> list[Doing]:
    """The activities of the choice: of its document, up to its day, with its Chinese side and its other side among those taking part."""
    only, values = of_document(ground.release, ground.choice.document)
    found = []
    for fact_id, category, places, date in ground.release.sql(_DOINGS.format(only=only), values).itertuples(
        index=False, name=None
    ):
        first, last = date_bounds(date if isinstance(date, str) else None)
        year = int(first[:4]) if first and last and first[:4] == last[:4] else None
        sides = tuple(str(places).split(JOINT)) if isinstance(places, str) and places else ()
        if _belongs(sides, first, ground):
            found.append(Doing(str(fact_id), str(category), sides, year))
    return found


def _belongs(sides: Sequence[str], first: str | None, ground: Ground) -> bool:
    choice = ground.choice
    if choice.last_day and first and first > choice.last_day:
        return False
    around = {side: {side, *above(side)} for side in sides}
    if choice.home not in (None, "CN") and all(choice.home not in held for held in around.values()):
        return False
    if not choice.within:
        return True
    wanted = {choice.within, *countries_within(choice.within)}
    return any(held & wanted for held in around.values())


def activities(ground: Ground) -> Study:
    """Activities by category: ours, or with `scheme` the reports' (data/crosswalk.toml), then beside the answers of questionnaires.

    An answer's share stands in a column of its own for each who answered; two answers of one category are added.
    """
    doings = doings_of(ground)
    if ground.choice.scheme is None:
        rows = {key: ([key], Words(*words)) for key, words in data("crosswalk")["ours"].items()}
        answers: Mapping[tuple[str, str], Cell] = {}
        remarks = []
    else:
        scheme = _scheme(ground.choice.scheme)
        rows = {c["key"]: (c["ours"], Words(c["zh"], c["en"])) for c in scheme["category"]}
        answers = _answers(ground, scheme["category"])
        remarks = [text("crosswalk", zh=scheme["zh"], en=scheme["en"])]
    cells = [
        _row(key, words, [d for d in doings if d.category in ours], doings, answers)
        for key, (ours, words) in rows.items()
    ]
    cells.append(_row(TOTAL, text("total"), doings, doings, dict.fromkeys(answers, (None, ()))))
    frame, facts = frames(cells)
    under = Words(note(ground.setting, "zh"), note(ground.setting, "en"))
    return sealed(Study("activities", title("activities"), frame, facts, remarks=tuple(remarks), note=under))


def _scheme(key: str) -> dict[str, Any]:
    schemes = {one["key"]: one for one in data("crosswalk")["scheme"]}
    if key not in schemes:
        raise UsageError(f"no scheme '{key}', only {', '.join(schemes)}")
    return dict(schemes[key])


def _row(
    key: str, words: Words, some: Sequence[Doing], every: Sequence[Doing], answers: Mapping[tuple[str, str], Cell]
) -> dict[str, Cell]:
    ids = tuple(doing.fact_id for doing in some)
    years = sorted({doing.year for doing in some if doing.year})
    told = dict.fromkeys(who for _, who in answers)
    return {
        "key": (key, ()),
        "name_zh": (words.zh, ()),
        "name_en": (words.en, ()),
        "named": (len(ids), ids),
        "named_share": (percent(len(ids), len(every)), ids),
        "years": (f"{years[0]}–{years[-1]}" if years else None, tuple(d.fact_id for d in some if d.year)),
        **{f"answered: {who}": answers.get((key, who), (None, ())) for who in told},
    }


_ASKED = re.compile("活动|交流|往来|交往")  # a question that asks what is done
_ANSWERS = """SELECT fact_id, question, answer, of_whom, share FROM survey_answers
WHERE share IS NOT NULL AND question IS NOT NULL AND of_whom IS NOT NULL {only} ORDER BY fact_id"""


def _answers(ground: Ground, categories: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Cell]:
    """The shares of answers by category and who answered, of the one question whose answers speak of most categories."""
    only, values = of_document(ground.release, ground.choice.document)
    by_question: dict[str, list[tuple[str, str, float, str]]] = defaultdict(list)
    if "survey_answers" in ground.release.tables:
        rows = ground.release.sql(_ANSWERS.format(only=only), values).itertuples(index=False, name=None)
        for fact_id, question, answer, who, share in rows:
            category = next((c["key"] for c in categories if re.search(c["words"], answer)), None)
            if category and _ASKED.search(question):
                by_question[question].append((category, who, float(share), fact_id))
    if not by_question:
        return {}
    best = min(by_question, key=lambda q: (-len({c for c, *_ in by_question[q]}), -len(by_question[q]), q))
    found: dict[tuple[str, str], Cell] = {}
    for category, who, share, fact_id in sorted(by_question[best], key=lambda a: (a[1], a[3])):
        value, ids = found.get((category, who), (0.0, ()))
        found[category, who] = (round(float(value or 0) + share, 1), (*ids, fact_id))
    return found
