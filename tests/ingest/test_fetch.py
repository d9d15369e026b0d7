"""What lies elsewhere is fetched once, politely and within limits; a bad night withdraws nothing. The server is our own."""

from __future__ import annotations

import gzip
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import fsspec
import pytest

from pipeline.ingest.copies import Fetched, Manners
from pipeline.ingest.discover import discover
from pipeline.ingest.fetch import fetch
from pipeline.ingest.shelf import Shelf

TIE = "昆明市与瑞士苏黎世市于1982年结为友好城市。\n"
QUICK = Manners(delay=0.0, timeout=2.0, tries=2, back_off=0.01, redirects=3)
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """What a server of ours answers, and what it was asked."""

    address: str
    pages: dict[str, Callable[[dict[str, str]], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def says(self, path: str, body: bytes | str, **headers: str) -> str:
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        self.pages[path] = lambda _: (200, told, body.encode() if isinstance(body, str) else body)
        return self.address + path

    def fails(self, path: str, code: int, **headers: str) -> str:
        self.pages[path] = lambda _: (code, headers, b"")
        return self.address + path


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            told = {name.title(): value for name, value in self.headers.items()}
            found.asked.append((self.path, told))
            code, headers, body = found.pages.get(self.path, lambda _: (404, {}, b""))(told)
            self.send_response(code)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "fetched")


def codes(found: Fetched) -> list[tuple[str | None, str]]:
    return [(trouble.document, trouble.code) for trouble in found.troubles]


def test_a_document_is_fetched_once_and_known_by_its_address(site: Site, shelf: Shelf) -> None:
    def page(asked: dict[str, str]) -> Answer:
        if asked.get("If-None-Match") == '"1"':
            return 304, {}, b""
        return 200, {"ETag": '"1"', "Content-Type": "text/plain; charset=utf-8"}, TIE.encode()

    site.pages["/reports/7"] = page
    address = f"{site.address}/reports/7"
    for _ in range(2):
        found = fetch([address, address], shelf, QUICK)
        assert found.troubles == [] and found.stale == []
    assert [asked.get("If-None-Match") for _, asked in site.asked] == [None, '"1"']
    assert all("youcheng/" in asked["User-Agent"] for _, asked in site.asked)
    (source,) = discover([], found.copies).documents
    assert (source.name, source.kind.value, source.ending) == (address, "text", ".txt")
    fetch([address], shelf, QUICK, fresh=True)
    assert "If-None-Match" not in site.asked[-1][1]


def test_what_changed_is_fetched_again_by_its_date_too(site: Site, shelf: Shelf) -> None:
    address = site.says("/a.txt", TIE, Last_Modified="Mon, 01 Jan 2024 00:00:00 GMT")
    before = fetch([address], shelf, QUICK).copies[address]
    site.says("/a.txt", TIE * 2, Last_Modified="Tue, 02 Jan 2024 00:00:00 GMT")
    after = fetch([address], shelf, QUICK).copies[address]
    assert site.asked[-1][1]["If-Modified-Since"] == "Mon, 01 Jan 2024 00:00:00 GMT"
    assert (before.read_text(encoding="utf-8"), after.read_text(encoding="utf-8")) == (TIE, TIE * 2)


@pytest.mark.parametrize(
    ("code", "wanted"),
    [(404, "missing"), (410, "missing"), (403, "unreadable"), (401, "unreadable"), (204, "unreadable")],
)
def test_what_the_server_refuses_is_named_and_costs_nothing_else(
    code: int, wanted: str, site: Site, shelf: Shelf
) -> None:
    good, bad = site.says("/good.txt", TIE), site.says("/bad.txt", TIE)
    fetch([bad], shelf, QUICK)
    site.fails("/bad.txt", code)
    found = fetch([bad, good], shelf, QUICK)
    assert codes(found) == [(bad, wanted)], "a refusal is no bad night: the copy does not stand in"
    assert list(found.copies) == [good]


@pytest.mark.parametrize("code", [500, 503, 429])
def test_a_bad_night_keeps_the_copy_of_the_day_before_and_says_so(code: int, site: Site, shelf: Shelf) -> None:
    address, new = site.says("/a.txt", TIE), site.fails("/new.txt", code)
    fetch([address], shelf, QUICK)
    site.fails("/a.txt", code)
    found = fetch([address, new], shelf, QUICK)
    assert found.copies[address].read_text(encoding="utf-8") == TIE
    assert [(one.name, one.why) for one in found.stale] == [(address, f"HTTP {code}")]
    assert codes(found) == [(new, "unreachable")]
    assert len([path for path, _ in site.asked if path == "/new.txt"]) == QUICK.tries


def test_a_server_that_is_gone_or_slow_is_a_bad_night_too(site: Site, shelf: Shelf) -> None:
    def slow(_: dict[str, str]) -> Answer:
        time.sleep(0.6)
        return 200, {}, TIE.encode()

    address = site.says("/a.txt", TIE)
    fetch([address], shelf, QUICK)
    site.pages["/a.txt"] = slow
    found = fetch([address, "http://127.0.0.1:9/b.txt"], shelf, Manners(delay=0, timeout=0.2, tries=1))
    assert [one.why for one in found.stale] == ["ReadTimeout"]
    assert codes(found) == [("http://127.0.0.1:9/b.txt", "unreachable")]


def test_a_try_more_helps_against_what_passes(site: Site, shelf: Shelf) -> None:
    address = site.fails("/a.txt", 502)
    failing, good = site.pages["/a.txt"], lambda _: (200, {}, TIE.encode())
    site.pages["/a.txt"] = lambda asked: (failing if len(site.asked) == 1 else good)(asked)
    assert fetch([address], shelf, QUICK).copies[address].read_text(encoding="utf-8") == TIE


def test_sizes_are_counted_as_the_bytes_come(site: Site, shelf: Shelf) -> None:
    told = site.says("/told.txt", b"x" * 2000)
    packed = site.says("/packed.txt", gzip.compress(b"x" * 100_000), Content_Encoding="gzip")
    found = fetch([told, packed], shelf, Manners(delay=0, size=1000))
    assert codes(found) == [(told, "too-large"), (packed, "too-large")]
    assert list(shelf.folder.glob(".*")) == [], "no half copy is left"


def test_redirects_are_bounded_and_stay_on_the_web(site: Site, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    site.says("/there.txt", TIE)
    good, loop = site.fails("/here.txt", 302, Location="/there.txt"), site.fails("/loop.txt", 302, Location="/loop.txt")
    local = site.fails("/local.txt", 302, Location=Path("/etc/hosts").as_uri())
    found = fetch([good, loop, local], shelf, QUICK)
    assert found.copies[good].read_text(encoding="utf-8") == TIE
    assert sorted(codes(found)) == sorted([(loop, "unreadable"), (local, "unreadable")])
    monkeypatch.setattr("pipeline.ingest.web.is_inside", lambda host: host == "localhost")
    inside = site.fails("/inside.txt", 302, Location=f"{site.address.replace('127.0.0.1', 'localhost')}/there.txt")
    assert codes(fetch([inside], shelf, QUICK)) == [(inside, "unreadable")], "a public server sends nobody inside"


def test_a_host_is_left_in_peace_between_two_requests(site: Site, shelf: Shelf) -> None:
    addresses = [site.says(f"/{number}.txt", TIE) for number in range(3)]
    began = time.monotonic()
    fetch(addresses, shelf, Manners(delay=0.2))
    assert time.monotonic() - began >= 0.4


def test_a_name_shows_no_password_and_the_kind_may_come_from_the_server(site: Site, shelf: Shelf) -> None:
    secret = site.says("/page?id=7", f"<html><body><p>{TIE}</p></body></html>", Content_Type="text/html; charset=utf-8")
    found = fetch([secret.replace("//", "//reader:secret@") + "#part"], shelf, QUICK)
    assert list(found.copies) == [f"{site.address}/page?id=7"]
    assert discover([], found.copies).documents[0].kind.value == "html"


def test_an_archive_elsewhere_is_read_member_by_member(site: Site, shelf: Shelf) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.txt", TIE)
    address = site.says("/many.zip", packed.getvalue())
    found = discover([], fetch([address], shelf, QUICK).copies)
    assert [source.name for source in found.documents] == [f"{address}!a.txt"]


def test_other_file_systems_have_files_folders_and_globs(shelf: Shelf) -> None:
    memory = fsspec.filesystem("memory")
    for name in ("a.txt", "b.txt", "sub/c.txt", "sub/.hidden.txt", "x.bin"):
        memory.pipe(f"/fetching/{name}", TIE.encode())
    try:
        whole, some = fetch(["memory://fetching"], shelf), fetch(["memory://fetching/?.txt"], shelf)
        assert [name.rpartition("/")[2] for name in whole.copies] == ["a.txt", "b.txt", "c.txt"]
        assert [name.rpartition("/")[2] for name in some.copies] == ["a.txt", "b.txt"]
        missing = fetch(["memory://fetching/no.txt", "memory://nowhere/*.txt"], shelf)
        assert [code for _, code in codes(missing)] == ["missing", "missing"]
        memory.pipe("/fetching/a.txt", (TIE * 2).encode())
        again = fetch(["memory://fetching/a.txt"], shelf)
        assert next(iter(again.copies.values())).read_text(encoding="utf-8") == TIE * 2
    finally:
        memory.rm("/fetching", recursive=True)


def test_a_file_system_that_fails_has_the_copies_of_the_day_before(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise TimeoutError("no answer")

    memory = fsspec.filesystem("memory")
    memory.pipe({"/failing/a.txt": TIE.encode(), "/failing-not/b.txt": TIE.encode()})
    fetch(["memory://failing", "memory://failing-not"], shelf)
    with monkeypatch.context() as broken:
        broken.setattr(type(memory), "isdir", fail)
        found = fetch(["memory://failing", "memory://other"], shelf)
    memory.rm(["/failing", "/failing-not"], recursive=True)
    assert [name.rpartition("/")[2] for name in found.copies] == ["a.txt"]
    assert [one.why for one in found.stale] == ["TimeoutError"]
    assert codes(found) == [("memory://other", "unreachable")]


def test_a_scheme_that_nobody_knows_is_named(shelf: Shelf) -> None:
    assert codes(fetch(["nothing://x/y.txt"], shelf)) == [("nothing://x/y.txt", "unreadable")]


def test_a_dry_run_keeps_what_it_fetches_elsewhere(site: Site, shelf: Shelf, tmp_path: Path) -> None:
    address = site.says("/a.txt", TIE)
    found = fetch([address], Shelf(shelf.folder, scratch=tmp_path / "scratch"), QUICK)
    assert found.copies[address].parent == tmp_path / "scratch"
    assert not shelf.folder.exists()
