"""`run`: one bad document costs itself; the way there and back, from a folder to a release to the characters on the page."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]
TRUNCATED_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0"


def claims_of(out: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_run_says_what_it_found_and_where(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    said = youcheng("run", reports, "--out", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    last = said.out.splitlines()[-1]
    assert last.startswith("The dataset lies in ")
    assert Path(last.removeprefix("The dataset lies in ")).is_dir()
    assert "1 pairs" in said.out
    assert {c["type"] for c in claims_of(tmp_path / "out")} >= {"pair", "count"}


def test_a_name_is_a_folder_of_its_own(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    youcheng("run", reports, "--out", tmp_path / "out", "--name", "first")
    assert (tmp_path / "out" / "first" / "claims.jsonl").is_file()


def test_every_bad_document_is_named_and_the_good_one_done(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").touch()
    (reports / "blank.txt").write_text(" \n\u3000\n", encoding="utf-8")
    (reports / "truncated.pdf").write_bytes(TRUNCATED_PDF)
    (reports / "noise.txt").write_bytes(bytes(range(128, 256)) * 20)
    with (reports / "endless.txt").open("wb") as file:
        file.truncate(200_000_000)
    said = youcheng("run", reports, tmp_path / "missing", "--out", tmp_path / "out")
    assert said.code == 0
    report = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert {Path(t["document"]).name: t["code"] for t in report["troubles"]} == {
        "empty.txt": "empty", "blank.txt": "empty", "truncated.pdf": "pdf-broken", "noise.txt": "encoding",
        "endless.txt": "too-large", "missing": "missing",
    }  # fmt: skip
    assert all(name in said.out for name in ("empty.txt", "truncated.pdf", "noise.txt"))
    assert {c["document"] for c in claims_of(tmp_path / "out")} == {"suzhou.txt"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_named(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    (reports / "closed.txt").write_text("杭州", encoding="utf-8")
    (reports / "closed.txt").chmod(0)
    youcheng("run", reports, "--out", tmp_path / "out")
    report = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert [t["code"] for t in report["troubles"]] == ["unreadable"]


def test_where_nothing_could_be_done_the_exit_code_says_so(youcheng: Call, tmp_path: Path) -> None:
    said = youcheng("run", tmp_path / "missing", "--out", tmp_path / "out")
    assert (said.code, said.out) == (1, "")
    assert "missing: no such file or folder" in said.err


def test_explain_leads_back_to_the_page(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    youcheng("run", reports, "--out", tmp_path / "out")
    (pair,) = (c for c in claims_of(tmp_path / "out") if c["type"] == "pair")
    told = youcheng("explain", pair["fact_id"], "--release", tmp_path / "out")
    assert told.code == 0
    for words in (pair["claim_id"], pair["quote"], pair["extractor"], "suzhou.txt, characters ", "why: ", "youcheng "):
        assert words in told.out
    by_claim = json.loads(youcheng("explain", pair["claim_id"], "--release", tmp_path / "out", "--json").out)
    assert by_claim["fact"]["fact_id"] == pair["fact_id"]
    assert by_claim["claims"][0]["raw_start"] == pair["raw_start"]
    unknown = youcheng("explain", "p-0000000000000000", "--release", tmp_path / "out")
    assert (unknown.code, unknown.err.count("\n")) == (2, 1)


def test_evaluate_reads_and_scores(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    fact = {
        "id": "p1", "type": "pair", "a": ["苏州市"], "b": ["威尼斯市"], "relation": "sister", "date": "1980-03-24",
        "quote": "苏州市与意大利威尼斯市于1980年3月24日结为友好城市",
    }  # fmt: skip
    (gold / "suzhou.jsonl").write_text(json.dumps(fact, ensure_ascii=False), encoding="utf-8")
    said = youcheng("evaluate", "--gold", gold, "--source", reports, "--list", "5")
    assert said.code == 0
    assert said.out.startswith("all")
    assert "recall=1.000" in said.out
    assert "matched pair: 1" in said.out
    youcheng("run", reports, "--out", tmp_path / "out")
    told = youcheng("evaluate", "--gold", gold, "--source", reports, "--release", tmp_path / "out", "--json")
    assert json.loads(told.out)["total"]["pair"]["hit"] == 1


def test_evaluate_takes_gold_with_its_own_texts(youcheng: Call, tmp_path: Path) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    lines = """= g-1 news 2016
> 苏州市与意大利威尼斯市于1980年3月24日结为友好城市。
P 苏州市 | 威尼斯市 @IT | sister | 1980-03-24 | stated
= g-2 report -
> 全市共有友好城市18对。
C 19 对 | sister_pairs | 苏州市 | -
"""
    (gold / "g.gold").write_text(lines, encoding="utf-8")
    (gold / "splits.toml").write_text('[split]\ntrain = ["g-2"]\ntest = ["g-1"]\n', encoding="utf-8")
    said = youcheng("evaluate", "--gold", gold, "--list", "3")
    assert said.out.startswith("pair      gold 1 hit 1 extra 0")
    assert "missed, count: 1\n  g-2 「全市共有友好城市18对。」" in said.out
    told = json.loads(youcheng("evaluate", "--gold", gold, "--split", "test", "--json").out)
    assert (told["documents"], told["types"]["pair"]["f1"], told["types"]["count"]["gold"]) == (1, 1.0, 0)
    wrong = youcheng("evaluate", "--gold", gold, "--split", "dev")
    assert (wrong.code, wrong.err.count("\n")) == (2, 1)


def test_evaluate_compares_a_second_reading(youcheng: Call, tmp_path: Path) -> None:
    gold, lines = tmp_path / "gold", "= g-2 report -\n> 全市共有友好城市18对。\nC 18 对 | {} | 苏州市 | -\n"
    (gold / "second").mkdir(parents=True)
    (gold / "g.gold").write_text(lines.format("sister_pairs"), encoding="utf-8")
    alone = youcheng("evaluate", "--gold", gold, "--second")
    assert (alone.code, alone.err.count("\n")) == (1, 1)  # nothing in it yet
    (gold / "second" / "g.gold").write_text(lines.format("other"), encoding="utf-8")
    said = youcheng("evaluate", "--gold", gold, "--second", "--list", "3").out
    assert said.startswith("1 documents read twice, 1 sentences") and "measure: other for sister_pairs" in said
    told = json.loads(youcheng("evaluate", "--gold", gold, "--second", "--json").out)
    assert (told["second_by_first"]["count"]["f1"], told["second_by_first"]["count"]["strict_f1"]) == (1.0, 0.0)
    assert "judged" not in told and told["on_labels"]["measure"] == {"of": 1, "equal": 0.0, "kappa": 0.0}


def test_read_shows_blocks(youcheng: Call, reports: Path) -> None:
    told = json.loads(youcheng("read", reports / "suzhou.txt", "--json").out)
    assert told["blocks"][0]["text"].startswith("苏州市与意大利威尼斯市")
    assert "苏州市" in youcheng("read", reports / "suzhou.txt").out


def test_places_answers_in_order(youcheng: Call, tmp_path: Path) -> None:
    asked = tmp_path / "names.jsonl"
    asked.write_text('{"name": "威尼斯", "country": "IT"}\n\n{"name": "苏州", "country": null}\n', encoding="utf-8")
    told = [json.loads(line) for line in youcheng("places", "--from", asked).out.splitlines()]
    assert [(line["name"], line["country"]) for line in told] == [("威尼斯", "IT"), ("苏州", "CN")]
    asked.write_text("[]\n", encoding="utf-8")
    wrong = youcheng("places", "--from", asked)
    assert (wrong.code, "line 1" in wrong.err) == (2, True)


def test_explain_tells_of_findings_both_ways(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    (reports / "sum.txt").write_text(
        "截至2019年底，四川省有国际友城40对，其中省级友城21对，市级友城30对。", encoding="utf-8"
    )
    youcheng("run", reports, "--out", tmp_path / "out")
    lines = (tmp_path / "out" / "audits.jsonl").read_text(encoding="utf-8").splitlines()
    found = next(f for f in map(json.loads, lines) if f["kind"] == "sum")
    told = youcheng("explain", found["finding_id"], "--release", tmp_path / "out").out
    assert found["says"] in told
    assert all(claim in told for claim in found["claims"])
    record = json.loads(youcheng("explain", found["claims"][0], "--release", tmp_path / "out", "--json").out)
    assert [f["finding_id"] for f in record["findings"]] == [found["finding_id"]]
    assert record["findings"][0]["claim_ids"] == found["claims"]


def test_a_dry_run_says_what_would_be_done_and_why(youcheng: Call, reports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    said = youcheng("run", reports, "--out", out, "--dry-run")
    assert said.out.splitlines()[0] == "read\tsuzhou.txt\tnew"
    assert not out.exists()
    youcheng("run", reports, "--out", out)
    (reports / "suzhou.txt").rename(reports / "venice.txt")
    (reports / "empty.txt").touch()
    lines = youcheng("run", reports, "--out", out, "--dry-run").out.splitlines()
    assert lines == [
        "extract\tvenice.txt\tthe same bytes under another name",
        "withdraw\tsuzhou.txt\tno longer among the sources",
        "trouble\tempty.txt: the file holds no byte [empty]",
        "To read 0, to extract 1, unchanged 0, withdrawn 1, in trouble 1.",
    ]
