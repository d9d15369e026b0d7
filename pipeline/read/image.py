"""Pictures to be read: a page rendered, or a JPG, PNG or TIFF opened; tall ones are cut at blank rows, each part read and kept alone.

A picture is brought to 150 dots an inch, where the engine was measured; one that names no resolution is taken to have that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np

from pipeline.errors import SourceTooLarge, SourceUnreadable
from pipeline.read.ocr import Mark, Picture, Recognised
from pipeline.read.ocr_kept import recognise_once
from pipeline.read.straighten import Level
from pipeline.records.source import Source
from pipeline.store.files import Where

DOTS = 150.0  # an inch
INCH = 72.0  # points
MAX_PIXELS = 40_000_000  # of one picture; larger ones are made smaller (pages) or refused (files)
MAX_FRAMES = 2000
A4 = 11.7  # inches from top to bottom
PAGE_SIDE = 2200  # pixels; a picture without resolution that is longer and shaped like a page was scanned finer
TALL = 1900  # pixels; the engine makes higher pictures smaller
TALL_SHAPE = 2.0  # times its width: a screenshot, not a page
BLANK = 12.0  # grey levels between the darkest and the lightest dot of a blank row
SEARCH = 0.4  # share of a part's height in which its end is looked for
_RESOLUTIONS = range(60, 1300)  # dots an inch that a file may name and be believed


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture of a file, and how many points one of its pixels stands for."""

    picture: Picture
    scale: float


def render_page(page: Any) -> Frame:  # noqa: ANN401 - pdfium's handles have no types
    """A PDF page as it is shown, in 150 dots an inch, or fewer where it is enormous."""
    inches = page.get_width() * page.get_height() / INCH**2
    dots = min(DOTS, (MAX_PIXELS / max(inches, 1e-6)) ** 0.5)
    drawn = page.render(scale=dots / INCH).to_numpy()
    if drawn.ndim == 2:
        drawn = drawn[:, :, None].repeat(3, axis=2)
    return Frame(np.ascontiguousarray(drawn[:, :, :3]), INCH / dots)


def open_frames(source: Source) -> Iterator[Frame]:
    """The pictures of an image file one by one. Raises `SourceUnreadable` or `SourceTooLarge`."""
    from PIL import Image

    try:
        with Image.open(source.path) as image:
            for number in range(min(getattr(image, "n_frames", 1), MAX_FRAMES)):
                image.seek(number)
                if image.width * image.height > 4 * MAX_PIXELS:
                    raise SourceTooLarge(f"{image.width} × {image.height} pixels", document=source.name)
                yield _frame(image)
    except Image.DecompressionBombError as error:
        raise SourceTooLarge(f"more pixels than a page can have: {error}", document=source.name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise SourceUnreadable(f"the picture cannot be opened: {error}", document=source.name) from error


def _frame(image: Any) -> Frame:  # noqa: ANN401 - Pillow's class is loaded late
    from PIL import Image, ImageOps

    dots = _named_dots(image.info.get("dpi"))
    upright = _flat(ImageOps.exif_transpose(image))
    longest = max(upright.size)
    if dots is None and longest > PAGE_SIDE and longest < TALL_SHAPE * min(upright.size):
        dots = longest / A4  # taken for a sheet
    shrink = min(1.0, DOTS / (dots or DOTS), (MAX_PIXELS / (upright.width * upright.height)) ** 0.5)
    if shrink < 0.85:
        size = max(1, round(upright.width * shrink)), max(1, round(upright.height * shrink))
        upright = upright.resize(size, Image.Resampling.LANCZOS)
    else:
        shrink = 1.0
    return Frame(np.ascontiguousarray(np.asarray(upright)[:, :, ::-1]), INCH / ((dots or DOTS) * shrink))


def _flat(image: Any) -> Any:  # noqa: ANN401
    """Red, green and blue on white: what is transparent is shown on paper."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "PA") and "transparency" not in image.info:
        return image.convert("RGB")
    rich = image.convert("RGBA")
    paper = Image.new("RGB", rich.size, (255, 255, 255))
    paper.paste(rich, mask=rich.getchannel("A"))
    return paper


def _named_dots(named: Any) -> float | None:  # noqa: ANN401
    try:
        dots = float(named[1])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return (
        dots if int(dots) in _RESOLUTIONS and int(dots) not in (72, 96) else None
    )  # screens write 72 and 96 of everything


def read_picture(picture: Picture, kept: Where | None) -> Recognised:
    """What stands on a picture of any height, each part of it kept under its own digest."""
    height, width = picture.shape[:2]
    cuts = cut_rows(picture)
    parts = [recognise_once(picture[a:b], kept) for a, b in zip([0, *cuts], [*cuts, height], strict=True)]
    if len(parts) == 1:
        return parts[0]
    leans = [part.angle for part in parts for piece in part.pieces for _ in piece]
    whole = Level(median(leans) if leans else 0.0, width / 2, height / 2)
    pieces = [
        tuple(_moved(mark, part.level, top, whole) for mark in piece)
        for part, top in zip(parts, [0, *cuts], strict=True)
        for piece in part.pieces
    ]
    return Recognised(width, height, whole.angle, tuple(pieces))


def _moved(mark: Mark, part: Level, top: float, whole: Level) -> Mark:
    """A character from its part's level frame into that of the whole picture."""
    x0, high, x1, low = part.box_to_page((mark.x0, mark.top, mark.x1, mark.bottom))
    x, y = whole.to_level((x0 + x1) / 2, (high + low) / 2 + top)
    wide, tall = (x1 - x0) / 2, (low - high) / 2
    return mark._replace(x0=x - wide, top=y - tall, x1=x + wide, bottom=y + tall)


def cut_rows(picture: Picture) -> list[int]:
    """Rows at which a tall picture is cut: the middle of the last blank strip of each part, else its last row."""
    height, cuts, start = picture.shape[0], list[int](), 0
    while height - start > TALL:
        end = start + TALL
        first = end - int(SEARCH * TALL)
        rows = picture[first:end]
        blank = (rows.max(axis=(1, 2)).astype(float) - rows.min(axis=(1, 2))) <= BLANK
        cuts.append(first + _last_strip(blank) if blank.any() else end)
        start = cuts[-1]
    return cuts


def _last_strip(blank: np.ndarray[Any, np.dtype[np.bool_]]) -> int:
    """The middle of the last run of blank rows."""
    last = int(np.flatnonzero(blank)[-1])
    first = last
    while first and blank[first - 1]:
        first -= 1
    return (first + last) // 2 + 1
