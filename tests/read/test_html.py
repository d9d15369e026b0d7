"""Web pages: the report found among menus and neighbours, tables, entities, and offsets that lead back into the source."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceEmpty, SourceTooLarge
from pipeline.extract.anchor import Citer
from pipeline.read import htmltree
from pipeline.read.html import read_html
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.source import Kind, Source
from pipeline.text.markup import decode_html, unescaped

PROSE = "青岛市与曼海姆市于2016年6月3日结好，双方在音乐方面往来很多，每年都有人互访。"
PAGE = f"""<html><head><title>青岛与曼海姆结好_某外事网</title><script>var a = "<p>，。";</script></head><body>
<div class="top-nav"><a href="/">首页</a><a href="/a">要闻</a></div>
<h1>青岛与曼海姆结好</h1><div class=info>发布时间：2021-05-06&nbsp;来源：市外办</div>
<div id="zoom"><p>　　{PROSE}</p><p><b>一、学校</b></p><p>两市的学校各有自己的伙伴&ldquo;姐妹校&rdquo;，交流从未间断。</p>
<table><tr><td colspan="3">青岛的伙伴</td></tr><tr><td>国家</td><td>城市</td><td>时间</td></tr>
<tr><td rowspan="2">日本</td><td>下关市</td><td>1979年</td></tr><tr><td>AT&amp;T</td><td>1980年</td></tr></table>
<h3>相关新闻</h3><ul><li><a href="x">另一市与某市签署协议的消息</a></li></ul></div>
<div class="footer"><p>版权所有，未经许可，不得转载，某某办公室。</p></div></body></html>"""


def read(raw: str) -> Reading:
    return read_html(Source(Path("a.html"), "a.html", Kind.HTML, "0" * 64, len(raw)), raw)


def blocks(raw: str) -> list[tuple[str, str]]:
    reading = read(raw)
    return [(block.kind.value, reading.words(block.span)) for block in reading.blocks]


def test_the_report_is_told_from_menus_neighbours_and_footers() -> None:
    found = blocks(PAGE)
    assert [words for kind, words in found if kind == "furniture"] == [
        "首页要闻", "相关新闻", "另一市与某市签署协议的消息", "版权所有，未经许可，不得转载，某某办公室。",
    ]  # fmt: skip
    assert [kind for kind, _ in found if kind != "furniture"] == [
        "title", "para", "para", "heading", "para", "caption", "table",
    ]  # fmt: skip


def test_a_table_keeps_its_merged_cells_heads_and_caption() -> None:
    reading = read(PAGE)
    (table,) = reading.tables
    cells = [(c.row, c.column, c.rowspan, c.span and reading.words(c.span), c.is_head) for c in table.cells]
    assert cells[:3] == [(0, 0, 1, "国家", True), (0, 1, 1, "城市", True), (0, 2, 1, "时间", True)]
    assert cells[3:] == [
        (1, 0, 2, "日本", False), (1, 1, 1, "下关市", False), (1, 2, 1, "1979年", False),
        (2, 1, 1, "AT&T", False), (2, 2, 1, "1980年", False),
    ]  # fmt: skip
    assert table.caption is not None and reading.words(table.caption) == "青岛的伙伴"


def test_every_block_is_cited_with_its_tags_and_entities_read() -> None:
    reading = read(PAGE)
    citer = Citer(reading)
    for block in reading.blocks:
        cited = citer.cite(block.span)
        assert cited.place.raw_start is not None
    entity = next(b for b in reading.blocks if "姐妹校" in reading.words(b.span))
    start = reading.text.index("“姐")
    place = citer.cite(type(entity.span)(start, start + 5)).place
    assert PAGE[place.raw_start : place.raw_end] == "&ldquo;姐妹校&rdquo;"


@pytest.mark.parametrize(
    ("raw", "expected", "why"),
    [
        (f"<p>{PROSE}", [("para", PROSE)], "a fragment without end tags"),
        (f"{PROSE}<br>　　两市还互换了教师，成效很好。", [("para", PROSE), ("para", "两市还互换了教师，成效很好。")], "a break ends"),
        ("<p>这一句话很长很长很长，长到一定要在半路上换行才<br>能写完。</p>",
         [("para", "这一句话很长很长很长，长到一定要在半路上换行才能写完。")],
         "a break in mid-sentence does not"),
        ("<ul><li>奈良市<li>京都市</ul>", [("list", "奈良市"), ("list", "京都市")], "items without end tags"),
        ("<p style='display:none'>看不见的话，很多。</p><p>看得见的话，也多。</p>", [("para", "看得见的话，也多。")], "hidden"),
        ("<p>友城<script>'</p>'</script>往来，已久。</p>", [("para", "友城往来，已久。")], "a script inside"),
        ("<p>甲 < 乙，a<b>c</b>，句。</p>", [("para", "甲< 乙，ac，句。")], "a bare less-than sign"),
    ],
)  # fmt: skip
def test_forms_of_pages(raw: str, expected: list[tuple[str, str]], why: str) -> None:
    if "甲" in raw:
        assert blocks(raw)[0][1].replace(" ", "") == expected[0][1].replace(" ", ""), why
    else:
        assert blocks(raw) == expected, why


def test_layout_tables_are_no_tables() -> None:
    page = (
        f"<table><tr><td><a href=1>首页</a></td><td><p>{PROSE * 9}</p></td></tr><tr><td>x</td><td>y</td></tr></table>"
    )
    assert read(page).tables == ()


def test_a_page_of_nothing_is_an_error() -> None:
    with pytest.raises(SourceEmpty):
        read("<html><script>x</script></html>")


def test_pages_made_to_hurt_take_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    for hostile in (
        '<a x="' * 20_000,
        "<!--" * 50_000,
        "<" * 50_000,
        "<div>" * 20_000 + "话。",
        "<script>" * 50_000,
        "&" * 50_000,
    ):
        try:
            read(hostile)
        except SourceEmpty:
            continue
    monkeypatch.setattr(htmltree, "MAX_TAGS", 100)
    with pytest.raises(SourceTooLarge):
        read("<b>话</b>" * 100)


def test_the_declared_encoding_decides_where_the_head_is_ascii() -> None:
    data = ("<html><head><meta charset='gb2312'><script>" + "x" * 9000 + f"</script></head><p>{PROSE}").encode(
        "gb18030"
    )
    assert decode_html(data, document="a.html")[1] == "gb18030"


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "友城",
                "结好，",
                "。",
                "<p>",
                "</p>",
                "<b",
                ">",
                "&amp;",
                "&#21335;",
                "&",
                "<br>",
                "<td>",
                "<table>",
                "<tr>",
                "</table>",
                "<a href=x>",
                "</a>",
                "<!--",
                "-->",
                '"',
                "'",
                " ",
                "\n",
                "<pre>",
                "<li>",
                "<script>",
                "</script>",
                "＆",
                "&nbsp",
            ]
        ),
        max_size=40,
    )
)
def test_every_clean_character_is_what_the_source_shows_at_its_offset(parts: list[str]) -> None:
    raw = "".join(parts)
    try:
        reading = read(raw)
    except SourceEmpty:
        return
    assert len(reading.text) == len(reading.shadow) == len(reading.offsets)
    for mark, at in zip(reading.text, reading.offsets, strict=True):
        assert mark.isspace() or mark in unescaped(raw, at)
    assert all(reading.words(b.span).strip() for b in reading.blocks if b.kind is not BlockKind.TABLE)
