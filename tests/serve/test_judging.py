"""Judgements from the browser: who may give them, what becomes of them, and that none that makes no sense gets in."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from pipeline.serve.judging_desk import Desk
from pipeline.store.ledger import Act, Entry
from pipeline.store.ledger.ledger import Ledger
from tests.serve.conftest import Client, form_token, log_in

PAIR = (
    "SELECT claim_id, fact_id FROM claims WHERE type = 'pair' AND rejected IS NULL AND document LIKE ? ORDER BY rowid"
)


def pair(release: Path, document: str = "%.pdf", number: int = 0) -> tuple[str, str]:
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        return tuple(base.execute(PAIR, (document,)).fetchall()[number])  # type: ignore[return-value]


def digest(release: Path, document: str) -> str:
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        query = "SELECT document_digest FROM sources WHERE document LIKE ?"
        return str(base.execute(query, (document,)).fetchone()[0])


@pytest.fixture
def desk(client: Client, tmp_path: Path, root: Path) -> Any:
    """A reviewer's browser, and its ledger."""
    asking = client(ledger=str(tmp_path / "ledger.sqlite"), corpus=(root / "corpora" / "sample",))
    assert log_in(asking, "reviewer").status_code == 303
    asking.ledger = tmp_path / "ledger.sqlite"
    return asking


def post(asking: Any, path: str = "/judge", **form: str) -> Any:
    token = form_token(asking.get("/-/login").text)
    return asking.post(path, data={"csrf": token, "onward": "/queues", **form})


def another(desk: Any, name: str) -> Any:
    """Somebody else's browser on the same server."""
    asking = type(desk)(desk.app, base_url="http://testserver", follow_redirects=False)
    assert log_in(asking, name).status_code == 303
    return asking


def entries(asking: Any) -> list[Entry]:
    with Ledger.open(asking.ledger) as ledger:
        return ledger.entries()


@pytest.mark.parametrize("act", ["accept", "reject", "unsure"])
def test_a_judgement_is_kept_under_the_name_that_logged_in(desk: Any, release: Path, act: str) -> None:
    claim, fact = pair(release)
    answer = post(desk, act=act, target=claim, why="a slip", by="somebody else", onward=f"/fact/{fact}")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/fact/{fact}")
    (entry,) = entries(desk)
    assert (entry.act.value, entry.by, entry.why, entry.about[0].claim_id) == (act, "reviewer", "a slip", claim)
    assert "a slip" in desk.get(f"/fact/{fact}").text


