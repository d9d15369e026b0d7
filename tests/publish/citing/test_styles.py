"""Lines in three styles: what GB/T 7714—2015 asks for, BibTeX that another program reads back, items of CSL's shape."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
from bibtexparser.middlewares import LatexDecodingMiddleware

from pipeline.errors import UsageError
from pipeline.publish.citing.bibtex import bibtex
from pipeline.publish.citing.csl import csl
from pipeline.publish.citing.files import bibliography
from pipeline.publish.citing.gbt7714 import gbt7714
from pipeline.publish.citing.line import Line, line_of, line_of_row, media, merged
from pipeline.records.source import Bibliography

ARTICLE = Bibliography(
    "两湖友城往来述略", ("某甲", "某乙"), ("某大学",), "2016-05", container="两湖学刊", volume="35", issue="3", pages="12-17"
)  # fmt: skip
BOOK = Bibliography("两湖友城志", ("某甲",), (), "2014", "两湖出版社", "978-7-301-00001-4", publication_place="武汉")


def line(said: Bibliography) -> Line:
    return line_of("d" * 64, "own.txt", said)


ENTRIES = [
    ("an article", ARTICLE, None, "某甲, 某乙. 两湖友城往来述略[J]. 两湖学刊, 2016, 35(3): 12-17."),
    (
        "a cited page takes the place of the range",
        ARTICLE,
        "15",
        "某甲, 某乙. 两湖友城往来述略[J]. 两湖学刊, 2016, 35(3): 15.",
    ),
    ("no volume", replace(ARTICLE, volume=None), None, "某甲, 某乙. 两湖友城往来述略[J]. 两湖学刊, 2016(3): 12-17."),
    (
        "four makers",
        replace(ARTICLE, authors=("甲", "乙", "丙", "丁")),
        None,
        "甲, 乙, 丙, 等. 两湖友城往来述略[J]. 两湖学刊, 2016, 35(3): 12-17.",
    ),
    (
        "a DOI",
        replace(ARTICLE, doi="10.1234/x.5"),
        None,
        "某甲, 某乙. 两湖友城往来述略[J]. 两湖学刊, 2016, 35(3): 12-17. DOI: 10.1234/x.5.",
    ),
    ("a book", BOOK, "21", "某甲. 两湖友城志[M]. 武汉: 两湖出版社, 2014: 21."),
    (
        "no author: the body",
        replace(BOOK, authors=(), organisations=("某办",)),
        None,
        "某办. 两湖友城志[M]. 武汉: 两湖出版社, 2014.",
    ),
    ("nobody named", replace(BOOK, authors=()), None, "佚名. 两湖友城志[M]. 武汉: 两湖出版社, 2014."),
    ("no place", replace(BOOK, publication_place=None), None, "某甲. 两湖友城志[M]. [出版地不详]: 两湖出版社, 2014."),
    (
        "a part of a book",
        replace(BOOK, container="两湖丛书"),
        None,
        "某甲. 两湖友城志[M]//两湖丛书. 武汉: 两湖出版社, 2014.",
    ),
    (
        "a newspaper",
        Bibliography("市长来访", ("某甲",), (), "2016-05-03", container="两湖日报", pages="4"),
        None,
        "某甲. 市长来访[N]. 两湖日报, 2016-05-03(4).",
    ),
    (
        "a page of the web",
        Bibliography("友城一览", (), ("某办",), "2016-05-03", url="https://example.org/a", accessed="2024-01-02"),
        None,
        "某办. 友城一览[EB/OL]. (2016-05-03)[2024-01-02]. https://example.org/a.",
    ),
    (
        "a report",
        Bibliography("友城年度报告", (), ("某办",), "2019"),
        None,
        "某办. 友城年度报告[R]. [出版地不详]: [出版者不详], 2019.",
    ),
    ("nothing known", Bibliography(), None, "佚名. [own.txt][Z]. [出版地不详]: [出版者不详], [日期不详]."),
    (
        "English words",
        Bibliography("Sister Cities", ("A. Writer",), (), "1999?", medium="M"),
        None,
        "A. Writer. Sister Cities[M]. [S.l.]: [s.n.], [1999].",
    ),
    ("a span of years", replace(BOOK, date="2013/2015"), None, "某甲. 两湖友城志[M]. 武汉: 两湖出版社, 2013-2015."),
    ("a vague date", replace(BOOK, date="198X"), None, "某甲. 两湖友城志[M]. 武汉: 两湖出版社, [198X]."),
]


@pytest.mark.parametrize(("point", "said", "page", "entry"), ENTRIES, ids=[row[0] for row in ENTRIES])
def test_gbt7714(point: str, said: Bibliography, page: str | None, entry: str) -> None:
    assert gbt7714(line(said), page) == entry, point


def test_where_it_appeared_comes_from_the_text_where_the_manifest_is_silent() -> None:
    told = Bibliography("另一题名", volume="36")
    found = merged(told, ARTICLE)
    assert (found.title, found.authors, found.volume, found.issue) == ("另一题名", (), "36", "3")


HOSTILE = r"100% {友城} & 50$_x^2~ #1 \input{/etc/passwd} }{"


def _plain(value: str) -> str:
    """What the reader leaves as it is: braces set as mathematics, and its own sign for a circumflex."""
    return value.replace("ˆ", "^").replace(r"$\lbrace$", "{").replace(r"$\rbrace$", "}")


@pytest.mark.parametrize(
    "said", [ARTICLE, BOOK, replace(BOOK, title=HOSTILE, publisher=HOSTILE), Bibliography(date="198X")]
)
def test_bibtex_reads_back(said: Bibliography) -> None:
    library = bibtexparser.parse_string(
        bibtex(line(said), note="p-1@r-2") + "\n" + bibtex(line(BOOK)).replace("yc-dddddddddddd", "other"),
        append_middleware=[LatexDecodingMiddleware()],
    )
    assert library.failed_blocks == [] and len(library.entries) == 2
    entry = library.entries[0]
    values = {field.key: _plain(field.value) for field in entry.fields}
    assert entry.key == "yc-dddddddddddd"
    assert values.get("title") == (said.title or "[own.txt]") and values.get("publisher") == said.publisher
    assert values["note"] == "p-1@r-2"


def test_bibtex_parts_persons_and_keeps_bodies_whole() -> None:
    assert "author = {某甲 and 某乙}" in bibtex(line(ARTICLE))
    body = replace(ARTICLE, authors=(), organisations=("A and B Office",))
    assert "author = {{A and B Office}}" in bibtex(line(body))
    assert "author = {{Writer, Jr., A.}}" in bibtex(line(replace(ARTICLE, authors=("Writer, Jr., A.",))))


# CSL 1.0.2's input schema: csl-data.json of citation-style-language/schema. Values of these fields are text or numbers.
CSL_TYPES_WORDS = (
    "article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset document entry "
    "entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript map motion_picture "
    "musical_score pamphlet paper-conference patent performance periodical personal_communication post post-weblog regulation report "
    "review review-book software song speech standard thesis treaty webpage"
)
CSL_TYPES = frozenset(CSL_TYPES_WORDS.split())
CSL_TEXT_WORDS = "title container-title publisher publisher-place ISBN DOI URL note language volume issue page"
CSL_TEXT = frozenset(CSL_TEXT_WORDS.split())


def fits(item: dict[str, Any]) -> bool:
    """Has the item the shape that CSL's schema asks for?"""
    rest = set(item) - CSL_TEXT - {"id", "type", "author", "issued", "accessed"}
    names = all(set(name) == {"literal"} and isinstance(name["literal"], str) for name in item.get("author", []))
    texts = all(isinstance(item[name], str) for name in CSL_TEXT & set(item))
    return not rest and item["type"] in CSL_TYPES and isinstance(item["id"], str) and names and texts and _dated(item)


