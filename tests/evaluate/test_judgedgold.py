"""What reviewers judged, written as gold and read again by those who score with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline.evaluate.goldset import judge_gold
from pipeline.evaluate.goldtext import read_gold_text
from pipeline.evaluate.judgedgold import write_gold
from pipeline.review.released import Reading, Released
from pipeline.store.ledger import Act, Entry, Subject

A = {"text": "烟台", "place_id": "370600", "name": "烟台市", "name_en": None, "country": "CN"}
B = {"text": "别府市", "place_id": "g-1", "name": "别府市", "name_en": None, "country": "JP"}
PAIR = {"a": A, "b": B, "relation": "sister", "date": "1985", "date_basis": "stated"}
COUNT = {
    "value": 30, "unit": "对", "approximate": True, "measure": "sister_pairs", "scope": [A], "time": "2019",
    "item": "友好|城市",
}  # fmt: skip


def reading(number: int, kind: str, body: dict[str, Any], quote: str, page: int, extractor: str = "rules.a") -> Reading:
    subject = Subject("d" * 64, "r.pdf", kind, quote, body, f"c-{number}", f"f-{number}")
    return Reading(subject, {"extractor": extractor, "confidence": 0.9, "page": page, "rejected": None})


TIE = reading(1, "pair", PAIR, "烟台市1985年与日本别府市结好", 1)
NUMBER = reading(2, "count", COUNT, "烟台已有近30对友好城市", 2)
VISIT = reading(3, "count", COUNT | {"value": 5.5, "item": ""}, "代表团\n5.5次", 3, "review.add")
ELSEWHERE = reading(4, "pair", PAIR | {"b": B | {"name": "清水/静冈", "country": None}}, "烟台与清水结好", 2)


def released(*own: Reading) -> Released:
    return Released((TIE, NUMBER, ELSEWHERE), {"r.pdf": "d" * 64}, {}, (), (), own, {"r.pdf": "pdf"})


def says(act: Act, one: Reading) -> Entry:
    return Entry(act, "An", "2024-05-01T00:00:00", (one.subject,))


def whole(page: int | None) -> Entry:
    about = Subject("d" * 64, "r.pdf", "page", "", {})
    return Entry(Act.WHOLE_PAGE_READ, "An", "2024-05-01T00:00:00", (about,), more={"page": page})


def claim(one: Reading) -> dict[str, Any]:
    said = {"claim_id": one.subject.claim_id, "fact_id": one.subject.fact_id, "document": "r.txt"}
    return {**said, "type": one.subject.type, "quote": one.subject.quote, "confidence": 0.9, **one.subject.body}


def test_a_document_read_whole_scores_its_own_claims_as_right(tmp_path: Path) -> None:
    entries = [says(Act.ACCEPT, TIE), says(Act.ACCEPT, NUMBER), whole(None)]
    assert write_gold(released(VISIT), entries, tmp_path) == ["r.pdf"]
    (document,) = read_gold_text(tmp_path / "r.gold")
    (judged,) = judge_gold([claim(one) for one in (TIE, NUMBER)], [document])
    assert {kind: (tally.gold, tally.hit, tally.strict) for kind, tally in judged.tallies.items()} == {
        "pair": (1, 1, 1),
        "count": (2, 1, 1),  # the added one is missed
        "activity": (0, 0, 0),
    }
    (lenient,) = [fact for fact in document.facts if fact.get("optional")]
    assert (lenient["b"], lenient["b_country"]) == (["别府市", "清水／静冈"], "ZZ")


def test_of_a_page_read_whole_its_facts_are_gold_for_recall_alone(tmp_path: Path) -> None:
    entries = [says(Act.ACCEPT, TIE), says(Act.ACCEPT, NUMBER), whole(3), whole(2)]
    write_gold(released(VISIT), entries, tmp_path)
    assert "# pages read whole: 2, 3" in (tmp_path / "r.gold").read_text(encoding="utf-8")
    (document,) = read_gold_text(tmp_path / "r.gold")
    strange = claim(reading(9, "pair", PAIR | {"date": "1991"}, "结好", 1))
    (judged,) = judge_gold([claim(NUMBER), strange], [document])
    assert (judged.tallies["count"].gold, judged.tallies["count"].hit) == (2, 1)
    assert sum(tally.extra for tally in judged.tallies.values()) == 0


def test_what_was_judged_here_and_there_is_no_gold_of_a_pdf(tmp_path: Path) -> None:
    assert write_gold(released(), [says(Act.ACCEPT, TIE)], tmp_path) == []
    assert write_gold(released(), [whole(1)], tmp_path) == ["r.pdf"]
    (document,) = read_gold_text(tmp_path / "r.gold")
    assert [fact.get("optional") for fact in document.facts if fact["type"] == "pair"] == [True]
