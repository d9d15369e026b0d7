"""The gate: what is published reads as the source does, and what is not found is rejected with its reason."""

from __future__ import annotations

from array import array
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.anchor import squeeze
from pipeline.extract.gate import cite
from pipeline.records.claim import (
    ActivityBody,
    Category,
    Draft,
    FieldAnchor,
    PairBody,
    PlaceRef,
    Relation,
)  # fmt: skip
from pipeline.records.reading import Block, BlockKind, Glyphs, Reading
from pipeline.records.source import Kind, Source
from pipeline.records.span import Span

SUZHOU = PlaceRef("苏州市", "CN-3205", "苏州市", "Suzhou", "CN")
VENICE = PlaceRef("威尼斯市", "IT-VE", "威尼斯市", "Venice", "IT")
BODY = PairBody(SUZHOU, VENICE, Relation.SISTER, "1980-03-24", "stated")


def source(name: str = "report.txt", kind: Kind = Kind.TEXT) -> Source:
    return Source(Path(name), name, kind, "d" * 64, 1)


def reading(raw: str, keep: str | None = None) -> Reading:
    """A reading whose clean text is `keep`, each character taken from its next occurrence in `raw` (default: no blanks)."""
    text = squeeze(raw) if keep is None else keep
    offsets, at = array("L"), 0
    for mark in text:
        at = raw.index(mark, at)
        offsets.append(at)
        at += 1
    return Reading(source(), raw, text, text, offsets, (Block(BlockKind.PARA, Span(0, len(text))),))


def draft(span: Span, **anchors: FieldAnchor) -> Draft:
    return Draft(span, BODY, "rules.pairs.running", 0.9, tuple(anchors.items()))


@pytest.mark.parametrize(
    ("raw", "keep", "quote", "why"),
    [
        ("苏州市与威尼斯市结好", None, "苏州市与威尼斯市结好", "plain words"),
        ("苏 州 市 与\n威尼斯市 结好", None, "苏州市与威尼斯市结好", "letter-spaced, and cut by a line"),
        (
            "苏州市\u3000威尼斯市 1980",
            "苏州市\u3000威尼斯市 1980",
            "苏州市 威尼斯市 1980",
            "blanks between cells stay, one each",
        ),
        ("York  City 与\n南京", "York City与南京", "York City与南京", "one blank between Latin words"),
        (
            "**苏州市**与威尼斯市",
            "苏州市与威尼斯市",
            "苏州市**与威尼斯市",
            "marks inside stay: the quote is what the source says",
        ),
    ],
)
def test_quotes_of_texts(raw: str, keep: str | None, quote: str, why: str) -> None:
    read = reading(raw, keep)
    (claim,) = cite(read, [draft(Span(0, len(read.text)))])
    assert claim.rejected is None, why
    assert claim.quote == quote, why
    assert squeeze(raw[claim.place.raw_start : claim.place.raw_end]) == squeeze(claim.quote)


def test_the_offsets_are_those_of_the_words() -> None:
    read = reading("前言。苏州市与威尼斯市结好。")
    (claim,) = cite(read, [draft(Span(3, 11))])
    assert (claim.place.raw_start, claim.place.raw_end, claim.quote) == (3, 11, "苏州市与威尼斯市")


@given(st.text(st.sampled_from("苏州York12 \n\u3000，。"), min_size=1, max_size=40), st.data())
def test_source_and_quote_always_read_the_same(raw: str, data: st.DataObject) -> None:
    if not raw.strip():
        return
    read = reading(raw)
    start = data.draw(st.integers(0, len(read.text) - 1))
    end = data.draw(st.integers(start + 1, len(read.text)))
    (claim,) = cite(read, [draft(Span(start, end))])
    assert claim.rejected is None
    assert squeeze(raw[claim.place.raw_start : claim.place.raw_end]) == squeeze(claim.quote) == read.text[start:end]
    assert claim.quote == claim.quote.strip()


