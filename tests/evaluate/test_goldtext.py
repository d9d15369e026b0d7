"""Gold as plain text: every mark read, every bad line named."""

from pathlib import Path

import pytest

from pipeline.errors import SourceMissing, UsageError
from pipeline.evaluate.goldtext import documents_of_split, read_gold_folder, read_gold_text, split_of

LINES = """= t-01 news 2019-05-03
# a remark
> 洛阳市1981年4月与日本冈山市结为友好城市。
P 洛阳市 | 冈山市 @JP | sister | 1981-04 | stated
A agreement | 洛阳市; 冈山市 @JP | 1981-04
> 全省已有近30对友好城市，占全国的7.4%。
C 30 对 ~ | sister_pairs | 河南省 | 2019
C 7.4 % | share | 河南省; 中国 | - | 友好城市
> 球队客场输了。
N a match is no tie
"""


def gold(tmp_path: Path, text: str, name: str = "t.gold") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_marks(tmp_path):
    (document,) = read_gold_text(gold(tmp_path, LINES))
    pair, activity, about, share = document.facts
    assert (document.name, document.genre, document.date) == ("t-01", "news", "2019-05-03")
    assert document.text.startswith("洛阳市1981年") and document.text.count("\n\n") == 2
    assert (pair["a"], pair["b"], pair["b_country"], pair["date"]) == (["洛阳市"], ["冈山市"], "JP", "1981-04")
    assert activity["participants"] == [["洛阳市"], ["冈山市"]] and activity["category"] == ["agreement"]
    assert (about["value"], about["unit"], about["approximate"], about["time"]) == (30.0, "对", True, "2019")
    assert (share["scope"], share["time"], share["item"]) == ([["河南省"], ["中国"]], None, "友好城市")
    assert document.empty == (("球队客场输了。", "a match is no tie"),)
    assert len({fact["id"] for fact in document.facts}) == 4


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("P 洛阳市 | 冈山市 @JP | cousins | -", "cousins"),
        ("C many 对 | sister_pairs | -", "many"),
        ("Q 洛阳市", "unknown mark"),
        ("P 洛阳市 | 冈山市 @JP | sister | 1981 | guessed", "guessed"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(tmp_path, line, says):
    with pytest.raises(UsageError, match=says) as error:
        read_gold_text(gold(tmp_path, f"= t-01 news -\n> 句子\n{line}\n"))
    assert "line 3" in str(error.value)


def test_a_quote_must_stand_in_the_text_beside(tmp_path):
    gold(tmp_path, "第一行字\n在两行", "d.txt")
    (document,) = read_gold_text(gold(tmp_path, "= d list -\n> 行字在两\nN why\n", "d.gold"))
    assert document.text == "第一行字\n在两行"
    with pytest.raises(UsageError, match="does not stand"):
        read_gold_text(gold(tmp_path, "= d list -\n> 行字在三\nN why\n", "d.gold"))


def test_folders_and_splits(tmp_path):
    gold(tmp_path, LINES, "b.gold")
    gold(tmp_path, LINES.replace("t-01", "t-00"), "a.gold")
    documents = read_gold_folder(tmp_path)
    assert [split for split, _ in split_of(documents, {"train": ["t-00"], "test": ["t-01"]})] == ["train", "test"]
    with pytest.raises(UsageError, match="0 splits"):
        list(split_of(documents, {"train": ["t-00"]}))
    gold(tmp_path, LINES, "c.gold")
    with pytest.raises(UsageError, match="t-01"):
        read_gold_folder(tmp_path)
    with pytest.raises(SourceMissing):
        read_gold_folder(tmp_path / "none")


def test_splits_are_read_from_their_file(tmp_path):
    (tmp_path / "splits.toml").write_text('[split]\ntrain = ["t-01"]\ntest = []\n', encoding="utf-8")
    assert documents_of_split(tmp_path, "train") == ("t-01",)
    with pytest.raises(UsageError, match="only test, train"):
        documents_of_split(tmp_path, "dev")
    (tmp_path / "splits.toml").write_text("split = 3", encoding="utf-8")
    with pytest.raises(UsageError, match="no table"):
        documents_of_split(tmp_path, "train")
    with pytest.raises(SourceMissing):
        documents_of_split(tmp_path / "none", "train")


FAIR = """= t-01 list -
> 结好十五六对
>+ 约十五对
C? 15 对 or 个 ~ | sister_pairs | 福建省; 日本 @JP or 福建省 | 2003 or 2003-12 or -
> 1993年前后结好
P? 漳州市/漳州 | 谏早市 @JP | sister | 1993 or 1994 | stated
A agreement | 漳州市; 谏早市 @JP or 漳州市 | 1993
"""


def test_optional_facts_and_readings_that_are_as_fair(tmp_path):
    (document,) = read_gold_text(gold(tmp_path, FAIR))
    count, pair, activity = document.facts
    assert count["optional"] and pair["optional"] and "optional" not in activity
    assert count["also"] == ["约十五对"] and "also" not in pair
    assert (count["unit"], count["approximate"]) == (["对", "个"], True)
    assert (count["scope"], count["or_scope"]) == ([["福建省"], ["日本"]], [[["福建省"]]])
    assert count["time"] == ["2003", "2003-12", None] and pair["date"] == ["1993", "1994"]
    assert pair["a"] == ["漳州市", "漳州"]
    assert (activity["participants"], activity["or_scope"]) == ([["漳州市"], ["谏早市"]], [[["漳州市"]]])
    assert document.text.count("十五") == 1  # another place of the same words is no sentence of its own
