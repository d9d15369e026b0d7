"""Ties as a network: which places are tied to one only, to several, and which hang together.

A place with one partner, a place with many (one-to-many), and clusters in which several of one side are tied to several of the other
(many-to-many) are told apart by the connected parts of the graph of places; each tie counts once, in the part that it lies in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.places import note
from pipeline.publish.study.abroad import english, name_of
from pipeline.publish.study.breakdown import Cell, frames, percent, sealed
from pipeline.publish.study.ground import Ground
from pipeline.publish.study.study import Figure, Study
from pipeline.publish.study.ties import Tie
from pipeline.publish.study.words import Words, text, title

if TYPE_CHECKING:
    import networkx as nx

HUBS = 20  # places with the most partners that are listed


def graph_of(ties: Iterable[Tie]) -> nx.Graph[str]:
    """The places with their side (`a` or `b`) and name, and an edge a tie with its fact; nodes and edges in a fixed order."""
    import networkx as nx

    graph: nx.Graph[str] = nx.Graph()
    for tie in sorted(ties, key=lambda t: t.fact_id):
        graph.add_node(tie.a, side="a", name=tie.a_name)
        graph.add_node(tie.b, side="b", name=tie.b_name)
        held = graph.edges[tie.a, tie.b]["facts"] if graph.has_edge(tie.a, tie.b) else ()
        graph.add_edge(tie.a, tie.b, facts=(*held, tie.fact_id))
    return graph


def shape_of(a: int, b: int) -> str:
    """The shape of a part with so many places of either side."""
    if a <= 1 and b <= 1:
        return "one_to_one"
    return "one_to_many" if a <= 1 or b <= 1 else "many_to_many"


def network(ground: Ground) -> Study:
    """Parts of the network by shape, with their places and ties; then the places with the most partners, each a row of its own."""
    graph = graph_of(ground.ties)
    parts = _parts(graph)
    rows = [_shape_row(shape, parts, len(ground.ties)) for shape in ("one_to_one", "one_to_many", "many_to_many")]
    hubs = sorted((node for node in graph if graph.degree[node] > 1), key=lambda n: (-graph.degree[n], n))[:HUBS]
    rows += [_hub_row(graph, node, len(ground.ties)) for node in hubs]
    frame, facts = frames(rows)
    under = Words(note(ground.setting, "zh"), note(ground.setting, "en"))
    return sealed(Study("network", title("network"), frame, facts, figures=tuple(_figures(graph, parts)), note=under))


Component = tuple[str, tuple[str, ...], tuple[str, ...]]  # shape, places, facts


def _parts(graph: nx.Graph[str]) -> list[Component]:
    import networkx as nx

    found: list[Component] = []
    for nodes in nx.connected_components(graph):
        sides = [graph.nodes[node]["side"] for node in nodes]
        facts = tuple(sorted(f for _, _, held in graph.subgraph(nodes).edges(data="facts") for f in held))
        found.append((shape_of(sides.count("a"), sides.count("b")), tuple(sorted(nodes)), facts))
    return sorted(found, key=lambda part: (-len(part[1]), part[1]))


def _shape_row(shape: str, parts: Sequence[Component], ties: int) -> dict[str, Cell]:
    mine = [part for part in parts if part[0] == shape]
    facts = tuple(fact for _, _, held in mine for fact in held)
    words, places = text(shape), sum(len(nodes) for _, nodes, _ in mine)
    return _cells(shape, words, len(mine), places, facts, ties)


def _hub_row(graph: nx.Graph[str], node: str, ties: int) -> dict[str, Cell]:
    facts = tuple(sorted(f for _, _, held in graph.edges(node, data="facts") for f in held))
    known = name_of(node)
    name = Words(graph.nodes[node]["name"], graph.nodes[node]["name"]) if known.zh == node else known
    return _cells(node, name, None, len(graph[node]), facts, ties)


def _cells(
    key: str, words: Words, parts: int | None, places: int, facts: tuple[str, ...], ties: int
) -> dict[str, Cell]:
    return {
        "key": (key, ()),
        "name_zh": (words.zh, ()),
        "name_en": (words.en, ()),
        "parts": (parts, facts if parts is not None else ()),
        "places": (places, facts),
        "named": (len(facts), facts),
        "named_share": (percent(len(facts), ties), facts),
    }


def _figures(graph: nx.Graph[str], parts: Sequence[Component]) -> Iterable[Figure]:
    facts = tuple(fact for _, _, held in parts for fact in held)
    yield Figure("places", text("places"), graph.number_of_nodes(), facts)
    yield Figure("edges", text("edges"), graph.number_of_edges(), facts)
    yield Figure("parts", text("parts"), len(parts), facts)
    if parts:
        yield Figure("largest", text("largest"), len(parts[0][1]), parts[0][2])
    for number, (nodes, held) in enumerate(_clusters(graph), 1):
        more = "…" if len(nodes) > 6 else ""
        zh = "、".join(graph.nodes[node]["name"] for node in nodes[:6]) + more
        en = ", ".join(english(node, graph.nodes[node]["name"]) for node in nodes[:6]) + more
        words = Words(text("cluster", number=number, names=zh).zh, text("cluster", number=number, names=en).en)
        yield Figure(f"cluster_{number}", words, len(nodes), held)


def _clusters(graph: nx.Graph[str], most: int = 5) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """The largest groups of places that are tied closer to each other than to the rest (greedy modularity; Clauset et al. 2004)."""
    import networkx as nx

    found = []
    for nodes in nx.connected_components(graph):
        if len(nodes) < 4:
            continue
        part = nx.Graph(graph.subgraph(sorted(nodes)))
        for group in nx.community.greedy_modularity_communities(part):
            facts = tuple(sorted(f for _, _, held in part.subgraph(group).edges(data="facts") for f in held))
            if len(group) > 2:
                found.append((tuple(sorted(group)), facts))
    return sorted(found, key=lambda one: (-len(one[0]), one[0]))[:most]
