"""One page of an OFD file: its text objects as glyphs with boxes, its straight paths as strokes, both in points.

OFD places the baseline's first point of each run, then the steps from glyph to glyph (`DeltaX="g 3 4.5"`: three times 4.5 mm). Boxes
are as wide as the step, at most an em; fonts inside the file are not opened.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from pipeline.read.glyphs import Glyph
from pipeline.read.rules import Box, Strokes
from pipeline.read.textstyles import FontNames
from pipeline.read.xmlevents import Xml, XmlEvent

POINTS = 72 / 25.4  # in a millimetre
ASCENT, DESCENT = 0.88, 0.12  # em above and below the baseline, as Chinese fonts are drawn
NARROW = 0.5  # em of a Latin character whose width nobody says
THIN = 2.0  # points; a path thinner than this is a rule
MAX_GLYPHS = 200_000  # on one page
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_PATH = re.compile(r"([A-Za-z])([^A-Za-z]*)")

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(slots=True)
class OfdPage:
    """What stands on a page; `area` is x, y, width, height in millimetres where the page says it."""

    area: tuple[float, float, float, float] | None = None
    templates: list[str] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list)
    strokes: Strokes = field(default_factory=lambda: Strokes([], [], [], []))


@dataclass(slots=True)
class _Run:
    """The text object that is open, and the text code in it."""

    x: float
    y: float
    matrix: Matrix
    size: float
    font: str
    code: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


class PageParser:
    """Takes the events of a page's content part, and of its templates', and fills an `OfdPage`."""

    def __init__(self, fonts: FontNames) -> None:
        self.fonts, self.page = fonts, OfdPage()
        self.run: _Run | None = None
        self.path: tuple[float, float, Matrix] | None = None
        self.in_code = self.in_path = self.in_box = False
        self.text: list[str] = []

    def feed(self, events: Iterable[XmlEvent]) -> OfdPage:
        """Take all events of one part; the page so far."""
        for event in events:
            if event.what is Xml.TEXT:
                if self.in_code or self.in_path or self.in_box:
                    self.text.append(event.text)
            elif event.what is Xml.BEGIN:
                self._begin(event.name, event.attrs)
            else:
                self._end(event.name)
        return self.page

    def _begin(self, name: str, attrs: dict[str, str]) -> None:
        if name in ("TextObject", "PathObject", "ImageObject"):
            self._begin_object(name, attrs)
        elif name == "TextCode" and self.run is not None:
            self.run.code, self.in_code, self.text = attrs, True, []
        elif name == "AbbreviatedData" and self.path is not None:
            self.in_path, self.text = True, []
        elif name == "PhysicalBox":
            self.in_box, self.text = True, []
        elif name == "Template":
            self.page.templates.append(attrs.get("TemplateID", ""))

    def _begin_object(self, name: str, attrs: dict[str, str]) -> None:
        if attrs.get("Visible", "true").lower() in ("false", "0"):
            self.run = self.path = None
            return
        x, y, width, height = (*numbers(attrs.get("Boundary", "")), 0.0, 0.0, 0.0, 0.0)[:4]
        given = numbers(attrs.get("CTM", ""))
        matrix: Matrix = (given[0], given[1], given[2], given[3], given[4], given[5]) if len(given) == 6 else _SAME
        if name == "TextObject":
            size = (numbers(attrs.get("Size", "")) or [0.0])[0]
            self.run = _Run(x, y, matrix, size, attrs.get("Font", ""))
        elif name == "PathObject":
            self.path = x, y, matrix
        else:
            self.page.strokes.pictures.append(_box(x, y, x + width, y + height))

    def _end(self, name: str) -> None:
        if name == "TextCode" and self.run is not None and self.in_code:
            self.in_code = False
            self._put_run(self.run, "".join(self.text))
        elif name == "AbbreviatedData" and self.in_path and self.path is not None:
            self.in_path = False
            self._put_path("".join(self.text), *self.path)
        elif name == "PhysicalBox":
            self.in_box = False
            area = numbers("".join(self.text))
            self.page.area = (area[0], area[1], area[2], area[3]) if len(area) == 4 else None
        elif name == "TextObject":
            self.run = None
        elif name == "PathObject":
            self.path = None

    def _put_run(self, run: _Run, words: str) -> None:
        words = words.strip("\r\n\t")
        x, y = (numbers(run.code.get(axis, "")) or [0.0] for axis in ("X", "Y"))
        across = steps(run.code.get("DeltaX", ""), len(words))
        down = steps(run.code.get("DeltaY", ""), len(words))
        at_x, at_y, blank = x[0], y[0], False
        size = run.size * math.hypot(run.matrix[2], run.matrix[3]) * POINTS
        if size <= 0 or len(self.page.glyphs) + len(words) > MAX_GLYPHS:
            return
        for number, mark in enumerate(words):
            usual = run.size * (1.0 if east_asian_width(mark) in "WFA" else NARROW)
            step = across[number] if number < len(across) else 0.0 if number < len(down) else usual
            if mark.isspace():
                blank = True
            else:
                width = min(step, run.size) if step > 0 else usual
                self.page.glyphs.append(self._glyph(run, mark, at_x, at_y, width, size, blank))
                blank = False
            at_x += step
            at_y += down[number] if number < len(down) else 0.0

    def _glyph(self, run: _Run, mark: str, x: float, y: float, width: float, size: float, blank: bool) -> Glyph:
        corners = [(x, y - ASCENT * run.size), (x + width, y + DESCENT * run.size)]
        (x0, top), (x1, bottom) = (_at(run.matrix, run.x, run.y, *corner) for corner in corners)
        box = _box(min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))
        return Glyph(mark, *box, size, self.fonts.number(run.font), blank)

    def _put_path(self, data: str, x: float, y: float, matrix: Matrix) -> None:
        start = last = (0.0, 0.0)
        for match in _PATH.finditer(data[:20_000]):
            given = numbers(match[2])
            if match[1] in "SM" and len(given) >= 2:
                start = last = (given[0], given[1])
            elif match[1] in "LC":
                end = (given[0], given[1]) if match[1] == "L" and len(given) >= 2 else start
                self._put_stroke(_at(matrix, x, y, *last), _at(matrix, x, y, *end))
                last = end
            elif len(given) >= 2:
                last = (given[-2], given[-1])  # a curve

    def _put_stroke(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        box = _box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
        if box.bottom - box.top <= THIN < box.x1 - box.x0:
            self.page.strokes.across.append(box)
        elif box.x1 - box.x0 <= THIN < box.bottom - box.top:
            self.page.strokes.down.append(box)


def _at(matrix: Matrix, x: float, y: float, dx: float, dy: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return x + a * dx + c * dy + e, y + b * dx + d * dy + f


def _box(x0: float, top: float, x1: float, bottom: float) -> Box:
    return Box(x0 * POINTS, top * POINTS, x1 * POINTS, bottom * POINTS)


def numbers(words: str) -> list[float]:
    """The numbers of an attribute; those that no page has (beyond a kilometre) are left out."""
    return [value for word in _NUMBER.findall(words[:20_000]) if abs(value := float(word)) < 1e6]


def steps(words: str, length: int) -> list[float]:
    """Steps between glyphs: numbers, `g 3 4.5` standing for three times 4.5; no more than there are glyphs."""
    return list(_steps(words.split(), length))


def _steps(parts: list[str], length: int) -> Iterator[float]:
    count = at = 0
    while at < len(parts) and count < length:
        times, value = 1, parts[at]
        if value == "g" and at + 2 < len(parts):
            told = parts[at + 1]
            times, value = (int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 1), parts[at + 2]
            at += 2
        step = (numbers(value) or [0.0])[0]
        for _ in range(min(max(times, 0), length - count)):
            yield step
            count += 1
        at += 1
