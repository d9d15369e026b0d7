"""The report: which figures it shows in which order, and the page around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from html import escape
from string import Template
from typing import TYPE_CHECKING, Any

from pipeline.paths import data_file
from pipeline.publish.report.figures import asked_of, bars_of, figure, percents_of, warning_of
from pipeline.publish.report.maps import MOST, map_plot, network_plot
from pipeline.publish.report.svg import Bar, columns, curve, long_bars
from pipeline.publish.report.trust import trust_figures
from pipeline.publish.report.words import ROOM, both, say, style, texts
from pipeline.publish.study.abroad import name_of
from pipeline.publish.study.athome import province_of
from pipeline.publish.study.catalogue import TABLES
from pipeline.publish.study.choice import Choice, countries_within
from pipeline.publish.study.ground import Ground, ground_of
from pipeline.publish.study.study import Study, plain
from pipeline.publish.study.words import Words

if TYPE_CHECKING:
    from pipeline.publish.opened import Release

SCOPES = 4  # groups and countries with chapters of their own
FEW_YEARS = 32  # rows that are drawn as bars where there is no curve
PARTS = 3  # stated numbers of provinces, regions or periods that make a chapter
NUMBERS = ("documents", "works", "pairs", "counts", "activities", "conflicts", "findings")


def report_html(release: Release) -> str:
    """The report of a release as one HTML text: no script, nothing fetched, the same bytes for the same release."""
    whole = ground_of(release, Choice())
    chapters = [*_whole(whole), *_scopes(release, whole), *_doings(whole), *_network(whole), *_trust(release)]
    contents = "".join(f'<li><a href="#s{i}">{both(name)}</a></li>' for i, (name, _) in enumerate(chapters))
    sections = "".join(_chapter(i, *chapter) for i, chapter in enumerate(chapters))
    nav = f"<nav><p><b>{both(say('contents'))}</b></p><ul>{contents}</ul></nav>"
    title = say("title")
    page = Template(data_file(ROOM, "page.html").read_text(encoding="utf-8"))
    head = escape(f"{title.zh} · {title.en}")
    return page.substitute(title=head, style=style(), body=f"{_front(release)}{nav}{sections}")


def _chapter(position: int, name: Words, figures: list[str]) -> str:
    return f'<section id="s{position}"><h2>{both(name)}</h2><div class="grid">{"".join(figures)}</div></section>'


Chapter = tuple[Words, list[str]]


def _front(release: Release) -> str:
    tables = {name: release.frame(name) for name in NUMBERS if name in release.tables}
    sums = {name: frame["work_id"].nunique() if name == "works" else len(frame) for name, frame in tables.items()}
    items = "".join(f"<li><b>{value}</b>{both(say(name))}</li>" for name, value in sums.items())
    return (
        f'<h1>{both(say("title"))}</h1><p class="soft">{both(say("release", name=release.name))}</p><ul class="numbers">{items}</ul>'
        f'<div class="read"><p><b>{both(say("how"))}</b></p>{both(say("how_text"), "p")}</div>'
    )


def _section(key: str) -> Words:
    return Words(*texts()["section"][key])


def _drawn(ground: Ground, name: str) -> str:
    study = TABLES[name](ground)
    return figure(study, bars_of(study) + percents_of(study))


def _whole(ground: Ground) -> Iterator[Chapter]:
    yield _section("shares"), [_drawn(ground, name) for name in ("by-country", "by-continent", "by-group", "by-income")]
    yield _section("home"), [_drawn(ground, name) for name in ("by-region", "by-province", "by-level")]
    yield _section("time"), _times(ground)


def _times(ground: Ground) -> list[str]:
    """The curve of years, the decades, and the periods where reports state any."""
    years = TABLES["by-year"](ground)
    named = [
        (float(r["key"]), float(r["cumulative"])) for r in years.frame.to_dict("records") if str(r["key"]).isdecimal()
    ]
    stocks = [s for s in ground.numbers.of_times(ground.choice.scope, "sister_pairs") if s.years and not s.rule]
    stated = [(_moment(s.last or ""), s.value) for s in stocks]
    plot = curve(years.title, [(say("curve_named"), named, True), (say("curve_stated"), stated, False)])
    if not plot and 2 < len(years.frame) <= FEW_YEARS:
        plot = bars_of(years)
    elif plot:
        plot = _with_warning(plot, years)
    found = [figure(years, plot)] if plot else []
    for name in ("by-decade", "by-period"):
        study = TABLES[name](ground)
        if len(study.frame) > 2 and (name == "by-decade" or len(ground.numbers.of_times(ground.choice.scope)) >= PARTS):
            found.append(figure(study, bars_of(study)))
    return found


def _moment(day: str) -> float:
    """A day as a year with its part."""
    return int(day[:4]) + (int(day[5:7]) - 1) / 12


def _with_warning(plot: str, study: Study) -> str:
    words = warning_of(study)
    return (f'<p class="warn">⚠ {both(words)}</p>' if words else "") + plot


def _scopes(release: Release, whole: Ground) -> Iterator[Chapter]:
    """A chapter for each country or group that the reports themselves divide by province, region or period."""
    parts: Counter[str] = Counter()
    for scope in (*whole.numbers.scopes(), *whole.numbers.scopes("new_sister_pairs")):
        for other in scope:
            mine = next(iter(scope - {other}), "")
            if len(scope) == 2 and _is_other(other) and (mine.startswith("x-CN-") or province_of(mine) == mine):
                parts[other] += 1
    for scope in whole.numbers.scopes("new_sister_pairs"):
        if "CN" in scope and len(scope) == 2:
            (other,) = scope - {"CN"}
            parts[other] += len(whole.numbers.of_times(scope)) if _is_other(other) else 0
    for other in sorted((o for o in parts if parts[o] >= PARTS), key=lambda o: (-parts[o], o))[:SCOPES]:
        ground = ground_of(release, Choice(within=other))
        names = [*(["by-country"] if len(countries_within(other)) > 1 else []), "by-region", "by-province", "by-level"]
        name = name_of(other)
        heading = Words(say("scope", name=name.zh).zh, say("scope", name=name.en).en)
        yield heading, [*(_drawn(ground, n) for n in names), *_times(ground)]


def _is_other(place_id: str) -> bool:
    """Is it a place abroad whose countries are known?"""
    from pipeline.errors import UsageError

    try:
        return "CN" not in countries_within(place_id)
    except UsageError:
        return False


def _doings(ground: Ground) -> Iterator[Chapter]:
    ours = TABLES["activities"](ground)
    theirs = TABLES["activities"](ground_of(ground.release, Choice(scheme="survey")))
    yield _section("doings"), [figure(study, bars_of(study, whole=None) + asked_of(study)) for study in (ours, theirs)]
    survey = TABLES["survey"](ground)
    said = [figure(survey, "".join(_answers(survey)), wide=True)] if len(survey.frame) else []
    said += [
        figure(study, "")
        for name in ("motives", "memberships", "assessments", "definitions")
        if len((study := TABLES[name](ground)).frame)
    ]
    if said:
        yield _section("sayings"), said
    lively = TABLES["assessment"](ground)
    rows = [r for r in lively.frame.to_dict("records") if r.get("index")][:20]
    plot = long_bars(say("index_axis"), [Bar(_exposed(r), float(r["index"])) for r in rows]) if rows else ""
    plot += f'<p class="soft">{both(say("exposed_text"))}</p>' if rows else ""
    yield _section("lively"), [figure(lively, plot, wide=True)]


def _exposed(row: Mapping[Hashable, Any]) -> Words:
    """A tie's name with its exposure."""
    seen = {"documents": row["exposure_documents"], "span": row["exposure_years"]}
    chinese = say("exposed", a=row["a_name"], b=row["b_name"], **seen)
    return Words(chinese.zh, say("exposed", a=row["a_name_en"], b=row["b_name_en"], **seen).en)


