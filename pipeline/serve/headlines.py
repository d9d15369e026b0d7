"""A fact in one line, as lists show it: what a table's row says, in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pipeline.serve.language import text, word

Row = Mapping[str, Any]
DOT, DASH = " · ", " – "
LONGEST = 160  # characters of each part of a line


def headline(table: str, row: Row, lang: str) -> str:
    """One line for a row of a table of facts; its first words for a table that has no line of its own."""
    told = _LINES.get(table, _plain)(row, lang)
    return DOT.join(brief(part) for part in told if part) or str(row.get("fact_id") or "")


def number(value: float | None) -> str:
    """A number as people write it: thousands parted, no needless zero."""
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def place_name(row: Row, side: str, lang: str) -> str:
    """The name of one side of a tie, English where that is asked for and known."""
    english = row.get(f"{side}_name_en")
    return brief(str((english if lang == "en" and english else row.get(f"{side}_name")) or ""), LONGEST // 2)


def brief(text: str, most: int = LONGEST) -> str:
    """As much of a text as a list has room for."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _sides(row: Row, lang: str) -> str:
    return DASH.join(name for name in (place_name(row, "a", lang), place_name(row, "b", lang)) if name)


def _pair(row: Row, lang: str) -> list[str]:
    return [_sides(row, lang), word(lang, "relation", row["relation"]), row["date"] or text(lang, "fact.undated")]


def _count(row: Row, lang: str) -> list[str]:
    about = "≈ " if row["approximate"] else ""
    value = f"{word(lang, 'measure', row['measure'])} {about}{number(row['value'])} {row['unit'] or ''}".strip()
    return [row["scope_names"] or "", value, row["time"] or ""]


def _activity(row: Row, lang: str) -> list[str]:
    said = row["name"] or row["outcome"] or ""
    return [row["participant_names"] or "", word(lang, "category", row["category"]), row["date"] or "", said]


def _milestone(row: Row, lang: str) -> list[str]:
    return [_sides(row, lang), word(lang, "stage", row["stage"]), row["date"] or ""]


def _document(row: Row, _lang: str) -> list[str]:
    return [row["title"] or row["document"] or "", row["authors"] or "", row["date"] or ""]


def _answer(row: Row, _lang: str) -> list[str]:
    share = row["share"] if row["share"] is not None else row["value"]
    return [row["question"] or "", row["answer"] or "", f"{number(share)}{row['unit'] or ''}"]


def _plain(row: Row, _lang: str) -> list[str]:
    """The first words of a row that has no shape of its own: names and what is said of them, no ids."""
    left = ("_id", "_ids", "_first", "_last", "country")
    words = [value for key, value in row.items() if isinstance(value, str) and not key.endswith(left)]
    return [value for value in words if value not in (row.get("reason"), row.get("reason_zh"))][:3]


_LINES: dict[str, Callable[[Row, str], list[str]]] = {
    "pairs": _pair,
    "counts": _count,
    "activities": _activity,
    "milestones": _milestone,
    "survey_answers": _answer,
    "documents": _document,
}
