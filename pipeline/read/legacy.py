"""Old office formats (.doc, .wps, .rtf, .xls, .et …) through LibreOffice, where it is installed, to the format that a reader is for.

The conversion runs in a folder of its own with a profile of its own, bounded in time. The
digest of what it made is kept with the reading: another LibreOffice may convert otherwise, and the offsets are those of its result.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ConversionFailed, ConverterMissing
from pipeline.read.office_docx import read_docx
from pipeline.read.office_xlsx import read_xlsx
from pipeline.records.reading import Reading
from pipeline.records.source import Kind, Source
from pipeline.zipped import open_package

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 100  # of one conversion; a report takes five, the first start of LibreOffice ten
_CHANGING = "docProps/"  # the part of a DOCX that holds the time at which it was made


def read_legacy(source: Source, data: bytes) -> Reading:
    """The reading of an old office file. Raises `ConverterMissing`, `ConversionFailed` and what the new format's reader raises."""
    target = "docx" if source.kind is Kind.DOC else "xlsx"
    made = convert(data, source.ending, target, document=source.name)
    reading = read_docx(source, made) if target == "docx" else read_xlsx(source, made)
    remark = f"converted to {target} by LibreOffice; SHA-256 of the result without its properties: {_digest(made, source.name)}"
    return replace(reading, remarks=(remark, *reading.remarks))


def convert(data: bytes, suffix: str, target: str, *, document: str) -> bytes:
    """The bytes of `data` as a `target` file. Raises `ConverterMissing` or `ConversionFailed`."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise ConverterMissing(
            f"files of kind '{suffix}' are read through LibreOffice, which is not installed: install it (Debian: libreoffice-writer "
            f"libreoffice-calc), or save the file as {target.upper()} or PDF",
            document=document,
        )
    with tempfile.TemporaryDirectory(prefix="youcheng-") as name:
        folder = Path(name)
        given = folder / f"document{suffix if suffix.isascii() else ''}"
        given.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--norestore",
            "--convert-to",
            target,
            "--outdir",
            str(folder / "out"),
        ]
        _run([*command, str(given)], document)
        made = folder / "out" / f"document.{target}"
        if not made.is_file():
            raise ConversionFailed("LibreOffice made nothing of it; save it as DOCX, XLSX or PDF", document=document)
        return made.read_bytes()


def _run(command: list[str], document: str) -> None:
    """Run to the end or to the limit; whatever it started ends with it."""
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process:
            try:
                process.wait(SECONDS)
            except subprocess.TimeoutExpired as error:
                raise ConversionFailed(f"LibreOffice did not end within {SECONDS} s", document=document) from error
            finally:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
    except OSError as error:
        raise ConversionFailed(f"LibreOffice cannot be started: {error.strerror}", document=document) from error


def _digest(made: bytes, document: str) -> str:
    whole = hashlib.sha256()
    with open_package(made, document=document) as package:
        for name in sorted(package.names()):
            if not name.startswith(_CHANGING):
                whole.update(name.encode() + b"\0" + hashlib.sha256(package.read(name)).digest())
    return whole.hexdigest()
