"""OFD files made here: text positions become boxes in points, columns and pages as in a PDF."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import PackageBroken, PdfWithoutText, SourceEncrypted
from pipeline.extract.anchor import Citer
from pipeline.read.ofd import read_ofd
from pipeline.read.ofd_page import POINTS, steps
from pipeline.records.reading import Reading
from pipeline.records.source import Kind, Source
from pipeline.records.span import Span

NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def line(words: str, x: float, y: float, size: float = 4.0, more: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="{size}" DeltaX="g {len(words) - 1} {size}">{words}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Boundary="{x} {y} 150 {size * 1.3}" Font="1" Size="{size}"{more}>{code}</ofd:TextObject>'


def ofd(*pages: str, root: str = "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>") -> bytes:
    file = io.BytesIO()
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}/Content.xml"/>' for n in range(len(pages)))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {NS}><ofd:DocBody>{root}</ofd:DocBody></ofd:OFD>")
        area = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        archive.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {NS}>{area}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        for number, content in enumerate(pages):
            page = f"<ofd:Page {NS}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
            archive.writestr(f"Doc_0/Pages/P{number}/Content.xml", page)
    return file.getvalue()


def read(data: bytes) -> Reading:
    return read_ofd(Source(Path("a.ofd"), "a.ofd", Kind.OFD, "0" * 64, 1), data)


def test_lines_join_and_boxes_are_in_points() -> None:
    first, second = "沈阳市与札幌市早在一九八〇年就已结为友好的城市，", "两地的学生每年都在冬天互相拜访，一起滑雪。"
    reading = read(
        ofd(line(first, 30, 40) + line(second, 30, 47), line("第二页上还有一句完整的话，说完就结束了。", 30, 40))
    )
    assert reading.words(reading.blocks[0].span) == first + second
    cited = Citer(reading).cite(Span(0, 3))
    ((page, x0, top, x1, bottom),) = cited.place.boxes
    assert (cited.quote, page) == ("沈阳市", 1)
    assert x0 == pytest.approx(30 * POINTS, abs=0.1) and x1 == pytest.approx(42 * POINTS, abs=0.1)
    assert 40 * POINTS < top < bottom < 46 * POINTS
    assert {reading.glyphs.pages[i] for i in range(len(reading.raw))} == {1, 2}


def test_a_matrix_scales_and_what_is_not_visible_is_not_read() -> None:
    big = line("大连市的往来", 0, 0, 2.0, ' CTM="2 0 0 2 30 40"')
    reading = read(
        ofd(
            big
            + line("看不见的字", 30, 80, 4.0, ' Visible="false"')
            + line("大连市和北九州市的港口互派人员学习。", 30, 60)
        )
    )
    assert "看不见" not in reading.text and "大连市的往来" in reading.text
    x0, _, x1, _ = reading.glyphs.boxes[:4]
    assert (x0, x1) == pytest.approx((30 * POINTS, 34 * POINTS), abs=0.1)


@pytest.mark.parametrize(
    ("words", "length", "expected"),
    [
        ("g 3 4.5 2", 9, [4.5, 4.5, 4.5, 2.0]),
        ("1 2", 1, [1.0]),
        ("g 999999999 1", 3, [1.0] * 3),
        ("g x", 4, [0.0, 0.0]),
        ("", 4, []),
    ],
)
def test_steps_between_glyphs(words: str, length: int, expected: list[float]) -> None:
    assert steps(words, length) == expected


def test_files_that_cannot_be_read_are_named() -> None:
    with pytest.raises(PackageBroken):
        read(b"PK nothing")
    with pytest.raises(PackageBroken):
        read(ofd(line("字", 1, 1), root="<ofd:DocRoot>Doc_9/Document.xml</ofd:DocRoot>"))
    with pytest.raises(SourceEncrypted):
        read(ofd(root="<ofd:Encryptions/>"))
    with pytest.raises(PdfWithoutText):
        read(ofd('<ofd:ImageObject ID="1" Boundary="0 0 210 297" ResourceID="3"/>'))
