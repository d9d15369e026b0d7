"""The page of a fact: where its words stand, what people said, what waits for a word; and what a release for the public keeps back."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline import run
from pipeline.document import Settings
from pipeline.publish.profile import Profile
from pipeline.review import deciding
from pipeline.review.deciding import Word
from pipeline.review.released import read_release
from pipeline.store.ledger import Act, Entry
from pipeline.store.ledger.ledger import Ledger
from tests.serve.conftest import Client, form_token, log_in

TIE = "昆明市与瑞士苏黎世市于1982年2月17日结为友好城市。"


class Shown:
    """A corpus, its ledger, and a reviewer's browser on its newest release."""

    def __init__(self, folder: Path, client: Client) -> None:
        self.reports, self.out, self._client = folder / "reports", folder / "out", client
        self.reports.mkdir()

    def write(self, name: str, text: str) -> None:
        (self.reports / name).write_text(text, encoding="utf-8")

    def run(self, **settings: Any) -> Any:
        release = run.build([self.reports], self.out, settings=Settings(**settings)).release.resolve()
        asking = self._client(release=release, ledger=str(self.out / "ledger.sqlite"), corpus=(self.reports,))
        log_in(asking, "reviewer")
        return asking

    def rows(self, table: str) -> list[dict[str, str]]:
        with (self.out / "latest" / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def keep(self, entry: Entry) -> None:
        with Ledger.open(self.out / "ledger.sqlite") as ledger:
            ledger.append([entry])

    def judge(self, target: str, act: Act, **said: str) -> Entry:
        entry = deciding.judge_reading(
            read_release(self.out / "latest"), target, act, Word("An", **said), deciding.now()
        )
        self.keep(entry)
        return entry


@pytest.fixture
def shown(tmp_path: Path, client: Client) -> Shown:
    made = Shown(tmp_path, client)
    made.write("a.txt", f"前面的一段说别的事情。\n\n{TIE}\n\n后面的一段也说别的事情。\n")
    return made


def claim(shown: Shown, document: str = "a.txt") -> dict[str, str]:
    return next(row for row in shown.rows("claims") if row["document"] == document and row["type"] == "pair")


def lit(page: str) -> dict[str, str]:
    """The words that are lit in the text of a page, by their colours."""
    marks = re.findall(r'<mark class="([^"]+)" data-at="\d+">([^<]+)', page)
    return {" ".join(colours.split()): words for colours, words in marks}


def test_the_words_are_lit_each_field_in_its_colour_with_neighbours(shown: Shown) -> None:
    page = shown.run().get(f"/fact/{claim(shown)['fact_id']}").text
    marks = lit(page)
    assert marks["m0 m1"] == "昆明市" and "1982年2月17日" in marks.values()
    assert "前面的一段说别的事情" in page and "后面的一段也说别的事情" in page


def test_a_cell_is_shown_with_its_head_and_a_sentence_with_the_note_that_it_calls(
    client: Client, release: Path, root: Path
) -> None:
    asking = client(corpus=(root / "corpora" / "sample",))
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        query = "SELECT claim_id FROM claims WHERE type = 'pair' AND page = 1 AND "
        cell = base.execute(query + "extractor LIKE '%table%'").fetchone()[0]
        noted = base.execute(
            "SELECT claim_id, cites FROM claims WHERE cites IS NOT NULL AND page IS NOT NULL"
        ).fetchone()
    assert re.search(r'class="heads">Table cell:.*结好时间', asking.get(f"/fact/{cell}?lang=en").text, re.S)
    assert json.loads(noted[1])[0]["quote"] in asking.get(f"/fact/{noted[0]}").text


def test_a_judgement_on_a_twin_is_offered_and_confirmed_by_hand(shown: Shown) -> None:
    shown.run()
    shown.judge(claim(shown)["claim_id"], Act.REJECT, why="a wish")
    shown.write("b.txt", f"另一份报告。\n\n{TIE}\n")
    asking = shown.run()
    twin = claim(shown, "b.txt")
    assert twin["fact_id"]
    assert twin["claim_id"] in asking.get("/queue/offered").text
    page = asking.get(f"/fact/{twin['fact_id']}").text
    form = re.search(r'class="offer".*?</form>', page, re.S)
    assert form and "An" in form[0] and "a wish" in form[0]
    token = form_token(form[0])
    said = {"csrf": token, "act": "reject", "target": twin["claim_id"], "onward": "/", "why": "a wish"}
    assert asking.post("/judge", data=said).status_code == 303
    shown.run()
    assert [row["fact_id"] for row in shown.rows("pairs")] == []


def test_another_reading_of_judged_words_waits_for_a_second_look(shown: Shown) -> None:
    shown.run()
    entry = shown.judge(claim(shown)["claim_id"], Act.ACCEPT)
    old = replace(entry.about[0], body={**entry.about[0].body, "date": "1981"})
    shown.keep(replace(entry, act=Act.REJECT, about=(old,), by="Bo"))
    asking = shown.run()
    assert claim(shown)["claim_id"] in asking.get("/queue/second-look").text
    assert "otherwise" in asking.get(f"/fact/{claim(shown)['fact_id']}?lang=en").text


def test_a_corrected_fact_shows_what_was_read_and_a_rejected_one_how_it_comes_back(shown: Shown) -> None:
    shown.run()
    first = claim(shown)
    shown.judge(first["claim_id"], Act.CORRECT, field="b", value="巴塞尔@CH")
    asking = shown.run()
    (row,) = shown.rows("pairs")
    page = asking.get(f"/fact/{row['fact_id']}").text
    assert (
        "review.correct" in page and f'id="{first["claim_id"]}"' in page and 'value="undo"' not in page
    )  # An's word, not ours
    gone = asking.get(f"/fact/{first['fact_id']}")
    assert gone.status_code == 200 and "巴塞尔" in gone.text


def test_who_says_the_same_as_the_last_is_not_overruled(shown: Shown) -> None:
    shown.run()
    shown.judge(claim(shown)["claim_id"], Act.ACCEPT)
    asking = shown.run()
    token = form_token(asking.get("/-/login").text)
    said = {"csrf": token, "act": "accept", "target": claim(shown)["claim_id"], "onward": "/"}
    assert asking.post("/judge", data=said).status_code == 303
    page = asking.get(f"/fact/{claim(shown)['fact_id']}").text
    assert page.count('class="accept stands"') == 2 and "overruled" not in page


def test_what_was_read_is_lit_in_the_text_of_a_document(shown: Shown) -> None:
    asking = shown.run()
    row = claim(shown)
    assert "m9" in lit(asking.get(f"/page/{row['document_digest']}/1").text)
    assert "昆明市" in lit(asking.get(f"/page/{row['document_digest']}/1?claim={row['claim_id']}").text).values()


def test_judgements_that_found_no_words_are_listed(shown: Shown) -> None:
    shown.run()
    shown.judge(claim(shown)["claim_id"], Act.ACCEPT, why="seen")
    shown.write("a.txt", "昆明市的另一份材料，写的是别的事情。1985年9月，青岛市与美国长滩市结为友好城市。\n")
    assert "seen" in shown.run().get("/queues").text or shown.rows("judgements")[0]["state"] == "orphaned"
    assert "昆明市与瑞士苏黎世市" in shown.run().get("/queues").text


def test_a_release_for_the_public_shows_no_page_and_takes_no_judgement(shown: Shown, root: Path) -> None:
    pdf = "11-jiangsu-cities.pdf"
    (shown.reports / pdf).write_bytes((root / "corpora" / "sample" / pdf).read_bytes())
    asking = shown.run(profile=Profile.PUBLIC)
    row = claim(shown, pdf)
    page = asking.get(f"/fact/{row['fact_id']}").text
    assert "svg class" not in page and "公开版不显示原文页面" in page
    digest = next(one["document_digest"] for one in shown.rows("sources") if one["document"] == pdf)
    assert asking.get(f"/page/{digest}/1.png").status_code == 404
    assert "svg class" not in asking.get(f"/page/{digest}/1").text
    token = form_token(asking.get("/-/login").text)
    assert asking.post("/judge", data={"csrf": token, "act": "accept", "target": row["claim_id"]}).status_code == 403


@pytest.mark.parametrize(
    "path", ["/page/none/1", "/page/{digest}/0", "/page/{digest}/99", "/page/{digest}/x", "/page/..%2F..%2Fetc/1.png"]
)
def test_a_page_that_is_not_there_is_not_found(shown: Shown, path: str) -> None:
    asking = shown.run()
    assert asking.get(path.format(digest=shown.rows("sources")[0]["document_digest"])).status_code == 404
