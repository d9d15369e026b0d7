"""No file names a package registry or a folder of the machine it was written on: both would be wrong elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

# Written in pieces, so that this file does not hold what it forbids.
REGISTRIES = [
    "pypi" + r"\.org",
    "python" + "hosted",
    "registry" + r"\.npmjs",
    "deb" + r"\.debian",
    "conda" + r"\.anaconda",
]
MACHINE = [r"(?<![\w.])/" + "work/", "/" + "root/", "/opt/" + "(pypi|wheels)", "file:" + "//", "/home/" + r"\w"]
FORBIDDEN = re.compile("|".join([*REGISTRIES, *MACHINE]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://" + "pypi" + ".org/simple", True),
        ("open('/" + "work/main/x')", True),
        ("the store/work/ folder of a run", False),
        ("../work/x is relative", False),
    ],
)
def test_the_pattern_finds_addresses_only(text: str, found: bool) -> None:
    assert bool(FORBIDDEN.search(text)) is found


def test_no_file_holds_an_address(project_files: list[Path], root: Path) -> None:
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:100]}"
        for path in project_files
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if FORBIDDEN.search(line)
    ]
    assert found == []
