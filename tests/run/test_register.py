"""A register beside reports: read row by row whoever made it, one more source, held against the reports tie by tie."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.extract.register.columns import is_register, known_columns
from pipeline.run import BuildResult, build
from tests.read.test_office import xlsx

REPORT = (
    "1985年9月2日，长沙市与日本鹿儿岛市结为友好城市。\n\n1992年6月9日，武汉市与德国杜伊斯堡市结为友好城市。\n\n"
    "1997年10月8日，长沙市与瑞士弗里堡市结为友好城市。\n"
)
HEADS = ("中方城市", "外方城市", "国家", "结好时间")
ROWS = (
    ("长沙", "鹿儿岛", "日本", "1985-09-02"),
    ("武汉", "杜伊斯堡", "德国", "1982年10月8日"),
    ("长沙", "拉巴斯", "玻利维亚", "1997"),
)
BINDINGS = {
    "results": {
        "bindings": [
            {"itemLabel": {"value": a}, "sisterLabel": {"value": b}, "countryLabel": {"value": c}, "start": {"value": d}}
            for a, b, c, d in (
                ("Kagoshima", "Changsha", "Japan", "1985-09-02T00:00:00Z"),
                ("Wuhan", "Duisburg", "Germany", "1982-10-08T00:00:00Z"),
                ("Changsha", "La Paz", "Bolivia", "1997-01-01T00:00:00Z"),
            )
        ]
    }
}  # fmt: skip


def as_csv(folder: Path) -> Path:
    path = folder / "list.csv"
    path.write_text("\n".join(",".join(row) for row in (HEADS, *ROWS)) + "\n", encoding="utf-8")
    return path


def as_xlsx(folder: Path) -> Path:
    """The least that a spreadsheet program would write, with the words in the cells."""
    cells = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{"ABCD"[k]}{n}" t="inlineStr"><is><t>{w}</t></is></c>' for k, w in enumerate(row)) + "</row>"
        for n, row in enumerate((HEADS, *ROWS), 1)
    )  # fmt: skip
    path = folder / "list.xlsx"
    path.write_bytes(xlsx(cells))
    return path


def as_json(folder: Path) -> Path:
    path = folder / "query.json"
    path.write_text(json.dumps(BINDINGS), encoding="utf-8")
    return path


def run(folder: Path, register: Path) -> BuildResult:
    (folder / "in").mkdir()
    (folder / "in" / "report.txt").write_text(REPORT, encoding="utf-8")
    return build([folder / "in"], folder / "out", registers=[register])


@pytest.mark.parametrize("make", [as_csv, as_xlsx, as_json])
def test_what_register_and_reports_have_of_each_other(make: object, tmp_path: Path) -> None:
    result = run(tmp_path, make(tmp_path))  # type: ignore[operator]
    assert result.troubles == ()
    rows = pq.read_table(result.release / "parquet" / "register.parquet").to_pylist()
    held = {(row["a_name"][:2], row["b_name"][:2]): row for row in rows}
    assert {key: row["held"] for key, row in held.items()} == {
        ("长沙", "鹿儿"): "agrees",
        ("武汉", "杜伊"): "date",
        ("长沙", "拉巴"): "unseen",
        ("长沙", "弗里"): "lacked",
    }
    differ = held["武汉", "杜伊"]
    assert (differ["register_date"], differ["reports_date"]) == ("1982-10-08", "1992-06-09")
    assert held["长沙", "拉巴"]["register_date"] == "1997"
    assert all(row["covered"] and row["says"] and row["says_zh"] for row in rows)
    assert result.register == {"agrees": 1, "date": 1, "unseen": 1, "lacked": 1}


def test_the_register_is_a_source_with_citations_of_its_own(tmp_path: Path) -> None:
    result = run(tmp_path, as_csv(tmp_path))
    lines = (result.release / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    listed = [c for c in map(json.loads, lines) if c["document"] == "list.csv"]
    assert {c["extractor"] for c in listed} == {"register.list"}
    assert [c["address"] for c in listed] == ["A2:D2", "A3:D3", "A4:D4"] or len({c["address"] for c in listed}) == 3
    assert all(c["fields"]["a"]["quote"] in ("长沙", "武汉") for c in listed)
    clash = [f for f in (result.release / "audits.jsonl").read_text(encoding="utf-8").splitlines() if "杜伊斯堡" in f]
    assert any(json.loads(f)["kind"] == "cross-source" for f in clash)


def test_a_row_that_names_no_known_place_is_kept_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("中方城市,外方城市,结好时间\n长沙,无此地名,1990\n无此市名,鹿儿岛,1991\n", encoding="utf-8")
    lines = (run(tmp_path, path).release / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    listed = [c for c in map(json.loads, lines) if c["document"] == "list.csv"]
    assert len(listed) == 2
    assert all(c["fact_id"] is None and "no one place" in c["rejected"] for c in listed)


def test_a_file_that_is_no_list_of_ties_is_a_trouble(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("姓名,电话\n甲,1\n乙,2\n", encoding="utf-8")
    result = run(tmp_path, path)
    assert [t.document for t in result.troubles] == ["other.csv"]
    assert result.register == {}


@pytest.mark.parametrize(
    ("heads", "known"),
    [
        (("序号", "中方城市", "外方城市", "国别", "缔结时间"), {"home": 1, "partner": 2, "country": 3, "date": 4}),
        (("省区市", "友好城市名称", "国家", "结好日期", "关系类型"), {"home": 0, "partner": 1, "country": 2, "date": 3, "relation": 4}),
        (("City", "Sister City", "Country", "Date of signing"), {"home": 0, "partner": 1, "country": 2, "date": 3}),
        (("item", "itemLabel", "sister", "sisterLabel", "start"), {"home_id": 0, "home": 1, "partner_id": 2, "partner": 3, "date": 4}),
        (("a_place_id", "a_name", "b_place_id", "b_name", "date"), {"home_id": 0, "home": 1, "partner_id": 2, "partner": 3, "date": 4}),
        (("姓名", "电话"), {}),
    ],
)  # fmt: skip
def test_columns_are_known_by_their_heads(heads: tuple[str, ...], known: dict[str, int]) -> None:
    found = known_columns(dict(enumerate(heads)))
    assert found == known
    assert is_register(found) is bool(known)
