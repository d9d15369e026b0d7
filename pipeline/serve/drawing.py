"""Charts as SVG, made here and shown without a script: each bar, point and line links to what it stands for, its figure is its title.

No `style` attributes, since the page's policy lets none through; colours are attributes, and nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from pipeline.publish.report.svg import EDGE, NAMED, OTHER, STATED, clipped, f, width
from pipeline.serve.headlines import number

WIDE = 720.0
LABEL, ROW = 170.0, 24.0
GRID = "#d3dde6"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What stands for one thing: its name, its figure, where a click leads; `whole` is what a report states beside it."""

    name: str
    value: float
    address: str
    whole: float | None = None


def bars(title: str, rows: Sequence[Drawn], unit: str = "") -> Markup:
    """Horizontal bars, one a row; a frame behind a bar is the number that a report states."""
    top = max((max(row.value, row.whole or 0) for row in rows), default=0) or 1
    scale = (WIDE - LABEL - 110) / top
    parts = []
    for i, row in enumerate(rows):
        y = i * ROW
        said = number(row.value) + unit + (f" / {number(row.whole)}{unit}" if row.whole is not None else "")
        whole = _rect(LABEL, y + 3, row.whole * scale, 17, STATED, EDGE) if row.whole is not None else Markup("")
        bar = _rect(LABEL, y + 6, row.value * scale, 11, NAMED)
        end = LABEL + max(row.value, row.whole or 0) * scale + 6
        inside = text(LABEL - 8, y + 16, short(row.name, 22), anchor="end") + whole + bar + text(end, y + 16, said)
        parts.append(link(row.address, f"{row.name}: {said}", inside))
    return framed(title, len(rows) * ROW + 4, parts)


def columns(title: str, rows: Sequence[Drawn]) -> Markup:
    """Upright columns with the figure on top: a distribution over time."""
    if not rows:
        return Markup("")
    top = max(row.value for row in rows) or 1
    step = min(90.0, (WIDE - 20) / len(rows))
    every = max(1, int(46 / step) + 1) if step < 46 else 1  # names that would run into each other are left out
    parts = []
    for i, row in enumerate(rows):
        x, high = 10 + i * step, row.value / top * 150
        bar = _rect(x + step * 0.1, 172 - high, step * 0.8, high, NAMED)
        figure = text(x + step / 2, 166 - high, number(row.value), anchor="middle") if step > 26 else Markup("")
        name = text(x + step / 2, 190, row.name, anchor="middle") if i % every == 0 else Markup("")
        parts.append(link(row.address, f"{row.name}: {number(row.value)}", bar + figure + name))
    parts.append(_line(10, 172, WIDE - 10, 172, EDGE))
    return framed(title, 198, parts)


