"""A reviewer's word in runs: what it changes, how the difference is told, and that it can be taken back."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import run
from pipeline.document import Settings
from pipeline.errors import LedgerBroken, ReleaseError, UsageError
from pipeline.evaluate.judgedgold import write_gold
from pipeline.evaluate.score import score
from pipeline.publish.diff import diff
from pipeline.publish.profile import Profile
from pipeline.review import deciding
from pipeline.review.deciding import Word
from pipeline.review.released import Released, read_release
from pipeline.store.ledger import Act, Entry
from pipeline.store.ledger.ledger import Ledger

TIE = "昆明市与瑞士苏黎世市于1982年2月17日结为友好城市。\n"
OTHER = "1985年9月，青岛市与美国长滩市结为友好城市。两市每年互派学生，合唱团到访时住在市民家中。\n"


class Desk:
    """A corpus, its output folder, and a reviewer."""

    def __init__(self, folder: Path) -> None:
        self.reports, self.out, self.moment = folder / "reports", folder / "out", 0
        self.reports.mkdir()
        (self.reports / "a.txt").write_text(TIE, encoding="utf-8")
        (self.reports / "b.txt").write_text(OTHER, encoding="utf-8")

    def run(self) -> Path:
        return run.build([self.reports], self.out).release

    @property
    def released(self) -> Released:
        return read_release(self.out / "latest")

    def at(self) -> str:
        self.moment += 1
        return f"2024-05-01T00:00:{self.moment:02}+00:00"

    def keep(self, entry: Entry) -> str:
        with Ledger.open(self.out / "ledger.sqlite") as ledger:
            return ledger.append([entry])[0]

    def judge(self, target: str, act: Act, **said: str) -> str:
        return self.keep(deciding.judge_reading(self.released, target, act, Word("reader", **said), self.at()))

    def undo(self, target: str) -> None:
        with Ledger.open(self.out / "ledger.sqlite") as ledger:
            ledger.append([deciding.undo(ledger.entries(), target, Word("reader"), self.at())])

    def rows(self, table: str) -> list[dict[str, str]]:
        with (self.out / "latest" / "csv" / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def claim(self, document: str, kind: str = "pair") -> tuple[str, str]:
        rows = [r for r in self.rows("claims") if r["document"] == document and r["type"] == kind and r["fact_id"]]
        return rows[0]["claim_id"], rows[0]["fact_id"]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.run()
    return made


def test_a_rejected_fact_goes_and_an_undo_brings_it_back(desk: Desk) -> None:
    first = (desk.out / "latest").resolve()
    claim, fact = desk.claim("a.txt")
    desk.judge(fact, Act.REJECT, why="a slip of the printer")
    second = desk.run()
    (change,) = diff(first, second)
    assert (change.what, change.fact_id, change.why) == ("went", fact, "a reviewer's judgement")
    (row,) = [row for row in desk.rows("claims") if row["claim_id"] == claim]
    assert (row["fact_id"], row["rejected"]) == ("", "rejected by a reviewer: a slip of the printer")
    (told,) = desk.rows("judgements")
    assert (told["state"], told["verdict"], told["fact_id"], told["by"]) == ("stands", "reject", fact, "reader")
    desk.undo(fact)
    third = desk.run()
    assert third == first
    assert [(c.what, c.why) for c in diff(second, third)] == [("came", "a reviewer's judgement")]


def test_a_correction_wins_and_the_reading_stays(desk: Desk) -> None:
    claim, fact = desk.claim("a.txt")
    desk.judge(claim, Act.CORRECT, field="date", value="1982-02-27")
    desk.run()
    (row,) = [row for row in desk.rows("pairs") if row["fact_id"] == fact]
    assert row["date"] == "1982-02-27"
    mine = [row for row in desk.rows("claims") if row["document"] == "a.txt" and row["type"] == "pair"]
    assert sorted((row["extractor"].startswith("review."), row["rejected"]) for row in mine) == [
        (False, "corrected by a reviewer (date: 1982-02-27)"),
        (True, ""),
    ]
    desk.judge(claim, Act.CORRECT, field="b", value="巴塞尔@CH")
    desk.run()
    (told,) = [row for row in desk.rows("judgements") if row["field"] == "b"]
    (row,) = [row for row in desk.rows("pairs") if row["fact_id"] == told["became"]]
    assert (row["b_country"], row["date"], told["fact_id"]) == ("CH", "1982-02-27", fact)
    assert fact not in {row["fact_id"] for row in desk.rows("pairs")}


def test_the_date_of_a_fact_is_corrected_whatever_its_claims_say(desk: Desk) -> None:
    fact = desk.claim("a.txt")[1]
    desk.judge(fact, Act.CORRECT, field="date", value="1983")
    desk.run()
    assert [row["date"] for row in desk.rows("pairs") if row["fact_id"] == fact] == ["1983"]


def test_every_field_of_a_fact_is_corrected_at_once_and_undone(desk: Desk) -> None:
    (desk.reports / "c.txt").write_text("1982年，昆明市和瑞士苏黎世市结为友好城市，两地往来不断。\n", encoding="utf-8")
    before, fact = desk.run(), desk.claim("a.txt")[1]
    desk.judge(fact, Act.CORRECT, field="b", value="巴塞尔@CH")
    desk.run()
    (row,) = [row for row in desk.rows("pairs") if row["b_country"] == "CH"]
    assert (row["claims"], row["b_name"]) == ("2", "巴塞尔")
    desk.judge(row["fact_id"], Act.CORRECT, field="relation", value="exchange")  # of the fact that the first one made
    desk.run()
    (row,) = [row for row in desk.rows("pairs") if row["b_country"] == "CH"]
    assert (row["relation"], row["claims"], row["b_name"]) == ("exchange", "2", "巴塞尔")
    desk.undo(fact)
    desk.undo(fact)
    assert desk.run() == before


def test_a_tie_with_a_history_is_corrected_stage_by_stage(desk: Desk) -> None:
    (desk.reports / "c.txt").write_text("2001年，昆明市与瑞士苏黎世市签署建立友好城市意向书。\n", encoding="utf-8")
    desk.run()
    fact = desk.claim("a.txt")[1]
    assert desk.claim("c.txt")[1] == fact
    with pytest.raises(UsageError, match="claim by claim"):
        desk.judge(fact, Act.CORRECT, field="relation", value="exchange")


@pytest.mark.parametrize(
    ("field", "value"),
    [("date", "1982-13"), ("date", "1982-02-30"), ("relation", "cousin"), ("colour", "red"), ("b", "无名之地")],
)
def test_what_no_claim_can_say_is_no_correction(desk: Desk, field: str, value: str) -> None:
    with pytest.raises(UsageError):
        desk.judge(desk.claim("a.txt")[0], Act.CORRECT, field=field, value=value)


def test_a_missed_claim_is_added_through_the_gate(desk: Desk) -> None:
    values = {"category": "culture_sports", "participants": "青岛@CN; 长滩@US"}
    words = {"category": "合唱团", "participants": "两市"}
    said = deciding.add(desk.released, "b.txt", "activity", "合唱团到访", values, words, Word("reader"), desk.at())
    lost = deciding.add(desk.released, "b.txt", "activity", "马戏团到访", values, {}, Word("reader"), desk.at())
    desk.keep(said)
    desk.keep(lost)
    desk.run()
    (row,) = [row for row in desk.rows("claims") if row["extractor"] == "review.add"]
    start, end = int(row["raw_start"]), int(row["raw_end"])
    assert (OTHER[start:end], row["quote"]) == ("合唱团到访", "合唱团到访")
    assert row["fact_id"] in {fact["fact_id"] for fact in desk.rows("activities")}
    anchors = json.loads(row["fields"])
    assert anchors["category"]["quote"] == "合唱团"
    assert anchors["participants"]["inherited_from"]["quote"] == "两市"
    states = {row["quote"]: (row["state"], row["because"]) for row in desk.rows("judgements")}
    assert states["马戏团到访"] == ("orphaned", "the quote does not stand in the document")


def test_the_place_that_was_selected_is_the_anchor(desk: Desk) -> None:
    text = "长滩市历史。" + OTHER + "长滩市合唱团再访。\n"
    (desk.reports / "b.txt").write_text(text, encoding="utf-8")
    desk.run()
    values, words = {"category": "culture_sports", "participants": "长滩@US"}, {"participants": "长滩市"}
    said = [
        deciding.add(
            desk.released, "b.txt", "activity", "合唱团", values | {"name": f"{which}"}, words, Word("reader"),
            desk.at(), which=2, field_which={"participants": which},
        )
        for which in (1, 3)
    ]  # fmt: skip
    for one in said:
        desk.keep(one)
    desk.run()
    rows = [
        json.loads(row["fields"])["participants"] for row in desk.rows("claims") if row["extractor"] == "review.add"
    ]
    starts = sorted((row["inherited_from"] or row)["raw_start"] for row in rows)
    assert starts == [text.index("长滩市"), text.rindex("长滩市")]
    with pytest.raises(UsageError, match="no value is given"):
        deciding.add(desk.released, "b.txt", "activity", "合唱团", values, {"date": "1985"}, Word("reader"), desk.at())


def test_another_reviewer_puts_an_added_claim_aside(desk: Desk) -> None:
    values = {"category": "culture_sports", "participants": "青岛@CN; 长滩@US"}
    desk.keep(deciding.add(desk.released, "b.txt", "activity", "合唱团到访", values, {}, Word("reader"), desk.at()))
    desk.run()
    (row,) = [row for row in desk.rows("claims") if row["extractor"] == "review.add"]
    desk.keep(deciding.judge_reading(desk.released, row["fact_id"], Act.REJECT, Word("other"), desk.at()))
    desk.run()
    assert row["fact_id"] not in {fact["fact_id"] for fact in desk.rows("activities")}
    assert [(one["verdict"], one["state"]) for one in desk.rows("judgements")] == [
        ("add", "stands"),
        ("reject", "stands"),
    ]


def test_a_judgement_survives_a_rename_and_comes_back_where_the_words_change(desk: Desk) -> None:
    claim, fact = desk.claim("a.txt")
    desk.judge(claim, Act.REJECT)
    (desk.reports / "a.txt").rename(desk.reports / "c.txt")
    desk.run()
    assert fact not in {row["fact_id"] for row in desk.rows("pairs")}
    (desk.reports / "c.txt").write_text("旧闻一则。" + TIE, encoding="utf-8")
    desk.run()
    assert fact in {row["fact_id"] for row in desk.rows("pairs")}  # never carried over silently
    states = {row["state"]: row for row in desk.rows("judgements")}
    assert set(states) == {"orphaned", "offered"}
    assert states["offered"]["document"] == "c.txt"


def test_another_reading_of_the_same_words_asks_for_a_second_look(desk: Desk) -> None:
    reading = next(
        one for one in desk.released.readings if one.subject.document == "a.txt" and one.subject.type == "pair"
    )
    old = {**reading.subject.body, "date": "1981"}
    subject = type(reading.subject)(
        reading.subject.digest, "a.txt", "pair", reading.subject.quote, old, "c-before", reading.subject.fact_id
    )
    desk.keep(Entry(Act.REJECT, "reader", desk.at(), (subject,)))
    desk.run()
    (row,) = desk.rows("judgements")
    assert (row["state"], row["claim_id"]) == ("second look", reading.subject.claim_id)
    assert reading.subject.fact_id in {row["fact_id"] for row in desk.rows("pairs")}


def test_facts_are_merged_and_split(desk: Desk) -> None:
    one, other = desk.claim("a.txt")[1], desk.claim("b.txt")[1]
    desk.keep(deciding.merge(desk.released, one, other, Word("reader"), desk.at()))
    desk.run()
    assert [row["fact_id"] for row in desk.rows("pairs")] == [one]
    assert len({row["claim_id"] for row in desk.rows("claims") if row["fact_id"] == one}) == 2
    desk.undo(one)
    (desk.reports / "c.txt").write_text("1982年，昆明市和瑞士苏黎世市结为友好城市，两地往来不断。\n", encoding="utf-8")
    desk.run()
    apart = desk.claim("c.txt")[0]
    desk.keep(deciding.split(desk.released, one, [apart], Word("reader"), desk.at()))
    desk.run()
    assert len(desk.rows("pairs")) == 3
    (told,) = desk.rows("judgements")
    assert (told["fact_id"], told["claim_id"]) == (one, apart)
    assert told["became"] in {row["fact_id"] for row in desk.rows("pairs")}


def test_a_merge_is_found_again_by_what_was_read_whatever_the_ids(desk: Desk) -> None:
    one, other = desk.claim("a.txt")[1], desk.claim("b.txt")[1]
    said = deciding.merge(desk.released, one, other, Word("reader"), desk.at())
    old = {one: "p-of-another-rule", other: "p-of-other-rule"}
    about = tuple(replace(subject, fact_id=old[str(subject.fact_id)], claim_id="c-then") for subject in said.about)
    desk.keep(replace(said, about=about, more={"fact_id": old[one], "with": old[other]}))
    desk.run()
    assert [row["fact_id"] for row in desk.rows("pairs")] == [one]


def test_a_corrected_claim_is_split_from_its_fact_too(desk: Desk) -> None:
    (desk.reports / "c.txt").write_text("1983年，昆明市和瑞士苏黎世市结为友好城市，两地往来不断。\n", encoding="utf-8")
    desk.run()
    apart, fact = desk.claim("c.txt")
    desk.judge(apart, Act.CORRECT, field="date", value="1985")
    desk.keep(deciding.split(desk.released, fact, [apart], Word("reader"), desk.at()))
    desk.run()
    pairs = {row["fact_id"]: row["date"] for row in desk.rows("pairs") if row["b_country"] == "CH"}
    assert sorted(pairs.values()) == ["1982-02-17", "1985"]
    desk.keep(deciding.split(desk.released, fact, [apart], Word("reader"), desk.at()))  # said again, it changes nothing
    desk.run()
    assert {row["fact_id"]: row["date"] for row in desk.rows("pairs") if row["b_country"] == "CH"} == pairs


def test_the_last_word_stands_and_the_earlier_one_is_kept(desk: Desk) -> None:
    claim, fact = desk.claim("a.txt")
    desk.judge(claim, Act.REJECT)
    desk.judge(claim, Act.ACCEPT)
    desk.run()
    assert fact in {row["fact_id"] for row in desk.rows("pairs")}
    assert [(row["verdict"], row["state"]) for row in desk.rows("judgements")] == [
        ("reject", "overruled"),
        ("accept", "stands"),
    ]


def test_judged_documents_become_gold_that_scores(desk: Desk, tmp_path: Path) -> None:
    desk.judge(desk.claim("a.txt")[0], Act.ACCEPT)
    desk.keep(deciding.page_read(desk.released, "a.txt", None, Word("reader"), desk.at()))
    release = desk.run()
    with Ledger.open(desk.out / "ledger.sqlite") as ledger:
        assert write_gold(desk.released, ledger.entries(), tmp_path / "gold") == ["a.txt"]
    found = score(release / "claims.jsonl", tmp_path / "gold", desk.reports)
    assert (found.total["pair"]["gold"], found.total["pair"]["strict_f1"]) == (1, 1.0)


def test_a_broken_ledger_stops_the_run(desk: Desk) -> None:
    (desk.out / "ledger.sqlite").write_bytes(b"not a database " * 200)
    with pytest.raises(LedgerBroken):
        desk.run()


def test_a_public_release_names_no_reviewer_and_is_not_judged(desk: Desk) -> None:
    desk.judge(desk.claim("a.txt")[0], Act.REJECT, why="电话13812345678")
    settings = Settings(profile=Profile.PUBLIC)
    release = run.build([desk.reports], desk.out, settings=settings).release
    (row,) = desk.rows("judgements")
    assert (row["by"], row["why"]) == ("", "电话▇▇▇▇▇▇▇▇▇▇▇")
    with pytest.raises(ReleaseError, match="for the public"):
        read_release(release)
