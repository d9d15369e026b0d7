"""The release of the sample corpus: whoever changes a rule sees every row that changes with it.

Rewrite with `pytest tests/run/test_golden_release.py --rewrite-golden`, then read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.publish.statementtables import STATEMENT_COLUMNS
from pipeline.run import build

GOLDEN = Path(__file__).parent / "golden"
TABLES = ("pairs", "pair_states", "counts", "activities", "documents", "conflicts", "places", *STATEMENT_COLUMNS)

pytestmark = pytest.mark.xdist_group("golden")


@pytest.fixture(scope="module")
def release(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    result = build([root / "corpora" / "sample"], tmp_path_factory.mktemp("golden"))
    assert result.troubles == ()
    return result.release


@pytest.mark.parametrize("table", TABLES)
def test_every_row_is_the_golden_one(release: Path, table: str, rewrite_golden: bool) -> None:
    made = (release / "csv" / f"{table}.csv").read_text(encoding="utf-8-sig")
    golden = GOLDEN / f"{table}.csv"
    if rewrite_golden:
        golden.write_text(made, encoding="utf-8")
    assert made.splitlines() == golden.read_text(encoding="utf-8").splitlines()
