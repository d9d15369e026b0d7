"""What all tests share: the project's folder, the acceptance data outside it, and the flag that rewrites golden files."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.paths import ACCEPTANCE_VARIABLE, acceptance_folder

ROOT = Path(__file__).resolve().parent.parent
ACCEPTANCE_TESTS = ROOT / "tests" / "acceptance"
NO_DATA = f"no acceptance data: neither {ACCEPTANCE_VARIABLE} nor ../shared is a folder"

NO_POSTGRES = "no PostgreSQL server programs; `make postgres` installs them"  # tests/postgres

# Made by a run, an install or a tool; named here for a checkout without git, where .gitignore says nothing.
NOT_OURS = {".git", ".venv", "outputs", "dist", "__pycache__", ".hypothesis"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite-golden", action="store_true", help="write golden files anew instead of comparing with them"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = acceptance_folder() is None
    for item in items:
        if item.path.is_relative_to(ACCEPTANCE_TESTS):
            item.add_marker(pytest.mark.acceptance)
            if absent:
                item.add_marker(pytest.mark.skip(reason=NO_DATA))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A run without the acceptance data or without PostgreSQL must not look like one that passed them."""
    for title, reason in (("ACCEPTANCE", NO_DATA), ("POSTGRESQL", NO_POSTGRES)):
        silent = sum(reason in str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
        if silent:
            terminalreporter.section(title, sep="!", yellow=True, bold=True)
            terminalreporter.line(f"{silent} tests did not run: {reason}", yellow=True)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def rewrite_golden(request: pytest.FixtureRequest) -> bool:
    """Are golden files to be written anew? Only by hand: tests/house forbids the flag anywhere else."""
    return bool(request.config.getoption("--rewrite-golden"))


def by_git(root: Path) -> list[Path]:
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=root, check=True, capture_output=True
    ).stdout.decode()
    return [root / name for name in listing.split("\0") if name]


def by_walk(root: Path) -> list[Path]:
    def ours(path: Path) -> bool:
        parts = path.relative_to(root).parts
        return not any(p in NOT_OURS or p.endswith(("_cache", ".egg-info")) for p in parts)

    return [path for path in root.rglob("*") if ours(path)]


@pytest.fixture(scope="session")
def project_files(root: Path) -> list[Path]:
    """Every file of the project, committed or about to be."""
    found = by_git(root) if (root / ".git").exists() and shutil.which("git") else by_walk(root)
    return sorted(path for path in found if path.is_file())
