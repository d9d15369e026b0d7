"""Pictures: brought to one resolution, put on paper, cut at blank rows."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import SourceUnreadable
from pipeline.ids import digest_bytes
from pipeline.read import image as images
from pipeline.read.image import TALL, cut_rows, open_frames, read_picture
from pipeline.read.ocr import Mark, Recognised
from pipeline.records.source import Kind, Source


def source(path: Path) -> Source:
    data = path.read_bytes()
    return Source(path, path.name, Kind.IMAGE, digest_bytes(data), len(data))


def saved(tmp_path: Path, size: tuple[int, int], name: str = "a.png", mode: str = "RGB", **options: object) -> Source:
    path = tmp_path / name
    Image.new(mode, size).save(path, **options)
    return source(path)


@pytest.mark.parametrize(
    ("size", "dpi", "shape", "scale", "point"),
    [
        ((1240, 1754), None, (1754, 1240), 0.48, "no resolution: taken as it is"),
        ((2480, 3508), (300, 300), (1754, 1240), 0.48, "300 dots an inch are halved"),
        ((2480, 3508), None, (1754, 1240), 0.48, "a sheet scanned finer that does not say so"),
        ((1080, 6000), (72, 72), (6000, 1080), 0.48, "a screenshot stays as it is, whatever screens write"),
        ((1240, 1754), (100, 100), (1754, 1240), 0.72, "coarser ones are not blown up"),
    ],
)
def test_resolution(tmp_path, size, dpi, shape, scale, point):
    (frame,) = open_frames(saved(tmp_path, size, **({"dpi": dpi} if dpi else {})))
    assert frame.picture.shape[:2] == pytest.approx(shape, abs=2), point
    assert frame.scale == pytest.approx(scale, rel=0.01), point


def test_what_is_transparent_is_white(tmp_path):
    (frame,) = open_frames(saved(tmp_path, (30, 30), mode="RGBA"))
    assert frame.picture.min() == 255


def test_each_frame_of_a_tiff_is_a_page(tmp_path):
    path = tmp_path / "a.tif"
    first, second = Image.new("L", (50, 60)), Image.new("L", (70, 80))
    first.save(path, save_all=True, append_images=[second])
    assert [frame.picture.shape[:2] for frame in open_frames(source(path))] == [(60, 50), (80, 70)]


def test_what_is_no_picture_is_named(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(b"no picture")
    with pytest.raises(SourceUnreadable):
        list(open_frames(source(path)))


def rows(height: int, *blank: tuple[int, int]) -> np.ndarray:
    """A picture whose rows hold black and white, but for blank strips."""
    picture = np.zeros((height, 20, 3), dtype=np.uint8)
    picture[:, ::2] = 255
    for start, end in blank:
        picture[start:end] = 250
    return picture


@pytest.mark.parametrize(
    ("picture", "cuts", "point"),
    [
        (rows(TALL), [], "a page is not cut"),
        (rows(TALL + 500, (1400, 1420), (1700, 1720)), [1710], "at the last blank strip"),
        (rows(TALL + 500), [TALL], "nothing is blank: cut anyway"),
        (rows(2 * TALL, (1600, 1620), (3300, 3320)), [1610, 3310], "each part anew"),
    ],
)
def test_cuts(picture, cuts, point):
    assert cut_rows(picture) == cuts, point


def test_parts_of_a_tall_picture_stand_under_each_other(monkeypatch):
    def read(picture, kept):
        mark = Mark("港", 4.0, 10.0, 16.0, 22.0, 0.9, False)
        return Recognised(picture.shape[1], picture.shape[0], 0.0, ((mark,),))

    monkeypatch.setattr(images, "recognise_once", read)
    found = read_picture(rows(TALL + 500, (1700, 1720)), None)
    assert [piece[0].top for piece in found.pieces] == [10.0, 1720.0]
    assert (found.width, found.height) == (20, TALL + 500)
