"""Plots as SVG, made by hand: text stays text (it can be read aloud, searched, and set in whatever font the reader has), and the bytes
depend on the figures alone.

All plots are 340 units wide, so that on a telephone one unit is about a pixel and no letter gets too small to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from pipeline.publish.report.words import say
from pipeline.publish.study.study import number
from pipeline.publish.study.words import Words

WIDE = 340
NAMED, STATED, EDGE, OTHER, WARN = "#0b4f8a", "#d5e0ea", "#5b7083", "#a23b12", "#7a3300"
LABEL = 118  # units for the names of bars
ROW = 21


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `value` is drawn solid, `whole` as a frame behind it, where a report states one."""

    name: Words
    value: float
    whole: float | None = None
    low: bool = False  # under half of the whole


def f(value: float) -> str:
    """A coordinate: two decimals at most, no needless zero."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def label(
    x: float, y: float, words: Words, *, size: float = 12.5, anchor: str = "start", fill: str = "", bold: bool = False
) -> str:
    """A text in both languages at one place."""
    more = f' fill="{fill}"' if fill else ""
    more += ' font-weight="600"' if bold else ""
    more += f' style="fill:{fill}"' if fill else ""

    def one(text: str, which: str) -> str:
        return f'<text x="{f(x)}" y="{f(y)}" font-size="{f(size)}" text-anchor="{anchor}"{more}{which}>{escape(text)}</text>'

    if words.zh == words.en:
        return one(words.zh, "")
    return one(words.zh, ' class="zh" lang="zh"') + one(words.en, ' class="en" lang="en"')


def same(text: str) -> Words:
    """A text that is the same in both languages."""
    return Words(text, text)


def cut(words: Words, most: int = 8) -> Words:
    """Names short enough for a label: so many Chinese characters, twice as many letters."""
    return Words(*(text if width(text) <= 2 * most else clipped(text, 2 * most - 2) + "…" for text in words))


def fits(words: Words) -> bool:
    """Is a name short enough, in both languages, to stand before its bar?"""
    return cut(words) == words


def width(text: str) -> int:
    """How wide a text is, in halves of a Chinese character; letters are a little wider than half of one."""
    return -(-sum(20 if ord(char) > 0x2E7F else 11 for char in text) // 10)


def clipped(text: str, most: int) -> str:
    """The beginning of a text that is at most so wide."""
    end = 0
    while end < len(text) and width(text[: end + 1]) <= most:
        end += 1
    return text[:end]


def framed(height: float, title: Words, parts: Iterable[str], *, wide: float = WIDE, css: str = "") -> str:
    """A plot of a height, with the title that is read aloud."""
    told = escape(f"{title.zh} / {title.en}" if title.zh != title.en else title.zh)
    kind = f' class="{css}"' if css else ""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {f(wide)} {f(height)}" role="img"{kind}><title>{told}</title>'
    return head + "".join(parts) + "</svg>"


def bars(title: Words, rows: Sequence[Bar], *, warning: Words | None = None, unit: str = "") -> str:
    """Horizontal bars; where a row has a whole, it is a frame behind the bar and both numbers stand at the end."""
    with_whole = any(row.whole is not None for row in rows)
    top = max((max(row.value, row.whole or 0) for row in rows), default=0) or 1
    stacked = 3 * sum(1 for row in rows if not fits(row.name)) >= max(1, len(rows))
    left = 4.0 if stacked else LABEL
    reach = WIDE - left - (84 if with_whole else 46)
    parts, y = [], 6.0
    if warning is not None:
        parts.append(label(4, y + 9, Words(f"⚠ {warning.zh}", f"⚠ {warning.en}"), fill=WARN, bold=True))
        y += 20
    if with_whole:
        parts.append(_legend(y))
        y += 20
    for row in rows:
        if stacked:  # where many names are long each has a line of its own, so that none is cut that could be read
            parts.append(label(4, y + 13, cut(row.name, 26)))
            y += ROW - 4
        else:
            parts.append(label(LABEL - 6, y + 13, cut(row.name), anchor="end"))
        parts.append(_bar(row, y, reach / top, unit, left))
        y += ROW
    return framed(y + 4, title, parts)


def long_bars(title: Words, rows: Sequence[Bar], *, unit: str = "") -> str:
    """Horizontal bars under names that are whole clauses: each name has a line of its own."""
    top = max((row.value for row in rows), default=0) or 1
    parts = []
    for i, row in enumerate(rows):
        y, end = i * 38.0, row.value / top * (WIDE - 56)
        parts.append(label(4, y + 15, cut(row.name, 26)))
        parts.append(f'<rect x="4" y="{f(y + 20)}" width="{f(max(end, 0.5))}" height="12" fill="{NAMED}"/>')
        parts.append(label(end + 9, y + 31, same(number(row.value) + unit), size=11.5))
    return framed(38 * len(rows) + 4, title, parts)


def _legend(y: float) -> str:
    named = f'<rect x="4" y="{f(y)}" width="11" height="10" fill="{NAMED}"/>'
    stated = f'<rect x="104" y="{f(y)}" width="11" height="10" fill="{STATED}" stroke="{EDGE}"/>'
    return named + label(19, y + 10, say("named")) + stated + label(119, y + 10, say("stated"))


def _bar(row: Bar, y: float, scale: float, unit: str, left: float) -> str:
    drawn, end, inset = [], row.value * scale, 0
    said = number(row.value) + unit
    if row.whole is not None:
        end, inset = max(end, row.whole * scale), 4
        drawn.append(_rect(left, y, row.whole * scale, 0, f'fill="{STATED}" stroke="{EDGE}"'))
        said = f"{number(row.value)} / {number(row.whole)}"
    drawn.append(_rect(left, y, row.value * scale, inset, f'fill="{NAMED}"'))
    mark = " ⚠" if row.low else ""
    drawn.append(label(left + end + 5, y + 13, same(said + mark), size=11.5, fill=WARN if row.low else ""))
    return "".join(drawn)


def _rect(left: float, y: float, length: float, inset: int, look: str) -> str:
    high = 15 - 2 * inset
    return f'<rect x="{f(left)}" y="{f(y + 2 + inset)}" width="{f(max(length, 0.5))}" height="{high}" {look}/>'


def curve(title: Words, panels: Sequence[tuple[Words, Sequence[tuple[float, float]], bool]]) -> str:
    """Panels one above the other over the same years: a name, points (year, value), and whether a line joins them."""
    years = [x for _, points, _ in panels if drawable(points) for x, _ in points]
    if not years:
        return ""
    first, last = min(years), max(max(years), min(years) + 1)
    parts, y = [], 4.0
    for name, points, joined in panels:
        if drawable(points):
            parts.append(label(4, y + 10, name, bold=True))
            parts.append(_panel(points, (first, last), y + 28, joined=joined))
            y += 138
    return framed(y, title, parts)


def drawable(points: Sequence[tuple[float, float]]) -> bool:
    """Do the points make a curve: two or more, not all nothing?"""
    return len(points) > 1 and any(value for _, value in points)


def _panel(
    points: Sequence[tuple[float, float]], years: tuple[float, float], top: float, *, joined: bool, height: float = 82
) -> str:
    left, right = 40.0, WIDE - 14.0
    most = max(value for _, value in points) or 1
    step = _step(most)
    high = step * -(-most // step)

    def at(x: float, y: float) -> tuple[float, float]:
        return left + (x - years[0]) / (years[1] - years[0]) * (right - left), top + height - y / high * height

    drawn = []
    for i in range(int(high / step) + 1):
        y = at(years[0], i * step)[1]
        drawn.append(
            f'<line x1="{f(left)}" x2="{f(right)}" y1="{f(y)}" y2="{f(y)}" stroke="#c3ced8" stroke-width="0.7"/>'
        )
        drawn.append(label(left - 5, y + 4, same(number(i * step)), size=11.5, anchor="end"))
    for year in _ticks(years):
        x = at(year, 0)[0]
        drawn.append(
            f'<line x1="{f(x)}" x2="{f(x)}" y1="{f(top + height)}" y2="{f(top + height + 4)}" stroke="{EDGE}"/>'
        )
        drawn.append(label(x, top + height + 15, same(str(year)), size=11.5, anchor="middle"))
    placed = [at(*point) for point in points]
    if joined and len(placed) > 1:
        line = " ".join(f"{f(x)},{f(y)}" for x, y in placed)
        drawn.append(f'<polyline points="{line}" fill="none" stroke="{NAMED}" stroke-width="2"/>')
    else:
        drawn += [f'<circle cx="{f(x)}" cy="{f(y)}" r="3.2" fill="{OTHER}"/>' for x, y in placed]
    return "".join(drawn)


def _step(most: float) -> float:
    """A round step that gives two to five lines."""
    size = 10.0 ** (len(str(int(most))) - 1)
    return next((size * k for k in (0.2, 0.5, 1, 2) if most / (size * k) <= 4 and size * k >= 1), max(1.0, size * 2))


def _ticks(years: tuple[float, float]) -> list[int]:
    span = years[1] - years[0]
    step = next((s for s in (1, 2, 5, 10, 20, 50) if span / s <= 6), 100)
    first = int(-(-years[0] // step) * step)
    return list(range(first, int(years[1]) + 1, step))


def columns(title: Words, values: Sequence[tuple[str, float]], axis: Words) -> str:
    """Upright columns with their number on top: a distribution."""
    if not values:
        return ""
    top = max(value for _, value in values) or 1
    step = min(44.0, (WIDE - 20) / len(values))
    parts = []
    for i, (name, value) in enumerate(values):
        x, high = 10 + i * step, value / top * 90
        parts.append(
            f'<rect x="{f(x + 3)}" y="{f(110 - high)}" width="{f(step - 6)}" height="{f(high)}" fill="{NAMED}"/>'
        )
        parts.append(label(x + step / 2, 106 - high, same(number(value)), size=11.5, anchor="middle"))
        parts.append(label(x + step / 2, 123, same(name), size=11.5, anchor="middle"))
    parts.append(f'<line x1="10" x2="{WIDE - 10}" y1="110" y2="110" stroke="{EDGE}"/>')
    parts.append(label(10, 140, axis, size=11.5))
    return framed(146, title, parts)