def test_words_that_the_source_does_not_say_are_rejected() -> None:
    read = reading("苏州市与威尼斯市")
    lying = replace(read, text="杭州市与威尼斯市", shadow="杭州市与威尼斯市")
    (claim,) = cite(lying, [draft(Span(0, 8))])
    assert claim.fact_id is None
    assert claim.rejected is not None
    assert "杭" in claim.rejected


def test_a_span_beyond_the_text_is_rejected() -> None:
    (claim,) = cite(reading("苏州市"), [draft(Span(0, 9))])
    assert (claim.fact_id, claim.quote) == (None, "")
    assert claim.rejected == "the span ends at 9, the text at 3"


def test_full_width_forms_are_the_same_character() -> None:
    read = replace(reading("１９８０年"), text="1980年", shadow="1980年")
    (claim,) = cite(read, [draft(Span(0, 5))])
    assert (claim.rejected, claim.quote) == (None, "１９８０年")


def test_a_field_has_its_own_words_and_says_what_it_inherits_from() -> None:
    read = reading("意大利：苏州市与威尼斯市")
    anchors = {"a": FieldAnchor(Span(4, 7)), "b": FieldAnchor(Span(0, 3), "heading")}
    (claim,) = cite(read, [draft(Span(4, 12), **anchors)])
    fields = dict(claim.fields)
    assert (fields["a"].quote, fields["a"].place.raw_start, fields["a"].inherited_from) == ("苏州市", 4, None)
    assert (fields["b"].quote, fields["b"].place.raw_start, fields["b"].inherited_from) == ("意大利", 0, "heading")


def test_a_field_without_words_rejects_the_claim() -> None:
    (claim,) = cite(reading("苏州市与威尼斯市"), [draft(Span(0, 8), date=FieldAnchor(Span(8, 12)))])
    assert claim.fact_id is None
    assert claim.rejected is not None
    assert claim.rejected.startswith("field date: ")


def test_below_the_cut() -> None:
    claims = cite(reading("苏州市与威尼斯市"), [draft(Span(0, 8))], cut=0.95)
    assert [(c.fact_id, c.rejected) for c in claims] == [(None, "below cut: 0.900 < 0.950")]


def test_ids_know_bytes_and_reading_but_no_file_name() -> None:
    read = reading("苏州市与威尼斯市")
    (here,) = cite(read, [draft(Span(0, 8))])
    (there,) = cite(replace(read, source=source("other.txt")), [draft(Span(0, 8))])
    (other,) = cite(replace(read, source=replace(read.source, digest="e" * 64)), [draft(Span(0, 8))])
    assert (here.claim_id, here.fact_id) == (there.claim_id, there.fact_id)
    assert here.claim_id != other.claim_id
    assert here.fact_id == other.fact_id  # the tie is the same in every document


def test_the_same_draft_twice_is_one_claim_in_any_order() -> None:
    read = reading("苏州市与威尼斯市")
    drafts = [draft(Span(0, 8)), draft(Span(0, 3)), draft(Span(0, 8))]
    claims = cite(read, drafts)
    assert len(claims) == 2
    assert claims == cite(read, reversed(drafts))


def test_relation_and_date_are_not_part_of_the_tie() -> None:
    read = reading("苏州市与威尼斯市")
    ended = replace(draft(Span(0, 8)), body=replace(BODY, relation=Relation.TERMINATED, date=None, date_basis=None))
    swapped = replace(draft(Span(0, 8)), body=replace(BODY, a=VENICE, b=SUZHOU))
    claims = cite(read, [draft(Span(0, 8)), ended, swapped])
    assert len({c.claim_id for c in claims}) == 3
    assert len({c.fact_id for c in claims}) == 1


