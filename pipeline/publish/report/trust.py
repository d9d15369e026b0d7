"""How far to trust the release: its figures of precision, recall and calibration, each with what it was measured on, or that nobody did."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.publish.report.svg import Bar, long_bars
from pipeline.publish.report.words import both, say, texts
from pipeline.publish.study.words import Words

if TYPE_CHECKING:
    from pipeline.publish.opened import Release

RATES = ("precision", "recall", "strict_f1", "calibration_error")
MEASURED = ("test split", "corpus gold", "random sample")
RELIABILITY = ("corpus gold", "test split")  # the nearer one first


def trust_figures(release: Release) -> list[str]:
    """The table of figures and a plot of reliability a claim type; nothing for a release that was told none."""
    if "quality" not in release.tables or release.quality.empty:
        return []
    rows = [_plain(row) for row in release.quality.astype(object).to_dict("records")]
    return [_table(rows), *_reliability(rows)]


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    return {str(name): None if value != value or value is None else value for name, value in row.items()}


def _table(rows: list[dict[str, Any]]) -> str:
    """Rates by type under the head of what they were measured on, then the forecast of the release itself."""
    heads = "".join(f'<th scope="col">{both(_word(name))}</th>' for name in ("type", *RATES))
    body = "".join("".join(_group(rows, basis)) for basis in MEASURED)
    under = "".join(f"<li>{both(words)}</li>" for words in (*_forecast(rows), *_sources(rows)))
    return (
        f'<figure class="wide"><p>{both(say("q_text"))}</p><div class="scroll quality" tabindex="0">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
        f'<figcaption><ul class="soft">{under}</ul></figcaption></figure>'
    )


def _group(rows: list[dict[str, Any]], basis: str) -> Iterator[str]:
    """A head, a row a type that was measured, and one line with what was not and why."""
    mine = [row for row in rows if row["basis"] == basis and row["band"] is None]
    yield f'<tr class="total"><th scope="rowgroup" colspan="{len(RATES) + 1}">{both(_word(basis))}</th></tr>'
    for kind in dict.fromkeys(row["type"] for row in mine if row["value"] is not None):
        cells = "".join(_cell([row for row in mine if (row["type"], row["figure"]) == (kind, name)]) for name in RATES)
        yield f'<tr><th scope="row">{both(_word(kind))}</th>{cells}</tr>'
    for zh, en in dict.fromkeys((row["note_zh"], row["note"]) for row in mine if row["value"] is None):
        kinds = [_word(row["type"]) for row in mine if row["value"] is None and row["note"] == en]
        names = dict.fromkeys((kind.zh, kind.en) for kind in kinds if kind.en != "all")
        words = Words(_listed([n[0] for n in names], zh, "、"), _listed([n[1] for n in names], en, ", "))
        yield f'<tr><td colspan="{len(RATES) + 1}" class="words soft">{both(words)}</td></tr>'


def _listed(names: list[str], why: str, between: str) -> str:
    return f"{between.join(names)}: {why}" if names else why


def _cell(found: list[dict[str, Any]]) -> str:
    """The share, its interval and what it is a share of, each on its line; a dash where there is none."""
    if not found or found[0]["value"] is None:
        return "<td>–</td>"
    row = found[0]
    bounds = "" if row["low"] is None else f"<br><small>{100 * row['low']:.0f}–{_percent(row['high'])}</small>"
    return f"<td>{_percent(row['value'])}{bounds}<br><small>n {int(row['n'])}</small></td>"


def _percent(value: float) -> str:
    return f"{100 * value:.0f}%"


def _word(key: str) -> Words:
    return Words(*texts()["quality_words"].get(key, [key, key]))


def _forecast(rows: list[dict[str, Any]]) -> Iterator[Words]:
    """What the release's own confidences forecast by type, and the second reader's word."""
    mine = [row for row in rows if row["basis"] == "this release" and row["band"] is None and row["value"] is not None]
    for figure in dict.fromkeys(row["figure"] for row in mine):
        one = [
            (_word(row["type"]), f"{_percent(row['value'])} (n {int(row['n'])})")
            for row in mine
            if row["figure"] == figure
        ]
        head = _word(figure)
        zh = "，".join(f"{kind.zh} {value}" for kind, value in one)
        en = ", ".join(f"{kind.en} {value}" for kind, value in one)
        yield Words(f"{head.zh}：{zh}", f"{head.en}: {en}")


def _sources(rows: list[dict[str, Any]]) -> Iterator[Words]:
    """What each basis is, with what to mind of it."""
    told = dict[tuple[str, ...], None]()
    for row in rows:
        if row["source"]:
            told[row["basis"], row["source_zh"], row["source"], row["note_zh"] or "", row["note"] or ""] = None
    for basis, source_zh, source, note_zh, note in told:
        name = _word(basis)
        yield Words(
            f"{name.zh}：{source_zh}{'；' + note_zh if note_zh else ''}",
            f"{name.en}: {source}{'; ' + note if note else ''}",
        )


def _reliability(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Of the claims in each band of confidence the share that is right; as measured nearest to the release."""
    for kind in dict.fromkeys(row["type"] for row in rows if row["figure"] == "reliability"):
        mine = [row for row in rows if row["figure"] == "reliability" and row["type"] == kind]
        basis = next(basis for basis in RELIABILITY if any(row["basis"] == basis for row in mine))
        name, measured_on = _word(kind), _word(basis)
        title = Words(
            f"{say('q_reliable').zh}：{name.zh}（{measured_on.zh}）",
            f"{say('q_reliable').en}: {name.en} ({measured_on.en})",
        )
        bars = [_bar(row) for row in mine if row["basis"] == basis]
        under = f'<figcaption><p class="soft">{both(say("q_reliable_text"))}</p></figcaption>'
        yield f"<figure><h3>{both(title)}</h3>{long_bars(title, bars, unit='%')}{under}</figure>"


def _bar(row: dict[str, Any]) -> Bar:
    low, high = (round(100 * float(side)) for side in row["band"].split("–"))
    return Bar(
        Words(f"可信度 {low}–{high}%（{int(row['n'])} 条）", f"confidence {low}–{high} % ({int(row['n'])} claims)"),
        round(100 * float(row["value"])),
    )
