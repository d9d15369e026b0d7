"""Names of gold in the sentences that hold them: the longer first, none over another, with what the rules and lists have."""

from pipeline.evaluate.goldtext import read_gold_text
from pipeline.learn.gold import annotated_gold
from pipeline.learn.placenames import named_sentences

LINES = """= t-01 news 2019-05-03
> 2001年，襄阳市同土耳其的卡帕勒吉镇互派了花匠。
A people_education | 襄阳市; 卡帕勒吉镇/卡帕勒吉 @TR | 2001
"""


def test_names_stand_where_the_words_have_them(tmp_path):
    path = tmp_path / "t.gold"
    path.write_text(LINES, encoding="utf-8")
    (found,) = named_sentences(annotated_gold(read_gold_text(path)))
    assert {found.words[a:b] for a, b in found.gold} == {"襄阳市", "卡帕勒吉镇"}
    assert "襄阳市" in {found.words[a:b] for a, b in found.listed}
    assert found.listed <= found.found