def test_activities_of_one_year_stay_apart() -> None:
    read = reading("苏州市与威尼斯市")
    body = ActivityBody(Category.CULTURE_SPORTS, (SUZHOU, VENICE), "1990")
    one, other = (Draft(span, body, "rules.activities", 0.5) for span in (Span(0, 3), Span(4, 8)))
    assert len({c.fact_id for c in cite(read, [one, other])}) == 2


# ---- pages

ADVANCE, HEIGHT = 10.0, 10.0


def page(*lines: tuple[float, float, str], text: str | None = None) -> Reading:
    """Lines of glyphs at (x, top), ten points each way, in reading order on page 1."""
    raw, pages, boxes = "", array("L"), array("d")
    for x, top, words in lines:
        for i, mark in enumerate(words):
            raw += mark
            pages.append(1)
            boxes.extend((x + ADVANCE * i, top, x + ADVANCE * (i + 1), top + HEIGHT))
    read = reading(raw, text)
    return replace(read, source=source("report.pdf", Kind.PDF), glyphs=Glyphs(pages, boxes, ("17",)))


def test_one_box_a_line() -> None:
    read = page((50, 100, "苏州市与"), (50, 120, "威尼斯市结好"))
    (claim,) = cite(read, [draft(Span(0, 8))])
    assert claim.quote == "苏州市与威尼斯市"
    assert (claim.place.page, claim.place.page_label, claim.place.raw_start) == (1, "17", None)
    assert claim.place.boxes == ((1, 50, 100, 90, 110), (1, 50, 120, 90, 130))


def test_a_note_mark_between_is_neither_quoted_nor_boxed() -> None:
    read = page((50, 100, "苏州市③与威尼斯市"), text="苏州市与威尼斯市")
    (claim,) = cite(read, [draft(Span(0, 8))])
    assert claim.quote == "苏州市与威尼斯市"
    assert claim.place.boxes == ((1, 50, 100, 80, 110), (1, 90, 100, 140, 110))


def test_a_cell_far_to_the_right_is_on_the_same_line() -> None:
    read = page((50, 100, "苏州市"), (300, 101, "1980"))
    (claim,) = cite(read, [draft(Span(0, 7))])
    assert claim.place.boxes == ((1, 50, 100, 340, 111),)


def test_another_column_between_is_left_out() -> None:
    read = page((50, 100, "苏州市"), (300, 100, "1980"), (150, 100, "意大利"))
    (claim,) = cite(read, [draft(Span(0, 7))])
    assert claim.place.boxes == ((1, 50, 100, 80, 110), (1, 300, 100, 340, 110))


def test_a_glyph_printed_twice_is_no_stranger() -> None:
    read = page((50, 100, "苏州市"), (50.3, 100, "苏州市"), text="苏州市")
    (claim,) = cite(read, [draft(Span(0, 3))])
    assert (claim.rejected, claim.quote) == (None, "苏州市")


def test_a_comma_set_into_the_box_of_its_neighbour_is_shaved_off() -> None:
    read = page((50, 100, "（苏州）"), (85, 100, "，"), (95, 100, "又"), text="（苏州）")
    (claim,) = cite(read, [draft(Span(0, 4))])
    assert claim.rejected is None
    assert claim.place.boxes == ((1, 50, 100, 89.25, 110),)  # the comma's middle is at 90, the bracket's at 85


def test_glyphs_on_top_of_each_other_cannot_be_cited() -> None:
    read = page((50, 100, "苏州市"), (50, 100, "密密麻"), text="苏州市")
    (claim,) = cite(read, [draft(Span(0, 3))])
    assert claim.rejected == "no boxes hold just the words of the quote"


def test_a_glyph_without_a_place_cannot_be_cited() -> None:
    read = page((50, 100, "苏州市"))
    assert read.glyphs is not None
    nowhere = replace(read, glyphs=replace(read.glyphs, boxes=array("d", [0.0] * 12)))
    (claim,) = cite(nowhere, [draft(Span(0, 3))])
    assert claim.fact_id is None
