"""A web page onto the spine: its report as title, headings, paragraphs, lists and tables; all else as furniture.

Offsets are those of the source. An entity is one character (or what it shows) at the offset of its `&`; tags have no characters in
the clean text. The citation gate reads the source by these offsets as a browser would show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.htmlchunks import Chunk, chunks
from pipeline.read.htmlmain import CHROME_LINES, HEADS_OF_NEIGHBOURS, MAX_LINKED, find_main, is_furniture
from pipeline.read.htmltree import Node, grow_tree
from pipeline.read.linekind import LineKind, classify
from pipeline.read.textspine import GridWords, TextSpine, Words, first_row_is_head
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.source import Source
from pipeline.text.clean import has_glosses

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_OF_ELEMENT = {
    "li": BlockKind.LIST,
    "dd": BlockKind.LIST,
    "caption": BlockKind.CAPTION,
    "figcaption": BlockKind.CAPTION,
}
_OF_LINE = {
    LineKind.CAPTION: BlockKind.CAPTION, LineKind.ABSTRACT: BlockKind.ABSTRACT, LineKind.LIST: BlockKind.LIST,
    LineKind.NOTE: BlockKind.NOTE,
}  # fmt: skip
_SITE = re.compile(r"\s*[_|｜]\s*|\s+[-–—]+\s*|\s*[-–—]{1,2}\s+|--+")  # 某市与某市结好_新华网
_CLOSED = re.compile(r"[。！？；!?;，,]\s*$")
MIN_TITLE = 5  # characters
MAX_BOLD_HEADING = 40
MAX_UNDER_TITLE = 120  # characters of a line of date and source
FULLY_LINKED = 0.9
MIN_LINK = 8  # characters; shorter links are names in a list, longer ones titles of other pages
LINK_RUN = 3


def read_html(source: Source, raw: str) -> Reading:
    """A page on the spine. Raises `SourceEmpty` where it shows no words, `SourceTooLarge` beyond its count of tags."""
    root, events = grow_tree(raw, document=source.name)
    found = list(chunks(raw, events))
    page = [chunk for chunk in found if chunk.node.name not in ("title", "head")]
    head = next((chunk for chunk in found if chunk.node.name == "title"), None)
    kept = _kept(page, root, find_main(root, events, raw))
    title = _title(page, kept, head)
    spine = TextSpine(gloss=has_glosses(raw))
    if title is None and head is not None and any(kept):
        spine.add(BlockKind.TITLE, _site_cut(head.words), 1)
    _put_all(spine, page, _with_lines_under(page, kept, title), title)
    return spine.reading(source, raw)


def _kept(page: Sequence[Chunk], root: Node, main: Node) -> list[bool]:
    """Which chunks are the report's."""
    inside = [main in set(chunk.node.up()) for chunk in page]
    furniture: dict[Node, bool] = {}
    kept = [
        within and not _in_furniture(chunk.node, root, furniture) and not CHROME_LINES.match(_text(chunk))
        for chunk, within in zip(page, inside, strict=True)
    ]
    _drop_neighbours(page, kept)
    _drop_runs(page, kept)
    return kept


def _in_furniture(node: Node, root: Node, known: dict[Node, bool]) -> bool:
    asked = []
    for one in node.up():
        if one in known:
            break
        asked.append(one)
    for one in reversed(asked):
        above = one.parent is not None and known.get(one.parent, False)
        known[one] = above or is_furniture(one, root.prose)
    return known[node]


def _drop_neighbours(page: Sequence[Chunk], kept: list[bool]) -> None:
    """From a head such as 相关新闻 on, until a paragraph that no link fills."""
    below = False
    for i, chunk in enumerate(page):
        if not kept[i]:
            continue
        words = _text(chunk)
        if HEADS_OF_NEIGHBOURS.fullmatch(words):
            below = True
        elif below and not chunk.cells and chunk.density < MAX_LINKED and _CLOSED.search(words):
            below = False
        kept[i] = not below


def _drop_runs(page: Sequence[Chunk], kept: list[bool]) -> None:
    """Three or more whole-line links one after the other are titles of other pages."""
    run: list[int] = []
    for i in [*(i for i, keep in enumerate(kept) if keep), None]:
        chunk = page[i] if i is not None else None
        if chunk is not None and not chunk.cells and chunk.density >= FULLY_LINKED and chunk.chars >= MIN_LINK:
            run.append(i or 0)
            continue
        if len(run) >= LINK_RUN:
            for at in run:
                kept[at] = False
        run = []


