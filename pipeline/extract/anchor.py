"""From a span of the clean text to a quote and its place in the source, held against the source before it is handed out.

Text kinds: the raw characters from the first to the last of the span, white space evened. HTML: the same characters as a browser
shows them, so the quote has no tags and an entity is the character that it stands for; the offsets hold the source with both.
PDFs: the glyphs of the span one by one, with one box a line; a box that would cover a glyph which the quote does not hold is cut
until it covers none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.errors import YouchengError
from pipeline.extract.boxes import GlyphPages
from pipeline.records.claim import Place
from pipeline.records.reading import Reading
from pipeline.records.source import Kind
from pipeline.records.span import Span
from pipeline.text.markup import entity_end, shown_words, unescaped

_BLANKS = re.compile(r"\s+")
# Han, kana, CJK punctuation and full-width forms: no blank is written beside them.
_WIDE = re.compile(r"[\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef“”‘’—…·]")

# Signs that fonts give for their double and readers set right; NFKC knows none of them: a hyphen for another, ⋯ for …, ➀ for ①.
_TWINS = {0x2010: "-", 0x2011: "-", 0x22EF: "…"} | {0x2780 + i: chr(0x2460 + i) for i in range(10)}


class CitationError(YouchengError):
    """Words that are not found again in the source."""

    code = "citation"


@dataclass(frozen=True, slots=True)
class Cited:
    """The words as a reader would quote them, and where they stand."""

    quote: str
    place: Place
    ocr: bool = False  # some of the words were read by OCR
    score: float = 1.0  # the mean of its trust in those


def squeeze(text: str) -> str:
    """`text` without any white space."""
    return "".join(text.split())


class Citer:
    """Cites spans of one reading; keeps the index of its glyphs between calls."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.is_html = reading.source.kind is Kind.HTML
        self.pages = GlyphPages(reading.raw, reading.glyphs) if reading.glyphs else None

    def cite(self, span: Span) -> Cited:
        """Quote and place of `span`. Raises `CitationError` where the source does not say these words there."""
        if span.end > len(self.reading.text):
            raise CitationError(f"the span ends at {span.end}, the text at {len(self.reading.text)}")
        if not self.reading.words(span).strip():
            raise CitationError("the quote is empty")
        self._same_words(span)
        return self._from_glyphs(span, self.pages) if self.pages else self._from_text(span)

    def _same_words(self, span: Span) -> None:
        """Each clean character is the raw character it was made from, width and compatibility forms aside."""
        raw, offsets, text = self.reading.raw, self.reading.offsets, self.reading.text
        for i in range(span.start, span.end):
            mark = text[i]
            if mark.isspace() or raw[offsets[i]] == mark:
                continue
            there = unescaped(raw, offsets[i]) if self.is_html else raw[offsets[i]]
            if _normal(mark) not in _normal(there):
                raise CitationError(f"'{mark}' stands in the text where the source has '{there}'")

    def _from_text(self, span: Span) -> Cited:
        if self.is_html:
            return self._from_html(span)
        start, end = self.reading.raw_range(span)
        source = self.reading.raw[start:end]
        start, end = start + len(source) - len(source.lstrip()), end - (len(source) - len(source.rstrip()))
        quote = self._even_blanks(start, end, span)
        if not quote or squeeze(self.reading.raw[start:end]) != squeeze(quote):
            raise CitationError("the source does not read as the quote")
        return Cited(quote, Place(raw_start=start, raw_end=end, address=self.reading.address(start, end)))

    def _from_html(self, span: Span) -> Cited:
        """The clean words, where the source between their offsets shows these words and no others."""
        words = self.reading.words(span)
        inner = Span(span.start + len(words) - len(words.lstrip()), span.start + len(words.rstrip()))
        start, end = self.reading.raw_range(inner)
        end = max(end, entity_end(self.reading.raw, end - 1))
        quote = _BLANKS.sub(" ", words).strip()
        if squeeze(shown_words(self.reading.raw[start:end])) != squeeze(quote):
            raise CitationError("the source does not read as the quote")
        return Cited(quote, Place(raw_start=start, raw_end=end))

    def _even_blanks(self, start: int, end: int, span: Span) -> str:
        """Blanks of the source beside Chinese characters go, unless the clean text keeps one there (between table cells)."""
        text, offsets = self.reading.text, self.reading.offsets
        kept = {offsets[i] for i in range(span.start, span.end) if text[i].isspace()}

        def even(match: re.Match[str]) -> str:
            if any(start + i in kept for i in range(match.start(), match.end())):
                return " "
            sides = match.string[match.start() - 1] + match.string[match.end()]
            return "" if _WIDE.search(sides) else " "

        return _BLANKS.sub(even, self.reading.raw[start:end])

    def _from_glyphs(self, span: Span, pages: GlyphPages) -> Cited:
        glyphs: list[int] = []
        parts: list[str] = []
        for i in range(span.start, span.end):
            at, mark = self.reading.offsets[i], self.reading.text[i]
            if mark.isspace():
                parts.append(" ")
            elif not glyphs or at != glyphs[-1]:  # one glyph may stand for two characters: a ligature
                glyphs.append(at)
                parts.append(self.reading.raw[at])
        boxes = pages.boxes(glyphs)
        if boxes is None:
            raise CitationError("no boxes hold just the words of the quote")
        quote = _BLANKS.sub(" ", "".join(parts)).strip()
        page = int(boxes[0][0])
        scores = pages.scores(glyphs)
        score = sum(scores) / len(scores) if scores else 1.0
        return Cited(quote, Place(page=page, page_label=pages.label(page), boxes=boxes), bool(scores), score)


def _normal(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark.translate(_TWINS)).casefold()
