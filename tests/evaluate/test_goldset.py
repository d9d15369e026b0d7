"""Gold documents as a corpus, verdicts by claim, intervals and reliability."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.goldset import fields_right, judge_gold, precision_by_extractor, rates_by, write_corpus
from pipeline.evaluate.goldtext import read_gold_text
from pipeline.evaluate.intervals import bootstrap, wilson
from pipeline.evaluate.judge import Tally, Verdict
from pipeline.evaluate.reliability import calibration_error, diagram, reliability, sure_claims

LINES = """= t-01 news 2019-05-03
> 洛阳市1981年4月与日本冈山市结为友好城市。
P 洛阳市 | 冈山市 @JP | sister | 1981-04 | stated
> 全省已有近30对友好城市。
C 30 对 ~ | sister_pairs | 河南省 | 2019
= t-02 report -
> 银川市没有参加。
N an absence
"""


@pytest.fixture
def documents(tmp_path):
    path = tmp_path / "t.gold"
    path.write_text(LINES, encoding="utf-8")
    return read_gold_text(path)


def claim(document, number, kind, quote, confidence, **says):
    text = document.text
    start = text.index(quote)
    ids = {"claim_id": f"c{number}", "fact_id": f"f{number}", "document": f"{document.name}.txt", "type": kind}
    where = {"quote": quote, "raw_start": start, "raw_end": start + len(quote)}
    return {**ids, **where, "confidence": confidence, "extractor": f"rules.{kind}s.words", **says}


def claims_of(documents):
    first, second = documents
    sides = {"a": {"text": "洛阳", "name": "洛阳市"}, "b": {"text": "冈山市", "name": "冈山市"}}
    scope = [{"text": "全省", "name": "河南省"}]
    return [
        claim(
            first, 1, "pair", "洛阳市1981年4月与日本冈山市结为友好城市", 0.9, relation="sister", date="1981", **sides
        ),
        claim(
            first,
            2,
            "count",
            "30对友好城市",
            0.8,
            value=30,
            unit="对",
            measure="sister_pairs",
            scope=scope,
            time="2019",
        ),
        claim(second, 3, "activity", "银川市没有参加", 0.6, category="agreement", participants=[], date=None),
    ]


def test_a_corpus_and_its_dates(documents, tmp_path):
    write_corpus(documents, tmp_path / "corpus")
    manifest = tomllib.loads((tmp_path / "corpus" / "manifest.toml").read_text(encoding="utf-8"))
    assert manifest == {"document": [{"file": "t-01.txt", "date": "2019-05-03"}]}
    assert (tmp_path / "corpus" / "t-02.txt").read_text(encoding="utf-8") == documents[1].text


def test_verdicts_and_groups(documents):
    judged = judge_gold(claims_of(documents), documents)
    verdicts = [v for one in judged for v in one.verdicts]
    assert [(v.kind, v.right, v.wrong) for v in verdicts] == [
        ("pair", True, ("date",)),
        ("count", True, ()),
        ("activity", False, ()),
    ]
    by_genre = rates_by(judged, lambda document: document.genre)
    assert by_genre["news"]["count"]["strict_f1"] == 1 and by_genre["report"]["activity"]["precision"] == 0
    assert precision_by_extractor(judged)["rules.activitys.words"] == (0, 1)
    assert fields_right(judged)["pair"] == {"relation": 1.0, "date": 0.0}
    assert sure_claims(verdicts) == (1.0, pytest.approx(1 / 3))


def test_a_rejected_claim_is_not_judged(documents):
    last = claims_of(documents)[-1] | {"fact_id": None, "rejected": "no happening"}
    assert all(not one.verdicts for one in judge_gold([last], documents))


def verdict(confidence, right):
    return Verdict("pair", {"confidence": confidence}, right)


def test_calibration_error_is_the_mean_gap():
    bins = reliability([verdict(0.95, True)] * 9 + [verdict(0.95, False)] + [verdict(0.25, None)])
    assert [(one.claims, one.right) for one in bins] == [(10, 0.9)]
    assert calibration_error(bins) == pytest.approx(0.05)
    assert "0.90 of 10" in diagram(bins)[0] and diagram(bins)[0].count("|") == 1
    assert calibration_error([]) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_every_decided_claim_is_in_one_bin(pairs):
    bins = reliability(verdict(c, r) for c, r in pairs)
    assert sum(one.claims for one in bins) == len(pairs)
    assert 0 <= calibration_error(bins) <= 1


def test_bootstrap_holds_the_rate_and_repeats_itself():
    tallies = [
        Tally(gold=10, hit=8, extra=1, strict=6),
        Tally(gold=5, hit=5, extra=0, strict=5),
        Tally(gold=4, hit=1, extra=3),
    ]
    found = bootstrap(tallies)
    assert found == bootstrap(tallies)
    assert found["recall"][0] < 14 / 19 < found["recall"][1]
    assert bootstrap([]) == {}


def test_wilson():
    assert wilson(0, 0) == (0.0, 1.0)
    low, high = wilson(90, 100)
    assert (round(low, 3), round(high, 3)) == (0.826, 0.945)
    assert wilson(10, 10)[1] == pytest.approx(1)