def _title(page: Sequence[Chunk], kept: Sequence[bool], head: Chunk | None) -> Chunk | None:
    """The chunk that is the title: the longest that the head's <title> holds, else the first <h1>."""
    if not any(kept):
        return None
    first = kept.index(True)
    before = [c for c in page[: first + 3] if not c.cells and not c.node.in_link]
    said = _squeezed(_text(head)) if head else ""
    held = [c for c in before if len(_squeezed(_text(c))) >= MIN_TITLE and _squeezed(_text(c)) in said]
    if held:
        return max(held, key=lambda c: len(_squeezed(_text(c))))
    return next((c for c in before if c.node.name == "h1" and c.density < MAX_LINKED), None)


def _with_lines_under(page: Sequence[Chunk], kept: Sequence[bool], title: Chunk | None) -> list[bool]:
    """Title and the short lines of date and source between it and the report belong to the report."""
    now = list(kept)
    at = next((i for i, chunk in enumerate(page) if chunk is title), None)
    if at is None:
        return now
    for i in range(at, now.index(True)):
        chunk = page[i]
        short = chunk.chars <= MAX_UNDER_TITLE and chunk.density < MAX_LINKED and not CHROME_LINES.match(_text(chunk))
        now[i] = now[i] or i == at or short
    return now


def _put_all(spine: TextSpine, page: Sequence[Chunk], kept: Sequence[bool], title: Chunk | None) -> None:
    for chunk, keep in zip(page, kept, strict=True):
        if chunk.cells and keep:
            _put_table(spine, chunk)
        elif chunk.cells:
            spine.add(BlockKind.FURNITURE, _row_words(chunk.cells))
        elif not keep:
            spine.add(BlockKind.FURNITURE, chunk.words)
        elif chunk is title:
            spine.add(BlockKind.TITLE, chunk.words, 1)
        else:
            spine.add(*_kind(chunk))


def _kind(chunk: Chunk) -> tuple[BlockKind, Words, int | None]:
    """What the element says, else what the line looks like, else a short bold line is a heading."""
    name, words = chunk.node.name, _text(chunk)
    if name in _HEADINGS:
        return BlockKind.HEADING, chunk.words, _HEADINGS[name]
    if name in _OF_ELEMENT:
        return _OF_ELEMENT[name], chunk.words, None
    kind, level = classify(words, words)
    if kind is LineKind.HEADING:
        return BlockKind.HEADING, chunk.words, level
    if kind in _OF_LINE:
        return _OF_LINE[kind], chunk.words, None
    if chunk.bold >= FULLY_LINKED * chunk.chars and len(words) <= MAX_BOLD_HEADING and not _CLOSED.search(words):
        return BlockKind.HEADING, chunk.words, 4
    return BlockKind.PARA, chunk.words, None


def _put_table(spine: TextSpine, chunk: Chunk) -> None:
    """The table; a first row of one cell over all columns is its caption, as is a caption block right before it."""
    cells = chunk.cells
    width = max(cell.column + cell.colspan for cell in cells)
    first = [cell for cell in cells if cell.row == 0]
    caption = None
    if len(first) == 1 and first[0].colspan == width > 1:
        caption = spine.add(BlockKind.CAPTION, first[0].words)
        cells = [GridWords(c.row - 1, *(c.column, c.words, c.rowspan, c.colspan, c.is_head)) for c in cells if c.row]
    elif spine.blocks and spine.blocks[-1].kind is BlockKind.CAPTION:
        caption = spine.blocks[-1].span
    spine.add_table(with_heads(cells), caption)


def with_heads(cells: Sequence[GridWords]) -> list[GridWords]:
    """The cells; where none is a head, those of a first row of words over rows of numbers are."""
    if any(cell.is_head for cell in cells) or not first_row_is_head(cells):
        return list(cells)
    return [GridWords(c.row, c.column, c.words, c.rowspan, c.colspan, True) if c.row == 0 else c for c in cells]


def _row_words(cells: Sequence[GridWords]) -> Words:
    marks, offsets = [], []
    for cell in cells:
        if cell.words.marks.strip():
            marks.append(cell.words.marks + " ")
            offsets += [*cell.words.offsets, cell.words.offsets[-1]]
    return Words("".join(marks), offsets)


def _site_cut(words: Words) -> Words:
    """A <title> without the name of the site behind it."""
    match = _SITE.search(words.marks, MIN_TITLE)
    end = match.start() if match else len(words.marks)
    return Words(words.marks[:end], words.offsets[:end])


def _text(chunk: Chunk) -> str:
    return "".join(chunk.marks).strip()


def _squeezed(words: str) -> str:
    return "".join(words.split())
