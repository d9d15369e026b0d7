"""Which element of a page holds its report, and which parts are menus, neighbouring news and footers.

The rule, in the order of its questions: an element that says it is furniture (nav, footer, class="related") is; the report is the
smallest element around the most prose that links do not fill, widened as long as that brings much more prose; what lies outside
of it is furniture, but for the title and the lines of date and source below it. Nothing is thrown away: furniture stays as blocks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from pipeline.read.htmltokens import Cut
from pipeline.read.htmltree import BLOCKS, Event, Node

_ELEMENTS = frozenset({"nav", "footer", "aside"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu"})
# Words of class and id that name furniture, each seen on pages of Chinese authorities or papers.
_WORDS = frozenset(
    {
        "nav", "navbar", "navigation", "menu", "menus", "submenu", "topbar", "toolbar",  # menus
        "breadcrumb", "breadcrumbs", "crumb", "crumbs", "position", "location", "mbx",  # 当前位置（面包屑）
        "footer", "foot", "copyright", "bottom", "beian",  # 页脚、备案
        "sidebar", "aside", "related", "relate", "relevant", "xgxw", "xgyd", "recommend", "hot", "hotnews", "rank", "ranking",
        "share", "bdshare", "comment", "comments", "pinglun", "ad", "ads", "advert", "banner", "guanggao",
        "pager", "pagination", "prev", "next", "shangxia", "login", "search", "friendlink", "friendlinks", "yqlj", "links", "tags",
    }
)  # fmt: skip
_WORD_BREAK = re.compile(r"[\s_\-]+|(?<=[a-z])(?=[A-Z])|\d+")
HEADS_OF_NEIGHBOURS = re.compile(
    r"[【\[]?(?:相关|相關|推荐|推薦|热门|热点|延伸|更多|最新|精彩|往期|友情|猜你|本网|编辑|点击)"
    r"(?:新闻|新聞|阅读|閱讀|链接|連結|文章|报道|報導|资讯|推荐|内容|稿件|专题|喜欢|回顾|动态|信息|图片|视频|排行|精选)+[】\]]?[:：]?"
)  # 相关新闻, 延伸阅读：
CHROME_LINES = re.compile(
    r"(?:上一[篇条页]|下一[篇条页]|分享到|分享至|打印本页|关闭窗口|返回顶部|版权所有|Copyright|当前位置|您的位置|您现在的位置|"
    r"责任编辑|扫一扫|打开微信|字体[:：]|【?字号|浏览次数|[^\s]{1,4}ICP备)"
)  # 上一篇：…, 当前位置：首页 > 要闻
_LEAVES = frozenset(
    {"p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "td", "th", "tr", "tbody", "blockquote", "pre"}
)
MIN_PIECE = 20  # characters; shorter pieces of text say nothing about where the report is
WIDER = 1.25  # an element around must bring this many times the prose
MAX_LINKED = 0.4  # share of characters in links; a report is below
MOST = 0.5  # of a page's prose; no element that holds more of it is furniture, whatever it is called


def is_furniture(node: Node, prose: int) -> bool:
    """Does the element say of itself that it is furniture? `prose` is the page's; the report itself never is."""
    if node.name in ("html", "body", "#root", "article", "main") or (prose and node.prose > MOST * prose):
        return False
    if node.name in _ELEMENTS or node.attrs.get("role", "").lower() in _ROLES:
        return True
    words = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}"
    return any(word.lower() in _WORDS for word in _WORD_BREAK.split(words) if word)


def find_main(root: Node, events: Sequence[Event], source: str) -> Node:
    """The element that holds the report; the root where no part of the page has more of it than another."""
    scores: dict[Node, float] = defaultdict(float)
    furniture: dict[Node, bool] = {}
    for event in events:
        if event.cut is Cut.OPEN:
            above = event.node.parent
            furniture[event.node] = bool(above and furniture.get(above)) or is_furniture(event.node, root.prose)
        elif event.cut is Cut.TEXT and not (event.node.in_link or event.node.hidden or furniture.get(event.node)):
            _score(scores, event, source)
    best = max(scores, key=lambda node: (scores[node] * (1 - _linked(node)), -node.order), default=root)
    return _widened(best)


def _score(scores: dict[Node, float], event: Event, source: str) -> None:
    words = source[event.start : event.end].strip()
    if len(words) < MIN_PIECE or event.node.name == "title":
        return
    marks = sum(map(words.count, "，。；、"))
    if not marks:
        return
    points = 1 + marks + min(len(words) / 100, 3)
    around = list(islice((n for n in event.node.up() if n.name in BLOCKS and n.name not in _LEAVES), 2))
    for node, share in zip(around, (1.0, 0.5), strict=False):
        scores[node] += share * points


def _linked(node: Node) -> float:
    return node.linked / node.chars if node.chars else 1.0


def _widened(best: Node) -> Node:
    """The outermost element around that each time brings much more prose and is no list of links."""
    found = best
    for node in best.up():
        if node.prose >= WIDER * found.prose and _linked(node) < MAX_LINKED:
            found = node
    while found.name in ("p", "tr", "tbody", "table") and found.parent is not None:
        found = found.parent
    return found
