"""The tree, the package list, the import layers and the top level say the same thing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

TOP_LEVEL = {"pipeline", "corpora", "models", "outputs", "flows", "tests", ".ci"}


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def packages(root: Path) -> set[str]:
    inits = [*(root / "pipeline").rglob("__init__.py"), *(root / "flows").rglob("__init__.py")]
    return {".".join(path.parent.relative_to(root).parts) for path in inits}


def test_every_package_is_shipped(root: Path, project: dict[str, Any]) -> None:
    assert set(project["tool"]["setuptools"]["packages"]) == packages(root) | {"pipeline.models"}


def test_every_folder_with_code_is_a_package_that_says_why(root: Path) -> None:
    folders = {path.parent for room in ("pipeline", "flows") for path in (root / room).rglob("*.py")}
    silent = [str(f) for f in folders if not (f / "__init__.py").read_text(encoding="utf-8").startswith('"""')]
    assert silent == []


def test_every_room_has_its_layer(root: Path, project: dict[str, Any]) -> None:
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    named = {name for layer in layers for name in re.findall(r"[\w.]+", layer)}
    files = {f"pipeline.{path.stem}" for path in (root / "pipeline").glob("*.py")} - {"pipeline.__init__"}
    rooms = {name for name in packages(root) if name.count(".") == 1} | files
    assert rooms - named == set()


def test_nothing_new_at_the_top_level(project_files: list[Path], root: Path) -> None:
    folders = {path.relative_to(root).parts[0] for path in project_files if len(path.relative_to(root).parts) > 1}
    assert folders <= TOP_LEVEL


def test_golden_files_are_rewritten_by_hand_only(
    root: Path, project: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    flag = "--rewrite-golden"
    automatic = [(root / "Makefile").read_text(), (root / ".ci" / "run").read_text()]
    automatic += project["tool"]["pytest"]["ini_options"]["addopts"]
    assert not any(flag in text for text in automatic)
    assert not request.config.getoption(flag), (
        "golden files were just rewritten: look at the difference, then run without the flag"
    )
