"""Two plots of places: which is tied to which, and where they lie; no boundary is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.places.gazetteer import place
from pipeline.publish.report.svg import EDGE, NAMED, OTHER, WIDE, cut, f, framed, label
from pipeline.publish.report.words import say, texts
from pipeline.publish.study.abroad import name_of
from pipeline.publish.study.network import graph_of
from pipeline.publish.study.ties import Tie
from pipeline.publish.study.words import Words

MOST = 24  # places drawn of a side
LINES = 400  # ties drawn as lines; more would be a blot
WEST, NORTH, SOUTH = -30.0, 78.0, -56.0  # the map begins in the Atlantic, so that the Pacific is whole
MAP = 720.0


def network_plot(ties: Sequence[Tie]) -> tuple[str, bool]:
    """The largest connected part as two columns of places with a line a tie, and whether places were left out.

    Empty where no place has two partners.
    """
    import networkx as nx

    graph = graph_of(ties)
    parts = sorted(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes)))
    if not parts or len(parts[0]) < 3:
        return "", False
    held = [tie for tie in ties if tie.a in parts[0]]
    sides = [_side(Counter(tie.a for tie in held)), _side(Counter(tie.b for tie in held))]
    # The other side in the order of its partners, so that lines cross seldom.
    rank = {node: i for i, node in enumerate(sides[0])}
    around = {b: sorted(rank.get(t.a, 99) for t in held if t.b == b) for b in sides[1]}
    sides[1].sort(key=lambda b: (sum(around[b]) / len(around[b]), b))
    height = 16 + 20 * max(len(side) for side in sides)
    at = [{node: 14 + (i + 0.5) * (height - 16) / len(side) for i, node in enumerate(side)} for side in sides]
    drawn = [
        f'<line x1="106" y1="{f(at[0][t.a])}" x2="{WIDE - 106}" y2="{f(at[1][t.b])}" stroke="{EDGE}" stroke-width="1"/>'
        for t in held
        if t.a in at[0] and t.b in at[1]
    ]
    names = {tie.a: tie.a_name for tie in held} | {tie.b: tie.b_name for tie in held}
    for node, y in at[0].items():
        drawn.append(
            f'<circle cx="106" cy="{f(y)}" r="4" fill="{NAMED}"/>' + label(98, y + 4, _name(node, names), anchor="end")
        )
    for node, y in at[1].items():
        square = f'<rect x="{WIDE - 110}" y="{f(y - 4)}" width="8" height="8" fill="{OTHER}"/>'
        drawn.append(square + label(WIDE - 98, y + 4, _name(node, names)))
    left_out = len(parts[0]) > sum(len(side) for side in sides)
    return framed(height + 6, say("network"), drawn), left_out


def _side(degree: Counter[str]) -> list[str]:
    return sorted(degree, key=lambda node: (-degree[node], node))[:MOST]


def _name(node: str, names: dict[str, str]) -> Words:
    words = name_of(node)
    return cut(Words(names[node], names[node]) if words.zh == node else words, 7)


def map_plot(ties: Sequence[Tie]) -> tuple[str, int]:
    """Places as points on a plate carrée, their area by their ties, and how many have no coordinates."""
    sums = [Counter(tie.a for tie in ties), Counter(tie.b for tie in ties)]
    where = {node: at for side in sums for node in side if (at := _at(node)) is not None}
    drawn = list(_grid())
    if len(ties) <= LINES:
        drawn += [_line(where[t.a], where[t.b]) for t in ties if t.a in where and t.b in where]
    for side, degree in enumerate(sums):
        for node in sorted(degree, key=lambda n: (-degree[n], n)):
            if node in where:
                drawn.append(_point(*where[node], 2.2 + 1.6 * degree[node] ** 0.5, square=side == 1))
    missing = len({node for side in sums for node in side} - set(where))
    return framed(_y(SOUTH) + 16, say("map"), drawn, wide=MAP, css="map"), missing


def _x(lon: float) -> float:
    return ((lon - WEST) % 360) / 360 * MAP


def _y(lat: float) -> float:
    return (NORTH - lat) / 360 * MAP


def _at(node: str) -> tuple[float, float] | None:
    known = place(node)
    if known is None or known.lat is None or known.lon is None:
        return None
    return _x(known.lon), _y(known.lat)


def _grid() -> list[str]:
    """Parallels and meridians with their degrees, and the names of continents to find one's way by."""
    bottom = _y(SOUTH)
    drawn = [f'<rect x="0" y="0" width="{f(MAP)}" height="{f(bottom)}" fill="#f5f8fb" stroke="#c3ced8"/>']
    for lon in range(0, 331, 30):
        x, east = _x(lon), lon if lon <= 180 else lon - 360
        name = f"{abs(east)}°" + ("" if east in (0, 180) else "E" if east > 0 else "W")
        drawn.append(f'<line x1="{f(x)}" x2="{f(x)}" y1="0" y2="{f(bottom)}" stroke="#d3dde6" stroke-width="0.7"/>')
        drawn.append(label(x, bottom + 12, Words(name, name), size=11, anchor="middle") if 12 < x < MAP - 12 else "")
    for lat in (60, 30, 0, -30):
        name = f"{abs(lat)}°" + ("" if lat == 0 else "N" if lat > 0 else "S")
        drawn.append(
            f'<line x1="0" x2="{f(MAP)}" y1="{f(_y(lat))}" y2="{f(_y(lat))}" stroke="#d3dde6" stroke-width="0.7"/>'
        )
        drawn.append(label(3, _y(lat) - 2, Words(name, name), size=11))
    for lon, lat, zh, en in texts()["continents"].values():
        drawn.append(label(_x(lon), _y(lat), Words(zh, en), size=15, anchor="middle", fill="#5f7182"))
    return drawn


def _line(a: tuple[float, float], b: tuple[float, float]) -> str:
    """A line that is no border and takes no way: faint, and left out where it would run around the map's edge."""
    if abs(a[0] - b[0]) > MAP / 2:
        return ""
    return f'<line x1="{f(a[0])}" y1="{f(a[1])}" x2="{f(b[0])}" y2="{f(b[1])}" stroke="#8fa3b5" stroke-width="0.6" opacity="0.7"/>'


def _point(x: float, y: float, size: float, *, square: bool) -> str:
    look = 'fill-opacity="0.85" stroke="#fff" stroke-width="0.6"'
    if square:
        corner, side = f'x="{f(x - size)}" y="{f(y - size)}"', f(2 * size)
        return f'<rect {corner} width="{side}" height="{side}" fill="{OTHER}" {look}/>'
    return f'<circle cx="{f(x)}" cy="{f(y)}" r="{f(size)}" fill="{NAMED}" {look}/>'
