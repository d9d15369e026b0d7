"""The command's manners: help for all, one line for a wrong call, exit 2 for it, and the reader's language."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.messages import CHINESE, ENGLISH, TEXTS, language, say

COMMANDS = [["run"], ["flows", "run"], ["explain"], ["evaluate"], ["read"], ["places"]]
Call = Callable[..., Any]


@pytest.mark.parametrize("command", [[], *COMMANDS], ids=" ".join)
def test_every_command_has_help(youcheng: Call, command: list[str]) -> None:
    said = youcheng(*command, "--help")
    assert said.code == 0
    assert "Usage: youcheng" in said.out
    undocumented = [line for line in said.out.splitlines() if line.strip().startswith("--") and len(line.split()) < 2]
    assert undocumented == []


def test_version(youcheng: Call) -> None:
    assert youcheng("--version").out.startswith("youcheng ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "Missing command"),
        (["nosuch"], "nosuch"),
        (["run", "--out", "y"], "SOURCE"),
        (["run", "x"], "--out"),
        (["run", "x", "--out", "y", "--processes", "0"], "--processes"),
        (["run", "x", "--out", "y", "--processes", "many"], "--processes"),
        (["run", "x", "--out", "y", "--cut", "1.5"], "--cut"),
        (["run", "x", "--out", "y", "--wrong"], "no such option: --wrong"),
        (["run", "x", "--out", "y", "--name", "../z"], "../z"),
        (["run", "x", "--out", "pyproject.toml"], "is a file"),
        (["flows", "run", "x"], "--out"),
        (["explain"], "FACT_OR_CLAIM_ID"),
        (["evaluate"], "--gold"),
        (["read"], "FILE"),
        (["places"], "names, --from or --serve"),
        (["places", "苏州", "--from", "x"], "names, --from or --serve"),
        (["places", "--from", "none.jsonl"], "none.jsonl"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_is_one_line_and_exit_2(
    youcheng: Call, arguments: list[str], words: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    said = youcheng(*arguments)
    assert (said.code, said.out) == (2, "")
    assert said.err.count("\n") == 1
    assert said.err.startswith("youcheng: ")
    assert words in said.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["explain", "p-0", "--release", "nowhere"], "nowhere: no such folder"),
        (["evaluate", "--gold", "nowhere", "--source", "."], "nowhere: no such folder"),
        (["read", "nowhere.txt"], "nowhere.txt: no such file"),
    ],
)
def test_a_named_error_is_one_line(youcheng: Call, arguments: list[str], words: str) -> None:
    said = youcheng(*arguments)
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert words in said.err


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "de_DE.UTF-8"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, ENGLISH),
        ({"LANG": "C", "LC_MESSAGES": "zh_TW.UTF-8"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, CHINESE),
    ],
)
def test_the_language_is_that_of_the_locale(environment: dict[str, str], expected: int) -> None:
    assert language(environment) == expected


def test_every_text_has_its_twin() -> None:
    def holes(text: str) -> set[str]:
        return {part.split("}")[0] for part in text.split("{")[1:]}

    assert [key for key, (english, chinese) in TEXTS.items() if holes(english) != holes(chinese)] == []
    assert all(english and chinese for english, chinese in TEXTS.values())


def test_chinese_messages(youcheng: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert say("nothing") == "没有任何文档得到处理。"
    assert youcheng("run", "x", "--out", "y", "--wrong").err == "youcheng: 没有这个选项：--wrong（参见 --help）\n"


def test_chinese_help() -> None:
    environment = {**os.environ, "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    said = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run", "--help"], env=environment, capture_output=True, timeout=60
    )
    assert "工作进程数" in said.stdout.decode()
