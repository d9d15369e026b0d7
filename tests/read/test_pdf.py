"""Text PDFs onto the spine: order, paragraphs, furniture, notes and what is refused; each row of paint is a tiny PDF."""

import io

import pdfplumber
import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from pipeline.errors import PdfBroken, PdfEncrypted, PdfWithoutText
from pipeline.read.pdf import read_pdf
from pipeline.read.report import reading_as_json
from pipeline.records.reading import BlockKind

LEFT = [
    "　　沈阳市和札幌市的往来始于",
    "上世纪八十年代的冰雪运动，",
    "两地的滑雪教练每年互访，冬",
    "天的市民活动也常请对方参加",
    "，至今没有中断。",
]
RIGHT = [
    "　　后来合作扩大到环保和养老",
    "服务，医院之间也签了文件，",
    "护士可以到对方那里进修，为",
    "期三个月，费用由双方各付一",
    "半。",
]
JOINED = ["".join(lines).strip() for lines in (LEFT, RIGHT)]


def texts(reading, *kinds):
    return [reading.words(block.span) for block in reading.blocks if not kinds or block.kind in kinds]


def check_spine(reading):
    """What must hold of every reading: lengths agree, offsets climb within a block, each clean mark is its glyph."""
    assert len(reading.text) == len(reading.shadow) == len(reading.offsets)
    assert len(reading.raw) == len(reading.glyphs.pages) == len(reading.glyphs.boxes) // 4
    assert all(reading.text[block.span.end] == "\n" for block in reading.blocks[:-1])
    for block in reading.blocks:
        offsets = reading.offsets[block.span.start : block.span.end]
        assert list(offsets) == sorted(offsets)
    for mark, at in zip(reading.text, reading.offsets, strict=True):
        assert mark.isspace() or mark == reading.raw[at]


def test_lines_become_paragraphs(pdf):
    def paint(p):
        p.lines(40, 60, LEFT)
        p.lines(40, 150, RIGHT)

    reading = read_pdf(pdf(paint))
    assert texts(reading) == JOINED
    check_spine(reading)


def test_columns_painted_row_by_row_are_read_one_after_the_other(pdf):
    def paint(p):
        for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
            p.words(40, 60 + 15 * row, left)
            p.words(215, 60 + 15 * row, right)

    assert texts(read_pdf(pdf(paint))) == JOINED


def test_a_paragraph_goes_on_in_the_next_column_and_round_a_wide_title(pdf):
    def paint(p):
        p.words(80, 30, "两座北方城市的冬天与友谊：一份观察", 14)
        p.lines(
            40, 60, ["　　佳木斯的代表团第一次出访", "是在秋天，回来的时候带了一", "批树苗，种在江边的公园里，"] * 2
        )
        p.lines(
            215, 60, ["每年春天都有学生去浇水，孩", "子们给每棵树起了名字，并把", "名字写成信寄给海那边的同学", "看。"]
        )

    reading = read_pdf(pdf(paint))
    paragraphs = texts(reading, BlockKind.PARA)
    assert paragraphs[-1].endswith(
        "种在江边的公园里，每年春天都有学生去浇水，孩子们给每棵树起了名字，并把名字写成信寄给海那边的同学看。"
    )
    assert reading.blocks[0].kind is BlockKind.TITLE


def test_running_heads_and_page_numbers_are_kept_apart(pdf):
    def paint(p):
        for number in range(3, 7):
            p.words(40, 20, "地方外事通讯", 8)
            p.words(190, 570, f"— {number} —", 8)
            p.words(40, 60, f"{'东西南北'[number - 3]}边的城市今年没有新的消息。")
            p.page()

    reading = read_pdf(pdf(paint))
    assert reading.glyphs.labels == ("3", "4", "5", "6")
    assert texts(reading, BlockKind.FURNITURE).count("地方外事通讯") == 4
    assert [words[0] for words in texts(reading, BlockKind.PARA)] == list("东西南北")


