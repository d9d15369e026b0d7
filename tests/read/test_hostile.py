"""Broken, encrypted, looping and enormous PDFs: each is read or ends as a named error, within its limits, and takes nobody with it."""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

import pytest

from pipeline.errors import YouchengError
from pipeline.ids import digest_bytes
from pipeline.paths import acceptance_folder
from pipeline.read.ocr_settings import OcrMode, OcrSettings
from pipeline.read.pdf import read_pdf
from pipeline.records.source import Kind, Source
from pipeline.workers import WorkLimits, work_through

LIMITS = WorkLimits(seconds=30, memory=1024**3)
SOAK = 600  # seconds of mutated files
MUTATIONS = (
    b"/Type",
    b"/Length",
    b"obj",
    b"stream",
    b"/Kids",
    b"/Contents",
    b"xref",
    b"/W",
    b"/Filter",
    b"-1",
    b"99999999",
)


def read(path: Path) -> str:
    """What came of a file: its number of characters, or the code of a named error. Anything else is raised."""
    data = path.read_bytes()
    source = Source(path, path.name, Kind.PDF, digest_bytes(data), len(data))
    try:
        return f"{len(read_pdf(source, OcrSettings(OcrMode.NEVER)).text)} characters"
    except YouchengError as error:
        return error.code


def attempt(path: Path) -> str:
    try:
        return read(path)
    except Exception as error:
        return f"TRACEBACK {type(error).__name__}: {error}"


@pytest.fixture(scope="module")
def hostile() -> list[Path]:
    folder = acceptance_folder()
    found = sorted((folder / "pdf" / "hostile").glob("*.pdf")) if folder else []
    if not found:
        pytest.skip("no acceptance data")
    return found


@pytest.mark.acceptance
def test_the_hostile_set_is_read_or_named(hostile: list[Path]) -> None:
    outcomes = list(work_through(attempt, hostile, processes=2, limits=LIMITS, preload=["pipeline.read.pdf"]))
    assert len(outcomes) == len(hostile)
    assert not [f"{one.piece.name}: {one.loss}" for one in outcomes if one.loss]
    assert not [f"{one.piece.name}: {one.result}" for one in outcomes if str(one.result).startswith("TRACEBACK")]


@pytest.mark.acceptance
@pytest.mark.soak
def test_mutated_files_bring_no_traceback(hostile: list[Path], tmp_path: Path) -> None:
    """Ten minutes; the seed of each mutant is its name, so that a finding can be made again."""
    small = [path for path in hostile if path.stat().st_size < 200_000]
    end, number, lost = time.monotonic() + SOAK, 0, []
    while time.monotonic() < end:
        mutants = [_mutant(small, seed, tmp_path) for seed in range(number, number + 100)]
        number += 100
        for one in work_through(attempt, mutants, processes=2, limits=LIMITS, preload=["pipeline.read.pdf"]):
            if one.loss or str(one.result).startswith("TRACEBACK"):
                lost.append(f"{one.piece.name}: {one.loss or one.result}")
        for path in mutants:
            path.unlink()
    print(f"{number} mutants, {len(lost)} lost")
    assert not [words for words in lost if "TRACEBACK" in words]
    assert len(lost) <= number / 1000, lost


def _mutant(files: list[Path], seed: int, folder: Path) -> Path:
    chance = random.Random(seed)
    origin = chance.choice(files)
    data = bytearray(origin.read_bytes())
    for change in chance.choices((_flip, _cut, _double, _plant), k=chance.randint(1, 12)):
        if data:
            change(data, chance)
    path = folder / f"{seed:08}-{origin.name}"
    path.write_bytes(bytes(data))
    return path


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)


def _cut(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.randint(1, 300)]


def _double(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    data[at:at] = data[at : at + chance.randint(1, 300)]


def _plant(data: bytearray, chance: random.Random) -> None:
    at, word = chance.randrange(len(data)), chance.choice(MUTATIONS)
    data[at : at + len(word)] = word


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_read_or_named(pdf, tmp_path: Path, part: float) -> None:
    whole = pdf(lambda p: p.lines(40, 60, ["友城往来", "年年不断"])).path.read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole[: int(part * len(whole))])
    assert partial(read, cut)()
