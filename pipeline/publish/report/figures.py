"""A study as a figure of the report: its plot, what stands under it, its table, and the facts behind each row."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from html import escape
from typing import Any

from pipeline.publish.facttables import JOINT
from pipeline.publish.report.svg import Bar, bars
from pipeline.publish.report.words import both, say
from pipeline.publish.study.breakdown import TOTAL
from pipeline.publish.study.study import Study, plain
from pipeline.publish.study.words import Words, head, text, value

ROWS, SHOWN, IDS = (
    {"by-province": 36},
    200,
    8,
)  # bars of a plot (22 where nothing else is said), rows of a table, ids of a row
# Columns of words, which may take several lines.
_WORDS = frozenset(
    [
        "answer",
        "motive",
        "topic",
        "of_whom",
        "definition",
        "members",
        "organisation",
        "question",
        "term",
        "ties",
        "partners",
        "verdict_zh",
    ]
)


def figure(study: Study, plot: str, *, wide: bool = False, title: Words | None = None) -> str:
    """A whole figure; `plot` may be empty where only the table speaks."""
    css = ' class="wide"' if wide else ""
    parts = [
        f"<figure{css}><h3>{both(title or study.title)}</h3>",
        plot,
        "<figcaption>",
        *_under(study),
        "</figcaption>",
    ]
    return "".join([*parts, table(study, opened=not plot), evidence(study), "</figure>"])


def _under(study: Study) -> list[str]:
    """Totals and shares, warnings, remarks, and the note that stands under every table."""
    told = [f"<p>{both(words)}</p>" for words in study.told()]
    warned = [f'<p class="warn" role="note">{both(words)}</p>' for words in study.warnings]
    remarks = [f'<p class="soft">{both(words)}</p>' for words in study.remarks]
    return [*warned, *told, *remarks, f'<p class="note">{both(study.note)}</p>']


def bars_of(study: Study, *, value: str = "named", whole: str | None = "stated") -> str:
    """Bars of a table's rows, the total left out; with its warning in the plot itself."""
    rows = [row for row in study.frame.to_dict("records") if row["key"] != TOTAL]
    if not any(row[value] or (whole and _there(row[whole])) for row in rows):
        return ""
    most = ROWS.get(study.name, 22)
    shown = [_bar(row, value, whole) for row in rows[:most]]
    if len(rows) > most:
        words = say("others", more=len(rows) - most)
        return bars(study.title, shown, warning=warning_of(study)) + f'<p class="soft">{both(words)}</p>'
    return bars(study.title, shown, warning=warning_of(study))


def _bar(row: Mapping[Hashable, Any], value: str, whole: str | None) -> Bar:
    named, low = float(row[value] or 0), plain(row.get("warning")) == text("short").zh
    return Bar(Words(row["name_zh"], row["name_en"]), named, _there(row[whole]) if whole else None, low)


def percents_of(study: Study) -> str:
    """Bars of the shares that reports state in words, where they state no numbers; empty elsewhere."""
    if "stated_percent" not in study.frame or study.frame["stated"].head(-1).notna().any():
        return ""
    said = [
        (row, share) for row in study.frame.to_dict("records") if (share := _there(row["stated_percent"])) is not None
    ]
    rows = [Bar(Words(row["name_zh"], row["name_en"]), share) for row, share in said]
    title = head("stated_percent")
    return f"<p><b>{both(title)}</b></p>{bars(title, rows, unit='%')}" if rows else ""


def asked_of(study: Study) -> str:
    """Beside activities by the kinds of questionnaires: the shares of answers, a plot for each who answered."""
    plots = []
    for name in study.frame.columns:
        if name.startswith("answered: "):
            rows = [row for row in study.frame.to_dict("records") if plain(row[name]) is not None]
            drawn = bars(
                head(name), [Bar(Words(row["name_zh"], row["name_en"]), float(row[name])) for row in rows], unit="%"
            )
            plots.append(f"<p><b>{both(head(name))}</b></p>{drawn}")
    return "".join(plots)


