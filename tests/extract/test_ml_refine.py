"""What models may do to the rules' drafts: add what no rule saw, say how sure they are, take nothing away."""

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.annotate import annotate
from pipeline.extract.every import extract_all, rule_drafts
from pipeline.extract.ml.linear import build
from pipeline.extract.ml.models import NAMES, Models, models
from pipeline.extract.ml.refine import refine
from pipeline.extract.rules.activities.extract import open_page
from pipeline.read.plain import read_plain
from pipeline.records.claim import ActivityBody, Category, PairBody, Relation
from pipeline.records.source import Kind, Source

RULED = "1986年5月，烟台市与日本别府市正式缔结友城关系。"
LOOSE = "韶关市早把加拿大的里贾纳市当成了自家人，1994年起便是这样。"
TOLD = "2011年8月，湘潭市的厨师在荷兰海尔伦市表演包粽子。"
UNTOLD = "2011年8月，湘潭市的厨师在荷兰海尔伦市教邻居包粽子。"  # no word for something done
PLAN = "珠海市准备与挪威的卑尔根市结为友好城市。"


def always(yes, no, sure=True):
    return build((no, yes), [9.0 if sure else -9.0], [{}], 0.6)


EAGER = Models(
    tie=build(("none", "tied"), [9.0], [{}, {}], 0.6),
    relation=build(("exchange", "sister"), [-9.0], [{}, {}]),
    activity=always("yes", "no"),
    category=build(("city_promotion", "civil_society"), [9.0], [{}]),
)
SHY = replace(EAGER, tie=build(("none", "tied"), [-9.0], [{}, {}], 0.6), activity=always("yes", "no", sure=False))


def annotated(text):
    return annotate(read_plain(Source(Path("a.txt"), "a.txt", Kind.TEXT, "0" * 64, len(text)), text))


def of(kind, drafts):
    return [draft for draft in drafts if isinstance(draft.body, kind)]


def test_a_tie_that_no_rule_sees_is_the_models_own():
    (draft,) = of(PairBody, refine(open_page(annotated(LOOSE)), [], EAGER))
    assert (draft.extractor, draft.body.a.name, draft.body.b.name) == ("ml.tie", "韶关市", "里贾纳市")
    assert (draft.body.relation, draft.body.date) == (Relation.EXCHANGE, "1994")
    assert draft.model is not None and draft.model > 0.9
    assert {name for name, _ in draft.fields} == {"a", "b", "date"}


@pytest.mark.parametrize("text", [LOOSE, TOLD])
def test_a_model_that_is_not_sure_adds_nothing(text):
    assert len(extract_all(annotated(text), SHY, {})) == len(rule_drafts(annotated(text)))


@pytest.mark.parametrize("text", [RULED, PLAN])
def test_what_a_rule_has_kept_or_rejected_stays_its_own(text):
    before, after = of(PairBody, rule_drafts(annotated(text))), of(PairBody, extract_all(annotated(text), EAGER, {}))
    assert [replace(draft, model=None) for draft in after] == before
    assert all(draft.model is not None for draft in after)


def test_a_happening_that_no_rule_sees_has_its_date_and_its_sides():
    (draft,) = of(ActivityBody, refine(open_page(annotated(TOLD)), [], EAGER))
    assert draft.extractor == "ml.activity"
    assert (draft.body.date, {place.name for place in draft.body.participants}) == ("2011-08", {"湘潭市", "海尔伦市"})
    assert isinstance(draft.body.category, Category)


def test_words_without_anything_done_are_not_asked_about():
    assert of(ActivityBody, refine(open_page(annotated(UNTOLD)), [], EAGER)) == []


@pytest.mark.parametrize("text", [RULED, LOOSE, TOLD, PLAN])
def test_without_models_the_rules_stand_alone(text):
    document = annotated(text)
    assert extract_all(document, Models(), {}) == sorted(rule_drafts(document), key=lambda d: (d.span, d.extractor))


def test_every_kept_model_is_loaded_and_has_its_card(root):
    assert all(getattr(models(), name) is not None for name in NAMES)
    for card in (root / "models" / name / "card.md" for name in (*NAMES, "measure", "place", "confidence")):
        words = card.read_text(encoding="utf-8")
        assert all(part in words for part in ("**Data**", "**Use**", "**Licence**", "## On the test split")), card
