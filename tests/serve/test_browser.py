"""Every page in a browser (Debian's Chromium, which `make apt` installs).

Nothing that the policy refuses, nothing from another host, nothing wider than the window, words that can be read, a keyboard that gets
everywhere.
"""

from __future__ import annotations

import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from pipeline.serve.app import make_app
from pipeline.serve.options import Options
from pipeline.serve.site import make_site
from tests.serve.conftest import COST, PASSWORD
from tests.serve.hostile_release import make_hostile
from tests.serve.hostile_release import paths as hostile_paths

CHROMIUM = shutil.which("chromium")
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: make apt installs it")

# The least contrast of a text with its ground, as WCAG 2.2 counts it: 4.5, or 3 for large letters. Grounds that are clear are those behind.
CONTRAST = """() => {
  const light = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 });
                       return .2126 * r + .7152 * g + .0722 * b };
  const parse = text => (text.match(/[\\d.]+/g) || []).map(Number);
  const ground = element => { for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length === 3 || c[3] === 1) return c.slice(0, 3) } return [255, 255, 255] };
  const low = [];
  for (const e of document.querySelectorAll('main *, header *, footer *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()) || e.closest('svg') || !e.getClientRects().length) continue;
    const style = getComputedStyle(e), a = light(parse(style.color).slice(0, 3)), b = light(ground(e));
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05), large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) low.push(`${e.tagName} ${e.className} ${ratio.toFixed(2)}`);
  }
  return low;
}"""


@contextmanager
def served(options: Options) -> Iterator[str]:
    """A server on a free port, with one reviewer."""
    site = make_site(options, cost=COST)
    site.users.add("reviewer", "reviewer", PASSWORD)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asgi = make_app(options, site=site).asgi
    server = uvicorn.Server(uvicorn.Config(asgi, host="127.0.0.1", port=port, log_level="error", proxy_headers=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def address(release: Path, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sample's pages."""
    folder = tmp_path_factory.mktemp("browser")
    corpus = (root / "corpora" / "sample",)
    ledger = str(folder / "ledger.sqlite")
    with served(Options(release, users=folder / "users.json", cache=folder, ledger=ledger, corpus=corpus)) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS.split())
        yield opened
        opened.close()


@pytest.fixture
def paths(release: Path) -> list[str]:
    """One page of each kind."""
    with sqlite3.connect(release / "youcheng.sqlite") as base:

        def one(sql: str) -> str:
            return str(base.execute(sql).fetchone()[0])

        digest = one("SELECT document_digest FROM documents ORDER BY document")
        return [
            "/", "/cite", "/search?q=神户", "/search?q=Kobe&kind=facts", "/-/login", "/youcheng", "/youcheng/pairs?_facet=relation",
            "/youcheng/claims", "/youcheng/pairs/1", "/youcheng?sql=select+*+from+pairs", "/charts", "/charts/by-country", "/charts/series",
            "/charts/network", "/charts/map", f"/fact/{one('SELECT fact_id FROM pairs')}", f"/fact/{one('SELECT fact_id FROM counts')}",
            "/place/610100", f"/document/{digest}", f"/document/{digest}/cite", f"/finding/{one('SELECT finding_id FROM findings')}",
        ]  # fmt: skip


@pytest.mark.parametrize(("width", "logged_in"), [(1280, False), (390, True)])
def test_every_page_is_clean_fits_and_can_be_read(
    browser: Any, address: str, paths: list[str], width: int, logged_in: bool
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 844}).new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url} {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))
    page.on("request", lambda request: asked.append(request.url))
    if logged_in:
        log_in(page, address)
    for path in [*paths, *(["/queues"] if logged_in else [])]:
        assert page.goto(address + path).status == 200, path
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{path} is too wide"
        assert page.evaluate(CONTRAST) == [], path
    assert said == []
    assert [url for url in asked if not url.startswith((address, "data:"))] == []


def log_in(page: Any, address: str) -> None:
    """By keyboard alone: name, Tab, password, Enter."""
    page.goto(f"{address}/-/login")
    page.wait_for_function("document.activeElement.id === 'name'")
    page.keyboard.type("reviewer")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/")
    assert page.locator(".out .name").inner_text() == "reviewer"


def test_a_search_goes_by_keyboard_from_the_box_to_the_fact(browser: Any, address: str) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("神戶")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert page.locator("mark").first.inner_text() == "神户"
    page.locator("a[href^='/fact/']").first.focus()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_url("**/fact/*")
    assert "神户" in page.locator("main").inner_text()


def test_the_language_is_switched_and_kept(browser: Any, address: str) -> None:
    page = browser.new_context(locale="zh-CN").new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.click("text=English")
    page.goto(f"{address}/charts")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_a_hostile_document_does_nothing_in_a_browser(browser: Any, tmp_path: Path) -> None:
    release = make_hostile(tmp_path / "r-hostile")
    options = Options(release, users=tmp_path / "users.json", cache=tmp_path, ledger=str(tmp_path / "ledger.sqlite"))
    with served(options) as address:
        page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(f"{page.url} {message.text}"))
        page.on("pageerror", lambda error: said.append(f"{page.url} {error}"))
        page.on("dialog", lambda dialog: (said.append(f"{page.url} {dialog.message}"), dialog.dismiss()))
        log_in(page, address)
        for path in hostile_paths(release):
            assert page.goto(address + path).status == 200, path
            assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), f"{path} is too wide"
        assert said == []