def test_a_paragraph_runs_over_the_page_end(pdf):
    def paint(p):
        for number, part in ((1, LEFT[:3]), (2, LEFT[3:])):
            p.words(190, 570, str(number), 8)
            p.lines(40, 60 if number == 2 else 500, part)
            p.page()

    assert texts(read_pdf(pdf(paint)), BlockKind.PARA) == [JOINED[0]]


def test_notes_are_linked_on_their_own_page(pdf):
    def paint(p):
        for number in (1, 2):
            p.lines(40, 60, (LEFT, RIGHT)[number - 1])
            p.words(125 if number == 1 else 55, 119, "①", 6)
            p.rule(40, 500, 110, 500)
            p.words(40, 505, "①", 5)
            p.words(46, 505, f"地方志办公室编：《来往纪事》第{number}卷。", 8)
            p.page()

    reading = read_pdf(pdf(paint))
    assert [(note.mark, reading.words(note.words)) for note in reading.notes] == [
        ("1", "地方志办公室编：《来往纪事》第1卷。"),
        ("1", "地方志办公室编：《来往纪事》第2卷。"),
    ]
    assert "①" not in "".join(texts(reading, BlockKind.PARA))
    for note, paragraph in zip(reading.notes, reading.blocks, strict=False):
        assert note.called_at == paragraph.span.end


def test_small_numbered_lines_at_the_foot_are_notes_where_they_are_called(pdf):
    def paint(p):
        for number in (1, 2):
            p.lines(40, 60, (LEFT, RIGHT)[number - 1])
            if number == 1:
                p.words(125, 119, "7", 5)
                p.lines(40, 520, ["7. 地方志办公室的抄本，", "没有页码。"], 8, 11)
            p.page()

    reading = read_pdf(pdf(paint))
    (note,) = reading.notes
    assert (note.mark, reading.words(note.words)) == ("7", "地方志办公室的抄本，没有页码。")
    assert reading.text[: note.called_at].endswith("没有中断。")


def test_words_on_the_ground_of_a_slide_are_no_labels(pdf):
    def paint(p):
        p.canvas.setFillGray(0.9)
        for top in (10, 260):
            p.canvas.rect(10, 600 - top - 245, 380, 245, fill=1)
        p.canvas.setFillGray(0)
        p.words(40, 60, "港口的一天", 20)
        p.lines(40, 120, LEFT)
        p.words(200, 400, "九点", 7)

    reading = read_pdf(pdf(paint))
    assert "".join(texts(reading, BlockKind.HEADING, BlockKind.PARA)).count("冰雪运动") == 1
    assert texts(reading, BlockKind.FIGURE) == ["九点"]


def test_letter_spaced_words_close_up_and_latin_words_stay_apart(pdf):
    def paint(p):
        p.words(40, 60, "至 2 0 1 7 年 1 2 月，两 地 共 办 活 动 1 5 次")
        p.words(40, 90, "Memorandum with Kent County", 10, "Helvetica")

    assert texts(read_pdf(pdf(paint))) == ["至2017年12月，两地共办活动15次", "Memorandum with Kent County"]


def test_a_hyphen_at_a_line_end_goes(pdf):
    def paint(p):
        p.words(40, 60, "The two towns renewed their agree-", 10, "Helvetica")
        p.words(40, 75, "ment in the year after, and more", 10, "Helvetica")

    assert texts(read_pdf(pdf(paint)))[0].startswith("The two towns renewed their agreement in the year")


