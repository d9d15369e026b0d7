"""Names that no gazetteer has: what stands between a country and a kind (匈牙利托克洛什市), or runs of transliteration before a kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cache

from pipeline.places.beside import Beside
from pipeline.places.kinds import UNKNOWN_SUFFIX, split_kind
from pipeline.places.matcher import no_places, rows
from pipeline.places.sightings import GROUP, NATION, PLACE, Sighting, words_behind
from pipeline.places.towns import KINDS as TOWNS
from pipeline.places.towns import towns

# Characters that names of the West are written with; words of everyday Chinese rarely run on for three of them.
SOUNDS = (
    "阿艾爱埃安昂奥巴白拜班邦保堡鲍布贝贲本比彼边别宾波伯博勃卜布查察昌茨达戴丹当道德登邓迪底蒂地丁东都杜顿多厄恩尔法凡范方菲费芬丰佛弗夫"
    "福富伏盖甘圭冈高戈哥格根贡古瓜哈海汉豪赫黑亨洪胡华怀惠霍基吉季加贾杰捷金津卡凯坎康考柯科可克肯孔库夸奎昆拉莱兰朗劳勒雷累里黎理利"
    "莉力立连列林琳隆卢鲁伦罗洛吕略马玛麦曼芒茅梅美门蒙孟米密缅明缪摩莫墨默姆木穆纳娜那乃奈南内讷嫩妮尼涅宁纽农努诺欧帕潘庞培佩彭皮匹平泼普"
    "齐奇契恰钦乔琴琼丘屈热仁日荣儒茹瑞若萨塞赛桑瑟森沙莎山珊尚绍舍申圣施什石史士舒朔斯丝思松苏索塔泰坦汤唐陶特腾提蒂廷通图土托陀瓦万汪旺威韦"
    "维魏温文翁沃乌伍武西希锡锡夏香肖谢辛欣兴休许叙逊雅娅亚扬耶叶伊易因英尤于约扎泽詹扎佐祖兹茲子朱卓赤皂皮曾新北上下大小中"
)
_NAME = r"[\u4e00-\u9fff·\-]"
_KIND = rf"(自治[区州省]|边疆区|大区|广域市|特别市|[{UNKNOWN_SUFFIX}])(?![场长际级政委内外会]|区[域别])"
_AFTER_NATION = re.compile(rf"([\u4e00-\u9fff]{_NAME}{{1,9}}?){_KIND}")
_AFTER_JOINT = re.compile(
    rf"[与和同及、跟]({_NAME}{{2,4}}?)([市州郡县町])(?=[\s,;。、()·.…与和同及]|结[为成好]|建立|签[署订]|缔结|之间|两)"
)
_JOINTS = frozenset("与和同跟")
_AFTER = frozenset("与和同及、跟")
# 青枫市与法国里昂市: the same at the head of a sentence, before the joint.
_BEFORE_JOINT = re.compile(rf"(?:(?<=[\s,;。、()\0])|^)({_NAME}{{2,4}})([市州郡县])[与和同跟]$")
_NO_NAME = re.compile(
    r"[的与和及等在是了有对人民府各该全两多友好城市区一二三四五六七八九十百个几第每这那其我你他她它为于以到从由向把被将也都还又就而或且者之所则并同时年月日"
    r"总首主要最大小新旧驻使馆领事长省州县会议员团队访问来往去过政党国家外交部委局协企业公司经济贸易文化教育科技部分地方共已结签订缔建立成他本外]"
)
# A name without its kind, after its country at the head of a line or in a list, with a bracket or a mark behind it.
_BARE = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff·\-]{1,7})(?=[\s(,、;。\0]|$)")
_HEADS = frozenset("\n\t、,;( )与和同及-—.|:0123456789")
# A name whose country stands beside it, with or without its kind; all of it, back to the mark before it.
_BEFORE_COUNTRY = re.compile(rf"({_NAME}{{1,11}}?)(自治[区州省]|边疆区|大区|广域市|特别市|[{UNKNOWN_SUFFIX}城区]?)$")
_CELL = re.compile(rf"{_NAME}{{2,12}}(?=[ \t|\n\0])")
_HEADING = re.compile(r"国|城市|友|双方|外方|中方|时间|名称|地区|洲|合计|年|月|日期|代表|大学|公司|先生|女士|团|会|校")
# A kind behind two sounds: most that are none, the expression itself turns away.
_TWO = f"[{SOUNDS}·-][{SOUNDS}·-]"
_RUN_KIND = re.compile(
    rf"[{UNKNOWN_SUFFIX}区](?:(?<={_TWO}[{UNKNOWN_SUFFIX}])|(?<={_TWO}自治.)|(?<={_TWO}边疆.)|(?<={_TWO}大.))(?![场长际级会])"
)
_LONG_KINDS = ("自治区", "自治州", "自治省", "边疆区", "大区")
_LONG_ENDS = frozenset(kind[-2:] for kind in _LONG_KINDS)
_BEFORE_SHORT = frozenset("、,与和同及的")
_EAST_ASIA = frozenset({"日本", "日本国", "韩国", "朝鲜", "越南", "泰国", "大韩民国"})
_ABOVE = frozenset("州省府道区县")
_SIGNING = frozenset("市省州县郡府")
_SOUND = frozenset(SOUNDS + "·-")
_STRONG = frozenset(
    "阿艾埃昂奥巴贝彼勃茨达蒂顿厄恩尔菲弗夫戈格赫基吉杰卡凯坎柯科克肯库夸奎拉莱朗劳勒雷利莉卢鲁伦罗洛玛麦曼梅蒙米莫姆穆纳奈内尼涅纽努诺帕佩皮普契恰琼丘萨塞瑟莎圣施什斯丝索塔坦特廷托瓦威韦维沃乌希锡谢雅亚耶伊尤扎泽詹佐兹伏赤"
)


def unknown_names(text: str, seen: list[Sighting], near: Beside, settled: Iterable[str] = ()) -> list[Sighting]:
    """The sightings with those of unknown names among them, in order, not overlapping.

    `near` has the countries beside names; `settled` are names (shadow form) that a person has settled.
    """
    starts, ends = {s.start: s for s in seen}, {s.end: s for s in seen}
    found = [
        *_settled(text, settled),
        *words_behind(text, seen, starts),
        *_after_nations(text, seen, starts),
        *towns(text, starts, ends),
        *_beside(text, seen, near),
        *_runs(text, seen, ends),
        *_in_pairs(text, seen, starts, ends),
    ]
    if not found:
        return seen
    return _merged(seen, [*found, *_bare(text, found)])


def _merged(seen: list[Sighting], found: list[Sighting]) -> list[Sighting]:
    """Both in order; an unknown name takes the place of what begins inside it, but none begins inside a known one."""
    merged: list[Sighting] = []
    covered = 0
    unknown = iter(_distinct(sorted(found, key=lambda s: (s.start, -s.end))))
    following = next(unknown, None)
    for sighting in seen:
        while following is not None and following.start <= sighting.start:
            if not merged or merged[-1].end <= following.start:
                merged.append(following)
                covered = following.end
            following = next(unknown, None)
        if sighting.start >= covered:
            merged.append(sighting)
    while following is not None:
        if not merged or merged[-1].end <= following.start:
            merged.append(following)
        following = next(unknown, None)
    return merged


def _distinct(found: list[Sighting]) -> list[Sighting]:
    kept: list[Sighting] = []
    for sighting in found:
        if not kept or sighting.start >= kept[-1].end:
            kept.append(sighting)
    return kept


def _settled(text: str, names: Iterable[str]) -> Iterator[Sighting]:
    """Every occurrence of a name that was settled by hand."""
    for name in names:
        stem, suffix = split_kind(name)
        for match in re.finditer(re.escape(name), text):
            yield Sighting(match.start(), match.end(), stem, suffix, PLACE, 0)


def _bare(text: str, found: list[Sighting]) -> Iterator[Sighting]:
    """A long name that the document has once with its kind stands for itself wherever it comes without (祖特梅尔); a town with it."""
    for whole in sorted({(s.stem, s.suffix) for s in found if s.suffix in TOWNS}):
        for match in re.finditer("".join(whole), text):
            yield Sighting(match.start(), match.end(), *whole, PLACE, 0)
    for stem in sorted({s.stem for s in found if s.suffix and len(s.stem) >= 3 and sounds(s.stem)}):
        at = text.find(stem)
        while at >= 0:
            yield Sighting(at, at + len(stem), stem, "", PLACE, 0)
            at = text.find(stem, at + len(stem))


def _beside(text: str, seen: list[Sighting], near: Beside) -> Iterator[Sighting]:
    """庞贝市(意大利), | 北布拉邦省 | 荷兰 |: what stands between the mark before it and its country is one name, whole."""
    if not (near.behind or near.cells_end or near.cells_start):
        return
    ends = {s.end for s in seen if s.kind == PLACE and s.guard < 2}
    for end in (*near.behind, *near.cells_end):
        if end in ends:
            continue
        start = end
        while start and end - start < 12 and text[start - 1] not in _HEADS and text[start - 1] != "\0":
            start -= 1
        if start and text[start - 1] not in _HEADS:
            continue
        start = max([start, *(s.end for s in _within(seen, start, end) if s.kind == NATION or s.suffix)])
        yield from _whole(text, start, end, end in near.behind)
    starts = {s.start for s in seen}
    for start in near.cells_start:
        match = _CELL.match(text, start)
        if match is not None and start not in starts:
            yield from _whole(text, start, match.end(), False)


def _within(seen: list[Sighting], start: int, end: int) -> list[Sighting]:
    """The sightings that reach into a range."""
    low = bisect_left(seen, start, key=_start)
    if low and seen[low - 1].end > start:
        low -= 1
    return seen[low : bisect_left(seen, end, key=_start)]


def _start(sighting: Sighting) -> int:
    return sighting.start


def _whole(text: str, start: int, end: int, bracket: bool) -> Iterator[Sighting]:
    """The name from `start` to `end`, where it is like one: with its kind, or in sounds, or short before a bracket (波城(法国))."""
    match = _BEFORE_COUNTRY.fullmatch(text, start, end)
    if match is None or _HEADING.search(match[0]):
        return
    stem, suffix = match[1], match[2]
    if suffix in ("城", "区"):
        stem, suffix = match[0], ""
    named = _SOUND.issuperset(stem) and len(stem) > 1
    if suffix and len(stem) > 1 and (named or not _NO_NAME.search(stem)):
        yield Sighting(start, end, stem, suffix, PLACE, 0)
    elif not suffix and (named or bracket) and 2 <= len(stem) <= 8 and not _NO_NAME.search(stem.removesuffix("城")):
        yield Sighting(start, end, stem, "", PLACE, 0)


def _after_nations(text: str, seen: list[Sighting], starts: Mapping[int, Sighting]) -> Iterator[Sighting]:
    """匈牙利托克洛什市, 日本奈良县明日香村: the country or province ends where the name begins."""
    east = False
    for above in seen:
        if above.kind == NATION:
            east = above.stem in _EAST_ASIA
        elif not (above.kind == PLACE and above.suffix[-1:] in _ABOVE):
            continue
        known = starts.get(above.end)
        match = _AFTER_NATION.match(text, above.end)
        if match is not None and (known is None or known.end < match.end(1)):
            name = match[1]
            if sounds(name) or (not _NO_NAME.search(name) and _like_name(name, match[2], east)):
                yield Sighting(match.start(1), match.end(), name, match[2], PLACE, 0)
                continue
        if (
            above.kind == NATION
            and above.stem != "中国"
            and known is None
            and text[above.start - 1 : above.start] in _HEADS
        ):
            bare = _BARE.match(text, above.end)
            entry = bare is not None and text[bare.end() : bare.end() + 1] == "(" and not _NO_NAME.search(bare[1])
            if bare is not None and (sounds(bare[1]) or (entry and _SOUND.issuperset(bare[1]))):
                yield Sighting(bare.start(), bare.end(), bare[1], "", PLACE, 0)


def _like_name(name: str, kind: str, east: bool) -> bool:
    """Sounds, or few characters that are no common word: 日本野野市, 美国青枫市 (translated), not 美国沿海市."""
    if _SOUND.issuperset(name):
        return True
    return len(name) <= 3 and (east or (len(name) > 1 and kind in _SIGNING and name not in _kinds_of_town()))


@cache
def _kinds_of_town() -> frozenset[str]:
    return frozenset(line["word"] for line in rows("townwords.tsv"))


def _in_pairs(
    text: str, seen: list[Sighting], starts: Mapping[int, Sighting], ends: Container[int]
) -> Iterator[Sighting]:
    """芷江县与松鹤市, 松鹤市与芷江县: a name with its kind, joined to a place by 与 or 和."""
    for one in seen:
        if one.kind == PLACE and one.suffix and text[one.end : one.end + 1] in _AFTER:
            match = _AFTER_JOINT.match(text, one.end)
            if match is not None and match.start(1) not in starts and not _NO_NAME.search(match[1]):
                yield Sighting(match.start(1), match.end(), match[1], match[2], PLACE, 0)
        if one.kind != GROUP and text[one.start - 1 : one.start] in _JOINTS:
            match = _BEFORE_JOINT.search(text, max(0, one.start - 9), one.start)
            if match is not None and match.end(2) not in ends and not _NO_NAME.search(match[1]):
                yield Sighting(match.start(1), match.end(2), match[1], match[2], PLACE, 0)


def _runs(text: str, seen: list[Sighting], ends: Container[int]) -> Iterator[Sighting]:
    """皮亚塞赤诺市: a run of sounds before a kind that no known name reaches into."""
    for match in _RUN_KIND.finditer(text):
        end = match.end()
        if end in ends:
            continue
        long = text[end - 2 : end] in _LONG_ENDS
        kind = next((k for k in _LONG_KINDS if text.endswith(k, 0, end)), match[0]) if long else match[0]
        head = end - len(kind)
        if kind == "区" or head < 2 or text[head - 2] not in _SOUND or text[head - 1] not in _SOUND:
            continue
        start = _run_start(text, head)
        start = max([start, *(s.end for s in _within(seen, start, end) if s.kind != PLACE or s.suffix)])
        name = text[start:head]
        if len(name) < 2 or (len(name) == 2 and text[start - 1 : start] not in _BEFORE_SHORT):
            continue
        if sounds(name) and text[start:end] not in no_places():
            yield Sighting(start, end, name, kind, PLACE, 0)


def _run_start(text: str, end: int) -> int:
    """Where the run of sounds that ends at `end` begins; no mark begins a name."""
    start = end
    while start and end - start < 12 and text[start - 1] in _SOUND:
        start -= 1
    while start < end and text[start] in "·-":
        start += 1
    return start


def sounds(name: str) -> bool:
    """Is every character one that foreign names are written with, half of them hardly used otherwise?"""
    return all(c in _SOUND for c in name) and sum(c in _STRONG for c in name) * 2 >= len(name)
