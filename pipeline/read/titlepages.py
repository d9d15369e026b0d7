"""The pages of a book before its first running text: cover, half title, imprint, board. They say the same things again and again.

The title stays once, where it stands first; what other front pages repeat of it is kept apart like a running head. Who edited and
who published a book is named as such, so that no line of a cover is taken for a sentence of the book.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.read.paragraphs import Draft
from pipeline.records.reading import BlockKind
from pipeline.text.clean import HAN

MAX_FRONT_PAGES = 12
MAX_LINES = 14  # on a title page; an imprint has more
RUNNING_LINES = 3  # a paragraph this long that ends a sentence is running text
MIN_KEY = 4  # marks; shorter words come back by chance

_ROLE = re.compile(r"(?:执行|副|總|总)?(?:主编|主編)|编委会|編委會|编辑委员会|[编編]著|成员|成員|顾问|顧問|译者|譯者")
_PUBLISHER = re.compile(r".*(?:出版社|出版公司|出版集团|书局|書局|印书馆|印書館)$|.*\bpress\b.*", re.IGNORECASE)
_FORM = re.compile(r"图书在版编目|圖書在版編目|版权所有|版權所有")  # 图书在版编目（CIP）数据: the form's own words
_WORDS = re.compile(rf"[{HAN}A-Za-z0-9]+")


def set_apart(drafts: Sequence[Draft]) -> None:
    """Set the kinds of the blocks on title pages in place; the document's title must have been named before."""
    end = _first_running_page(drafts)
    front = [draft for draft in drafts if draft.lines and draft.lines[0].page < end]
    title = next((draft for draft in front if draft.kind is BlockKind.TITLE), None)
    if title is None or end > MAX_FRONT_PAGES:
        return
    sparse = _title_pages(front) - {draft.grid.page for draft in drafts if draft.grid}
    times = Counter(key for page, key in {(draft.lines[0].page, _key(draft)) for draft in front})
    for draft in front:
        if draft is not title:
            kind = _kind(draft, _key(title), times, draft.lines[0].page in sparse)
            draft.kind = kind or draft.kind


def _first_running_page(drafts: Sequence[Draft]) -> int:
    """The first page with a paragraph of several lines that ends as a sentence; 0 where there is none."""
    for draft in drafts:
        is_long = draft.kind in (BlockKind.PARA, BlockKind.ABSTRACT) and len(draft.lines) >= RUNNING_LINES
        if is_long and "。" in "".join(line.text for line in draft.lines):
            return draft.lines[0].page
    return 0


def _title_pages(front: Sequence[Draft]) -> set[int]:
    lines = Counter(line.page for draft in front for line in draft.lines)
    return {page for page, count in lines.items() if count <= MAX_LINES}


def _kind(draft: Draft, title: str, times: Counter[str], sparse: bool) -> BlockKind | None:
    """What a front block is beside the title; None where it stays what it is."""
    key = _key(draft)
    if (len(key) >= MIN_KEY and key in title) or title in key:
        return BlockKind.FURNITURE if len(key) < 2 * len(title) else None
    if _FORM.match(key) and len(draft.lines) == 1:
        return BlockKind.FURNITURE
    if not sparse or draft.kind is BlockKind.DATE:
        return None
    if _ROLE.match(key):
        return BlockKind.AUTHORS
    if _PUBLISHER.match("".join(line.spaced_text for line in draft.lines)):
        return BlockKind.AFFILIATION
    return BlockKind.FURNITURE if len(key) >= MIN_KEY and times[key] > 1 else None


def _key(draft: Draft) -> str:
    """A block's words without signs and blanks."""
    return "".join(_WORDS.findall("".join(line.text for line in draft.lines)))
