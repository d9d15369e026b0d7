"""Which characters of a source line are words: blanks between Chinese characters, markup and glosses are edits, never losses.

`kept_ranges` names what stays of a line as ranges of the source, so that the map from clean text back to the source is exact.
Blanks are dropped beside Chinese characters and kept between Latin words; letter-spaced runs (国 际 友 好, 2 0 1 7 年) close up;
in a row of a flattened table the blanks between cells stay, since they are all that parts the cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
_BLANK = r"[ \t\u00a0\u2000-\u200b\u3000\ufeff]"
_MARKUP = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>\n]{0,300}>"  # tags and comments
    r"|!?\[(?=[^\]\n]{0,200}\]\(\w)|\](?=\(\w)|(?<=\])\([^()\n]{1,300}\)"  # links and pictures: their words stay
    r"|^\s*#{1,6}\s+|\*\*|__(?=\S)|&(?:nbsp|ensp|emsp|#160);|[\u200b-\u200f\u00ad\u2028\u2029]"
)
# A reading in brackets behind its character, 城(chéng)市(shì): noise of converted web pages, not a word of the text.
_GLOSS = re.compile(rf"\((?<=[{HAN}]\()[a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜ]{{1,6}}\)")
_MARKUP_SIGNS = (
    "<",
    "**",
    "](",
    "#",
    "&nbsp;",
)  # one of them stands in all that follows; looked for at the price of nothing
_ANY_MARKUP = re.compile(r"<!--|</?(?:p|div|b|strong|span|br|a|td|tr|li|h\d)\b|\*\*\S|\]\(http|^#{1,6} |&nbsp;", re.M)
_MARK = re.compile(r"[<*\[\]&_#\u200b-\u200f\u00ad]")
_BLANKS = re.compile(rf"{_BLANK}+")
_SPACED_RUN = re.compile(rf"(?<!\S)(?:\S{_BLANK}{{1,3}}){{4,}}\S(?!\S)")
_HAN = re.compile(f"[{HAN}]")
_NUMERIC = re.compile(r"[\d.,%/~–—-]+")
_SENTENCE_MARK = re.compile(r"[。，；！？、：“”《》]")

MIN_CELLS = 3  # fewer parts in a line are words with a blank between, not a row of cells
MAX_CELL = 14  # characters; longer parts are prose


def is_row(line: str) -> bool:
    """Does the line look like a row of a flattened table: three or more short parts, no sentence marks, not letter-spaced?"""
    parts = line.split()
    if len(parts) < MIN_CELLS or max(map(len, parts)) > MAX_CELL or _SENTENCE_MARK.search(line):
        return False
    if not _HAN.search(line) and not all(_NUMERIC.fullmatch(part) for part in parts):
        return False
    return not _spaced_ranges(line)


def _spaced_ranges(line: str) -> list[tuple[int, int]]:
    """Ranges of letter-spaced words: five or more single characters with blanks between, a third of them Chinese at least."""
    found = []
    for match in _SPACED_RUN.finditer(line):
        marks = match[0].split()
        if sum("\u4e00" <= mark <= "\u9fff" for mark in marks) * 3 >= len(marks):
            found.append(match.span())
    return found


def dropped_ranges(line: str, *, markup: bool, gloss: bool, keep_cells: bool) -> Iterator[tuple[int, int]]:
    """Half-open ranges of `line` that are no words of it; unordered and possibly overlapping."""
    if markup and _MARK.search(line):
        yield from (m.span() for m in _MARKUP.finditer(line))
    if gloss and "(" in line:
        yield from (m.span() for m in _GLOSS.finditer(line))
    spaced = _spaced_ranges(line) if line.count(" ") > len(line) // 4 else []
    for match in _BLANKS.finditer(line):
        start, end = match.span()
        if keep_cells or (_parts_latin(line, start, end) and not any(a <= start < b for a, b in spaced)):
            yield from _all_but_one(start, end)
        else:
            yield start, end


def _all_but_one(start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start > 1:
        yield start + 1, end


def _parts_latin(line: str, start: int, end: int) -> bool:
    """Is the blank between two Latin words or numbers, where it is a word boundary?"""
    return start > 0 and end < len(line) and _is_latin(line[start - 1]) and _is_latin(line[end])


def _is_latin(mark: str) -> bool:
    return "!" <= mark <= "~" or "À" <= mark <= "ɏ"


def kept_ranges(
    line: str, *, markup: bool = False, gloss: bool = False, keep_cells: bool = False
) -> list[tuple[int, int]]:
    """Ordered half-open ranges of `line` that stay in the clean text; blanks at both ends are never among them."""
    start, end = len(line) - len(line.lstrip()), len(line.rstrip())
    if not markup and not gloss and not _BLANKS.search(line, start, end):
        return [(start, end)] if start < end else []
    ranges, at = [], start
    if not keep_cells and not gloss and not (markup and _MARK.search(line)) and line.count(" ") <= len(line) // 4:
        return _without_blanks(line, start, end)
    for a, b in sorted(dropped_ranges(line[:end], markup=markup, gloss=gloss, keep_cells=keep_cells)):
        if a > at:
            ranges.append((at, a))
        at = max(at, b)
    if at < end:
        ranges.append((at, end))
    return ranges


def _without_blanks(line: str, start: int, end: int) -> list[tuple[int, int]]:
    """The common line: prose in which only blanks go, all but those between Latin words."""
    ranges, at = [], start
    for match in _BLANKS.finditer(line, start, end):
        a, b = match.span()
        if _parts_latin(line, a, b):
            if b - a == 1:
                continue
            a += 1
        if at < a:
            ranges.append((at, a))
        at = b
    if at < end:
        ranges.append((at, end))
    return ranges


def has_blanks(line: str) -> bool:
    """May the line hold a blank, within or at its ends? Where it has none, no markup and no gloss, all of it stays.

    No sign but the plain blank is both white and printed; a line with an odd sign counts as one with blanks, and is looked at closely.
    """
    return " " in line or not line.isprintable()


def has_glosses(text: str) -> bool:
    """Is the text sprinkled with readings in brackets (three or more), so that they are noise rather than a remark?"""
    return sum(1 for _ in zip(range(3), _GLOSS.finditer(text), strict=False)) == 3


def has_markup(text: str) -> bool:
    """Does the text hold HTML tags or Markdown marks?"""
    return any(sign in text for sign in _MARKUP_SIGNS) and _ANY_MARKUP.search(text) is not None
