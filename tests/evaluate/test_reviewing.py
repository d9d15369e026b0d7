"""Queues are drawn by share and again from their seed; precision and agreement are what the judgements say."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.reviewing import Queue, draw, precision, queue, reviewers_agree
from pipeline.review.released import Reading, Released
from pipeline.store.ledger import Act, Entry, Subject


def reading(number: int, kind: str = "pair", extractor: str = "rules.a", confidence: float = 0.8) -> Reading:
    subject = Subject("d" * 64, "a.txt", kind, f"引文{number}", {"n": number}, f"c-{number:03}", f"f-{number}")
    return Reading(subject, {"extractor": extractor, "confidence": confidence, "second_reader": "agrees"})


def released(readings: list[Reading]) -> Released:
    return Released(tuple(readings), {}, {}, (), ())


def says(one: Reading, act: Act, by: str = "An", second: int = 0) -> Entry:
    return Entry(act, by, f"2024-05-01T00:00:{second:02}", (one.subject,))


@given(st.integers(0, 99), st.integers(1, 130))
def test_every_stratum_is_drawn_by_its_share(seed: int, size: int) -> None:
    readings = [
        reading(n, kind, extractor, confidence)
        for n, (kind, extractor, confidence) in enumerate(
            [("pair", "rules.a", 0.95)] * 60 + [("count", "rules.b", 0.6)] * 30 + [("count", "rules.b", 0.95)] * 10
        )
    ]
    drawn = draw(readings, size, seed)
    assert drawn == draw(readings[::-1], size, seed)
    assert len({one.subject.key for one in drawn}) == len(drawn) == min(size, 100)
    counts = Counter((one.subject.type, one.confidence) for one in drawn)
    for stratum, share in ((("pair", 0.95), 0.6), (("count", 0.6), 0.3), (("count", 0.95), 0.1)):
        assert abs(counts[stratum] - share * min(size, 100)) < 1


def test_precision_is_of_the_draw_alone_and_the_last_word_counts() -> None:
    readings = [reading(n) for n in range(20)]
    drawn = draw(readings, 10, 3)
    others = [one for one in readings if one not in drawn]
    entries = [says(one, Act.ACCEPT) for one in drawn[:6]] + [says(one, Act.REJECT) for one in others]
    entries += [says(drawn[6], Act.CORRECT), says(drawn[7], Act.UNSURE), says(drawn[0], Act.REJECT, second=1)]
    found = precision(released(readings), entries, size=10, seed=3)
    assert (found.drawn, found.judged, found.right, found.interval) == (10, 7, 5, wilson(5, 7))


def test_two_reviewers_at_odds_are_a_queue() -> None:
    readings = [reading(n) for n in range(4)]
    entries = [says(one, Act.ACCEPT) for one in readings]
    entries += [says(readings[0], Act.REJECT, "Bo", 1), *(says(one, Act.ACCEPT, "Bo", 1) for one in readings[1:3])]
    assert queue(released(readings), entries, Queue.DISAGREEMENT, size=9) == [readings[0]]
    found = reviewers_agree(entries, "An", "Bo")
    assert (found.of, round(found.equal, 3), found.kappa) == (3, 0.667, 0.0)
    with pytest.raises(UsageError, match="no claim in common"):
        reviewers_agree(entries, "An", "Cy")


def test_the_most_uncertain_come_first_and_what_is_judged_is_gone() -> None:
    readings = [reading(1, confidence=0.9), reading(2, confidence=0.55), reading(3, confidence=0.2)]
    entries = [says(readings[1], Act.UNSURE)]
    assert queue(released(readings), [], Queue.UNCERTAIN, size=2) == [readings[1], readings[2]]
    assert queue(released(readings), entries, Queue.UNCERTAIN, size=9) == [readings[2], readings[0]]
    assert queue(released(readings), entries, Queue.UNCERTAIN, size=9, by="Bo")[0] == readings[1]
