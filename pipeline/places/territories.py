"""Hong Kong, Macao and Taiwan: fixed ids whatever a document calls them; how they are shown and whether they are counted is a setting.

The ids are `CN-HK`, `CN-MO` and `CN-TW`, and never change. The setting changes neither ids nor links nor claims: only the label that
tables show, and whether places in them enter a national total. Every table that shows or counts places prints `note(setting)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipeline.errors import UsageError
from pipeline.places.gazetteer import Place

FIXED_IDS = ("CN-HK", "CN-MO", "CN-TW")


class Label(StrEnum):
    """How the three are shown."""

    PLAIN = "plain"  # 香港, Hong Kong
    OFFICIAL = "official"  # 香港特别行政区, 台湾省
    CHINA = "china"  # 中国香港, Hong Kong, China


_SHOWN: dict[Label, dict[str, tuple[str, str]]] = {
    Label.PLAIN: {"CN-HK": ("香港", "Hong Kong"), "CN-MO": ("澳门", "Macao"), "CN-TW": ("台湾", "Taiwan")},
    Label.OFFICIAL: {
        "CN-HK": ("香港特别行政区", "Hong Kong SAR"),
        "CN-MO": ("澳门特别行政区", "Macao SAR"),
        "CN-TW": ("台湾省", "Taiwan Province"),
    },
    Label.CHINA: {
        "CN-HK": ("中国香港", "Hong Kong, China"),
        "CN-MO": ("中国澳门", "Macao, China"),
        "CN-TW": ("中国台湾", "Taiwan, China"),
    },
}
DEFAULT_LABEL = Label.PLAIN


@dataclass(frozen=True, slots=True)
class Territories:
    """The setting: the label of the three, and those of `FIXED_IDS` whose places count in totals over China."""

    label: Label = DEFAULT_LABEL
    counted: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = [place_id for place_id in self.counted if place_id not in FIXED_IDS]
        if wrong or len(set(self.counted)) != len(self.counted):
            raise UsageError(
                f"'{', '.join(self.counted)}' cannot be counted: name each of {', '.join(FIXED_IDS)} at most once"
            )

    def counts(self, where: Place) -> bool:
        """Does a place enter a total over China? A place abroad never does."""
        if where.country != "CN":
            return False
        held = {where.place_id, *where.parents}.intersection(FIXED_IDS)
        return not held or held <= set(self.counted)

    def shown(self, where: Place, language: str = "zh") -> str:
        """The name that a table shows for a place, in `zh` or `en`; only the three themselves differ from their own names."""
        label = _SHOWN[self.label].get(where.place_id)
        if label is None:
            return where.name_zh if language == "zh" else where.name_en or where.name_zh
        return label[0] if language == "zh" else label[1]

    def words(self) -> dict[str, object]:
        """The setting as `run.json` has it, with the note in both languages."""
        return {
            "label": self.label.value,
            "counted": sorted(self.counted),
            "note": {"zh": note(self, "zh"), "en": note(self, "en")},
        }


def territories(label: str, counted: str) -> Territories:
    """The setting from the words of a command line: `plain`, and `CN-HK,CN-MO`, `all` or `none`. Raises `UsageError`."""
    try:
        shown = Label(label)
    except ValueError:
        raise UsageError(f"'{label}' is no label: {', '.join(Label)}") from None
    if counted in ("all", "none"):
        return Territories(shown, FIXED_IDS if counted == "all" else ())
    return Territories(shown, tuple(part.strip() for part in counted.split(",")))


def note(setting: Territories, language: str = "zh") -> str:
    """The sentence that stands under every table: how the three are shown and which of them the totals over China include."""
    at = 0 if language == "zh" else 1
    names = {place_id: _SHOWN[setting.label][place_id][at] for place_id in FIXED_IDS}
    inside = [names[i] for i in FIXED_IDS if i in setting.counted]
    outside = [names[i] for i in FIXED_IDS if i not in setting.counted]
    return _zh(names, inside, outside) if language == "zh" else _en(names, inside, outside)


def _zh(names: dict[str, str], inside: list[str], outside: list[str]) -> str:
    ids = "、".join(f"{name}（{place_id}）" for place_id, name in names.items())
    counted = "全国合计" + "，".join(
        words
        for words in (f"含{'、'.join(inside)}" if inside else "", f"不含{'、'.join(outside)}" if outside else "")
        if words
    )
    return f"{ids}的标识固定；{counted}。显示名称与是否计入合计为本数据集的设置。"


def _en(names: dict[str, str], inside: list[str], outside: list[str]) -> str:
    ids = ", ".join(f"{name} ({place_id})" for place_id, name in names.items())
    parts = [f"include {_and(inside)}" if inside else "", f"leave out {_and(outside)}" if outside else ""]
    counted = " and ".join(filter(None, parts))
    return f"{ids} have fixed ids; totals over China {counted}. Names shown and places counted are a setting of this dataset."


def _and(names: list[str]) -> str:
    """A list in words; parted by semicolons where the names hold commas themselves."""
    between = "; " if any("," in name for name in names) else ", "
    return " and ".join(filter(None, (between.join(names[:-1]), names[-1])))
