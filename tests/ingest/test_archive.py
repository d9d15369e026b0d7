"""ZIPs of documents, formats known by what is in them, and what is refused with the words what to hand over instead."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import PackageBroken, SourceEncrypted, SourceKindUnknown, SourceTooLarge
from pipeline.ingest.discover import discover
from pipeline.ingest.inspect import IngestLimits, inspect
from pipeline.read.reader import read_document
from pipeline.records.source import Kind
from pipeline.zipped import ZipLimits

WORDS = "成都市与林茨市早在一九八三年就结为友好城市，两地至今往来不断。"


def pack(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def found_in(tmp_path: Path, data: bytes, **limits: int):
    (tmp_path / "a.zip").write_bytes(data)
    return discover([tmp_path], limits=IngestLimits(archive=replace(ZipLimits(), **limits)))


def test_members_are_documents_and_are_read_from_within(tmp_path: Path) -> None:
    inner = pack({"c.md": WORDS.encode(), ".hidden.txt": b"x", "__MACOSX/d.txt": b"x"})
    found = found_in(tmp_path, pack({"sub/b.txt": WORDS.encode("gb18030"), "in.zip": inner, "x.exe": b"MZ"}))
    assert [(one.name, one.kind) for one in found.documents] == [
        ("a.zip!b.txt", Kind.TEXT), ("a.zip!in.zip!c.md", Kind.MARKDOWN),
    ]  # fmt: skip
    assert not found.troubles
    assert [path.name for path in found.skipped] == ["a.zip!in.zip!.hidden.txt", "a.zip!in.zip!d.txt", "a.zip!x.exe"]
    assert all(WORDS in read_document(one).text for one in found.documents)


@pytest.mark.parametrize("name", ["../up.txt", "/etc/top.txt", "..\\up.txt", "C:/x.txt", "a/../../b.txt"])
def test_a_name_that_leads_out_of_the_archive_costs_its_member(tmp_path: Path, name: str) -> None:
    found = found_in(tmp_path, pack({name: WORDS.encode(), "b.txt": WORDS.encode()}))
    assert [one.name for one in found.documents] == ["a.zip!b.txt"]
    assert [type(one) for one in found.troubles] == [PackageBroken]


@pytest.mark.parametrize(
    ("limits", "members"),
    [
        ({"small": 1000}, {"a.txt": "友".encode() * 400_000}),
        ({"members": 2}, {f"{n}.txt": b"x" for n in range(3)}),
        ({"total": 1000}, {"a.txt": b"x" * 2000}),
        ({"depth": 1}, {"a.zip": pack({"a.txt": b"x"})}),
    ],
)
def test_limits_of_size_ratio_number_and_depth(
    tmp_path: Path, limits: dict[str, int], members: dict[str, bytes]
) -> None:
    found = found_in(tmp_path, pack(members), **limits)
    assert not found.documents and [type(one) for one in found.troubles] == [SourceTooLarge]


def test_a_small_bomb_is_stopped_while_it_unpacks(tmp_path: Path) -> None:
    found = found_in(tmp_path, pack({"a.txt": b"\0" * 60_000_000, "b.txt": WORDS.encode()}))
    assert [one.name for one in found.documents] == ["a.zip!b.txt"]
    assert [type(one) for one in found.troubles] == [SourceTooLarge]


def test_a_broken_archive_and_an_encrypted_member(tmp_path: Path) -> None:
    assert [type(one) for one in found_in(tmp_path, b"PK\3\4 nothing").troubles] == [PackageBroken]
    data = bytearray(pack({"b.txt": WORDS.encode()}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + at] |= 1
    assert [type(one) for one in found_in(tmp_path, bytes(data)).troubles] == [SourceEncrypted]


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("a.caj", b"CAJ\0xxxx", SourceKindUnknown, "as PDF"),
        ("a.kdh", b"KDH 2.0", SourceKindUnknown, "as PDF"),
        ("a.pdf", b"CAJ\0 under another name", SourceKindUnknown, "as PDF"),
        ("a.rar", b"Rar!\x1a\x07\0", SourceKindUnknown, "ZIP"),
        ("a.docx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), SourceEncrypted, "without one"),
        ("a.docx", b"plain words", PackageBroken, "no ZIP"),
    ],
)
def test_what_is_refused_says_what_to_hand_over(tmp_path: Path, name: str, data: bytes, error: type, says: str) -> None:
    (tmp_path / name).write_bytes(data)
    (trouble,) = discover([tmp_path]).troubles
    assert type(trouble) is error and says in trouble.message


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.doc", OLE, Kind.DOC),
        ("a.docx", OLE, Kind.DOC),
        ("a.xls", b"<html><table><tr><td>" + WORDS.encode(), Kind.HTML),
        ("a.xlsx", pack({"xl/workbook.xml": b"<a/>"}), Kind.XLSX),
        ("a.doc", pack({"word/document.xml": b"<a/>"}), Kind.DOCX),
        ("a.csv", WORDS.encode(), Kind.CSV),
        ("a.ofd", pack({"OFD.xml": b"<a/>"}), Kind.OFD),
    ],
)
def test_kinds_by_what_is_inside(tmp_path: Path, name: str, data: bytes, kind: Kind) -> None:
    (tmp_path / name).write_bytes(data)
    assert inspect(tmp_path / name, limits=IngestLimits()).kind is kind
