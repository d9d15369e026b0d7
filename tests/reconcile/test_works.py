"""Which documents are one witness: by number, by title, by text, by the manifest's word; and who has passages of whom."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pipeline.reconcile import reconcile
from pipeline.reconcile.works import find_works
from pipeline.records.claim import Claim
from pipeline.records.source import Bibliography
from pipeline.records.works import Document, Sketch
from pipeline.text.sketch import sketch


def text(seed: int, length: int = 4000) -> str:
    rng = random.Random(seed)
    return "".join(chr(rng.randint(0x4E00, 0x6000)) for _ in range(length))


def document(letter: str, words: str = "", *, work: str | None = None, **line: object) -> Document:
    bibliography = Bibliography(**line) if line else None  # type: ignore[arg-type]
    return Document(letter * 64, f"{letter}.txt", sketch(words) if words else Sketch(), bibliography, work)


NAMED = {"title": "湖南友城四十年", "authors": ("某甲", "某乙"), "date": "2019-05"}


@pytest.mark.parametrize(
    ("one", "other", "same", "why"),
    [
        (document("a", text(1)), document("b", text(1)), True, "100 % of the text is the same"),
        (document("a", text(1)), document("b", text(1)[:3600] + text(2, 400)), True, "91 % of the text is the same"),
        (document("a", text(1)), document("b", text(1)[:2000] + text(2, 2000)), False, "half of the text"),
        (document("a", text(1)), document("b", text(1)[:1200]), False, "an excerpt, a third as long"),
        (document("a", isbn="978-7-5000-1234-1"), document("b", isbn="9787500012341"), True, "the same ISBN"),
        (document("a", isbn="978-7-5000-1234-1"), document("b", isbn="7-5000-1234-X"), True, "the same ISBN"),
        (document("a", isbn="978-7-5000-1234-1"), document("b", isbn="978-7-5000-1235-8"), False, "another ISBN"),
        (document("a", **NAMED), document("b", **NAMED), True, "the same title, authors and year"),
        (document("a", **NAMED), document("b", **{**NAMED, "title": "湖南友城 四十年"}), True, "the same title, authors and year"),
        (document("a", **NAMED), document("b", **{**NAMED, "date": "2009"}), False, "another year"),
        (document("a", **NAMED), document("b", **{**NAMED, "authors": ("某丙",)}), False, "another author"),
        (document("a", title="前言"), document("b", title="前言"), False, "a title alone"),
        (document("a", "DOI:10.5555/1 " + text(1)), document("b", "DOI:10.5555/1 " + text(2)), True, "the same DOI"),
        (document("a", work="x"), document("b", work="x"), True, "the manifest says so"),
        (document("a", text(1), work="x"), document("b", text(1), work="y"), False, "the manifest says that they are two"),
    ],
)  # fmt: skip
def test_one_work_or_two(one: Document, other: Document, same: bool, why: str) -> None:
    found = find_works([one, other], {})
    assert (found.work(one.digest) == found.work(other.digest)) is same, why
    if same:
        assert [reason for work in found.works for _, reason, _ in work.why] == [why]


def test_the_manifests_word_holds_through_a_third_document() -> None:
    docs = [document("a", text(1), work="x"), document("b", text(1)), document("c", text(1), work="y")]
    found = find_works(docs, {})
    assert found.work("a" * 64) != found.work("c" * 64)
    assert len(found.works) == 2


def test_order_and_names_do_not_matter() -> None:
    docs = [document(letter, text(seed)) for letter, seed in zip("abcdef", (1, 2, 1, 3, 2, 1), strict=True)]
    first = find_works(docs, {})
    assert find_works(docs[::-1], {}) == first
    assert sorted(len(work.documents) for work in first.works) == [1, 2, 3]
    for work in first.works:
        assert len(work.why) == len(work.documents) - 1


def test_a_borrowed_passage_is_a_copy_between_works() -> None:
    passage = text(9, 900)
    docs = [document("a", passage + text(1)), document("b", text(2) + passage), document("c", text(3))]
    (copy,) = find_works(docs, {}).copies
    assert copy.characters == pytest.approx(900, abs=250)


def test_a_borrowed_table_is_a_copy_too() -> None:
    numbers = [37, 12, 9, 160, 4, 88, 5, 61, 33, 240, 7, 19]
    one = text(1) + "，".join(f"{text(n, 2)}{n}对" for n in numbers)
    other = text(2) + "；".join(f"{text(n + 500, 3)} {n} 个" for n in numbers)
    (copy,) = find_works([document("a", one), document("b", other)], {}).copies
    assert copy.numbers >= 3


def editions(
    tie: Callable[..., Claim], seeds: dict[str, int], dates: dict[str, str]
) -> tuple[list[Claim], list[Document]]:
    return [tie(date=dates[d], document=d) for d in dates], [document(d, text(seed)) for d, seed in seeds.items()]


def test_editions_of_one_work_have_one_vote(tie: Callable[..., Claim]) -> None:
    dates = {"a": "1983", "b": "1983", "c": "1983", "d": "1982", "e": "1982"}
    claims, apart = editions(tie, dict(zip("abcde", range(5), strict=True)), dates)
    (fact,) = reconcile(claims, apart).facts
    assert (fact.states[0].date, fact.works, len(fact.documents)) == ("1983", 5, 5)
    claims, together = editions(tie, {"a": 1, "b": 1, "c": 1, "d": 2, "e": 3}, dates)
    found = reconcile(claims, together)
    (fact,) = found.facts
    assert (fact.states[0].date, fact.works, len(fact.documents)) == ("1982", 3, 5)
    assert found.conflicts[0].reason.startswith("2 works say so against 1")
    assert found.conflicts[0].reason_zh.startswith("2 种文献对 1 种")


def test_what_two_works_say_in_one_borrowed_sentence_counts_once(
    claim: Callable[..., Claim], tie: Callable[..., Claim]
) -> None:
    passage = text(9, 900)
    docs = [document("a", passage + text(1)), document("b", text(2) + passage), document("c", text(3))]
    claims = [tie(date="1983", document="a"), tie(date="1983", document="b"), tie(date="1983", document="c")]
    (fact,) = reconcile(claims, docs).facts  # all three quote the same two characters; only a and b borrow
    assert fact.works == 2
