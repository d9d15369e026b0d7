"""Walks through the pages as people take them, with a real browser, a real server and real runs between."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from pipeline.publish.diff import diff
from pipeline.review import deciding
from pipeline.review.deciding import Word
from pipeline.review.released import read_release
from pipeline.serve.pageimage_marks import PAD
from pipeline.store.ledger.ledger import Ledger
from tests.serve.test_browser import CONTRAST
from tests.serve.walks.conftest import Walk, Window

pytestmark = pytest.mark.xdist_group("browser")
TIE = "昆明市与瑞士苏黎世市于1982年2月17日结为友好城市。\n"
AGAIN = "1982年，昆明市和瑞士苏黎世市结为友好城市，两地往来不断。\n"
CHOIR = "1985年9月，青岛市与美国长滩市结为友好城市。合唱团曾应邀到长滩市演出。\n"
# Names of the fields of forms that nobody could tell apart by ear.
NAMELESS = """() => Array.from(document.querySelectorAll("main :is(input, select, textarea):not([type=hidden])"))
  .filter(one => !one.labels.length && !one.ariaLabel).map(one => one.name)"""
Open = Callable[..., Window]


def rows(walk: Walk, table: str) -> list[dict[str, str]]:
    with (walk.out / "latest" / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def lit_words(window: Window, pdf: Path) -> list[tuple[str, str]]:
    """For each box that is lit in the first picture: the words that it claims to hold, and those that pdfplumber finds there."""
    sheet, found = window.page.locator("svg.sheet").first, []
    number = int(sheet.locator("image").get_attribute("href").rpartition("/")[2].removesuffix(".png"))
    with pdfplumber.open(pdf) as seen:
        page = seen.pages[number - 1]
        for mark in sheet.locator("rect.mark").all():
            x, y, width, height = (float(mark.get_attribute(name)) for name in ("x", "y", "width", "height"))
            box = x + PAD, y + PAD, x + width - PAD, y + height - PAD
            inside = page.filter(lambda one, box=box: _holds(box, one))
            found.append((mark.locator("title").text_content(), squeezed(inside.extract_text())))
    return found


def _holds(box: tuple[float, ...], one: dict[str, Any]) -> bool:
    """Does the middle of a character lie in the box?"""
    x, y = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def on_the_screen(window: Window) -> list[float]:
    """How far, in pixels, each box lies from where its place on the page is drawn."""
    return list(
        window.page.evaluate(
            """() => { const sheet = document.querySelector("svg.sheet"), image = sheet.querySelector("image").getBoundingClientRect();
            const size = name => Number(sheet.querySelector("image").getAttribute(name));
            return Array.from(sheet.querySelectorAll("rect.mark")).map(mark => { const box = mark.getBoundingClientRect();
              const x = image.left + Number(mark.getAttribute("x")) / size("width") * image.width;
              const y = image.top + Number(mark.getAttribute("y")) / size("height") * image.height;
              return Math.max(Math.abs(box.left - x), Math.abs(box.top - y)); }); }"""
        )
    )


def test_search_look_reject_rerun_undo(walk: Walk, window: Open, root: Path) -> None:
    """神户 → its fact → its words on the page → rejected: gone, and the difference says why → undone: it is back."""
    pdf = walk.reports / "01-early-japan-ties.pdf"
    shutil.copy(root / "corpora" / "sample" / pdf.name, pdf)
    first, an = walk.run(), window()
    an.page.fill("input[name=q]", "神户")
    an.click(".find button")
    an.click('.hits a[href^="/fact/p-"] >> nth=0')
    assert "神户" in an.page.locator("h1").text_content()
    words = lit_words(an, pdf)
    assert len(words) >= 3
    quote = squeezed(an.page.locator("article.claim").first.locator("rect.m0 title").first.text_content())
    for said, there in words:
        field = squeezed(said.partition(": ")[2])
        assert there and (there in quote or field == there), (said, there)
    assert 200 in an.pictures and set(an.pictures) <= {200} and max(on_the_screen(an)) < 2
    fact = an.page.url.rpartition("/")[2].partition("?")[0].partition("#")[0]
    an.press("r")
    assert an.page.locator("article.claim .decisions .reject").count() == 1
    an.page.locator('.whole input[name="why"]').first.fill("a slip of the printer")
    an.click(".whole button.reject >> nth=0")
    second = walk.run()
    changes = {change.fact_id: (change.what, change.why) for change in diff(first, second)}
    assert changes[fact] == ("went", "a reviewer's judgement")
    an.log_in()
    an.go(f"/fact/{fact}")
    assert an.page.locator("article.claim.aside").count() >= 1
    while an.page.locator("button.undo").count():
        an.click("button.undo >> nth=0")
    assert walk.run() == first
    an.log_in()
    an.go(f"/fact/{fact}")
    assert an.page.locator("article.claim:not(.aside)").count() >= 1


def add_the_choir(an: Window) -> None:
    """A missed activity from its selected words; the page is then said to be read whole."""
    an.click("article.claim header a >> nth=1")
    an.click('.kinds a[href="?type=activity"]')
    an.select("合唱团曾应邀到长滩市演出")
    assert an.page.input_value("textarea[name=quote]") == "合唱团曾应邀到长滩市演出"
    an.page.select_option('select[name="value.category"]', "culture_sports")
    an.page.click('[data-slot="participants"] legend')
    an.select("长滩市演")
    an.page.fill('input[name="words.participants"]', "长滩市")
    an.page.fill('input[name="value.participants"]', "长滩@US; 青岛@CN")
    an.click("form[data-adding] button")
    an.click('form[action="/judge/page"] button')


def test_correct_add_split_and_merge(walk: Walk, window: Open) -> None:
    """A date corrected, a claim added from its selected words, two claims parted, two facts made one: all in the next release."""
    for name, text in (("a.txt", TIE), ("b.txt", CHOIR), ("c.txt", AGAIN)):
        (walk.reports / name).write_text(text, encoding="utf-8")
    walk.run()
    facts = {row["b_country"]: row["fact_id"] for row in rows(walk, "pairs")}
    an = window()

    an.go(f"/fact/{facts['US']}")
    an.page.keyboard.press("c")
    assert an.page.locator("input[data-value]").first.evaluate("node => node === document.activeElement")
    an.page.keyboard.type("1985-10-01")
    an.press("Enter")
    assert "1985-10-01" in an.page.locator(".decisions").first.text_content()

    add_the_choir(an)

    an.go(f"/fact/{facts['CH']}")
    an.page.click("summary:has-text('拆分')")
    an.page.locator("label.pick", has_text="c.txt").locator("input").check()
    an.click('button[value="split"]')
    walk.run()
    an.log_in()
    pairs = rows(walk, "pairs")
    assert sorted((row["b_country"], row["date"]) for row in pairs) == [
        ("CH", "1982"),
        ("CH", "1982-02-17"),
        ("US", "1985-10-01"),
    ]
    (choir,) = [row for row in rows(walk, "claims") if row["extractor"] == "review.add"]
    assert (
        CHOIR[int(choir["raw_start"]) : int(choir["raw_end"])] == "合唱团曾应邀到长滩市演出"
        and '"长滩市"' in choir["fields"]
    )

    apart = next(row["fact_id"] for row in pairs if row["date"] == "1982")
    an.go(f"/fact/{facts['CH']}")
    an.page.click("summary:has-text('合并')")
    an.page.fill('input[name="with"]', apart)
    an.click('button[value="merge"]')
    walk.run()
    (tie,) = [row for row in rows(walk, "pairs") if row["b_country"] == "CH"]
    assert (tie["fact_id"], tie["claims"]) == (facts["CH"], "2")


def test_two_reviewers_at_odds(walk: Walk, window: Open) -> None:
    """One accepts by key and goes on by key, the other rejects: a queue of its own, and a kappa."""
    (walk.reports / "a.txt").write_text(TIE, encoding="utf-8")
    walk.run()
    an, bo = window("an"), window("bo", width=390)
    for one, key in ((an, "a"), (bo, "r")):
        one.go("/queue/random/next?size=9&seed=2")
        for _ in range(9):
            if one.page.locator("article.claim").count() == 0:
                break
            one.press(key)
        assert "/queue/random?" in one.page.url
    an.go("/queues")
    assert an.page.locator('a[href="/queue/disagreement"]').count() == 1
    assert an.page.locator("td", has_text="an · bo").count() == 1
    an.go("/queue/disagreement/next")
    assert an.page.locator("article.claim .decisions li").count() == 2
    an.page.keyboard.press("?")
    assert an.page.locator("dialog[open]").count() == 1
    digest = rows(walk, "sources")[0]["document_digest"]
    for path in ("/queues", "/queue/disagreement", "/queue/disagreement/next", f"/page/{digest}/1?type=count"):
        bo.go(path)
        assert bo.page.evaluate(CONTRAST) == [], path
        assert bo.page.evaluate("document.documentElement.scrollWidth") <= 390, path
        assert bo.page.evaluate(NAMELESS) == [], path


def test_a_hostile_document_is_shown_and_does_nothing(walk: Walk, window: Open) -> None:
    """Script in the text and in the file's name, formulas, marks that turn the direction, names without end."""
    evil = "<img src=x onerror=window.hit=1>"
    (walk.reports / f"{evil}.txt").write_text(
        f'=HYPERLINK("http://evil.example")<script>window.hit=1</script>\u202e{TIE.strip()}{evil}\u202d\n{CHOIR}',
        encoding="utf-8",
    )
    walk.run()
    released = read_release(walk.out / "latest")
    values = {"category": "agreement", "participants": "长滩@US", "name": f"{evil}\u202e" + "长" * 10_000}
    said = deciding.add(
        released, f"{evil}.txt", "activity", "合唱团", values, {}, Word(evil, f"<script>{evil}"), deciding.now()
    )
    with Ledger.open(walk.out / "ledger.sqlite") as ledger:
        ledger.append([said])
    walk.run()
    narrow = window(width=390)
    addresses = {f"/fact/{row['fact_id']}" for row in rows(walk, "claims") if row["fact_id"]}
    digest = rows(walk, "sources")[0]["document_digest"]
    for address in [
        *sorted(addresses)[:6],
        f"/page/{digest}/1",
        f"/document/{digest}",
        "/search?q=昆明",
        "/queue/uncertain",
        "/queues",
    ]:
        narrow.go(address)
        state: Any = narrow.page.evaluate("[window.hit, document.documentElement.scrollWidth, document.images.length]")
        assert state[0] is None and state[1] <= 391 and state[2] == 0, (address, state)
