"""The bench of the place authority measures what it says; its figures are not judged here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import bench_places


def test_documents_reach_the_size_and_keep_the_characters(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("罗兹市\n广州市\n里昂市\n", encoding="utf-8")
    drawn = bench_places.documents(tmp_path, 0.001)
    assert sum(len(text.encode()) for text in drawn) >= 1000
    assert {"".join(sorted(text)) for text in drawn} == {"".join(sorted("罗兹市\n广州市\n里昂市\n"))}


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        bench_places.documents(tmp_path, 0.001)


def test_rate_counts_megabytes_of_utf8() -> None:
    assert bench_places.rate(len, ["广" * 1000], 1) > 0