def _dated(item: dict[str, Any]) -> bool:
    for date in (item[name] for name in ("issued", "accessed") if name in item):
        parts = date.get("date-parts", [])
        sized = len(parts) <= 2 and all(1 <= len(one) <= 3 and all(isinstance(n, int) for n in one) for one in parts)
        if set(date) - {"date-parts", "circa", "literal"} or not sized or not (parts or date.get("literal")):
            return False
    return True


@pytest.mark.parametrize("said", [row[1] for row in ENTRIES], ids=[row[0] for row in ENTRIES])
def test_csl_items_fit_the_schema(said: Bibliography) -> None:
    assert fits(csl(line(said), note="p-1@r-2"))


def test_every_type_has_its_names() -> None:
    for mark, names in media()["medium"].items():
        assert names["csl"] in CSL_TYPES, mark
        assert names["zh"] and names["en"] and names["bibtex"]


def test_csl_dates() -> None:
    assert csl(line(ARTICLE))["issued"] == {"date-parts": [[2016, 5]]}
    assert csl(line(replace(ARTICLE, date="2013/2015")))["issued"] == {"date-parts": [[2013], [2015]]}
    assert csl(line(replace(ARTICLE, date="1999?")))["issued"] == {"date-parts": [[1999]], "circa": True}
    assert csl(line(replace(ARTICLE, date="198X")))["issued"] == {"literal": "198X"}


def test_a_row_of_the_table_is_a_line_again() -> None:
    row = {
        "document_digest": "d" * 64,
        "document": "own.txt",
        "title": "两湖",
        "authors": "甲; 乙",
        "organisations": None,
    }
    found = line_of_row(row)
    assert (found.said.authors, found.said.organisations, found.medium) == (("甲", "乙"), (), "Z")


def test_styles() -> None:
    lines = [line(ARTICLE), line(BOOK)]
    assert bibliography(lines, "gbt7714").splitlines()[1].startswith("[2] 某甲. 两湖友城志")
    assert [item["type"] for item in json.loads(bibliography(lines, "csl"))] == ["article-journal", "book"]
    assert bibliography(lines, "bibtex").count("@") == 2
    with pytest.raises(UsageError, match="no style 'apa'"):
        bibliography(lines, "apa")
