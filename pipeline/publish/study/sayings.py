"""What reports say beside ties (motives, questionnaires, memberships, assessments, definitions), and places' ties side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.errors import UsageError
from pipeline.places import note
from pipeline.places.gazetteer import place
from pipeline.publish.study.abroad import name_of
from pipeline.publish.study.breakdown import TOTAL, Cell, frames, percent, sealed
from pipeline.publish.study.choice import Choice
from pipeline.publish.study.ground import Ground, ground_of
from pipeline.publish.study.stated import Stated
from pipeline.publish.study.study import LEAST_NAMED, Study, Total
from pipeline.publish.study.ties import Tie, of_document
from pipeline.publish.study.words import Words, text, title


def _study(name: str, ground: Ground, rows: Sequence[Mapping[str, Cell]], columns: Sequence[str]) -> Study:
    frame, facts = frames(rows, columns)
    return sealed(
        Study(name, title(name), frame, facts, note=Words(note(ground.setting, "zh"), note(ground.setting, "en")))
    )


def _rows(ground: Ground, table: str, columns: str, order: str) -> list[tuple[str | None, ...]]:
    """Cells of a table of statements as words; of the choice's document alone where it names one."""
    if table not in ground.release.tables:
        return []
    only, values = of_document(ground.release, ground.choice.document)
    found = ground.release.sql(
        f"SELECT fact_id, {columns} FROM {table} WHERE true {only} ORDER BY {order}, fact_id", values
    )
    return [
        tuple(x if isinstance(x, str) else None if x != x or x is None else str(x) for x in row)
        for row in found.itertuples(index=False, name=None)
    ]


def survey(ground: Ground) -> Study:
    """Answers of questionnaires: a row a question and answer, its share (percent) and number for each who answered.

    `sum` of a question's shares stands in its last row: 100 where one answer was to be given, more where several were, less where
    answers are left out of the text.
    """
    rows = _rows(
        ground,
        "survey_answers",
        "coalesce(question, ''), answer, coalesce(of_whom, ''), share, value, base",
        "question, answer, of_whom",
    )
    asked: dict[str, dict[str, dict[str, tuple[str | None, ...]]]] = defaultdict(lambda: defaultdict(dict))
    for fact_id, question, answer, who, *numbers in rows:
        asked[question or ""][answer or ""].setdefault(who or "", (fact_id, *numbers))
    told = sorted({row[3] or "" for row in rows})
    cells: list[dict[str, Cell]] = []
    for question in sorted(asked):
        answers = asked[question]
        for answer in sorted(answers, key=lambda a: (-max(float(x[1] or 0) for x in answers[a].values()), a)):
            cells.append(_answer(question, answer, answers[answer], told))
        cells.append(_sums(question, answers, told))
    columns = [
        "question",
        "answer",
        *(f"{what}: {who or '–'}" for who in told for what in ("share", "answers", "base")),
    ]
    return _study("survey", ground, cells, columns)


def _answer(
    question: str, answer: str, said: Mapping[str, tuple[str | None, ...]], told: Sequence[str]
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"question": (question, ()), "answer": (answer, ())}
    for who in told:
        fact_id, *numbers = said.get(who, (None, None, None, None))
        for what, number in zip(("share", "answers", "base"), numbers, strict=True):
            cells[f"{what}: {who or '–'}"] = (float(number), (fact_id,)) if number and fact_id else (None, ())
    return cells


def _sums(
    question: str, answers: Mapping[str, Mapping[str, tuple[str | None, ...]]], told: Sequence[str]
) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"question": (question, ()), "answer": ("Σ", ())}
    for who in told:
        given = [said[who] for said in answers.values() if who in said]
        for at, what in enumerate(("share", "answers", "base"), 1):
            numbers = [(float(x[at] or 0), x[0] or "") for x in given if x[at]]
            whole = (
                round(sum(value for value, _ in numbers), 1)
                if what != "base"
                else max((v for v, _ in numbers), default=0.0)
            )
            cells[f"{what}: {who or '–'}"] = (whole, tuple(i for _, i in numbers)) if numbers else (None, ())
    return cells


def motives(ground: Ground) -> Study:
    """Why ties are made, by kind (the 缘) and in the text's words, with how many facts say so and of which ties."""
    rows = _rows(ground, "motives", "coalesce(kind, ''), motive, coalesce(a_name || '–' || b_name, '')", "kind, motive")
    return _grouped("motives", ground, rows, ("kind", "motive", "ties"))


def memberships(ground: Ground) -> Study:
    """Organisations of cities with the places that are said to be in them; names of one organisation are joined by its id."""
    columns = "coalesce(organisation_id, organisation), organisation, place_name || coalesce('（' || since || '）', '')"
    return _grouped(
        "memberships",
        ground,
        _rows(ground, "memberships", columns, "organisation_id, organisation, place_id"),
        ("key", "organisation", "members"),
    )


