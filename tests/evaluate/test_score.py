"""The score of small runs over a document of our own, a point each; and the same score as the tool gives, where that is there."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import SourceMissing, UsageError
from pipeline.evaluate.score import Score, score
from pipeline.paths import acceptance_folder

TEXT = "\ufeff青岛市与德国曼海姆市于2016年\n签约结好。全市已有20对友城。2018年，两市合办啤酒节。青岛与釜山也有往来。"
GOLD: list[dict[str, Any]] = [
    {
        "id": "p1", "type": "pair", "a": ["青岛市", "青岛"], "b": ["曼海姆市"], "relation": "sister", "date": "2016",
        "quote": "青岛市与德国曼海姆市于2016年\n签约结好",
    },
    {
        "id": "p2", "type": "pair", "a": ["青岛"], "b": ["釜山"], "relation": "exchange", "date": None, "optional": True,
        "quote": "青岛与釜山也有往来",
    },
    {
        "id": "c1", "type": "count", "value": 20, "unit": ["对", "个"], "measure": "sister_pairs", "scope": [["青岛市"]],
        "time": None, "quote": "已有20对友城",
    },
    {
        "id": "a1", "type": "activity", "category": ["city_promotion", "culture_sports"], "date": "2018",
        "participants": [["青岛市"], ["曼海姆市"]], "quote": "2018年，两市合办啤酒节",
    },
]  # fmt: skip
QINGDAO, MANNHEIM = {"text": "青岛", "name": "青岛市"}, {"text": "曼海姆市", "name": "曼海姆市"}


def at(quote: str) -> dict[str, Any]:
    start = TEXT.index(quote)
    return {"quote": "".join(quote.split()), "raw_start": start, "raw_end": start + len(quote)}


def claim(number: int, kind: str, quote: str, **says: Any) -> dict[str, Any]:
    ids = {"claim_id": f"c{number}", "fact_id": f"f{number}", "document": "news.txt", "type": kind, "confidence": 0.5}
    return {**ids, **at(quote), **says}


PAIR = claim(1, "pair", "青岛市与德国曼海姆市于2016年\n签约结好", a=QINGDAO, b=MANNHEIM, relation="sister", date="2016")
COUNT = claim(2, "count", "20对友城", value=20, unit="对", measure="sister_pairs", scope=[QINGDAO], time=None)
ACTIVITY = claim(
    3, "activity", "两市合办啤酒节", category="culture_sports", participants=[QINGDAO, MANNHEIM], date="2018-08"
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "news.jsonl").write_text("\n".join(map(json.dumps, GOLD)), encoding="utf-8")
    (tmp_path / "news.txt").write_bytes(TEXT.encode())
    return tmp_path


def scored(corpus: Path, *claims: dict[str, Any]) -> Score:
    (corpus / "claims.jsonl").write_text("\n".join(json.dumps(c, ensure_ascii=False) for c in claims), encoding="utf-8")
    return score(corpus / "claims.jsonl", corpus / "gold", corpus)


def test_all_right(corpus: Path) -> None:
    total = scored(corpus, PAIR, COUNT, ACTIVITY).total
    assert {kind: (rates["f1"], rates["strict_f1"], rates["grounded"]) for kind, rates in total.items()} == {
        "pair": (1, 1, 1), "count": (1, 1, 1), "activity": (1, 1, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("claims", "kind", "expected", "why"),
    [
        ([], "pair", {"recall": 0, "precision": 0, "grounded": None}, "nothing found"),
        ([PAIR, {**PAIR, "claim_id": "c9"}], "pair", {"hit": 1, "extra": 0}, "said twice is one fact"),
        ([{**PAIR, "a": MANNHEIM, "b": QINGDAO}], "pair", {"hit": 1}, "sides exchanged"),
        ([{**PAIR, "relation": "intent"}], "pair", {"hit": 1, "relation": 0, "strict_f1": 0}, "a wrong relation"),
        ([PAIR, {**PAIR, "relation": "intent"}], "pair", {"hit": 1, "extra": 1}, "hedging is an extra"),
        ([{**PAIR, "date": "2016-05"}], "pair", {"hit": 1, "date": 0}, "finer than the text"),
        ([{**PAIR, "raw_end": 70}], "pair", {"grounded": 0}, "more words than the quote"),
        ([{**PAIR, **at("青岛与釜山也有往来"), "b": {"text": "釜山"}, "relation": "exchange"}], "pair",
         {"hit": 0, "extra": 0}, "optional facts neither help nor hurt"),
        ([{**PAIR, "fact_id": None, "rejected": "no"}], "pair", {"hit": 0, "extra": 0}, "rejected claims are not judged"),
        ([{**COUNT, "unit": "个"}], "count", {"hit": 1}, "a unit that is as fair"),
        ([{**COUNT, "value": 21}], "count", {"hit": 0, "extra": 1}, "another number"),
        ([{**COUNT, "scope": []}], "count", {"hit": 1, "scope": 0, "strict_f1": 0}, "no scope"),
        ([{**COUNT, **at("两市")}], "count", {"hit": 0, "extra": 1}, "quoted from elsewhere"),
        ([COUNT, {**COUNT, "fact_id": "g", "confidence": 0.4, "measure": "other"}], "count", {"hit": 1, "extra": 1}, "hedging"),
        ([{**ACTIVITY, "category": "trade_investment"}], "activity", {"hit": 0, "extra": 1}, "no fair category"),
        ([{**ACTIVITY, **at("曼海姆市于2016年\n签约结好"), "category": "agreement"}], "activity", {"extra": 0},
         "the making of a tie may be called an agreement"),
    ],
)  # fmt: skip
def test_points(corpus: Path, claims: list[dict[str, Any]], kind: str, expected: dict[str, Any], why: str) -> None:
    rates = scored(corpus, *claims).total[kind]
    assert {name: rates[name] for name in expected} == expected, why


def test_the_listing_names_what_is_wrong(corpus: Path) -> None:
    found = scored(corpus, {**PAIR, "date": "2015"}, {**COUNT, "value": 7}).findings["news"]
    listed = {(f.what, f.kind, f.gold, f.claim, f.wrong) for f in found}
    assert listed == {
        ("matched", "pair", "p1", "c1", ("date: 2015 for 2016",)),
        ("missed", "count", "c1", None, ()),
        ("extra", "count", None, "c2", ()),
        ("missed", "activity", "a1", None, ()),
    }


def test_what_is_not_there_is_named(corpus: Path, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing, match="no such folder"):
        score(corpus / "claims.jsonl", tmp_path / "none", corpus)
    with pytest.raises(SourceMissing, match="holds no gold file"):
        score(corpus / "claims.jsonl", corpus, corpus / "gold")
    scored(corpus, PAIR)
    (corpus / "news.txt").unlink()
    with pytest.raises(SourceMissing, match=r"no text for the gold file news\.jsonl"):
        score(corpus / "claims.jsonl", corpus / "gold", corpus)
    (corpus / "claims.jsonl").write_text("{oops")
    with pytest.raises(UsageError, match="line 1: not JSON"):
        score(corpus / "claims.jsonl", corpus / "gold", corpus)


# ---- against the tool


def noisy_claims(gold: Path, source: Path, seed: int) -> list[dict[str, Any]]:
    """Claims made of gold facts with values, places and ids disturbed at random."""
    luck, claims = random.Random(seed), []
    for path in sorted(gold.glob("*.jsonl")):
        text = (source / f"{path.stem}.txt").read_bytes().decode()
        for line in filter(str.strip, path.read_text(encoding="utf-8").split("\n")):
            fact = json.loads(line)
            if fact["type"] != "document" and luck.random() < 0.8:
                claims += [
                    _noisy(fact, text, path.stem, luck, len(claims) + n) for n in range(luck.choice([1, 1, 2, 3]))
                ]
    return claims


def _noisy(fact: dict[str, Any], text: str, stem: str, luck: random.Random, number: int) -> dict[str, Any]:
    def one(value: Any) -> Any:
        return luck.choice(value) if isinstance(value, list) and value else value

    def some(places: list[Any] | None) -> list[dict[str, Any]]:
        return [{"text": one(p), "name": one(p)} for p in places or [] if luck.random() < 0.8]

    quote = one([fact["quote"], *fact.get("also", [])])
    made = {
        "claim_id": f"c{number}", "document": f"{stem}.txt", "type": fact["type"], "quote": quote,
        "fact_id": luck.choice([fact["id"], f"f{number}"]), "confidence": round(luck.random(), 2),
    }  # fmt: skip
    if quote in text and luck.random() < 0.8:
        made["raw_start"] = text.index(quote)
        made["raw_end"] = made["raw_start"] + len(quote) + luck.choice([0, 0, 0, 1, 300])
    when = one(fact.get("time", fact.get("date"))) if luck.random() < 0.7 else luck.choice([None, "1999"])
    if fact["type"] == "pair":
        a, b = ({"text": one(fact[side]), "name": one(fact[side])} for side in luck.choice(["ab", "ba"]))
        return {**made, "a": a, "b": b, "relation": luck.choice([fact["relation"], "exchange"]), "date": when}
    if fact["type"] == "count":
        value, unit = fact["value"] + (luck.random() < 0.1), one(fact.get("unit"))
        measure = luck.choice([fact["measure"], "other"])
        return {
            **made,
            "value": value,
            "unit": unit,
            "measure": measure,
            "scope": some(fact.get("scope")),
            "time": when,
        }
    return {**made, "category": one(fact["category"]), "participants": some(fact.get("participants")), "date": when}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(("gold", "source"), [("gold", "seeds"), ("web/gold", "web/raw")])
def test_our_score_is_the_tools_score(tmp_path: Path, gold: str, source: str, seed: int) -> None:
    outside = acceptance_folder()
    if outside is None:
        pytest.skip("no acceptance data")
    claims = tmp_path / "claims.jsonl"
    lines = (json.dumps(c, ensure_ascii=False) for c in noisy_claims(outside / gold, outside / source, seed))
    claims.write_text("\n".join(lines), encoding="utf-8")
    tool = [sys.executable, outside / "tools" / "score.py", claims, outside / gold, outside / source, "--json"]
    theirs = json.loads(subprocess.run(tool, capture_output=True, check=True, timeout=120).stdout)
    ours = score(claims, outside / gold, outside / source)
    for mine, other in (
        (ours.total, theirs["total"]),
        *((ours.documents[d], theirs["documents"][d]) for d in ours.documents),
    ):
        for kind, rates in other.items():
            assert {name: mine[kind][name] for name in rates} == pytest.approx(rates)
