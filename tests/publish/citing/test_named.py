"""Which work a note names, in the forms that Chinese notes have; a remark names none."""

from __future__ import annotations

import pytest

from pipeline.publish.citing.named import Named, document_named, named_source, plain_title

NOTES = [
    (
        "prose: a book",
        "参见某甲：《两湖友城志》，武汉：两湖出版社，2014年，第45—47页。",
        Named("两湖友城志", "某甲", "2014", "45—47"),
    ),
    ("prose: an editor", "某乙主编：《江右往来》，江右书局1998年版，第3页。", Named("江右往来", "某乙", "1998", "3")),
    (
        "prose: an article in a journal",
        "某丙：《述略》，《两湖学刊》2016年第3期。",
        Named("述略", "某丙", "2016", None),
    ),
    ("no author", "资料来源：《友城年鉴2009》，第112页。", Named("友城年鉴2009", None, None, "112")),
    (
        "a list's entry",
        "某甲. 两湖友城往来述略[J]. 两湖学刊, 2016, 35(3): 12-17.",
        Named("两湖友城往来述略", "某甲", "2016", "12-17"),
    ),
    (
        "a list's entry on the web",
        "[7] 某办. 友城一览[EB/OL]. (2016-05-03)[2024-01-02]. https://example.org/a.",
        Named("友城一览", "某办", "2016", None),
    ),
    ("a remark", "两市当时尚未结好，此处依其后的叫法。", None),
    ("the same as before", "同上。", None),
]


@pytest.mark.parametrize(("point", "note", "named"), NOTES, ids=[row[0] for row in NOTES])
def test_what_a_note_names(point: str, note: str, named: Named | None) -> None:
    assert named_source(note) == named, point


def test_a_title_in_other_characters_is_the_same_title() -> None:
    assert plain_title("《兩湖友城誌》 (上)") == plain_title("两湖友城志(上)")


def test_a_document_does_not_name_itself() -> None:
    titles = {plain_title("两湖友城志"): "a"}
    assert document_named(Named("两湖友城志"), titles, "b") == "a"
    assert document_named(Named("两湖友城志"), titles, "a") is None
    assert document_named(Named("江右往来"), titles, "b") is None
