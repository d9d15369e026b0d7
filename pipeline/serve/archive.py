"""The whole release in one ZIP file: made when it is first asked for, kept in the cache folder, the same bytes whenever it is made."""

from __future__ import annotations

import secrets
import shutil
import threading
import zipfile
from pathlib import Path

from pipeline.paths import cache_folder

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first day that ZIP knows: an archive says nothing of when it was made
_MAKING = threading.Lock()


def archive_of(release: Path, files: dict[str, Path], cache: Path | None) -> Path:
    """The archive of a release's files by their names, all in a folder of the release's name. Safe for several threads."""
    path = (cache or cache_folder()) / "serve" / f"{release.name}-{sum(p.stat().st_size for p in files.values())}.zip"
    with _MAKING:
        if not path.is_file():
            half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                _write(half, release.name, files)
                half.replace(path)
            finally:
                half.unlink(missing_ok=True)
    return path


def _write(path: Path, folder: str, files: dict[str, Path]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        for name, file in files.items():
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            entry.file_size = file.stat().st_size
            with file.open("rb") as source, archive.open(entry, "w") as target:
                shutil.copyfileobj(source, target, 1 << 20)
