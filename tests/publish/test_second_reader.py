"""The second reader on PDFs made on the spot: what it agrees to, what it tells apart, what it cannot read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.publish import second_reader
from pipeline.publish.second_reader import known_losses, second_read, shares
from pipeline.records.claim import Claim, DocumentBody, Place
from pipeline.records.source import Bibliography, Kind, Source

WORDS = "绍兴与西宫结好"
BOX = (1.0, 40.0, 38.0, 112.0, 54.0)  # round the words on the first page


@pytest.fixture
def source(tmp_path) -> Source:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600), invariant=1)
    for words in (WORDS, "第二页"):
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(40, 550, words)
        canvas.showPage()
    canvas.save()
    return Source(path, path.name, Kind.PDF, "d" * 64, 1)


def claim(quote: str = WORDS, *boxes: tuple[float, ...], **more: object) -> Claim:
    place = Place(page=1, boxes=boxes or (BOX,))
    body = DocumentBody(Bibliography(quote))
    one = Claim("c-1", "d-1", "a.pdf", "d" * 64, "document", quote, place, "rules.test", 0.9, body)
    return replace(one, **more)


@pytest.mark.parametrize(
    ("asked", "said", "point"),
    [
        (claim(), "agrees", "the words are there"),
        (claim("绍 兴与西宫 结好"), "agrees", "white space aside"),
        (claim("绍兴与西宫\ufa30结好"), "differs", "a character too many"),
        (claim("绍兴与西宮结好"), "differs", "another form of a character is another character"),
        (claim(WORDS, (1.0, 200.0, 300.0, 300.0, 320.0)), "could not read", "nothing stands there"),
        (claim(WORDS, (9.0, 40.0, 38.0, 112.0, 54.0)), "could not read", "no such page"),
        (claim(WORDS + "第二页", BOX, (2.0, 40.0, 38.0, 112.0, 54.0)), "agrees", "over two pages"),
        (claim(ocr=True), None, "OCR's claims are not asked about"),
        (claim(rejected="below cut", fact_id=None), None, "nor are rejected ones"),
    ],
)
def test_what_it_says(source, asked, said, point):
    (read,) = second_read(source, [asked])
    assert read.second_reader == said, point
    assert replace(read, second_reader=None) == asked


def test_text_kinds_are_left_alone(source):
    assert second_read(replace(source, kind=Kind.TEXT), [claim()]) == (claim(),)


def test_a_file_that_it_cannot_open_is_no_error(tmp_path):
    path = tmp_path / "b.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    (read,) = second_read(Source(path, path.name, Kind.PDF, "d" * 64, 1), [claim()])
    assert read.second_reader == "could not read"


def test_a_page_that_takes_too_long_is_given_up(source, monkeypatch):
    def forever(characters):
        while True:
            pass

    monkeypatch.setattr(second_reader, "_in_strips", forever)
    monkeypatch.setattr(second_reader, "START_SECONDS", 0.3)
    monkeypatch.setattr(second_reader, "PAGE_SECONDS", 0.0)
    assert second_read(source, [claim()])[0].second_reader == "could not read"


def test_a_page_is_opened_once_for_all_its_claims(source, monkeypatch):
    pages, strips = [], second_reader._in_strips

    def count(characters):
        pages.append(1)
        return strips(characters)

    monkeypatch.setattr(second_reader, "_in_strips", count)
    read = second_read(source, [replace(claim(), claim_id=f"c-{n}") for n in range(5)])
    assert {one.second_reader for one in read} == {"agrees"}
    assert len(pages) == 1


def test_shares():
    said = ["agrees", "agrees", "agrees", "differs", None]
    assert shares([claim(second_reader=one) for one in said]) == {
        "agrees": 3,
        "differs": 1,
        "could not read": 0,
        "share": 0.75,
    }
    assert shares([claim()])["share"] is None


def test_each_known_loss_is_made_good_in_its_example():
    import tomllib

    from pipeline.paths import data_file

    losses = known_losses()
    data = tomllib.loads(Path(data_file("pipeline.publish", "second_reader.toml")).read_text(encoding="utf-8"))
    for loss in data["loss"]:
        first, second = loss["example"]
        assert losses.plain(first) == losses.plain(second), loss["name"]
        assert loss["why"].endswith("."), loss["name"]
    for entry in data["unread"]:
        assert losses.unread.search(entry["example"]), entry["name"]
