"""Word and Excel files made here: structure, addresses, dates as shown, and files that were made to hurt."""

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import PackageBroken, SourceTooLarge
from pipeline.extract.anchor import Citer
from pipeline.read import sheet
from pipeline.read.office_docx import read_docx
from pipeline.read.office_xlsx import read_xlsx, shown_by
from pipeline.records.source import Kind, Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def package(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, words in parts.items():
            archive.writestr(name, words)
    return file.getvalue()


def source(kind: Kind) -> Source:
    return Source(Path(f"a.{kind.value}"), f"a.{kind.value}", kind, "0" * 64, 1)


def para(words: str, style: str = "", more: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{words}</w:t></w:r>{more}</w:p>"


def docx(body: str, **parts: str) -> bytes:
    document = f'<?xml version="1.0"?><w:document {W}><w:body>{body}</w:body></w:document>'
    return package(**{"word/document.xml": document, **parts})


def xlsx(rows: str, after: str = "", strings: str = "", styles: str = "", state: str = "visible") -> bytes:
    parts = {
        "xl/workbook.xml": f'<workbook {S} {R}><sheets><sheet name="名单" sheetId="1" r:id="r1"/>'
        f'<sheet name="草稿" sheetId="2" state="{state}" r:id="r2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="r2" Target="worksheets/sheet2.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{rows}</sheetData>{after}</worksheet>",
        "xl/worksheets/sheet2.xml": f"<worksheet {S}><sheetData/></worksheet>",
        "xl/sharedStrings.xml": f"<sst {S}>{strings}</sst>",
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
    }
    return package(**parts)


def text_cell(place: str, words: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{words}</t></is></c>'


def test_a_word_document_has_headings_tables_and_notes() -> None:
    call = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:delText>删去</w:delText><w:t>，往来不断。</w:t></w:r>'
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    start, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        cell.format("", "国家") + cell.format("", "年份"), cell.format(start, "法国") + cell.format("", "1982"),
        cell.format(goes_on, "") + cell.format("", "1998"),
    ]  # fmt: skip
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    body = (
        para("武汉与波尔多", "a3")
        + para("往来", "H1")
        + para("两市一九九八年结好", more=call)
        + para("表1 武汉的伙伴")
        + table
    )
    styles = (
        f'<w:styles {W}><w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/></w:style></w:styles>'
    )
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
        f'<w:footnote w:id="2">{para("市志，第三卷。")}</w:footnote></w:footnotes>'
    )
    reading = read_docx(source(Kind.DOCX), docx(body, **{"word/styles.xml": styles, "word/footnotes.xml": notes}))
    assert [(b.kind.value, reading.words(b.span)) for b in reading.blocks] == [
        ("title", "武汉与波尔多"), ("heading", "往来"), ("para", "两市一九九八年结好，往来不断。"), ("caption", "表1武汉的伙伴"),
        ("table", "国家\t年份\n法国\t1982\n1998"), ("note", "市志，第三卷。"),
    ]  # fmt: skip
    (note,) = reading.notes
    assert note.called_at == reading.text.index("，往来")
    assert [(c.row, c.column, c.rowspan) for c in reading.tables[0].cells if c.row == 1] == [(1, 0, 2), (1, 1, 1)]
    cited = Citer(reading).cite(reading.tables[0].cells[2].span.hull(reading.tables[0].cells[3].span))
    assert (cited.quote, cited.place.address) == ("法国 1982", "table 1 row 2 cell 1 – table 1 row 2 cell 2")
    assert Citer(reading).cite(reading.blocks[2].span).place.address == "paragraph 3"


def test_a_workbook_gives_tables_with_addresses_and_dates_as_shown() -> None:
    rows = (
        f'<row r="1">{text_cell("A1", "江苏省的伙伴")}</row>'
        f'<row r="2">{text_cell("A2", "城市")}<c r="B2" t="s"><v>0</v></c>{text_cell("C2", "时间")}</row>'
        f'<row r="3">{text_cell("A3", "南京")}{text_cell("B3", "圣路易斯")}<c r="C3" s="1"><v>29161</v></c></row>'
        f'<row r="4">{text_cell("A4", "苏州")}<c r="B4"><f>1+1</f></c><c r="C4" s="2"><v>0.155</v></c></row>'
    )
    strings = "<si><r><t>外</t></r><r><t>方</t></r><rPh><t>wai</t></rPh></si>"
    styles = (
        '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="9"/></cellXfs>'
    )
    merge = '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>'
    reading = read_xlsx(source(Kind.XLSX), xlsx(rows, merge, strings, styles, "hidden"))
    assert [(b.kind.value, reading.words(b.span)) for b in reading.blocks] == [
        ("heading", "名单"), ("caption", "江苏省的伙伴"),
        ("table", "城市\t外方\t时间\n南京\t圣路易斯\t1979年11月\n苏州\t15.5%"),
    ]  # fmt: skip
    table = reading.tables[0]
    assert table.caption is not None and all(c.is_head == (c.row == 0) for c in table.cells)
    row = [c.span for c in table.cells if c.row == 1]
    cited = Citer(reading).cite(row[0].hull(row[-1]))
    assert (cited.quote, cited.place.address) == ("南京 圣路易斯 1979年11月", "名单!A3:C3")
    assert reading.remarks == (
        "hidden sheets were not read: 草稿", "1 formulas have no saved value and are read as empty cells",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "shown"),
    [("yyyy-mm-dd", "ymd"), ('yyyy"年"', "y"),
     ("[$-804]yyyy/m;@", "ym"), ("0.0%", "%"), ('#,##0"yards"', ""), ("General", ""), ("0.00E+00", "")],
)  # fmt: skip
def test_number_formats(code: str, shown: str) -> None:
    assert shown_by(code) == shown


def test_too_many_cells_are_refused_before_they_are_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MAX_CELLS", 5000)
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 50_000))
    with pytest.raises(SourceTooLarge, match="filled cells"):
        read_xlsx(source(Kind.XLSX), xlsx(rows))


BOMB = '<!DOCTYPE x [<!ENTITY a "友友友友友友友友"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx("").replace(b"PK", b"XX"), "no ZIP"),
        (package(**{"other.xml": "<a/>"}), "no part of Word's"),
        (package(**{"word/document.xml": f"{BOMB}<w:document {W}>&b;</w:document>"}), "an entity bomb"),
        (
            package(**{"word/document.xml": f'<!DOCTYPE x SYSTEM "file:/etc/hostname"><w:document {W}/>'}),
            "a document type",
        ),
        (package(**{"word/document.xml": "<a>" * 5000}), "too deep"),
        (docx("<w:p>"), "broken XML"),
    ],
)
def test_hostile_and_broken_packages_are_named(data: bytes, why: str) -> None:
    with pytest.raises(PackageBroken):
        read_docx(source(Kind.DOCX), data)


def test_a_zip_bomb_is_refused_by_what_comes_out() -> None:
    with pytest.raises(SourceTooLarge):
        read_docx(source(Kind.DOCX), docx("<w:p/>" + " " * 40_000_000))
