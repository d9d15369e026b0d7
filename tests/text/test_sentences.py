"""Sentences: whole, in order, nothing lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.sentences import sentence_spans


def test_brackets_close_with_their_sentence() -> None:
    text = "两市结好。”代表团回国！ 此后互访；每年一次"
    assert [text[a:b] for a, b in sentence_spans(text, 0, len(text))] == [
        "两市结好。”",
        "代表团回国！",
        "此后互访；",
        "每年一次",
    ]


@given(st.text("友城。！？；\n”) 3.", max_size=60), st.integers(0, 10))
def test_spans_are_ordered_and_lose_only_blanks(text: str, start: int) -> None:
    start = min(start, len(text))
    spans = list(sentence_spans(text, start, len(text)))
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text[start:].split())
