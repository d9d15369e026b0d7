"""Tags become a tree of elements with what each holds: characters, characters in links, characters of prose.

As forgiving as a browser where it matters for text: end tags that are left out, end tags of nothing, depth without end.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.errors import SourceTooLarge
from pipeline.read.htmltokens import Cut, attributes, cut_html

MAX_TAGS = 600_000  # a page of a book's length has 20,000
MAX_DEPTH = 512  # as browsers have it; what is nested deeper belongs to the element at this depth
_KEPT = ("class", "id", "role", "style", "hidden", "aria-hidden", "rowspan", "colspan", "href")
_VOID = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "param"}
)
BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
        "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption",
        "title", "head", "dir", "menu",
    }
)  # fmt: skip
NEVER_SHOWN = frozenset(
    {
        "script",
        "style",
        "template",
        "svg",
        "math",
        "select",
        "object",
        "iframe",
        "noscript",
        "xmp",
        "textarea",
        "button",
    }
)
# An open element that a new one ends, and what that search does not look beyond.
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "table"})),
    "dd": (frozenset({"dd", "dt"}), frozenset({"dl", "table"})),
    "dt": (frozenset({"dd", "dt"}), frozenset({"dl", "table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr"}), frozenset({"table"})),
    "thead": (frozenset({"thead", "tbody", "tfoot", "caption"}), frozenset({"table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "caption"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot", "caption"}), frozenset({"table"})),
}
_P = (frozenset({"p"}), frozenset({"table", "td", "th", "caption", "li"}))
_INLINE_BOUND = frozenset({"td", "th", "table"})
_NOT_BLANK = re.compile(r"[^\s\u3000\u00a0]")
_PROSE = re.compile(r"[，。；！？,]")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(slots=True, eq=False)
class Node:
    """An element; the counts are of all the text in it, at whatever depth, once the tree is made."""

    name: str
    parent: Node | None
    attrs: dict[str, str] = field(default_factory=dict)
    order: int = 0
    chars: int = 0
    linked: int = 0
    prose: int = 0  # characters of unlinked pieces that hold a sentence mark
    longest: int = 0  # of its pieces of text
    rows: int = 0
    cells: int = 0
    has_table: bool = False
    in_link: bool = False
    hidden: bool = False

    def up(self) -> Iterator[Node]:
        """This element and those around it, from inside."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent


@dataclass(frozen=True, slots=True)
class Event:
    """An element begins or ends, or a text (source characters `start` to `end`) stands in it."""

    cut: Cut
    node: Node
    start: int
    end: int


class _Grower:
    def __init__(self, source: str, document: str) -> None:
        self.source, self.document = source, document
        self.root = Node("#root", None)
        self.stack = [self.root]
        self.open: Counter[str] = Counter()
        self.events: list[Event] = []
        self.tags = 0

    def grow(self) -> list[Event]:
        for token in cut_html(self.source):
            if token.cut is Cut.TEXT:
                self._text(token.start, token.end)
                continue
            self.tags += 1
            if self.tags > MAX_TAGS:
                raise SourceTooLarge(f"more than {MAX_TAGS} tags", document=self.document)
            if token.cut is Cut.CLOSE:
                self._close(token.name, token.start)
            else:
                found = attributes(self.source, token) if token.end - token.start > len(token.name) + 2 else {}
                self._start(token.name, {key: found[key] for key in _KEPT if key in found}, token.start, token.end)
        while len(self.stack) > 1:
            self._pop(len(self.source))
        return self.events

    def _start(self, name: str, attrs: dict[str, str], start: int, end: int) -> None:
        if name in _ENDS:
            self._end_open(*_ENDS[name], start)
        if name in BLOCKS:
            self._end_open(*_P, start)
        if name == "a":
            self._end_open(frozenset({"a"}), _INLINE_BOUND, start)
        parent = self.stack[-1]
        node = Node(name, parent, attrs, self.tags)
        node.in_link = parent.in_link or (name == "a" and "href" in attrs)
        node.hidden = (
            parent.hidden or name in NEVER_SHOWN or "hidden" in attrs or bool(_HIDDEN.search(attrs.get("style", "")))
        )
        self._count_table(node)
        self.events.append(Event(Cut.OPEN, node, start, end))
        if name in _VOID or len(self.stack) >= MAX_DEPTH:
            self.events.append(Event(Cut.CLOSE, node, end, end))
            return
        self.stack.append(node)
        self.open[name] += 1

    def _count_table(self, node: Node) -> None:
        if node.name not in ("table", "tr", "td", "th") or not self.open["table"]:
            return
        table = next((one for one in reversed(self.stack) if one.name == "table"), None)
        if table is not None:
            table.rows += node.name == "tr"
            table.cells += node.name in ("td", "th")
            table.has_table = table.has_table or node.name == "table"

    def _text(self, start: int, end: int) -> None:
        node = self.stack[-1]
        self.events.append(Event(Cut.TEXT, node, start, end))
        words = self.source[start:end]
        count = len(_NOT_BLANK.findall(words))
        if not count or node.hidden or node.name == "title":
            return
        node.chars += count
        node.longest = max(node.longest, count)
        if node.in_link:
            node.linked += count
        elif _PROSE.search(words):
            node.prose += count

    def _close(self, name: str, at: int) -> None:
        if self.open[name]:
            if name not in BLOCKS and any(one.name in _INLINE_BOUND for one in self._above(name)):
                return  # </b> in a cell does not end the <b> around the table
            while self.stack[-1].name != name:
                self._pop(at)
            self._pop(at)

    def _above(self, name: str) -> Iterator[Node]:
        for node in reversed(self.stack):
            if node.name == name:
                return
            yield node

    def _end_open(self, names: frozenset[str], bounds: frozenset[str], at: int) -> None:
        if not any(self.open[name] for name in names):
            return
        for depth in range(len(self.stack) - 1, 0, -1):
            if self.stack[depth].name in names:
                while len(self.stack) > depth:
                    self._pop(at)
                return
            if self.stack[depth].name in bounds:
                return

    def _pop(self, at: int) -> None:
        node = self.stack.pop()
        self.open[node.name] -= 1
        self.events.append(Event(Cut.CLOSE, node, at, at))
        parent = self.stack[-1]
        parent.chars += node.chars
        parent.linked += node.linked
        parent.prose += node.prose
        parent.longest = max(parent.longest, node.longest)


def grow_tree(source: str, *, document: str) -> tuple[Node, list[Event]]:
    """The root, and begins, ends and texts in the order of the source. Raises `SourceTooLarge` beyond `MAX_TAGS`."""
    grower = _Grower(source, document)
    events = grower.grow()
    return grower.root, events
