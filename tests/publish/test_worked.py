"""The worked notebook runs from its first cell to its last, and is kept without what a run left in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.run import build

NOTEBOOK = "pipeline/publish/worked.ipynb"
REPORT = """西安市与日本奈良市于1974年2月1日结为友好城市[1]。西安市与日本京都市于1974年5月10日结为友好城市[1]。
南京市与日本名古屋市于1978年12月21日结为友好城市[1]。南京市与美国圣路易斯市于1979年11月2日结为友好城市[1]。
1984年10月，西安市代表团访问奈良市，两市演员同台演出。截至1990年底，西安市共有友好城市6对。

注释

[1] 某甲：《河洛往来》，河洛书局，1999年，第12页。
"""


@pytest.fixture(scope="module")
def outputs(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What each code cell printed and showed."""
    folder = tmp_path_factory.mktemp("worked")
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    build([folder / "report.txt"], folder / "out")
    notebook = nbformat.read(root / NOTEBOOK, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("YOUCHENG_RELEASE", str(folder / "out"))
        patch.setenv("PYTHONPATH", str(root))
        patch.setenv("IPYTHONDIR", str(folder / "ipython"))
        NotebookClient(
            notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
        ).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shown(cell: dict[str, Any]) -> str:
    shapes = [out.get("data", {}) for out in cell["outputs"]]
    parts = [out.get("text", "") for out in cell["outputs"]] + [
        s.get("text/html") or s.get("text/plain", "") for s in shapes
    ]
    return "\n".join(parts)


def test_it_does_what_it_tells(outputs: list[dict[str, Any]]) -> None:
    whole = "\n".join(map(shown, outputs))
    for words in ("奈良市", "not measured", "河洛往来", "standing", "列名", "[出版地不详]"):
        assert words in whole, words
    assert "@r-" in whole and "@misc{yc-" in whole


def test_every_cell_shows_something(outputs: list[dict[str, Any]]) -> None:
    assert [cell["source"][:40] for cell in outputs if not cell["outputs"]] == []


def test_it_is_kept_without_outputs(root: Path) -> None:
    cells = json.loads((root / NOTEBOOK).read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert code and all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
