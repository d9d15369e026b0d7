"""The shapes in which words name the two sides of a tie, from the surest to the loosest."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.rules.pairs.context import Context, Pair
from pipeline.extract.rules.pairs.links import FG, Link, members
from pipeline.extract.rules.pairs.predicates import Predicate
from pipeline.extract.rules.pairs.skeleton import Skeleton
from pipeline.extract.rules.pairs.words import tie_words
from pipeline.records.claim import Relation

TOPIC = 2  # skeleton characters: a place this near to the sentence's start is what the sentence is about
_AFTER_LINK = 42  # skeleton characters between a link and the noun that states its tie
_BARE_AFTER_LINK = 14  # the same where no verb makes the tie


@dataclass(frozen=True, slots=True)
class Finding:
    """Pairs that a predicate states, how they were found, and the skeleton range that shows it."""

    pairs: tuple[Pair, ...]
    rule: str
    confidence: float
    start: int
    end: int


def find_pairs(
    skeleton: Skeleton, links: list[Link], predicate: Predicate, done: int, context: Context, last: tuple[Pair, ...]
) -> Finding | None:
    """The first of the shapes, from the surest to the loosest, that names both sides."""
    return (
        _attributed(skeleton, predicate, done)
        or _linked_before(skeleton, links, predicate, done)
        or _linked_around(skeleton, links, predicate)
        or _listed_after(skeleton, links, predicate)
        or _chained(skeleton, predicate, done, context)
        or _named_by_noun(skeleton, predicate, done, context)
        or _is_tie_of(skeleton, predicate, done, context)
        or _one_side_said(skeleton, predicate, done, context)
        or _foreign_subject(skeleton, predicate, done, context)
        or _both_said_before(skeleton, predicate, done, context, last)
        or _sole_two(skeleton, predicate, done)
    )


def _linked_before(skeleton: Skeleton, links: list[Link], predicate: Predicate, done: int) -> Finding | None:
    """A与B缔结友好城市; D同E、F同G也断了关系: links that follow each other share the predicate."""
    reach = _AFTER_LINK if predicate.made else _BARE_AFTER_LINK
    near = [k for k in links if k.start >= done and k.end <= predicate.start]
    if not near or not near[-1].certain or predicate.start - near[-1].end > reach:
        return None
    gap = skeleton.text[near[-1].end : predicate.start]
    if set("ⒸⒻ") & set(_WHERE.sub("", gap)) or _WITH_SOME.search(gap):
        return None  # a place of its own stands nearer, or partners without a name
    chosen = [near[-1]]
    for link in reversed(near[:-1]):
        if (
            not re.fullmatch(r"[^。;]{0,4}[、,及和以][^。;ⒸⒻ]{0,3}", skeleton.text[link.end : chosen[0].start] + "")
            or not link.certain
        ):
            break
        chosen.insert(0, link)
    confidence = (0.93 if predicate.made else 0.8) - (0.15 if gap.count(",") > 1 else 0)
    pairs = tuple(pair for link in chosen for pair in link.pairs)
    return Finding(pairs, "link" if predicate.made else "linked", confidence, chosen[0].start, predicate.end)


_WHERE = re.compile("[在于][ⒸⒻ](?:市|县|区)?")  # 在景洪市签署: where it was signed, no side of the tie
_OWN = re.compile(r"(?:与|和|同|跟|及)[^ⒸⒻ。;,]{0,8}$")


def _linked_around(skeleton: Skeleton, links: list[Link], predicate: Predicate) -> Finding | None:
    """A与其友好城市B: the noun stands inside the link, behind its 与."""
    for link in links:
        inside = link.start < predicate.start and predicate.end < link.end
        if inside and link.certain and _OWN.search(skeleton.text[link.start : predicate.start]):
            return Finding(link.pairs, "own", 0.88, link.start, link.end)
    return None


def _named_by_noun(skeleton: Skeleton, predicate: Predicate, done: int, context: Context) -> Finding | None:
    """友城B, 其Ⓝ友城B, 首个友城是B: the noun names the foreign side, the Chinese one is the last named."""
    text = skeleton.text
    match = _NAMED.match(text, predicate.end)
    if match is None or predicate.relation is Relation.TERMINATED:
        return None
    before = skeleton.places_in(0, predicate.start)
    chinese = [place for i, place in before if text[i] == "Ⓒ"]
    if predicate.made and not chinese and not re.search(r"(?:与|和|同|跟)[^,。]{0,8}$", text[done : predicate.start]):
        return None
    ahead = [place for i, place in skeleton.places_in(match.end(), min(len(text), match.end() + 12)) if text[i] == "Ⓒ"]
    if chinese and re.search("其Ⓝ?的?$", text[: predicate.start]):
        owner = chinese[0]  # 其: whom the sentence began with
    else:
        said = chinese[-1] if chinese else context.chinese or (ahead[0] if ahead else None) or context.main
        if said is None:
            return None
        owner = said
    start = next((i for i, place in reversed(before) if place is owner), predicate.start)
    start = start if predicate.start - start <= 40 else predicate.start
    foreign = members(skeleton, *match.span("f"))
    return Finding(tuple((owner, f) for f in foreign), "noun", 0.82 if chinese else 0.7, start, match.end())


_NAMED = re.compile(
    rf"(?:关系)?(?:的|—|-|——|Ⓝ的?|\"|“|[^ⒸⒻ。;,]{{0,4}}(?:是|为|有|即|:)(?:Ⓝ的?)?|[^ⒸⒻ。;,]{{0,8}},?(?:即|依次为|分别[是为])(?:Ⓝ的?)?)?"
    rf"(?P<f>(?:Ⓝ[^ⒸⒻⓃ、,。;的]{{1,7}}、)*{FG})"
)


_LIST_HEAD = re.compile(r"[^ⒸⒻⓉ。;]{0,10}[】\]:：][^ⒸⒻ。;]{0,4}$")


def _listed_after(skeleton: Skeleton, links: list[Link], predicate: Predicate) -> Finding | None:
    """主要友城:A—B(1986年)、C—D(1988年): a list behind the noun and its colon, each link a tie."""
    chosen: list[Link] = []
    at = predicate.end
    for link in (k for k in links if k.start >= predicate.end and k.certain):
        gap = skeleton.text[at : link.start]
        if not (_LIST_HEAD.match(gap) if not chosen else re.fullmatch(r"[^。;ⒸⒻ]{0,18}[、,和及]", gap)):
            break
        chosen.append(link)
        at = link.end
    if not chosen:
        return None
    return Finding(tuple(pair for k in chosen for pair in k.pairs), "listed", 0.88, chosen[0].start, chosen[-1].end)


_CHAIN = re.compile(
    r"(?:Ⓣ?[^ⒸⒻⓉ。;,]{0,3}(?:与|和|同|跟)(?:Ⓝ的)?Ⓕ(?:[(][^()]{0,20}[)])?(?:、|,|和|以及|及)?){2,}[^ⒸⒻ。;,]{0,16}$"
)


def _chained(skeleton: Skeleton, predicate: Predicate, done: int, context: Context) -> Finding | None:
    """1981年与B、1982年与C、1985年与D相继结好: one subject, each partner with its own date."""
    match = _CHAIN.search(skeleton.text, done, predicate.start)
    if match is None or not predicate.made:
        return None
    owner = next((p for i, p in reversed(skeleton.places_in(0, match.start())) if skeleton.text[i] == "Ⓒ"), None)
    side = owner or context.chinese or context.main
    if side is None:
        return None
    foreign = [p for i, p in skeleton.places_in(match.start(), match.end()) if skeleton.text[i] == "Ⓕ"]
    return Finding(tuple((side, f) for f in foreign), "chain", 0.88, match.start(), predicate.end)


_ATTRIBUTED = re.compile(r"(?:与|和|同|跟)(?P<c>Ⓒ)[^ⒸⒻ。;,]{0,6}$")


def _attributed(skeleton: Skeleton, predicate: Predicate, done: int) -> Finding | None:
    """1994年与A结好的B: the tie stands before the place it belongs to."""
    before = _ATTRIBUTED.search(skeleton.text, done, predicate.start)
    behind = re.compile(rf"(?:关系)?的(?:Ⓝ的?)?(?P<f>{FG})").match(skeleton.text, predicate.end)
    if before is None or behind is None:
        return None
    sides = members(skeleton, *before.span("c"))
    if not sides:
        return None
    chinese = sides[0]
    foreign = members(skeleton, *behind.span("f"))
    return Finding(tuple((chinese, f) for f in foreign), "link", 0.88, before.start(), behind.end())


_WITH_US = re.compile(
    r"(?P<f>Ⓕ)[^ⒸⒻ。;]{0,10}(?:与|和|同|跟)(?:我们|我[市省州县区]|本[市省州县区]|咱们?)[^ⒸⒻ。;]{0,16}$"
)
_SUBJECT = re.compile(r"(?P<f>Ⓕ)(?:[(][^()]{0,16}[)])?[,]?(?:于|在)?Ⓣ?[^ⒸⒻⓃ。;,]{0,4}$")


_CAME = re.compile(  # B市长率团来访,签署…: whom they came to is whose document it is
    r"(?P<f>Ⓕ)[^ⒸⒻ。;,]{0,14}(?:团|长|一行|代表)[^ⒸⒻ。;,]{0,6}(?:来|抵|访|到)[^ⒸⒻ。;,]{1,6},[^ⒸⒻ。;,]{0,10}$"
)


def _foreign_subject(skeleton: Skeleton, predicate: Predicate, done: int, context: Context) -> Finding | None:
    """首个伙伴是B,1979年结好: the tie is told of the foreign side; whose it is, the sentence or the document says."""
    ours = _WITH_US.search(skeleton.text, done, predicate.start)
    if ours and predicate.made and context.main is not None:
        return Finding(((context.main, skeleton.places[ours.start("f")]),), "side", 0.75, ours.start(), predicate.end)
    match = _SUBJECT.search(skeleton.text, done, predicate.start) or _CAME.search(skeleton.text, done, predicate.start)
    if match is None or not predicate.made or skeleton.text[predicate.end : predicate.end + 1] == "的":
        return None
    if _BOTH_ABROAD.search(skeleton.text[: match.start()].rstrip("与和同跟、")):
        return None
    before = [p for i, p in skeleton.places_in(0, match.start()) if skeleton.text[i] == "Ⓒ"]
    owner = before[0] if before else context.main
    if owner is None:
        return None
    return Finding(((owner, skeleton.places[match.start("f")]),), "side", 0.65, match.start(), predicate.end)


_TIE_OF = re.compile(
    rf"(?P<f>{FG})[^ⒸⒻ。;]{{0,12}}(?:是|为|成为|系|作为|成了)[^ⒸⒻ。;]{{0,8}}(?P<c>Ⓒ|[本我该](?:[市省州县区港澳地]))(?:市|省)?(?:的|之|第|首个|唯一|最|在|$)[^ⒸⒻ。;]{{0,16}}$"
)
_TIE_OF_REVERSED = re.compile(
    r"(?P<c>Ⓒ)[^ⒸⒻ。;]{0,12}(?:是|为|成为|系|作为|成了)[^ⒸⒻ。;]{0,8}(?P<f>Ⓕ)(?:市|省|州)?(?:的|之|第|首个|唯一|最|在|$)[^ⒸⒻ。;]{0,16}$"
)


def _is_tie_of(skeleton: Skeleton, predicate: Predicate, done: int, context: Context) -> Finding | None:
    """B是A的友好城市, B成为A第51个友城."""
    segment = skeleton.text[done : predicate.start]
    for pattern in (_TIE_OF, _TIE_OF_REVERSED):
        if match := pattern.search(segment):
            foreign = members(skeleton, done + match.start("f"), done + match.end("f"))
            chinese = members(skeleton, done + match.start("c"), done + match.end("c"))
            if not chinese and context.main is not None and not set("ⒸⒻ") & set(match["c"]):
                chinese = [context.main]
            if not chinese:
                continue
            return Finding(tuple((chinese[0], f) for f in foreign), "is", 0.85, done + match.start(), predicate.end)
    return None


_BOTH_ABROAD = re.compile(r"Ⓕ[^ⒸⒻ。;,]{0,3}$")  # 罗马与巴黎: the subject before 与 is abroad itself
_GAP = r"(?:(?![与同跟])[^ⒸⒻⓃ。;]){0,25}$"  # a nearer 与 would name another partner
_WITH_F = re.compile(rf"(?:与|和|同|跟|向)[^ⒸⒻ,。;]{{0,12}}(?P<s>{FG}){_GAP}")
_WITH_C = re.compile(rf"(?:与|和|同|跟)[^ⒸⒻ,。;]{{0,12}}(?P<s>Ⓒ){_GAP}")


def _one_side_said(skeleton: Skeleton, predicate: Predicate, done: int, context: Context) -> Finding | None:
    """已与B结为姐妹州: the other side is the subject of the clause or sentence before."""
    segment = skeleton.text[done : predicate.start]
    match = _WITH_F.search(segment)
    if match and not _BOTH_ABROAD.search(segment[: match.start()]):
        before = [(i, p) for i, p in skeleton.places_in(0, done + match.start()) if skeleton.text[i] == "Ⓒ"]
        owner = (before[0] if before[0][0] <= TOPIC else before[-1])[1] if before else context.chinese or context.main
        if owner is not None:
            foreign = members(skeleton, done + match.start("s"), done + match.end("s"))
            return Finding(
                tuple((owner, f) for f in foreign),
                "side",
                0.85 if before else 0.75,
                done + match.start(),
                predicate.end,
            )
    if (match := _WITH_C.search(segment)) and context.foreign is not None and predicate.made:
        chinese = members(skeleton, done + match.start("s"), done + match.end("s"))
        inside = [p for i, p in skeleton.places_in(0, done + match.start()) if skeleton.text[i] == "Ⓕ"]
        if chinese:
            pair = (chinese[0], inside[-1] if inside else context.foreign)
            return Finding((pair,), "side", 0.7, done + match.start(), predicate.end)
    return None


def _both_said_before(
    skeleton: Skeleton, predicate: Predicate, done: int, context: Context, last: tuple[Pair, ...]
) -> Finding | None:
    """两市…结为友好城市, and a second state in one sentence that names no place at all."""
    segment = skeleton.text[done : predicate.start]
    named = {place.place_id for _, place in skeleton.places_in(done, predicate.start) if place.level != "country"}
    if predicate.made and last and not named and "Ⓝ" not in segment:
        return Finding(last, "anaphor", 0.85, done + len(segment) - len(segment.lstrip(",、; ")), predicate.end)
    pairs = last or context.pairs
    if predicate.made and pairs and (it := _WITH_IT.search(segment)) and len(named) == 1:
        chinese = skeleton.places[done + it.start()]
        return Finding(((chinese, pairs[-1][1]),), "anaphor", 0.8, done + it.start(), predicate.end)
    match = tie_words().both.search(segment) if predicate.made else None
    if match is None:
        return None
    if len(pairs) == 1 and named <= {place.place_id for place in pairs[0]}:
        return Finding(pairs, "anaphor", 0.8, done + match.start(), predicate.end)
    here = {p.place_id: p for i, p in skeleton.places_in(done, predicate.start) if skeleton.text[i] in "ⒸⒻ"}
    one = next(iter(here.values())) if len(here) == 1 and named == set(here) else None
    if one is None:
        return None
    owner = pairs[0][0] if len({pair[0].place_id for pair in pairs}) == 1 else context.main
    if one.is_foreign and owner is not None:  # 首个是B,两市于…: B, and whose partners are told of
        return Finding(((owner, one),), "anaphor", 0.75, done, predicate.end)
    if one.is_chinese and context.foreign is not None:  # 两市在A签订: A, and the partner told of before
        return Finding(((one, context.foreign),), "anaphor", 0.65, done, predicate.end)
    return None


_WITH_IT = re.compile("Ⓒ[^ⒸⒻ。;,]{0,4}[与同和跟](?:之|其)(?![他它余中])")  # 瑞昌与之结为友好城市
_WITH_SOME = re.compile("[与同和跟]Ⓝ")  # 与我国数市: the partner is none of those named


def _sole_two(skeleton: Skeleton, predicate: Predicate, done: int) -> Finding | None:
    """One Chinese and one foreign place in the sentence up to a verb that makes the tie."""
    if not predicate.made:
        return None
    before = skeleton.places_in(max(0, done - 1), predicate.start)
    chinese = {p.place_id: p for i, p in before if skeleton.text[i] == "Ⓒ"}
    foreign = {p.place_id: p for i, p in before if skeleton.text[i] == "Ⓕ"}
    sides = [i for i, _ in before if skeleton.text[i] in "ⒸⒻ"]
    if len(chinese) != 1 or len(foreign) != 1 or _WITH_SOME.search(skeleton.text, sides[-1], predicate.start):
        return None
    pair = (next(iter(chinese.values())), next(iter(foreign.values())))
    return Finding((pair,), "two", 0.6, before[0][0], predicate.end)
