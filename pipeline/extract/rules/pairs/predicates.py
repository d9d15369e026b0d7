"""Tie nouns as predicates: where a sentence states a tie, of which relation, and whether a verb makes or ends it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.rules.pairs.words import relation_of, tie_words
from pipeline.records.claim import Relation

_NO_PREDICATE = re.compile(  # 友好城市协会, 友城大会: the noun is part of a name or of a topic, no statement
    r"(?:关系)?(?:协会|联合会|大会|论坛|工作|会议|数量|总数|名单|网络|市长|夏令营|奖|委员会|小组|办公室|处|联盟|青少年|国家|总量|中|[:：]?\d+[对个座]|之间)"
)
_BORN = re.compile(
    r"(?:关系)?(?:就此|由此|从此|正式|随之|宣告)*(?:诞生|确立|建立|成立|问世|生效)"
)  # 第一对友好城市由此诞生
_ENDED_TIE = re.compile(r"(?:断了|断绝|解除|终止|中止|取消)[^。;ⒸⒻ]{0,6}(?:这层|这种|这一)?(?:关系|协议)|分手|散了")


@dataclass(frozen=True, slots=True)
class Predicate:
    """A tie noun in a skeleton: its range, its relation, whether a verb makes or ends the tie."""

    start: int
    end: int
    relation: Relation
    made: bool


def in_title(text: str, at: int) -> bool:
    """Within 《…》, where a tie noun names a paper and states nothing."""
    return text.rfind("《", 0, at) > text.rfind("》", 0, at)


def find_predicates(text: str) -> Iterator[Predicate]:
    """Tie nouns that state something, in order, those within three characters of each other as one."""
    words = tie_words()
    spans: list[tuple[int, int]] = []
    for match in words.any_noun.finditer(text):
        if _NO_PREDICATE.match(text, match.end()) or words.others.match(text, match.start()):
            continue
        if (
            spans
            and match.start() - spans[-1][1] <= 3
            and not set("ⒸⒻ,;升转改") & set(text[spans[-1][1] : match.start()])
        ):
            spans[-1] = (spans[-1][0], match.end())
        else:
            spans.append(match.span())
    spans += [
        m.span() for m in _ENDED_TIE.finditer(text) if not any(a < m.end() + 6 and m.start() - 6 < b for a, b in spans)
    ]
    for start, end in sorted(spans):
        yield _predicate(text, start, end)


def _ends(words: str) -> bool:
    """Does a verb end the tie, and no 没有 or 未 take it back?"""
    match = tie_words().ends.search(words)
    return bool(match) and not re.search(
        "(?:没有|没|并?未|不会|不)[^,。]{0,4}$", words[: match.start()] if match else ""
    )


def _predicate(text: str, start: int, end: int) -> Predicate:
    words = tie_words()
    clause = max(text.rfind(mark, 0, start) for mark in ",。;:") + 1
    before, after = text[max(clause, start - 24) : start], text[end : end + 10].split(",")[0]
    if any(_ends(part) for part in (before, after)) or _ENDED_TIE.match(text, start):
        return Predicate(start, end, Relation.TERMINATED, True)
    made = bool(
        _BORN.match(after)
        or words.makes.search(before[-14:])
        or words.makes.match(text, start)
        or words.makes.search(text[start:end])
    )
    relation = relation_of(text[start : end + 8].split(",")[0]) or relation_of(text[start:end]) or Relation.SISTER
    return Predicate(start, end, relation, made)
