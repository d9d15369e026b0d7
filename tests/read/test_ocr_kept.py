"""What was read once is found again; what cannot be used is read anew."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.read import ocr_kept
from pipeline.read.ocr import Mark, Recognised

PICTURE = np.full((40, 60, 3), 255, dtype=np.uint8)
FOUND = Recognised(
    60, 40, 0.001, ((Mark("徐", 1.0, 2.0, 13.0, 14.0, 0.98, False), Mark("州", 13.0, 2.0, 25.0, 14.0, 0.9, True)),)
)


@pytest.fixture
def read(monkeypatch):
    calls = []

    def recognise(picture):
        calls.append(picture.shape)
        return FOUND

    monkeypatch.setattr(ocr_kept, "recognise", recognise)
    monkeypatch.setattr(ocr_kept, "engine_version", lambda: "engine 1")
    return calls


def test_the_second_time_nothing_is_read(read, tmp_path):
    assert [ocr_kept.recognise_once(PICTURE, tmp_path) for _ in range(2)] == [FOUND, FOUND]
    assert len(read) == 1


def test_another_picture_or_engine_is_read_anew(read, tmp_path, monkeypatch):
    ocr_kept.recognise_once(PICTURE, tmp_path)
    ocr_kept.recognise_once(PICTURE[:, ::-1][:20], tmp_path)
    monkeypatch.setattr(ocr_kept, "engine_version", lambda: "engine 2")
    ocr_kept.recognise_once(PICTURE, tmp_path)
    assert len(read) == 3


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"width": 3}', b'{"width": 1, "height": 1, "angle": 0, "pieces": [[["a"]]]}']
)
def test_a_broken_part_is_read_anew(read, tmp_path, data):
    ocr_kept.recognise_once(PICTURE, tmp_path)
    (part,) = tmp_path.rglob("*.json")
    part.write_bytes(data)
    assert ocr_kept.recognise_once(PICTURE, tmp_path) == FOUND
    assert ocr_kept.recognise_once(PICTURE, tmp_path) == FOUND
    assert len(read) == 2


def test_without_a_folder_nothing_is_kept(read, tmp_path):
    ocr_kept.recognise_once(PICTURE, None)
    assert list(tmp_path.iterdir()) == []
