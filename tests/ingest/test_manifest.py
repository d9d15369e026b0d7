"""A manifest's lines reach their documents; a wrong line is named and costs nothing else."""

import pytest

from pipeline.ingest.discover import discover
from pipeline.records.source import Bibliography

WORDS = "昆明市与瑞士的苏黎世市一九八二年结好，湖水治理是两市最早的合作。\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(name + WORDS, encoding="utf-8")
    return tmp_path


def run(folder, manifest):
    (folder / "manifest.toml").write_text(manifest, encoding="utf-8")
    found = discover([folder])
    assert [one.name for one in found.documents] == ["a.txt", "b.txt"]
    return [one.bibliography for one in found.documents], found.troubles


def test_lines_reach_their_documents(folder):
    lines, troubles = run(
        folder,
        '[[document]]\nfile = "b.txt"\ntitle = "两湖记"\nauthors = ["某甲", "某乙"]\ndate = 2004-05-01\nshare = true\n',
    )
    assert not troubles
    assert lines == [None, Bibliography("两湖记", ("某甲", "某乙"), (), "2004-05-01")]


WRONG = [
    # second entry, words of the message, point
    ('file = "b.txt"\ntitel = "x"', "titel", "an unknown key"),
    ('file = "b.txt"\nauthors = "某甲"', "authors", "a string where a list belongs"),
    ('file = "c.txt"', "c.txt", "a file that is not there"),
    ('file = "../b.txt"', "out of the folder", "a path out of the folder"),
    ('title = "x"', "file", "no file named"),
    ('file = "a.txt"', "second entry", "the same file twice"),
    ('file = "b.txt"\ndate = "May 2004"', "EDTF", "a date in another form"),
]


@pytest.mark.parametrize(("entry", "words", "point"), WRONG)
def test_a_wrong_entry_is_named_with_its_line(folder, entry, words, point):
    lines, troubles = run(folder, f'[[document]]\nfile = "a.txt"\ntitle = "甲"\n\n[[document]]\n{entry}\n')
    assert len(troubles) == 1, point
    assert words in troubles[0].message, point
    assert (troubles[0].code, troubles[0].place) == ("manifest", "line 5"), point
    assert lines[0] == Bibliography("甲"), point


def test_a_manifest_that_is_no_toml(folder):
    lines, troubles = run(folder, '[[document]]\nfile = "a.txt\n')
    assert lines == [None, None]
    assert "line 2" in troubles[0].message


def test_a_manifest_in_another_encoding(folder):
    (folder / "manifest.toml").write_bytes('[[document]]\nfile = "a.txt"\ntitle = "甲乙"\n'.encode("gb18030"))
    assert [one.code for one in discover([folder]).troubles] == ["manifest"]
