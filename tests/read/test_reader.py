"""One door for every kind, and the JSON object that `youcheng read` prints."""

from pipeline.ingest.discover import discover
from pipeline.read.pdf import read_pdf
from pipeline.read.reader import read_document
from pipeline.read.report import Marks, reading_as_json
from pipeline.records.source import Kind

WORDS = "长春市与弗林特市的大学互换教师，已有十多年，双方的学生也常常往来。"


def test_texts_and_pdfs_come_through_one_door(pdf, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "b.txt").write_bytes(WORDS.encode("gb18030"))
    (folder / "c.md").write_bytes(("# 记事\n\n" + WORDS).encode("utf-16"))
    pdf(lambda p: p.lines(40, 60, [WORDS[:17], WORDS[17:]])).path.rename(folder / "a.pdf")
    found = discover([folder])
    assert [one.kind for one in found.documents] == [Kind.PDF, Kind.TEXT, Kind.MARKDOWN]
    for source in found.documents:
        assert WORDS in read_document(source).text


def test_the_object_has_blocks_tables_and_notes(pdf):
    reading = read_document(pdf(lambda p: p.lines(40, 60, [WORDS[:17], WORDS[17:]])))
    shown = reading_as_json(reading)
    assert shown["notes"] == shown["tables"] == []
    (block,) = shown["blocks"]
    assert (block["kind"], block["text"], block["page"]) == ("para", WORDS, 1)
    assert [box[0] for box in block["boxes"]] == [1, 1]


def test_marks_of_notes_stand_outside_the_text_or_as_the_number_of_their_note(pdf):
    def paint(p):
        p.words(40, 60, "　　两地的报纸都登了这条消息")
        p.words(175, 58, "①", 6)
        p.words(182, 60, "，电台也播了")
        p.words(242, 58, "②", 6)
        p.words(249, 60, "。")
        p.rule(40, 500, 110, 500)
        for row, words in enumerate(("晚报，第一版。", "电台，早间。")):
            p.words(40, 505 + 12 * row, "①②"[row], 5)
            p.words(46, 505 + 12 * row, words, 8)

    reading = read_pdf(pdf(paint))
    out, placed = reading_as_json(reading), reading_as_json(reading, marks=Marks.PLACED)
    assert out["blocks"][0]["text"] == "两地的报纸都登了这条消息，电台也播了。"
    assert placed["blocks"][0]["text"] == "两地的报纸都登了这条消息⟦0⟧，电台也播了⟦1⟧。"
    for shown, sign in ((out, "，。"), (placed, "⟦⟦")):
        at = [note["marked_at"] for note in shown["notes"]]
        assert [shown["blocks"][one["block"]]["text"][one["offset"]] for one in at] == list(sign)