def test_fake_bold_and_watermarks_leave_no_second_glyph(pdf):
    def paint(p):
        for shift in (0, 0.3, 0.6):
            p.words(40 + shift, 60, "友谊年鉴")
        p.canvas.saveState()
        p.canvas.translate(100, 300)
        p.canvas.rotate(45)
        p.canvas.setFont("STSong-Light", 30)
        p.canvas.drawString(0, 0, "内部样稿")
        p.canvas.restoreState()

    reading = read_pdf(pdf(paint))
    assert reading.text == "友谊年鉴"


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_those_that_pdfplumber_sees(pdf, turn):
    def paint(p):
        p.canvas.setPageRotation(turn)
        p.lines(60, 280, ["大连与伊万诺沃", "两市互办图片展"])

    source = pdf(paint)
    reading = read_pdf(source)
    assert reading.text.replace("\n", "") == "大连与伊万诺沃两市互办图片展"
    with pdfplumber.open(source.path) as judge:
        seen = {char["text"]: char for char in judge.pages[0].chars}
    for number, mark in enumerate(reading.raw):
        x0, top, x1, bottom = reading.glyphs.boxes[4 * number : 4 * number + 4]
        assert (x0 + x1) / 2 == pytest.approx((seen[mark]["x0"] + seen[mark]["x1"]) / 2, abs=2)
        assert (top + bottom) / 2 == pytest.approx((seen[mark]["top"] + seen[mark]["bottom"]) / 2, abs=2)


def test_boxes_count_from_the_visible_part_of_the_page(pdf):
    def paint(p):
        p.canvas.setCropBox((30, 40, 380, 560))
        p.words(60, 80, "大连与伊万诺沃")

    boxes = read_pdf(pdf(paint)).glyphs.boxes
    assert boxes[0] == pytest.approx(30, abs=0.5)
    assert boxes[1] == pytest.approx(40, abs=2)


def test_a_chart_is_a_figure_and_breaks_no_paragraph(pdf):
    def paint(p):
        p.lines(40, 60, LEFT)
        for number, height in enumerate((60, 30, 45)):
            p.canvas.rect(80 + 60 * number, 600 - 300, 30, height, fill=1)
            p.words(85 + 60 * number, 303, f"{1990 + 10 * number}年", 7)
        p.words(150, 325, "图 1：各年代新增活动", 9)
        p.lines(40, 360, RIGHT)

    reading = read_pdf(pdf(paint))
    assert texts(reading, BlockKind.PARA) == JOINED
    assert texts(reading, BlockKind.CAPTION) == ["图1：各年代新增活动"]
    assert texts(reading, BlockKind.FIGURE)


def test_a_truncated_file_is_named(pdf, source_of):
    source = pdf(lambda p: p.lines(40, 60, LEFT))
    source.path.write_bytes(source.path.read_bytes()[:200])
    with pytest.raises(PdfBroken) as caught:
        read_pdf(source_of(source.path))
    assert caught.value.document == "a.pdf"


def test_an_encrypted_file_is_named_and_an_empty_password_opens(pdf):
    locked = pdf(lambda p: p.lines(40, 60, LEFT), encrypt=StandardEncryption("geheim", canPrint=0))
    with pytest.raises(PdfEncrypted):
        read_pdf(locked)
    opened = pdf(lambda p: p.lines(40, 60, LEFT), encrypt=StandardEncryption("", ownerPassword="geheim"))
    assert texts(read_pdf(opened)) == [JOINED[0]]


def test_pictures_only_are_refused(pdf):
    from PIL import Image

    picture = io.BytesIO()
    Image.new("L", (20, 20), 128).save(picture, "PNG")
    with pytest.raises(PdfWithoutText):
        read_pdf(pdf(lambda p: p.canvas.drawImage(ImageReader(picture), 0, 0, 400, 600)))


def test_every_picture_is_a_figure_with_box_and_caption_in_reading_order(pdf):
    def paint(p):
        p.lines(40, 60, LEFT)
        grey = Image.new("L", (40, 20), 128)
        p.canvas.drawImage(ImageReader(grey), 80, 600 - 300, 200, 90)
        p.words(120, 320, "图 3：航线", 9)
        p.lines(40, 360, RIGHT)

    reading = read_pdf(pdf(paint))
    (figure,) = reading.figures
    assert figure.block is None and figure.caption and reading.words(figure.caption) == "图3：航线"
    assert figure.box == pytest.approx((80, 210, 280, 300), abs=1)
    shown = reading_as_json(reading)["blocks"]
    kinds = [block["kind"] for block in shown]
    assert kinds.index("figure") < kinds.index("caption")
    assert shown[kinds.index("figure")]["boxes"] == [[1, *(round(side, 2) for side in figure.box)]]
