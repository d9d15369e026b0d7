"""What the READMEs say can be done: every target and every command, and both languages say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.main import get_command

READMES = ("README.md", "README.zh-CN.md")
TARGET = re.compile(r"\bmake ([a-z]+)\b")
LINK = re.compile(r"\]\(([^)#]+)\)")


def code_in(text: str) -> str:
    """Code blocks and code spans only: 'make one dataset' in a sentence is no target."""
    return "\n".join(re.findall(r"`+([^`]+)`+", text))


def targets_of(makefile: str) -> set[str]:
    return set(re.findall(r"^([a-z]+):.*?## ", makefile, re.MULTILINE))


def commands() -> set[str]:
    """Top-level commands of `youcheng` that its help shows."""
    from pipeline.cli import app

    group = get_command(app)
    return {name for name, command in getattr(group, "commands", {}).items() if not command.hidden}


@pytest.fixture(params=READMES)
def readme(request: pytest.FixtureRequest, root: Path) -> str:
    return (root / request.param).read_text(encoding="utf-8")


def test_every_make_target_is_told_and_exists(readme: str, root: Path) -> None:
    targets = targets_of((root / "Makefile").read_text(encoding="utf-8"))
    assert {"run", "test", "check", "bench", "lock", "soak", "apt", "clean", "help"} <= targets
    assert set(TARGET.findall(code_in(readme))) == targets


def test_every_command_is_told_and_exists(readme: str) -> None:
    told = set(re.findall(r"\byoucheng ([a-z]+)\b", code_in(readme)))
    assert told == commands()


def test_every_link_leads_to_a_file(readme: str, root: Path) -> None:
    assert [link for link in LINK.findall(readme) if not (root / link).is_file()] == []


def test_both_languages_show_the_same_commands(root: Path) -> None:
    english, chinese = (code_in((root / name).read_text(encoding="utf-8")) for name in READMES)
    assert set(re.findall(r"\b(?:make|youcheng) .+?(?=\s{2}|\n|$)", english)) == set(
        re.findall(r"\b(?:make|youcheng) .+?(?=\s{2}|\n|$)", chinese)
    )
