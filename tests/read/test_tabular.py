"""CSV and JSON lists: rows as table rows, long values as paragraphs, addresses."""

from pathlib import Path

import pytest

from pipeline.errors import PackageBroken, SourceKindUnknown
from pipeline.extract.anchor import Citer
from pipeline.read.sheet import column_name
from pipeline.read.tabular import delimiter_of, read_csv, read_json
from pipeline.records.reading import Reading
from pipeline.records.source import Kind, Source


def source(kind: Kind) -> Source:
    return Source(Path(f"a.{kind.value}"), f"a.{kind.value}", kind, "0" * 64, 1)


def shown(reading: Reading) -> list[tuple[str, str]]:
    return [(b.kind.value, reading.words(b.span)) for b in reading.blocks]


def test_a_csv_file_is_a_table_with_addresses() -> None:
    reading = read_csv(source(Kind.CSV), '\ufeff城市,外方,时间\r\n西安,"奈良, 日本",1974\r\n大连,,1979\r\n')
    assert shown(reading) == [("table", "城市\t外方\t时间\n西安\t奈良,日本\t1974\n大连\t1979")]
    cells = reading.tables[0].cells
    assert len(cells) == 9 and cells[7].span is None
    cited = Citer(reading).cite(cells[3].span.hull(cells[5].span))
    assert (cited.quote, cited.place.address) == ("西安 奈良,日本 1974", "A2:C2")


def test_empty_rows_part_tables_and_captions_stand_before_them() -> None:
    text = "一、日本,,\n城市,外方,年\n甲市,乙市,1980\n\n二、法国,,\n城市,外方,年\n丙市,丁市,1981\n注：截至去年底,,\n"
    found = shown(read_csv(source(Kind.CSV), text))
    assert [kind for kind, _ in found] == ["caption", "table", "caption", "table", "para"]


@pytest.mark.parametrize(
    ("text", "mark"), [("a\tb\nc\td", "\t"), ("甲；乙", ","), ("1;2,5\n3;4", ";"), ("一，二\n三，四", "，")]
)
def test_delimiters(text: str, mark: str) -> None:
    assert delimiter_of(text) == mark


def test_columns_are_named_as_in_spreadsheets() -> None:
    assert [column_name(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_short_records_are_rows() -> None:
    reading = read_json(source(Kind.JSON), '{"ok": 1, "data": [{"城市": "昆明", "年": 1981}, {"城市": "厦门"}]}')
    assert shown(reading) == [("table", "城市\t年\n昆明\t1981\n厦门")]
    assert Citer(reading).cite(reading.tables[0].cells[2].span).place.address == "$.data[0].城市"


def test_long_values_are_texts_and_html_in_them_is_read() -> None:
    body = "<p>昆明市与苏黎世市&ldquo;结好&rdquo;。</p><p>两地往来不断。</p>"
    reading = read_json(source(Kind.JSON), f'[{{"title": "昆明结好", "content": "{body}"}}]')
    assert shown(reading) == [("heading", "昆明结好"), ("para", "昆明市与苏黎世市“结好”。"), ("para", "两地往来不断。")]
    assert Citer(reading).cite(reading.blocks[2].span).place.address == "$[0].content"


def test_json_lines() -> None:
    assert shown(read_json(source(Kind.JSON), '{"a": "甲"}\n{"a": "乙"}\n')) == [("table", "a\n甲\n乙")]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ('{"a": 1}', SourceKindUnknown),
        ("[1, 2", PackageBroken),
        ("[" * 200_000, PackageBroken),
        ("[]", SourceKindUnknown),
    ],
)
def test_what_is_no_list_of_records_is_named(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read_json(source(Kind.JSON), text)
