"""A corpus, its releases, a server over the newest, and Debian's Chromium to walk through it: nothing of ours stands in for anything."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline import run
from pipeline.serve.app import make_app
from pipeline.serve.options import Options
from pipeline.serve.site import make_site

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--no-proxy-server"),
]
PASSWORD = "a long password"
NAMES = ("an", "bo")
SECONDS = 30.0


class Walk:
    """A corpus in a folder of its own, and whatever serves its newest release."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.out, self.cache = folder / "reports", folder / "out", folder / "cache"
        self.reports.mkdir(parents=True)
        self.base, self._server = "", None  # type: ignore[var-annotated]

    def run(self) -> Path:
        """A run over the corpus, its release served from now on."""
        release = run.build([self.reports], self.out).release
        self._serve(release)
        return release

    def _serve(self, release: Path) -> None:
        import uvicorn

        self.close()
        options = Options(
            release=release.resolve(), ledger=str(self.out / "ledger.sqlite"), users=self.out / "users.json",
            corpus=(self.reports,), cache=self.cache,
        )  # fmt: skip
        site = make_site(options, cost=16)
        for name in NAMES:
            if name not in site.users.names():
                site.users.add(name, "curator", PASSWORD)
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        config = uvicorn.Config(make_app(options, site=site).asgi, host="127.0.0.1", port=port, log_level="error")
        self._server = uvicorn.Server(config)
        threading.Thread(target=self._server.run, daemon=True).start()
        until = time.monotonic() + SECONDS
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.05)
        self.base = f"http://127.0.0.1:{port}"

    def close(self) -> None:
        """End the server."""
        if self._server:
            self._server.should_exit = True
            self._server = None


class Window:
    """A person's browser window; what went wrong in it is kept."""

    def __init__(self, page: Any, walk: Walk, name: str) -> None:
        self.page, self.walk, self.name = page, walk, name
        self.troubles: list[str] = []
        self.pictures: list[int] = []
        page.set_default_timeout(SECONDS * 1000)
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("dialog", lambda box: (self.troubles.append(f"dialog {box.message}"), box.dismiss()))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _asked(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "about:")):
            self.troubles.append(f"another host: {request.url}")

    def _answered(self, answer: Any) -> None:
        if ".png" in answer.url:
            self.pictures.append(answer.status)

    def log_in(self) -> None:
        self.go("/-/login")
        self.page.fill("#name", self.name)
        self.page.fill("#password", PASSWORD)
        self.page.click("form.card button")
        self.page.wait_for_selector(".out")

    def go(self, path: str) -> None:
        self.page.goto(self.walk.base + path, wait_until="networkidle")

    def press(self, key: str) -> None:
        """A key, and the page that it leads to."""
        with self.page.expect_navigation(wait_until="networkidle"):
            self.page.keyboard.press(key)

    def click(self, selector: str) -> None:
        """A click, and the page that it leads to."""
        with self.page.expect_navigation(wait_until="networkidle"):
            self.page.click(selector)

    def select(self, words: str) -> None:
        """Select words of the text with the mouse, as a hand does."""
        box = self.page.evaluate(_FIND, words)
        assert box, f"not on the page: {words}"
        self.page.mouse.move(box["x0"], box["y0"])
        self.page.mouse.down()
        self.page.mouse.move((box["x0"] + box["x1"]) / 2, (box["y0"] + box["y1"]) / 2)
        self.page.mouse.move(box["x1"], box["y1"])
        self.page.mouse.up()


# Where the first and the last character of some words stand on the screen, once they are scrolled there.
_FIND = """words => {
  const walker = document.createTreeWalker(document.querySelector("[data-select]"), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    node.parentElement.scrollIntoView({block: "center"});
    const edge = (offset) => {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset + 1);
      return range.getBoundingClientRect();
    };
    const first = edge(at), last = edge(at + words.length - 1);
    const middle = (box) => box.top + box.height / 2;
    return {x0: first.left + 1, y0: middle(first), x1: last.right - 1, y1: middle(last)};
  }
  return null;
}"""


@pytest.fixture(scope="module")  # not longer: Playwright's loop would stand in the way of other tests' loops
def chromium() -> Iterator[Any]:
    """The browser; without one the walks are skipped, and say so."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no Chromium here: `make apt` installs Debian's")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """A corpus to be filled."""
    made = Walk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def window(chromium: Any, walk: Walk) -> Iterator[Callable[..., Window]]:
    """Opens windows of people who have logged in; at the end none of them may have met an error or asked another host."""
    opened: list[Window] = []

    def make(name: str = "an", width: int = 1280) -> Window:
        context = chromium.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
        one = Window(context.new_page(), walk, name)
        opened.append(one)
        one.log_in()
        return one

    yield make
    for one in opened:
        one.page.context.close()
    assert [trouble for one in opened for trouble in one.troubles] == []
