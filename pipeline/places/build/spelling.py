"""Which spellings of a name the text may have: with and without its kind (市, 省 …), with any mark between its parts.

Keys are shadow strings (half-width, simplified) of the exact length that stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.text.script import shadow

HAN_NAME = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\u3040-\u30ff々·()\-]+")
_MARKS = re.compile(r"[·\-\s]+")
_BRACKETS = re.compile(r"\([^()]*\)?")

# Longest first. What is left must have two characters, so 广州, 苏州 and 沙市 stay whole.
_KINDS = """
    特别行政区 维吾尔自治区 壮族自治区 回族自治区 特别自治道 特别自治市 大都会区 都会区
    联邦管区 自治共和国 自治专区 苏维埃社会主义自治共和国 联邦直辖区 中央直辖市 中央直辖区
    联邦直辖市 民族区 自治大区 特别自治州 自治领 行政区 直辖市 广域市 特别市 自治区 自治州
    自治省 自治县 自治市 自治旗 边疆区 共和国 酋长国 大公国 首都区 首都特区 特区 大区 地区 专区
    军区 教区 辖区 群岛 新区 林区 矿区 县级市 市镇 省 州 县 郡 府 道 都 市 区 町
    村 镇 盟 旗 岛
"""
KINDS = tuple(_KINDS.split())
KEEP_WHOLE = {"北海道", "白金汉郡区", "大都", "京都", "成都", "新都", "丰都", "于都", "宁都"}
ETHNIC = re.compile(
    r"(?<=..)(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|"
    r"土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春|各)族?)+$"
)


def spellings(name: str) -> Iterator[str]:
    """Keys for a written name, kind included, one for each way to write the mark between its parts."""
    key = shadow(name).replace("々", "々")
    if not HAN_NAME.fullmatch(key):
        return
    yield key
    if _MARKS.search(key):
        yield _MARKS.sub("", key)
        yield _MARKS.sub("·", key)
        yield _MARKS.sub("-", key)


def stem(key: str) -> str | None:
    """The name without its kind, or None where it has none or too little would be left."""
    if key in KEEP_WHOLE:
        return None
    for kind in KINDS:
        if key.endswith(kind) and len(key) - len(kind) >= 2:
            rest = key[: -len(kind)]
            if kind in ("自治县", "自治州", "自治区", "自治旗"):
                rest = ETHNIC.sub("", rest) or rest
            return rest if len(rest) >= 2 else None
    return None


def without_brackets(name: str) -> str:
    """The name without a remark in brackets (刚果(金) is a name; do not call this for countries)."""
    return _BRACKETS.sub("", shadow(name))
