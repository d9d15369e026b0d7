"""The wheel, installed outside the checkout, has every data file and its command answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SHIPPED = ("pipeline", "flows", "models", "pyproject.toml", "README.md", "LICENSE", "NOTICE")
PROBE = """
import importlib.resources as resources, pathlib, pipeline, flows, pipeline.models
roots = {m.__name__: pathlib.Path(m.__file__).parent for m in (pipeline, flows, pipeline.models)}
for name, folder in sorted(roots.items()):
    assert folder.is_relative_to(pathlib.Path.cwd()), (name, folder)
"""


def outside(python: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run Python in `folder`, which holds the installed wheel, with the checkout out of sight."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "DO_NOT_TRACK": "1"}
    return subprocess.run(
        [sys.executable, *python], cwd=folder, env=environment, capture_output=True, text=True, timeout=120
    )


def pip(*arguments: str | Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pip", *map(str, arguments)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def installed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel in it, built from a copy so that no build folder is left in the checkout."""
    work = tmp_path_factory.mktemp("wheel")
    for name in SHIPPED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, work / "copy" / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (work / "copy").mkdir(exist_ok=True)
            shutil.copy(source, work / "copy" / name)
    pip("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", work, work / "copy")
    (wheel,) = work.glob("youcheng-*.whl")
    pip("install", "--quiet", "--no-deps", "--no-index", "--target", work / "site", wheel)
    return work / "site"


@pytest.mark.xdist_group("wheel")
def test_every_data_file_is_in_the_wheel(root: Path, installed: Path) -> None:
    for package in ("pipeline", "flows"):
        data = {p.relative_to(root) for p in (root / package).rglob("data/**/*") if p.is_file()}
        assert {str(path) for path in data if not (installed / path).is_file()} == set()
    models = {
        p.relative_to(root / "models") for p in (root / "models").rglob("*") if p.suffix != ".pyc" and p.is_file()
    }
    assert {str(path) for path in models if not (installed / "pipeline" / "models" / path).is_file()} == set()


@pytest.mark.xdist_group("wheel")
def test_the_packages_are_the_installed_ones(installed: Path) -> None:
    done = outside(["-c", PROBE], installed)
    assert done.returncode == 0, done.stderr


@pytest.mark.xdist_group("wheel")
def test_the_command_answers_outside_the_checkout(installed: Path) -> None:
    done = outside(["-m", "pipeline.cli", "--help"], installed)
    assert done.returncode == 0, done.stderr
    assert "run" in done.stdout


@pytest.mark.xdist_group("wheel")
def test_a_run_outside_the_checkout_reads_a_document(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("苏州市与意大利威尼斯市于1980年结为友好城市。\n", encoding="utf-8")
    done = outside(["-m", "pipeline.cli", "run", str(tmp_path / "note.txt"), "--out", str(tmp_path / "out")], installed)
    assert done.returncode == 0, done.stderr
    assert "威尼斯" in (tmp_path / "out" / "claims.jsonl").read_text(encoding="utf-8")