def curve(title: str, points: Sequence[tuple[float, Drawn]]) -> Markup:
    """A series: points by year (with its fraction), joined in the order of time, each a link."""
    if not points:
        return Markup("")
    left, right, top, bottom = 60.0, WIDE - 20, 16.0, 220.0
    first, last = points[0][0], max(points[-1][0], points[0][0] + 1)
    most = max(point.value for _, point in points) or 1

    def at(year: float, value: float) -> tuple[float, float]:
        return left + (year - first) / (last - first) * (right - left), bottom - value / most * (bottom - top)

    parts = [_line(left, at(first, v)[1], right, at(first, v)[1], GRID) for v in (0, most / 2, most)]
    parts += [text(left - 6, at(first, v)[1] + 4, number(round(v, 2)), anchor="end") for v in (0, most / 2, most)]
    parts += [text(at(year, 0)[0], bottom + 18, str(year), anchor="middle") for year in _years(first, last)]
    placed = [(*at(year, point.value), point) for year, point in points]
    joined = " ".join(f"{f(x)},{f(y)}" for x, y, _ in placed)
    parts.append(Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>').format(joined, NAMED))
    for x, y, point in placed:
        dot = Markup('<circle cx="{}" cy="{}" r="5" fill="{}" stroke="#fff"/>').format(f(x), f(y), OTHER)
        parts.append(link(point.address, f"{point.name}: {number(point.value)}", dot))
    return framed(title, bottom + 26, parts)


def network(title: str, sides: Sequence[Sequence[Drawn]], ties: Iterable[tuple[int, int, str, str]]) -> Markup:
    """Two columns of places with a line a tie (`left`, `right`, name, address)."""
    height = 22.0 * max((len(side) for side in sides), default=1) + 10
    at = [[(i + 0.5) * height / max(1, len(side)) for i in range(len(side))] for side in sides]
    x = (230.0, WIDE - 230.0)
    parts = [link(address, name, _line(x[0], at[0][a], x[1], at[1][b], EDGE, 1.4)) for a, b, name, address in ties]
    for side, where in enumerate(x):
        for place, y in zip(sides[side], at[side], strict=True):
            mark = _mark(where, y, 5, square=side == 1)
            name = text(where + (-10, 10)[side], y + 4, short(place.name, 26), anchor=("end", "start")[side])
            parts.append(link(place.address, f"{place.name}: {number(place.value)}", mark + name))
    return framed(title, height, parts)


def framed(title: str, height: float, parts: Iterable[Markup], *, wide: float = WIDE) -> Markup:
    """A chart of a height, with the title that is read aloud."""
    head = Markup(
        '<svg class="chart" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}" role="group" aria-label="{}">'
    )
    return head.format(f(wide), f(height), title) + Markup("").join(parts) + Markup("</svg>")


def link(address: str, title: str, inside: Markup) -> Markup:
    """What leads on: a link with a title that says the figure."""
    return Markup('<a href="{}"><title>{}</title>{}</a>').format(address, title, inside)


def text(x: float, y: float, words: str, *, anchor: str = "start", size: float = 13) -> Markup:
    """Words at a place."""
    made = Markup('<text x="{}" y="{}" font-size="{}" text-anchor="{}">{}</text>')
    return made.format(f(x), f(y), f(size), anchor, words)


def short(words: str, most: int) -> str:
    """A name that fits: so many halves of a Chinese character."""
    return words if width(words) <= most else clipped(words, most - 2) + "…"


def _rect(x: float, y: float, wide: float, high: float, fill: str, stroke: str = "none") -> Markup:
    made = Markup('<rect x="{}" y="{}" width="{}" height="{}" fill="{}" stroke="{}"/>')
    return made.format(f(x), f(y), f(max(wide, 0.5)), f(max(high, 0.5)), fill, stroke)


def _line(x1: float, y1: float, x2: float, y2: float, stroke: str, thick: float = 0.8) -> Markup:
    made = Markup('<line x1="{}" y1="{}" x2="{}" y2="{}" stroke="{}" stroke-width="{}"/>')
    return made.format(f(x1), f(y1), f(x2), f(y2), stroke, f(thick))


def _mark(x: float, y: float, size: float, *, square: bool) -> Markup:
    if square:
        return _rect(x - size, y - size, 2 * size, 2 * size, OTHER, "#fff")
    return Markup('<circle cx="{}" cy="{}" r="{}" fill="{}" stroke="#fff"/>').format(f(x), f(y), f(size), NAMED)


def _years(first: float, last: float) -> list[int]:
    step = next((s for s in (1, 2, 5, 10, 20) if (last - first) / s <= 9), 50)
    return [year for year in range(int(-(-first // 1)), int(last) + 1) if year % step == 0 or last - first < step]


def map_of(
    title: str,
    places: Sequence[tuple[float, float, Drawn]],
    bounds: tuple[float, float, float, float],
    picture: str | None,
) -> Markup:
    """Places as points (longitude, latitude) in plain degrees, their area by their figure, on a picture where one is given; no boundary."""
    west, south, east, north = bounds
    scale = WIDE / (east - west)
    height = (north - south) * scale
    parts: list[Markup] = [_rect(0, 0, WIDE, height, "#f5f8fb", "#c3ced8")]
    if picture:
        made = Markup('<image href="{}" x="0" y="0" width="{}" height="{}" preserveAspectRatio="none"/>')
        parts.append(made.format(picture, f(WIDE), f(height)))
    else:
        parts += _graticule(west, south, east, north, scale, height)
    biggest = max((place.value for _, _, place in places), default=1) or 1
    for lon, lat, place in places:
        turned = (lon - west) % 360
        size = 2.5 + 7 * (place.value / biggest) ** 0.5
        mark = _mark(turned * scale, (north - lat) * scale, size, square=False)
        parts.append(link(place.address, f"{place.name}: {number(place.value)}", mark))
    return framed(title, height + 2, parts)


def _graticule(west: float, south: float, east: float, north: float, scale: float, height: float) -> list[Markup]:
    """Meridians and parallels every 30 degrees, with their degrees."""
    drawn = []
    for step in range(0, int(east - west), 30):
        lon = (west + step + 180) % 360 - 180
        x = step * scale
        drawn.append(_line(x, 0, x, height, GRID))
        drawn.append(
            text(x + 2, height - 4, f"{abs(lon):g}°{'E' if 0 < lon < 180 else 'W' if lon < 0 else ''}", size=10)
        )
    for lat in range(-90, 91, 30):
        if south < lat < north:
            y = (north - lat) * scale
            drawn += [
                _line(0, y, WIDE, y, GRID),
                text(2, y - 2, f"{abs(lat)}°{'N' if lat > 0 else 'S' if lat < 0 else ''}", size=10),
            ]
    return drawn


def drawn_from(row: Mapping[str, Any]) -> Drawn:
    """A row of a page's data (`name`, `value`, `address`, `whole`) as it is drawn."""
    return Drawn(str(row["name"]), float(row["value"]), str(row["address"]), row.get("whole"))


# What templates call with the rows of their pages.
DRAW: dict[str, Callable[..., Markup]] = {
    "bars": lambda title, rows: bars(title, [drawn_from(row) for row in rows]),
    "columns": lambda title, rows: columns(title, [drawn_from(row) for row in rows]),
    "curve": lambda title, points: curve(title, [(point["at"], drawn_from(point)) for point in points]),
    "network": lambda title, sides, ties: network(
        title,
        [[drawn_from(one) for one in side] for side in sides],
        [(t["a"], t["b"], t["name"], t["address"]) for t in ties],
    ),
    "map": lambda title, points, bounds, picture: map_of(
        title, [(point["lon"], point["lat"], drawn_from(point)) for point in points], tuple(bounds), picture
    ),
}
