"""The report: nothing fetched, both languages everywhere, plots that say what they show and warn, nothing of a document taken for HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pipeline.publish.report import report_html
from pipeline.publish.report.svg import Bar, bars, columns, curve, cut, number, width
from pipeline.publish.study.words import Words
from pipeline.records.claim import ActivityBody, Category, Measure
from pipeline.records.statements import SurveyBody, TermBody
from tests.publish.study.conftest import CHINA, JAPAN, KYOTO, NANJING, NARA, SHANGHAI, XIAN, Make, at, release_of, tie
from tests.publish.study.conftest import number as stated

__all__ = ["release_of"]
VOID = {"meta", "input", "br", "rect", "circle", "line", "polyline"}


class Checked(HTMLParser):
    """Every tag closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture
def html(release_of: Make) -> str:
    hostile = at("x-CN-<b>", "<script>alert(1)</script>市")
    spans = (4, "1980/1989"), (6, "1990/1999"), (2, "2001")
    made = [stated(n, years, CHINA, JAPAN, measure=Measure.NEW_SISTER_PAIRS) for n, years in spans]
    return report_html(
        release_of(
            tie(XIAN, NARA, "1974-02-01"), tie(XIAN, KYOTO, "1985"), tie(NANJING, KYOTO), tie(hostile, NARA),
            stated(60, "2019", CHINA), stated(40, "2019", CHINA, JAPAN), stated(3, "2019", SHANGHAI, JAPAN), stated(5, "2019", XIAN, JAPAN),
            *made,
            ActivityBody(Category.CULTURE_SPORTS, (XIAN, NARA), "1984"), TermBody("友城", "结好的 & <i>城市</i>"),
            SurveyBody("如何", "好", "某方", 6, "份", 60.0, 10), SurveyBody("如何", "差", "某方", 4, "份", 40.0, 10),
        )
    )  # fmt: skip


def test_nothing_is_fetched_and_nothing_run(html: str) -> None:
    assert "<script" not in html and "<i>城市" not in html and "&lt;script&gt;" in html
    assert not re.search(r"(?:src|href)=\"(?!#)|url\(|@import|<link|<iframe|\son\w+=", html)
    assert set(re.findall(r"https?://[^\"< ]+", html)) == {"http://www.w3.org/2000/svg"}


def test_every_tag_is_closed(html: str) -> None:
    page = Checked()
    page.feed(html)
    assert (page.wrong, page.open) == ([], [])


def test_both_languages_stand_beside_each_other(html: str) -> None:
    chinese, english = (len(re.findall(rf'class="{lang}" lang="{lang}"', html)) for lang in ("zh", "en"))
    assert chinese == english > 100
    assert 'id="lang-zh" checked' in html and html.count('type="radio"') == 2
    ids = re.findall(r'href="#(\w+)"', html)
    assert ids and all(f'id="{one}"' in html for one in ids)


def test_every_plot_is_named_and_warns(html: str) -> None:
    plots = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert plots and all('role="img"' in plot and re.search(r"<title>[^<]+</title>", plot) for plot in plots)
    by_country = html.split("<figure", 2)[1]
    assert "⚠ 提示：列名仅占所载的 6.7%" in by_country and "Warning: named are 6.7 % of stated" in by_country
    assert by_country.index("CN-HK") > 0  # the note stands under every table
    assert html.count('class="note"') == html.count("<figure")


def test_a_chapter_for_each_country_that_reports_divide(html: str) -> None:
    assert "中国与日本" in html and "China and Japan" in html


def test_the_same_bytes_again(release_of: Make) -> None:
    release = release_of(tie(XIAN, NARA, "1974-02-01"), tie(NANJING, NARA))
    assert report_html(release) == report_html(release)


def test_a_release_without_ties(release_of: Make) -> None:
    assert "本版没有这类事实" in report_html(release_of(TermBody("友城", "结好的城市")))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("上海", "上海"),
        ("广西壮族自治区", "广西壮族自治区"),
        ("一二三四五六七八九", "一二三四五六七…"),
        ("Commonwealth of States", "Commonwealth…"),
    ],
)
def test_labels_are_cut_to_their_room(text: str, shown: str) -> None:
    assert cut(Words(text, text)).zh == shown
    assert width(shown) <= 17


def test_plots_of_nothing_and_of_one() -> None:
    title = Words("图", "plot")
    assert curve(title, []) == columns(title, [], title) == ""
    assert "3 / 10 ⚠" in bars(title, [Bar(title, 3, 10, low=True)])
    assert number(1.0) == "1"
    for step in (1, 7, 99, 2531):
        assert curve(title, [(title, [(2000, step), (2001, step)], True)]).count("<polyline") == 1