def test_an_undo_takes_back_ones_own_word_alone(desk: Any, release: Path) -> None:
    claim, _ = pair(release)
    post(desk, act="reject", target=claim)
    other = another(desk, "curator")
    assert post(other, act="undo", target=claim).status_code == 400
    assert post(desk, act="undo", target=claim).status_code == 303
    assert [entry.act for entry in entries(desk)] == [Act.REJECT, Act.UNDO]


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"act": "accept", "target": "c-none"}, "no claim or fact"),
        ({"act": "explode"}, "no such judgement"),
        ({"act": "correct", "field": "date", "value": "1973-13"}, "no date"),
        ({"act": "correct", "field": "colour", "value": "red"}, "no field"),
        ({"act": "correct", "field": "b", "value": "无名之地"}, "no one place"),
        ({"act": "correct"}, "needs a field"),
        ({"act": "accept", "why": "x" * 3000}, "Too long"),
        ({"act": "add"}, "form of its own"),
        ({"act": "merge", "with": "p-none"}, "no claim or fact"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(
    desk: Any, release: Path, form: dict[str, str], words: str
) -> None:
    answer = post(desk, **{"target": pair(release)[0], **form})
    assert answer.status_code == 400
    assert words in desk.get("/?lang=en").text or words in post(desk, **{"target": pair(release)[0], **form}).text
    assert not desk.ledger.exists() or entries(desk) == []


def test_only_who_may_judge_does(client: Client, release: Path, tmp_path: Path) -> None:
    asking = client(ledger=str(tmp_path / "l.sqlite"))
    assert post(asking, act="accept", target=pair(release)[0]).status_code == 401
    assert asking.get("/queues").status_code == 401
    log_in(asking, "reader")
    assert post(asking, act="accept", target=pair(release)[0]).status_code == 403
    log_in(asking, "reviewer")
    assert asking.post("/judge", data={"act": "accept", "target": pair(release)[0]}).status_code == 403  # no token
    assert not (tmp_path / "l.sqlite").exists()


def test_a_script_gets_the_entry_and_the_next_token(desk: Any, release: Path) -> None:
    token = form_token(desk.get("/-/login").text)
    said = {"act": "accept", "target": pair(release)[0], "csrf": token}
    answer = desk.post("/judge", data=said, headers={"accept": "application/json"}).json()
    assert answer["entry_id"] == entries(desk)[0].entry_id
    assert desk.post("/judge", data=said | {"csrf": answer["csrf"], "act": "unsure"}).status_code == 303
    assert desk.post("/judge", data=said, headers={"accept": "application/json"}).status_code == 403  # spent


def test_facts_are_split_merged_and_corrected(desk: Any, release: Path) -> None:
    (claim, fact), (_, other) = pair(release), pair(release, number=1)
    assert post(desk, act="correct", target=fact, field="date", value="1999").status_code == 303
    assert post(desk, act="merge", target=fact, **{"with": other}).status_code == 303
    assert post(desk, act="split", target=fact, **{f"claim.{claim}": "1"}).status_code in (303, 400)  # one claim alone
    said = entries(desk)
    assert [entry.act for entry in said][:2] == [Act.CORRECT, Act.MERGE]
    assert (said[0].fact_id, said[1].more) == (fact, {"fact_id": fact, "with": other})
    page = desk.get(f"/fact/{fact}").text
    assert "1999" in page and page.count('value="undo"') >= 2


def test_a_missed_claim_keeps_which_place_was_selected(desk: Any, release: Path) -> None:
    about = {"digest": digest(release, "03%"), "type": "activity", "value.category": "culture_sports"}
    page = desk.get(f"/page/{about['digest']}/1").text
    begins = [int(at) for at, words in re.findall(r'data-at="(\d+)">([^<]*)', page) if "西安" in words]
    assert begins
    said = about | {
        "quote": "西安",
        "at.quote": str(begins[-1] + 500),
        "value.participants": "西安@CN",
        "words.participants": "西安",
    }
    assert post(desk, "/judge/add", **said).status_code == 303
    (entry,) = entries(desk)
    assert entry.more["which"] >= 1 and entry.more["selected"] == {"participants": "西安"}
    lost = post(desk, "/judge/add", **(about | {"quote": "没有这样的句子在这里"}))
    assert (lost.status_code, len(entries(desk))) == (400, 1)


def test_a_page_read_whole_is_told_on_the_page(desk: Any, release: Path) -> None:
    about = {"digest": digest(release, "%.pdf"), "page": "1"}
    assert post(desk, "/judge/page", **about).status_code == 303
    (entry,) = entries(desk)
    assert (entry.act, entry.more) == (Act.WHOLE_PAGE_READ, {"page": 1})
    assert "whole-page-read" in desk.get(f"/page/{about['digest']}/1").text
    assert post(desk, "/judge/page", digest="0" * 64, page="1").status_code == 404
    assert post(desk, "/judge/page", digest=about["digest"], page="1; DROP").status_code == 400


def test_the_random_queue_hides_what_could_sway_and_ends(desk: Any) -> None:
    first = desk.get("/queue/random/next?size=3&seed=5")
    assert first.status_code == 303
    seen = []
    for _ in range(3):
        address = desk.get("/queue/random/next?size=3&seed=5").headers["location"]
        page = desk.get(address).text
        assert "rules." not in page and "confidence" not in page and "可信度" not in page
        claim = address.rpartition("/")[2].partition("?")[0]
        seen.append(claim)
        queue = re.search(r'name="queue" value="([^"]+)"', page)
        assert queue and post(desk, act="accept", target=claim, queue=queue[1]).status_code == 303
    assert len(set(seen)) == 3
    assert desk.get("/queue/random/next?size=3&seed=5").headers["location"] == "/queue/random?size=3&seed=5"
    assert {entry.queue for entry in entries(desk)} == {"random seed 5 size 3"}
    told = desk.get("/queues?size=3&seed=5&lang=en").text
    assert "3 of 3 judged are right" in told and "100.0%" in told


def test_two_at_odds_are_a_queue_with_their_kappa(desk: Any, release: Path) -> None:
    other = another(desk, "curator")
    for number, act in enumerate(("accept", "reject", "accept")):
        post(desk, act="accept", target=pair(release, number=number)[0])
        post(other, act=act, target=pair(release, number=number)[0])
    page = desk.get("/queue/disagreement").text
    assert pair(release, number=1)[0] in page and pair(release, number=0)[0] not in page
    assert "0.00" in desk.get("/queues").text


def test_every_queue_opens(desk: Any) -> None:
    for kind in (
        "uncertain",
        "conflict",
        "finding",
        "second-reader",
        "random",
        "disagreement",
        "second-look",
        "offered",
    ):
        assert desk.get(f"/queue/{kind}").status_code == 200
    assert desk.get("/queue/none").status_code == 404
    assert desk.get("/queue/random?seed=x").status_code == 400


def test_what_another_program_wrote_is_seen(desk: Any, release: Path) -> None:
    claim, fact = pair(release)
    post(desk, act="accept", target=claim)
    book = Desk(str(desk.ledger))
    with Ledger.open(desk.ledger) as ledger:
        ledger.append([Entry(Act.REJECT, "at the command line", "2099-01-01T00:00:00", ledger.entries()[0].about)])
    assert len(book.book().stands) == 2
    page = desk.get(f"/fact/{fact}").text
    assert "at the command line" in page and "overruled" in page
    book.close()
