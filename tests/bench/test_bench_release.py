"""The bench of opened releases asks what it says of a release that has what it says; its figures are not judged here."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import bench_release

from pipeline.publish.opened import open_release


def test_the_made_up_release_answers_every_question(tmp_path: Path) -> None:
    bench_release.make(tmp_path / "r-made-up", 300, 200, 1000)
    release = open_release(tmp_path / "r-made-up")
    assert (len(release.pairs), len(release.claims), len(release.activities)) == (300, 1000, 200)
    assert set(release.as_of("2005-06-01").state) == {"standing", "not yet"}
    assert set(bench_release.measure(tmp_path / "r-made-up")) == set(bench_release.BOUNDS)
