"""What is known of a release: each source by itself, with its n and interval; what was not measured is said to be so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluate.goldbeside import gold_digest, judge_beside
from pipeline.evaluate.goldset import judge_gold
from pipeline.evaluate.goldtext import read_gold_text
from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.knowing import quality_lines, random_verdicts
from pipeline.evaluate.measured import measured, write_measured
from pipeline.records.claim import Claim, Measure, Place, PlaceRef
from pipeline.records.claim import CountBody as Count
from pipeline.records.quality import Basis, QualityLine
from pipeline.records.source import Kind, Source
from pipeline.store.ledger.entry import Act, Entry, Subject

TEXT = "西安市已有30对友好城市。"
GOLD = "= own news 2020\n> 西安市已有30对友好城市。\nC 30 对 | sister_pairs | 西安市 | -\n"
XIAN = PlaceRef("西安市", "610100", "西安市", "Xi'an", "CN")


def claim(value: float, confidence: float, *, second: str | None = None, number: int = 1) -> Claim:
    body = Count(value, "对", False, Measure.SISTER_PAIRS, (XIAN,), None)
    place = Place(raw_start=0, raw_end=12)
    return Claim(
        f"c-{number}", f"n-{value}", "own.txt", "d", "count", TEXT[:-1], place, "rules.test", confidence, body, second_reader=second
    )  # fmt: skip


def lines(claims: list[Claim], **more: object) -> list[QualityLine]:
    given: dict[str, object] = {"test": {}, "stage": "s", "gold": [], "sample": []}
    return list(quality_lines(claims, **(given | more)))  # type: ignore[arg-type]


def only(found: list[QualityLine], basis: Basis, figure: str, of: str) -> QualityLine:
    (one,) = [line for line in found if (line.basis, line.figure, line.of, line.band) == (basis, figure, of, None)]
    return one


def test_what_nobody_measured_has_no_value_and_says_why() -> None:
    found = lines([claim(30, 0.9)])
    for basis in (Basis.TEST, Basis.GOLD, Basis.SAMPLE):
        one = only(found, basis, "precision", "all")
        assert one.value is None and one.n is None
        assert (one.note or "").startswith("not measured") and (one.note_zh or "").startswith("未测")


def test_gold_beside_a_document_measures_this_release(tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "own.gold").write_text(GOLD, encoding="utf-8")
    source = Source(tmp_path / "own.txt", "own.txt", Kind.TEXT, "d", 9, "utf-8")
    judged, broken = judge_beside([source], [claim(30, 0.9), claim(31, 0.5, number=2)])
    found = lines([claim(30, 0.9)], gold=judged)
    precision, recall = (only(found, Basis.GOLD, name, "count") for name in ("precision", "recall"))
    assert (precision.value, precision.n, recall.value, recall.n) == (0.5, 2, 1.0, 1)
    assert broken == [] and "own" in precision.source
    assert only(found, Basis.GOLD, "precision", "pair").value is None


def test_gold_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "own.gold").write_text("= own news 2020\n> a\nQ nonsense\n", encoding="utf-8")
    judged, broken = judge_beside([Source(tmp_path / "own.txt", "own.txt", Kind.TEXT, "d", 9)], [])
    assert (judged, broken) == ([], ["own.gold"])
    assert "own.gold: cannot be read" in [one.note for one in lines([], broken=broken)]


def test_other_gold_is_another_release(tmp_path: Path) -> None:
    source = Source(tmp_path / "own.txt", "own.txt", Kind.TEXT, "d", 9)
    assert gold_digest([source]) is None
    (tmp_path / "own.gold").write_text(GOLD, encoding="utf-8")
    first = gold_digest([source])
    (tmp_path / "own.gold").write_text(GOLD.replace("30", "31"), encoding="utf-8")
    assert first and first != gold_digest([source])


def subject(number: int) -> Subject:
    return Subject("d", "own.txt", "count", f"第{number}句", {"value": number})


def said(number: int, act: Act, queue: str | None) -> Entry:
    return Entry(act, "a", "2024-01-01", (subject(number),), queue=queue)


def test_the_random_sample_counts_by_its_last_word_and_leaves_other_queues_out() -> None:
    entries = [
        said(1, Act.ACCEPT, "random seed 7"), said(2, Act.REJECT, "random seed 7"), said(3, Act.CORRECT, "random seed 7"),
        said(2, Act.ACCEPT, "random seed 7"), said(4, Act.REJECT, "uncertain"), said(5, Act.UNSURE, "random seed 7"),
        said(9, Act.ACCEPT, "random seed 7"),
    ]  # fmt: skip
    sample = random_verdicts(entries, [subject(number) for number in range(1, 6)])
    assert sorted(right for _, right in sample) == [False, True, True]
    one = only(lines([], sample=sample), Basis.SAMPLE, "precision", "count")
    assert (one.value, one.n, one.low) == (0.6667, 3, round(wilson(2, 3)[0], 4))


def test_the_release_itself_a_forecast_and_its_second_reader() -> None:
    found = lines([claim(30, 0.95, second="agrees"), claim(31, 0.55, second="differs", number=2)])
    assert only(found, Basis.RELEASE, "mean_confidence", "count").value == 0.75
    bands = {one.band: one.n for one in found if one.band}
    assert bands == {"0.5–0.6": 1, "0.9–1.0": 1}
    assert only(found, Basis.RELEASE, "second_reader_agrees", "all").value == 0.5
    assert only(lines([claim(30, 0.95)]), Basis.RELEASE, "second_reader_agrees", "all").value is None


def test_figures_of_the_test_split_are_kept_and_told_with_what_they_were_measured_with(tmp_path: Path) -> None:
    (tmp_path / "own.gold").write_text(GOLD, encoding="utf-8")
    record = {"document": "own.txt", "type": "count", "fact_id": "n-1", "confidence": 0.9, "extractor": "rules.test", "quote": TEXT[:-1],
              "raw_start": 0, "raw_end": 12, "value": 30, "unit": "对", "approximate": False, "measure": "sister_pairs",
              "scope": [{"text": "西安市", "name": "西安市"}], "time": None}  # fmt: skip
    judged = judge_gold([record], read_gold_text(tmp_path / "own.gold"))
    write_measured(judged, "s", "test of gold", tmp_path / "measured.json")
    test = json.loads((tmp_path / "measured.json").read_text(encoding="utf-8"))
    one = only(lines([], test=test), Basis.TEST, "precision", "count")
    assert (one.value, one.n, one.note) == (1.0, 1, None)
    assert "other rules" in (only(lines([], test=test, stage="t"), Basis.TEST, "precision", "count").note or "")
    assert [one.band for one in lines([], test=test) if one.figure == "reliability"] == ["0.9–1.0"]


@pytest.mark.parametrize("kind", ["pair", "count", "activity"])
def test_what_is_kept_with_the_code_is_whole(kind: str) -> None:
    kept = measured()["types"][kind]
    assert 0.3 < kept["precision"] <= 1 and kept["gold"] > 50
    assert set(kept["intervals"]) == {"precision", "recall", "f1", "strict_f1"}
