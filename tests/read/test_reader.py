"""One door for every kind, and the JSON object that `youcheng read` prints."""

from pipeline.ingest.discover import discover
from pipeline.read.reader import read_document
from pipeline.read.report import reading_as_json
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
