"""Numbered notes and references of text kinds: entries of a list, tied to the marks in the text before it.

Readers of paged kinds tell notes by their type and place; a text file has neither, so here the marks stay in the text, and a list is
known by its heading (注释, 参考文献) or by brackets that all stand in the text before. Circled numbers without a heading are
more often points of an enumeration: they are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.records.reading import Block, Note, Reading
from pipeline.records.span import Span

_HEADING = re.compile(
    r"[\[【]?(?:主要|引用)?(?:参考文献|参考资料|参考书目|引用文献|文献|注释|注解|尾注|脚注|注)[\]】]?[:：]?", re.I
)
_ENTRY = re.compile(r"\s*(?:\[(\d{1,3})\]|([①-⑳]))\s*(?=\S)")
_CALL = re.compile(r"(?<=\S)(?:\[(\d{1,3})\]|([①-⑳]))")
_FIRST = frozenset(" [" + "".join(map(chr, range(ord("①"), ord("⑳") + 1))))
_CIRCLED = ord("①") - 1


def find_text_notes(reading: Reading) -> tuple[Note, ...]:
    """The notes of a text that has lists of them, each with every place that calls it; none for readings that have their own."""
    if reading.notes or reading.glyphs or not ("[1]" in reading.shadow or "①" in reading.shadow):
        return ()
    found: list[Note] = []
    start = 0
    for first, entries in _lists(reading):
        is_headed = first > 0 and bool(_HEADING.fullmatch(reading.shadow[_range(reading.blocks[first - 1])].strip()))
        if not is_headed and any(circled for _, _, circled in entries):
            continue
        calls = _calls(reading.shadow, start, reading.blocks[first].span.start)
        if is_headed or {mark for _, mark, _ in entries} <= set(calls):
            found += [_note(reading, block, mark, calls.get(mark, ())) for block, mark, _ in entries]
            start = reading.blocks[entries[-1][0]].span.end
    return tuple(found)


def _lists(reading: Reading) -> Iterator[tuple[int, list[tuple[int, str, bool]]]]:
    """Runs of blocks whose marks count on from 1: the first block, and each block with its mark and whether that is circled."""
    entries: list[tuple[int, str, bool]] = []
    for at, block in enumerate((*reading.blocks, None)):
        starts = block is not None and reading.shadow[block.span.start] in _FIRST
        match = _ENTRY.match(reading.shadow, block.span.start, block.span.end) if block and starts else None
        number = _number(match) if match else 0
        if entries and number == len(entries) + 1 and match:
            entries.append((at, str(number), bool(match[2])))
            continue
        if entries:
            yield entries[0][0], entries
        entries = [(at, "1", bool(match[2]))] if match and number == 1 else []


def _calls(shadow: str, start: int, end: int) -> dict[str, Sequence[int]]:
    """By mark the offsets behind the characters that it stands behind."""
    calls: dict[str, list[int]] = {}
    for match in _CALL.finditer(shadow, start, end):
        calls.setdefault(str(_number(match)), []).append(match.start())
    return dict(calls)


def _note(reading: Reading, block: int, mark: str, calls: Sequence[int]) -> Note:
    span = reading.blocks[block].span
    match = _ENTRY.match(reading.shadow, span.start, span.end)
    words = Span(match.end(), span.end) if match else span
    return Note(block, mark, words, calls[0] if calls else None, tuple(calls))


def _number(match: re.Match[str]) -> int:
    return int(match[1]) if match[1] else ord(match[2]) - _CIRCLED


def _range(block: Block) -> slice:
    return slice(block.span.start, block.span.end)