def assessments(ground: Ground) -> Study:
    """Problems, factors, recommendations, candidates and awards as the reports name them, with whom they speak of."""
    columns = "kind, topic, coalesce(of_whom, place_names, '')"
    return _grouped(
        "assessments", ground, _rows(ground, "assessments", columns, "kind, topic"), ("kind", "topic", "of_whom")
    )


def definitions(ground: Ground) -> Study:
    """Terms with every definition that is given of them."""
    return _grouped(
        "definitions",
        ground,
        _rows(ground, "terms", "term, definition, ''", "term, definition"),
        ("term", "definition", "–"),
    )


def _grouped(name: str, ground: Ground, rows: Sequence[tuple[str | None, ...]], columns: tuple[str, str, str]) -> Study:
    """One row for each first and second word, with the third ones listed and how many facts say it."""
    first, second, third = columns
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for fact_id, *words in rows:
        found[words[0] or "", words[1] or ""].append((words[2] or "", fact_id or ""))
    if first == "key":  # one organisation under its most frequent name, its members together
        found = _by_key(found)
    cells = []
    for (one, two), said in sorted(found.items()):
        ids = tuple(fact_id for _, fact_id in said)
        listed = "；".join(dict.fromkeys(word for word, _ in said if word))
        row: dict[str, Cell] = {first: (one, ()), second: (two, ids)}
        if third != "–":
            row[third] = (listed or None, ids if listed else ())
        cells.append({**row, "facts": (len(ids), ids)})
    return _study(name, ground, cells, [first, second, *([third] if third != "–" else []), "facts"])


def _by_key(found: Mapping[tuple[str, str], list[tuple[str, str]]]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    names: dict[str, list[str]] = defaultdict(list)
    said: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (key, name), some in found.items():
        names[key] += [name] * len(some)
        said[key] += some
    return {(key, min(names[key], key=lambda n: (-names[key].count(n), n))): said[key] for key in said}


def portfolio(ground: Ground) -> Study:
    """The ties of two or more Chinese places side by side, by country: how many, and with whom since when.

    `Choice.places` names the places by id; a place's own ties alone are taken, not those of the cities in it. Raises `UsageError` where
    fewer than two are named or one is not known.
    """
    places = ground.choice.places
    if len(set(places)) < 2:
        raise UsageError("name at least two places to set side by side")
    unknown = [one for one in places if place(one) is None]
    if unknown:
        raise UsageError(f"no place '{unknown[0]}'")
    choice = ground.choice
    of = {
        one: _own(ground_of(ground.release, Choice(one, choice.within, choice.document, choice.as_of)), one)
        for one in places
    }
    countries = sorted({t.b_country or "?" for ties in of.values() for t in ties})
    cells = [
        _country(name_of(c), c, {o: [t for t in ties if (t.b_country or "?") == c] for o, ties in of.items()})
        for c in countries
    ]
    cells.append(_country(text("total"), TOTAL, of))
    study = _study("portfolio", ground, cells, ["key", "name_zh", "name_en"])
    totals = tuple(_total(ground, one, ties) for one, ties in of.items())
    stated = tuple(t for t in totals if t is not None)
    warnings = tuple(
        text("warn_total", share=f"{t.share:g}", named=t.named, value=f"{t.value:g}", least=f"{LEAST_NAMED:g}")
        for t in stated
        if t.warns
    )
    return sealed(Study("portfolio", study.title, study.frame, study.facts, stated, warnings=warnings, note=study.note))


def _own(ground: Ground, one: str) -> list[Tie]:
    return [tie for tie in ground.ties if tie.a == one]


def _country(words: Words, key: str, of: Mapping[str, Sequence[Tie]]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {"key": (key, ()), "name_zh": (words.zh, ()), "name_en": (words.en, ())}
    for one, ties in of.items():
        ids = tuple(tie.fact_id for tie in ties)
        cells[f"ties: {name_of(one).zh}"] = (len(ids), ids)
        listed = "；".join(f"{tie.b_name}（{tie.year}）" if tie.year else tie.b_name for tie in ties)
        cells[f"partners: {name_of(one).zh}"] = (listed, ids) if listed and key != TOTAL else (None, ())
    return cells


def _total(ground: Ground, one: str, ties: Sequence[Tie]) -> Total | None:
    """The number that reports state for a place's own ties: of its level where it is a city of its own, else the whole."""
    scope = frozenset((one, *((ground.choice.within,) if ground.choice.within else ())))
    found: Stated | None = None
    for rule in ("level city", "level province", ""):
        found = found or ground.numbers.at(scope, near=ground.near, rule=rule)
    if found is None:
        return None
    name = name_of(one)
    what = Words(f"{name.zh}{text('stated_total').zh}", f"{name.en}, {text('stated_total').en}")
    ids = (*found.fact_ids, *(tie.fact_id for tie in ties))
    return Total(what, found.value, found.as_of, len(ties), percent(len(ties), found.value), ids)