def _there(value: object) -> float | None:
    return None if plain(value) is None else float(str(value))


def warning_of(study: Study) -> Words | None:
    """The short warning that a plot bears; None where half or more is named."""
    low = [total for total in study.stated if total.warns]
    if low and low[0].share is not None:
        return say("warn_short", share=f"{low[0].share:g}")
    short = sum(1 for mark in study.frame.get("warning", ()) if plain(mark) == text("short").zh)
    return say("warn_some", short=short) if short else None


def table(study: Study, *, opened: bool = False) -> str:
    """The table below a plot, folded unless `opened`; a name in both languages is one column, columns without a figure are left out."""
    frame = study.frame.dropna(axis="columns", how="all")
    names = [name for name in frame.columns if name != "key" and not name.endswith("_en")]
    heads = "".join(f'<th scope="col"{_class(name)}>{both(_head(name))}</th>' for name in names)
    body = "".join(_row(row, names) for row in frame.head(SHOWN).to_dict("records"))
    cut = f'<p class="soft">{both(say("rows_cut", most=SHOWN))}</p>' if len(frame) > SHOWN else ""
    if frame.empty:
        return f'<p class="soft">{both(say("empty"))}</p>'
    summary = both(say("table", rows=len(frame)))
    inside = (
        f'<div class="scroll" tabindex="0"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
    return f"<details{' open' if opened else ''}><summary>{summary}</summary>{inside}{cut}</details>"


def _head(name: str) -> Words:
    if name.endswith("_zh"):
        return Words(head(name).zh, head(name.removesuffix("_zh") + "_en").en)
    return head(name)


def _class(name: str) -> str:
    return ' class="words"' if name.split(":")[0] in _WORDS else ""


def _row(row: Mapping[Hashable, Any], names: Sequence[str]) -> str:
    cells = []
    for name in names:
        said, other = plain(row[name]), row.get(f"{name.removesuffix('_zh')}_en")
        words = Words(str(said), other) if isinstance(other, str) else Words(*(str(said or ""),) * 2)
        words = _values(words.zh) if name in ("kind", "kinds") else words
        shown = both(words) if words.zh != words.en else escape(words.zh)
        css = ' class="low"' if name == "warning" and said else _class(name)
        cells.append(f"<td{css}>{shown}</td>")
    return f"<tr{' class=total' if row.get('key') == TOTAL or row.get('answer') == 'Σ' else ''}>{''.join(cells)}</tr>"


def _values(cell: str) -> Words:
    """The words of a closed list in a cell, in both languages."""
    words = [value(word) for word in cell.split(JOINT)]
    return Words("、".join(word.zh for word in words), ", ".join(word.en for word in words))


def evidence(study: Study) -> str:
    """The first facts behind each row, folded; the command gives the rest."""
    lines = []
    for position, (_, cells) in enumerate(study.facts.head(SHOWN).iterrows()):
        ids = list(dict.fromkeys(i for cell in cells if cell for i in str(cell).split(JOINT)))
        if not ids or study.frame.iloc[position].get("key") == TOTAL:
            continue
        more = f" {both(say('more', more=len(ids) - IDS))}" if len(ids) > IDS else ""
        codes = " ".join(f"<code>{escape(one)}</code>" for one in ids[:IDS])
        lines.append(f"<li>{_name(study, position)}: {codes}{more}</li>")
    if not lines:
        return ""
    return f'<details><summary>{both(say("evidence"))}</summary><ul class="facts">{"".join(lines)}</ul></details>'


def _name(study: Study, position: int) -> str:
    row = study.frame.iloc[position]
    if "name_zh" in row:
        return both(Words(str(row["name_zh"]), str(row["name_en"])))
    words = [str(row[name]) for name in study.frame.columns if name != "key" and plain(row[name]) is not None]
    return escape(" · ".join(words[:2]))