def _answers(survey: Study) -> Iterable[str]:
    """A plot for each question and each who answered it."""
    frame = survey.frame[survey.frame["answer"] != "Σ"]
    shares = [name for name in frame.columns if name.startswith("share: ")]
    yield '<div class="grid">'
    for question, rows in frame.groupby("question", sort=False):
        for name in shares:
            given = [r for r in rows.to_dict("records") if plain(r[name]) is not None]
            who = name.removeprefix("share: ")
            if len(given) > 1:
                words = Words(*(f"{str(question) or unknown} · {who}" for unknown in say("no_question")))
                plot = long_bars(words, [Bar(Words(r["answer"], r["answer"]), float(r[name])) for r in given], unit="%")
                yield f"<div><p><b>{both(words)}</b></p>{plot}</div>"
    yield "</div>"


def _network(ground: Ground) -> Iterator[Chapter]:
    study = TABLES["network"](ground)
    places = Counter(tie.a for tie in ground.ties) + Counter(tie.b for tie in ground.ties)
    spread = Counter(min(n, 10) for n in places.values())
    values = [(f"{n}+" if n == 10 else str(n), float(spread[n])) for n in range(1, max(spread, default=0) + 1)]
    found = [figure(study, columns(say("partners"), values, say("partners_axis")))]
    plot, left_out = network_plot(ground.ties)
    if plot:
        text = f'<p class="soft">{both(say("network_text"))}</p>'
        cut = f'<p class="soft">{both(say("network_cut", most=MOST))}</p>' if left_out else ""
        found.append(
            f"<figure><h3>{both(say('network'))}</h3>{plot}<figcaption>{text}{cut}{_note(study)}</figcaption></figure>"
        )
    drawn, missing = map_plot(ground.ties)
    lacking = f'<p class="soft">{both(say("map_missing", missing=missing))}</p>' if missing else ""
    text = f'<p class="soft">{both(say("map_text"))}</p>'
    under = f"<figcaption>{text}{lacking}{_note(study)}</figcaption>"
    scroll = f'<div class="scroll" tabindex="0">{drawn}</div>'
    found.append(f'<figure class="wide"><h3>{both(say("map"))}</h3>{scroll}{under}</figure>')
    yield _section("net"), found


def _trust(release: Release) -> Iterator[Chapter]:
    if figures := trust_figures(release):
        yield _section("trust"), figures


def _note(study: Study) -> str:
    return f'<p class="note">{both(study.note)}</p>'
