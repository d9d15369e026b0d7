"""Pages as pictures: drawn once, by a process that may die, from a file whose bytes were proved; lit where the words stand."""

from __future__ import annotations

import asyncio
import hashlib
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image

from pipeline.errors import ReaderDied, UsageError
from pipeline.records.source import Kind, Source
from pipeline.serve.pageimage import PageImages, Recent, sweep
from pipeline.serve.pageimage_files import Original, Originals, Whereabouts
from pipeline.serve.pageimage_pool import PagePool


def original(path: Path, kind: Kind = Kind.PDF) -> Original:
    data = path.read_bytes()
    return Original(path.name, hashlib.sha256(data).hexdigest(), kind, len(data), None)


@pytest.fixture(scope="module")
def pool() -> Iterator[PagePool]:
    made = PagePool(processes=1)
    yield made
    made.close()


@pytest.fixture
def pdf(root: Path, tmp_path: Path) -> Path:
    here = tmp_path / "docs" / "deep" / "a.pdf"
    here.parent.mkdir(parents=True)
    here.write_bytes((root / "corpora" / "sample" / "01-early-japan-ties.pdf").read_bytes())
    return here


@pytest.fixture
def pages(pdf: Path, tmp_path: Path, pool: PagePool) -> PageImages:
    return PageImages(Originals((tmp_path / "docs",)), tmp_path / "cache", pool=pool)


def found(pages: PageImages, pdf: Path) -> Source:
    where, source = pages.find(original(pdf))
    assert where is Whereabouts.FOUND and source
    return source


def test_a_page_is_drawn_once_and_read_again_from_disk(pages: PageImages, pdf: Path, tmp_path: Path) -> None:
    source = found(pages, pdf)
    png = asyncio.run(pages.page_image(source, 1, 72))
    with pdfplumber.open(pdf) as seen:
        size = round(float(seen.pages[0].width)), round(float(seen.pages[0].height))
    picture = Image.open(io.BytesIO(png))
    assert abs(picture.width - size[0]) <= 1 and abs(picture.height - size[1]) <= 1
    (kept,) = (tmp_path / "cache" / "pages").rglob("*.png")
    kept.write_bytes(b"as on disk")
    again = PageImages(pages.originals, pages.cache, pool=PagePool())
    assert asyncio.run(again.page_image(source, 1, 72)) == b"as on disk"


def test_what_cannot_be_drawn_is_an_error_of_its_name(pages: PageImages, pdf: Path) -> None:
    source = found(pages, pdf)
    with pytest.raises(UsageError):
        asyncio.run(pages.page_image(source, 1, 73))
    with pytest.raises(UsageError):
        asyncio.run(pages.page_image(replace(source, digest="../../etc/passwd"), 1))
    with pytest.raises(IndexError):
        asyncio.run(pages.page_image(source, 99, 72))


def test_a_file_that_changed_or_is_gone_or_lies_elsewhere_is_not_shown(
    pages: PageImages, pdf: Path, tmp_path: Path
) -> None:
    known = original(pdf)
    assert Originals(()).find(known) == (Whereabouts.NO_FOLDER, None)
    assert Originals((tmp_path,), withheld=True).find(known) == (Whereabouts.WITHHELD, None)
    assert pages.find(known)[0] is Whereabouts.FOUND
    pdf.write_bytes(pdf.read_bytes()[:-1] + b"x")
    assert pages.find(known) == (Whereabouts.CHANGED, None)
    pdf.unlink()
    assert Originals((tmp_path / "docs",)).find(known) == (Whereabouts.MISSING, None)


@pytest.mark.parametrize("name", ["../secret.txt", "/etc/passwd", "deep/../../secret.txt", "link.txt"])
def test_a_documents_name_leads_out_of_no_folder(tmp_path: Path, name: str) -> None:
    secret, folder = tmp_path / "secret.txt", tmp_path / "docs"
    secret.write_text("secret")
    folder.mkdir()
    (folder / "link.txt").symlink_to(secret)
    assert Originals((folder,)).find(replace(original(secret, Kind.TEXT), name=name)) == (Whereabouts.MISSING, None)


def test_a_file_that_takes_its_process_down_is_named_and_the_next_is_drawn(pages: PageImages, pdf: Path) -> None:
    source = found(pages, pdf)
    with pytest.raises(ReaderDied):
        asyncio.run(pages.pool.do(os.abort))
    with pytest.raises(ReaderDied):
        asyncio.run(pages.pool.do(signal.pause, seconds=0.2))
    assert asyncio.run(pages.page_image(source, 2, 72)).startswith(b"\x89PNG")


def test_workers_end_with_a_server_that_was_killed() -> None:
    says = "import asyncio, os, time; from pipeline.serve.pageimage_pool import PagePool\n"
    says += "print(asyncio.run(PagePool(1).do(os.getpid)), flush=True); time.sleep(60)"
    server = subprocess.Popen([sys.executable, "-c", says], stdout=subprocess.PIPE, text=True)
    assert server.stdout
    worker = int(server.stdout.readline())
    server.kill()
    server.wait(10)
    until = time.monotonic() + 30
    while time.monotonic() < until and Path(f"/proc/{worker}/status").exists():
        time.sleep(0.2)
    assert not Path(f"/proc/{worker}/status").exists()


def test_memory_and_disk_have_bounds(tmp_path: Path) -> None:
    recent: Recent[int] = Recent(2)
    for number in (1, 2, 1, 3):
        recent.put(number, number)
    assert (recent.get(1), recent.get(2), recent.get(3)) == (1, None, 3)
    for number in range(5):
        (tmp_path / f"{number}.png").write_bytes(b"x")
        os.utime(tmp_path / f"{number}.png", (number, number))
    assert (sweep(tmp_path, 2), sorted(path.name for path in tmp_path.iterdir())) == (3, ["3.png", "4.png"])
