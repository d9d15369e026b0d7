"""No words of the acceptance texts in the project: what was copied from them would only look like understanding.

A run of eight or more Han characters that a project file shares with a text fails, unless it is listed with its reason. White
space inside a text is taken out before, and in our corpora too, since lines are broken anywhere; in code and tables it stays,
where it parts one entry from the next.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

RUN = 8  # as the pattern has it
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f〇]{8,}")
SPACE = re.compile(r"\s+")
SHARED_TEXTS = ("seeds/*.txt", "web/raw/*.txt", "gold/*.jsonl", "web/gold/*.jsonl", "pdf/truth/*.json", "audits.jsonl")
ALLOWED_FILE = Path(__file__).parent / "overlap_allowed.toml"
NOT_READ = {"LICENSE", "requirements.lock", "tests/acceptance/overlap_allowed.toml"}
ENCODINGS = ("utf-8-sig", "utf-16", "gb18030", "big5")


def words_in(value: object) -> Iterator[str]:
    """Every string of a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for part in value.values() if isinstance(value, dict) else value:
            yield from words_in(part)


def texts_of(path: Path) -> Iterator[str]:
    """A document's text, or the strings of a JSON file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        yield text
    else:
        for line in text.splitlines() if path.suffix == ".jsonl" else [text]:
            yield from words_in(json.loads(line)) if line.strip() else ()


def grams(text: str) -> Iterator[str]:
    for run in HAN.findall(text):
        yield from (run[i : i + RUN] for i in range(len(run) - RUN + 1))


def shared_grams(shared: Path) -> dict[str, str]:
    """Each run of `RUN` characters in the acceptance texts, with a document that holds it."""
    return {
        gram: path.name
        for pattern in SHARED_TEXTS
        for path in sorted(shared.glob(pattern))
        for text in texts_of(path)
        for gram in grams(SPACE.sub("", text))
    }


def shared_runs(text: str, known: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The longest runs of `text` whose every part is known, each with a document."""
    for run in HAN.findall(text):
        start = None
        for i in range(len(run) - RUN + 2):
            if run[i : i + RUN] in known:
                start = i if start is None else start
            elif start is not None:
                yield run[start : i - 1 + RUN], known[run[start : start + RUN]]
                start = None


def readings(path: Path) -> Iterator[str]:
    """A file's text in every encoding that it may have; nothing for other binaries."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(data) as pdf:
            yield "".join(page.get_textpage().get_text_range() for page in pdf)
        return
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in data and not wide:
        return
    for encoding in ENCODINGS:
        if (encoding == "utf-16") is wide:
            try:
                yield data.decode(encoding)
            except UnicodeDecodeError:
                continue


def project_text(path: Path, root: Path) -> Iterator[str]:
    name = path.relative_to(root)
    if name.as_posix() in NOT_READ:
        return
    prose = name.parts[0] == "corpora" or name.suffix == ".md"
    for text in readings(path):
        yield SPACE.sub("", text) if prose else text


@pytest.fixture(scope="module")
def found(root: Path, shared: Path, project_files: list[Path]) -> dict[str, list[str]]:
    """Shared run → where it stands, on both sides."""
    known, out = shared_grams(shared), dict[str, list[str]]()
    for path in project_files:
        for text in project_text(path, root):
            for run, document in shared_runs(text, known):
                out.setdefault(run, []).append(f"{path.relative_to(root)} ↔ {document}")
    return out


@pytest.fixture(scope="module")
def allowed() -> dict[str, str]:
    listed = tomllib.loads(ALLOWED_FILE.read_text(encoding="utf-8")).get("allowed", [])
    return {entry["run"]: entry["reason"] for entry in listed}


@pytest.mark.xdist_group("overlap")
def test_no_words_of_the_acceptance_texts(found: dict[str, list[str]], allowed: dict[str, str]) -> None:
    unlisted = {run: sorted(set(at)) for run, at in found.items() if not any(run in entry for entry in allowed)}
    assert not unlisted, "\n".join(["shared words:", *(f"  {run}: {'; '.join(at)}" for run, at in unlisted.items())])


@pytest.mark.xdist_group("overlap")
def test_no_exception_outlives_its_reason(found: dict[str, list[str]], allowed: dict[str, str]) -> None:
    assert all(allowed.values())
    assert [entry for entry in allowed if not any(run in entry for run in found)] == []


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("甲乙丙丁戊己庚辛", ["甲乙丙丁戊己庚辛"]),
        ("前甲乙丙丁戊己庚辛壬后", ["甲乙丙丁戊己庚辛壬"]),
        ("甲乙丙丁戊己庚", []),
        ("甲乙丙丁，戊己庚辛壬", []),
        ("甲乙丙丁戊己庚辛壬·甲乙丙丁戊己庚辛", ["甲乙丙丁戊己庚辛壬", "甲乙丙丁戊己庚辛"]),
    ],
)
def test_runs_are_found_whole(text: str, runs: list[str]) -> None:
    known = dict.fromkeys(grams("甲乙丙丁戊己庚辛壬"), "a")
    assert [run for run, _ in shared_runs(text, known)] == runs
