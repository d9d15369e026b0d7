"""The CSV of a release in LibreOffice: Chinese stays whole, and no cell becomes a formula.

Headless conversion is told the encoding (76 is UTF-8): without it LibreOffice 7.4 takes a file for Windows-1252, whatever its byte
order mark says. The dialog of its window reads the mark.
"""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from pipeline.publish.release import ReleaseContent, write_release
from pipeline.reconcile import reconcile
from pipeline.run import build

pytestmark = pytest.mark.soak

HAN = re.compile("[一-鿿]")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = ('=HYPERLINK("x","西安")', "+西安", "-西安", "@SUM(西安)", "=cmd|' /C calc'!A0西安", "\t=1+1西安")
MINUTES = 5


@pytest.fixture(scope="module")
def soffice() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        pytest.skip("LibreOffice is not installed: its import of the CSV files was not tested")
    return found


def converted(soffice: str, files: list[Path], folder: Path) -> list[Path]:
    """The same tables as LibreOffice saves them, read with a profile of its own."""
    profile = (folder / "profile").as_uri()
    call = [
        soffice,
        f"-env:UserInstallation={profile}",
        "--headless",
        "--infilter=CSV:44,34,76,1",
        "--convert-to",
        "xlsx",
    ]
    subprocess.run(
        [*call, "--outdir", str(folder), *map(str, files)], check=True, timeout=MINUTES * 60, capture_output=True
    )
    return [folder / f"{path.stem}.xlsx" for path in files]


def strings_and_formulas(path: Path) -> tuple[set[str], int]:
    """All texts of a workbook, and how many of its cells are computed."""
    with zipfile.ZipFile(path) as book:
        shared = book.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in book.namelist() else b"<sst/>"
        texts = {"".join(item.itertext()) for item in ElementTree.fromstring(shared).iter(f"{MAIN}si")}
        sheets = [book.read(name) for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    return texts, sum(len(list(ElementTree.fromstring(sheet).iter(f"{MAIN}f"))) for sheet in sheets)


def chinese_cells(path: Path) -> set[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {cell for row in csv.reader(file) for cell in row if HAN.search(cell)}


def check_folder(soffice: str, folder: Path, out: Path) -> int:
    """Every table of a release; returns how many Chinese cells were seen."""
    files, seen = sorted(folder.glob("*.csv")), 0
    for source, made in zip(files, converted(soffice, files, out), strict=True):
        texts, formulas = strings_and_formulas(made)
        cells = chinese_cells(source)
        assert formulas == 0, source.name
        assert cells - texts == set(), source.name
        seen += len(cells)
    return seen


def test_the_sample_release_opens_whole(soffice: str, root: Path, tmp_path: Path) -> None:
    release = build([root / "corpora" / "sample"], tmp_path / "out").release
    assert check_folder(soffice, release / "csv", tmp_path) > 1000


def test_hostile_cells_stay_text(soffice: str, content: ReleaseContent, tmp_path: Path) -> None:
    first, *rest = content.claims
    more = [replace(first, claim_id=f"c-{n:016x}", quote=quote) for n, quote in enumerate(HOSTILE, 100)]
    claims = (first, *more, *rest)
    release = write_release(tmp_path / "out", replace(content, claims=claims, reconciled=reconcile(claims)), {})
    assert check_folder(soffice, release / "csv", tmp_path) > len(HOSTILE)
    assert {f"'{quote}" for quote in HOSTILE} <= chinese_cells(release / "csv" / "claims.csv")


def test_the_check_would_see_a_formula(soffice: str, tmp_path: Path) -> None:
    path = tmp_path / "raw.csv"
    path.write_text("a,b\r\n=1+1,友城\r\n", encoding="utf-8-sig")
    (made,) = converted(soffice, [path], tmp_path / "made")
    assert strings_and_formulas(made) == ({"a", "b", "友城"}, 1)
