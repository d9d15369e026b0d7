"""The command as people call it: arguments in, exit code and words out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main


@dataclass(frozen=True, slots=True)
class Said:
    """What one call came to."""

    code: int
    out: str
    err: str


@pytest.fixture
def youcheng(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Call the command in English unless a test says otherwise."""
    for variable in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")

    def call(*arguments: str | Path) -> Said:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Said(int(left.value.code or 0), out, err)

    return call


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with one good report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    text = "苏州市与意大利威尼斯市于1980年3月24日结为友好城市。\n目前，苏州市已有16对友好城市。\n"
    (folder / "suzhou.txt").write_text(text, encoding="utf-8")
    return folder
