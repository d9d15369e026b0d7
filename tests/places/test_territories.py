"""Hong Kong, Macao, Taiwan: fixed ids by every name, label and totals by the setting, and the note that says so."""

from __future__ import annotations

import pytest

from pipeline.errors import UsageError
from pipeline.places import Place, find_places, place
from pipeline.places.territories import FIXED_IDS, Label, Territories, note, territories
from pipeline.text.script import shadow


def known(place_id: str) -> Place:
    found = place(place_id)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "place_id", "point"),
    [
        ("香港举办论坛", "CN-HK", "plain"),
        ("香港特别行政区政府", "CN-HK", "with its kind"),
        ("中国香港代表团", "CN-HK", "with the country before it"),
        ("澳門特區", "CN-MO", "traditional"),
        ("中国台湾地区", "CN-TW", "with its kind"),
        ("臺灣省", "CN-TW", "traditional"),
    ],
)
def test_the_ids_are_fixed(text: str, place_id: str, point: str) -> None:
    assert [m.place_id for m in find_places(text, shadow(text)) if m.level != "country"] == [place_id], point


@pytest.mark.parametrize(
    ("counted", "place_id", "counts", "point"),
    [
        ("none", "CN-HK", False, "left out by default"),
        ("all", "CN-HK", True, "counted"),
        ("CN-HK", "CN-MO", False, "one of them only"),
        ("CN-HK,CN-MO", "CN-MO", True, "two of them"),
        ("none", "TW-KHH", False, "a city inside one of them goes with it"),
        ("CN-TW", "TW-KHH", True, "… both ways"),
        ("none", "440100", True, "any other place of China"),
        ("all", "PL-22", False, "a place abroad never"),
    ],
)
def test_what_counts_in_totals_is_the_setting(counted: str, place_id: str, counts: bool, point: str) -> None:
    assert territories("plain", counted).counts(known(place_id)) is counts, point


@pytest.mark.parametrize(
    ("label", "zh", "en"),
    [
        ("plain", "台湾", "Taiwan"),
        ("official", "台湾省", "Taiwan Province"),
        ("china", "中国台湾", "Taiwan, China"),
    ],
)
def test_the_label_is_the_setting(label: str, zh: str, en: str) -> None:
    setting, where = territories(label, "none"), known("CN-TW")
    assert (setting.shown(where), setting.shown(where, "en")) == (zh, en)
    assert setting.shown(known("440100"), "en") == "Guangzhou"


def test_the_note_says_what_holds() -> None:
    setting = territories("plain", "CN-HK,CN-MO")
    assert (
        note(setting)
        == "香港（CN-HK）、澳门（CN-MO）、台湾（CN-TW）的标识固定；全国合计含香港、澳门，不含台湾。显示名称与是否计入合计为本数据集的设置。"
    )
    assert note(setting, "en") == (
        "Hong Kong (CN-HK), Macao (CN-MO), Taiwan (CN-TW) have fixed ids; "
        "totals over China include Hong Kong and Macao and leave out Taiwan. Names shown and places counted are a setting of this dataset."
    )
    assert "全国合计不含香港、澳门、台湾" in note(Territories())
    assert "全国合计含香港、澳门、台湾。" in note(Territories(counted=FIXED_IDS))


@pytest.mark.parametrize(
    ("label", "counted"), [("nice", "none"), ("plain", "CN-XX"), ("plain", "CN-HK,CN-HK"), ("plain", "")]
)
def test_a_wrong_setting_is_refused(label: str, counted: str) -> None:
    with pytest.raises(UsageError):
        territories(label, counted)


def test_the_report_has_the_setting_in_words() -> None:
    assert Territories(Label.CHINA, ("CN-TW",)).words()["counted"] == ["CN-TW"]
