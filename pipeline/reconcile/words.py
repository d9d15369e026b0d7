"""Reasons in words, English and Chinese beside each other: data of a release, the same whatever the reader's locale."""

from __future__ import annotations

from typing import NamedTuple

STEPS = (("more vaguely", "更笼统"), ("to the year", "到年"), ("to the month", "到月"), ("to the day", "到日"))
WAY_WORDS = {
    "table": ("in a table or list of its own", "专表或名单"),
    "sentence": ("in a sentence about it", "专门叙述"),
    "remark": ("in a passing remark", "顺带提及"),
}
BASES = {"stated": ("stated", "直述"), "derived": ("derived", "推算")}
RELATIONS = {
    "sister": "友好城市",
    "exchange": "友好交流关系",
    "intent": "结好意向",
    "terminated": "解除",
}


class Words(NamedTuple):
    """One statement in both languages."""

    en: str
    zh: str


def told(claims: int, works: int) -> Words:
    """How often something is told."""
    return Words(
        f"told by {claims} {'claim' if claims == 1 else 'claims'} in {works} {'work' if works == 1 else 'works'}",
        f"{works} 种文献中有 {claims} 条主张叙述",
    )


def joined(parts: list[Words]) -> Words:
    """Several statements as one, in their order."""
    return Words("; ".join(part.en for part in parts), "；".join(part.zh for part in parts))
