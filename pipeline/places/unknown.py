"""Names that no gazetteer has: what stands between a country and a kind (匈牙利托克洛什市), or runs of transliteration before a kind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.places.kinds import UNKNOWN_SUFFIX
from pipeline.places.sightings import NATION, PLACE, Sighting

# Characters that names of the West are written with; words of everyday Chinese rarely run on for three of them.
SOUNDS = (
    "阿艾爱埃安昂奥巴白拜班邦保堡鲍贝贲本比彼边别宾波伯博勃卜布查察昌茨达戴丹当道德登邓迪底蒂地丁东都杜顿多厄恩尔法凡范方菲费芬丰佛弗夫"
    "福富伏盖甘冈高戈哥格根贡古瓜哈海汉豪赫黑亨洪胡华怀惠霍基吉季加贾杰捷金津卡凯坎康考柯科可克肯孔库夸奎昆拉莱兰朗劳勒雷累里黎理利"
    "莉力立连列林琳隆卢鲁伦罗洛吕略马玛麦曼芒茅梅美门蒙孟米密缅明缪摩莫墨默姆木穆纳那乃奈南内讷嫩尼涅宁纽农努诺欧帕潘庞培佩彭皮匹平泼普"
    "齐奇契恰钦琴琼丘屈热仁日荣儒茹瑞若萨塞赛桑瑟森沙莎山珊尚绍舍申圣施什石史士舒朔斯丝思松苏索塔泰坦唐陶特腾提蒂廷通图土托陀瓦万汪旺威韦"
    "维魏温文翁沃乌伍武西希锡锡夏香肖谢辛欣兴休许叙雅亚扬耶叶伊易因英尤于约扎泽詹扎佐祖兹茲子朱卓赤皂皮曾新北上下大小中"
)
_NAME = r"[\u4e00-\u9fff·\-]"
_KIND = rf"(自治[区州省]|边疆区|大区|广域市|特别市|[{UNKNOWN_SUFFIX}])(?![场长际级政委内外])"
_AFTER_NATION = re.compile(rf"([\u4e00-\u9fff]{_NAME}{{1,9}}?){_KIND}")
_AFTER_JOINT = re.compile(
    rf"[与和同及、跟]({_NAME}{{2,4}}?)([市州郡县町])(?=[\s,;。、()·.…与和同及]|结[为成好]|建立|签[署订]|缔结|之间|两)"
)
_NO_NAME = re.compile(
    r"[的与和及等在是了有对人民府各该全两多友好城市区一二三四五六七八九十百个几第每这那其我你他她它为于以到从由向把被将也都还又就而或且者之所则并同时年月日"
    r"总首主要最大小新旧驻使馆领事长省州县会议员团队访问来往去过政党国家外交部委局协企业公司经济贸易文化教育科技部分地方共已结签订缔建立成他本外]"
)
# A name without its kind, after its country at the head of a line or in a list, with a bracket or a mark behind it.
_BARE = re.compile(r"([\u4e00-\u9fff][\u4e00-\u9fff·\-]{1,7})(?=[\s(,、;。]|$)")
_HEADS = frozenset("\n、,;( )与和同及-—.|:0123456789")
_RUN = re.compile(
    rf"(?:[{SOUNDS}][{SOUNDS}·\-]{{2,11}}|(?<=[、,与和同及的])[{SOUNDS}]{{2}})(自治[区州省]|边疆区|大区|[{UNKNOWN_SUFFIX}])(?![场长际级])"
)
_EAST_ASIA = frozenset({"日本", "日本国", "韩国", "朝鲜", "越南", "泰国", "大韩民国"})
_ABOVE = frozenset("州省府道区县")
_SOUND = frozenset(SOUNDS + "·-")
_STRONG = frozenset(
    "阿艾埃昂奥巴贝彼勃茨达蒂顿厄恩尔菲弗夫戈格赫基吉杰卡凯坎柯科克肯库夸奎拉莱朗劳勒雷利莉卢鲁伦罗洛玛麦曼梅蒙米莫姆穆纳奈内尼涅纽努诺帕佩皮普契恰琼丘萨塞瑟莎圣施什斯丝索塔坦特廷托瓦威韦维沃乌希锡谢雅亚耶伊尤扎泽詹佐兹伏赤"
)


def unknown_names(text: str, seen: list[Sighting]) -> list[Sighting]:
    """The sightings with those of unknown names among them, in order, not overlapping."""
    found = [*_after_nations(text, seen), *_runs(text, seen), *_in_pairs(text, seen)]
    if not found:
        return seen
    merged: list[Sighting] = []
    taken = sorted(found, key=lambda s: (s.start, -s.end))
    spans = _distinct(taken)
    inside = iter(spans)
    unknown = next(inside, None)
    for sighting in seen:
        while unknown is not None and unknown.end <= sighting.start:
            merged.append(unknown)
            unknown = next(inside, None)
        if unknown is not None and unknown.start <= sighting.start < unknown.end:
            continue
        merged.append(sighting)
    while unknown is not None:
        merged.append(unknown)
        unknown = next(inside, None)
    return merged


def _distinct(found: list[Sighting]) -> list[Sighting]:
    kept: list[Sighting] = []
    for sighting in found:
        if not kept or sighting.start >= kept[-1].end:
            kept.append(sighting)
    return kept


def _after_nations(text: str, seen: list[Sighting]) -> Iterator[Sighting]:
    """匈牙利托克洛什市, 日本奈良县明日香村: the country or province ends where the name begins."""
    starts = {s.start: s for s in seen}
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
            if sounds(name) or (not _NO_NAME.search(name) and (_SOUND.issuperset(name) or (east and len(name) <= 3))):
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


def _in_pairs(text: str, seen: list[Sighting]) -> Iterator[Sighting]:
    """芷江县与松鹤市: a name with its kind, joined to a place by 与 or 和."""
    starts = {s.start for s in seen}
    for one in seen:
        if one.kind != PLACE or not one.suffix:
            continue
        match = _AFTER_JOINT.match(text, one.end)
        if match is not None and match.start(1) not in starts and not _NO_NAME.search(match[1]):
            yield Sighting(match.start(1), match.end(), match[1], match[2], PLACE, 0)


def _runs(text: str, seen: list[Sighting]) -> Iterator[Sighting]:
    """皮亚塞赤诺市: a run of sounds before a kind that no known name reaches into."""
    ends = {s.end for s in seen}
    spans = [(s.start, s.end, s.kind, s.suffix) for s in seen]
    at = 0
    for match in _RUN.finditer(text):
        start, end = match.start(), match.end()
        if end in ends:
            continue
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        i = at
        while i < len(spans) and spans[i][0] < end:
            if spans[i][2] != PLACE or spans[i][3]:
                start = max(start, spans[i][1])
            i += 1
        name = text[start : match.start(1)]
        if len(name) >= 2 and sum(c in _STRONG for c in name) * 2 >= len(name):
            yield Sighting(start, end, name, match[1], PLACE, 0)


def sounds(name: str) -> bool:
    """Is every character one that foreign names are written with, half of them hardly used otherwise?"""
    return all(c in _SOUND for c in name) and sum(c in _STRONG for c in name) * 2 >= len(name)
