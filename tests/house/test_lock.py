"""The lock pins every package by hash, names no address, and knows all that pyproject.toml asks for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
PIN = re.compile(r"^([a-z0-9-]+)(?:\[[a-z0-9, -]+\])?==[^\s;]+(?: ; [^\\]+)?$")


def entries(lock: str) -> list[list[str]]:
    """Each requirement with its hashes: one logical line, cut at its continuation marks."""
    return [[part.strip() for part in line.split("\\\n")] for line in re.split(r"\n(?!\s)", lock.strip())]


def normal(requirement: str) -> str:
    found = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found.group()).lower() if found else requirement


@pytest.fixture(scope="module")
def lock(root: Path) -> str:
    return (root / "requirements.lock").read_text(encoding="utf-8")


def test_each_requirement_is_pinned_and_hashed(lock: str) -> None:
    bad = [
        head
        for head, *hashes in entries(lock)
        if not PIN.match(head) or not hashes or not all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", h) for h in hashes)
    ]
    assert bad == []


def test_no_address(lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links|/", lock)


def test_all_that_the_project_asks_for_is_pinned(lock: str, root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    pinned = {normal(head) for head, *_ in entries(lock)}
    assert {normal(requirement) for requirement in asked} - pinned == set()
