"""The offline installation: packed once, it installs with every index switched off and runs; a changed wheel is refused."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.soak, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheelhouse(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make wheelhouse` packs; fetching six hundred megabytes takes its minutes where pip has kept nothing."""
    folder = tmp_path_factory.mktemp("packed") / "wheelhouse"
    venv = Path(sys.executable).parents[1]
    made = ["make", "wheelhouse", f"WHEELHOUSE={folder}", f"VENV={venv}", f"READY={venv / 'pyvenv.cfg'}"]
    subprocess.run([*made, "--old-file", str(venv / "pyvenv.cfg")], cwd=root, check=True, timeout=1200)
    return folder


def install(wheelhouse: Path, target: Path) -> subprocess.CompletedProcess[str]:
    """Run its script as on a machine that reaches no index: every address of one leads nowhere."""
    nowhere = dict.fromkeys(("http_proxy", "https_proxy", "PIP_INDEX_URL"), "http://127.0.0.1:9")
    return subprocess.run(
        ["sh", str(wheelhouse / "install.sh"), str(target)],
        env={**os.environ, **nowhere, "PYTHON": sys.executable, "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        timeout=900,
    )


def test_it_installs_without_an_index_and_reads_the_sample(wheelhouse: Path, root: Path, tmp_path: Path) -> None:
    done = install(wheelhouse, tmp_path / "env")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("youcheng ")
    command = [str(tmp_path / "env" / "bin" / "youcheng"), "run", str(root / "corpora" / "sample"), "--out", "out"]
    known = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, cwd=tmp_path, env=known, check=True, timeout=300)
    assert (tmp_path / "out" / "latest" / "claims.jsonl").stat().st_size > 0


def test_it_names_no_address(wheelhouse: Path) -> None:
    told = [(wheelhouse / name).read_text(encoding="utf-8") for name in ("install.sh", "README.md", "SHA256SUMS")]
    assert not any("://" in text for text in told)


def test_a_changed_wheel_is_refused(wheelhouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(wheelhouse, copy, copy_function=os.link)
    changed = next(copy.glob("wheels/youcheng-*.whl"))
    data = changed.read_bytes()
    changed.unlink()
    changed.write_bytes(data + b"x")
    done = install(copy, tmp_path / "env")
    assert done.returncode != 0
    assert changed.name in done.stdout + done.stderr
    assert not (tmp_path / "env").exists()
