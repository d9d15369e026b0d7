"""A document that means harm is shown as the words that it holds: tags, formulas, marks that turn the direction, a name without end."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import Any

import pytest

from tests.serve.conftest import Client
from tests.serve.hostile_release import EVIL, make_hostile, paths


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    return make_hostile(tmp_path / "r-hostile")


def test_no_page_lets_a_documents_words_become_markup(client: Client, hostile: Path) -> None:
    asking = client(release=hostile)
    for path in paths(hostile):
        answer = asking.get(path, follow_redirects=True)
        assert answer.status_code == 200, (path, answer.text[:300])
        for opened in re.findall(r"<script[^>]*>", answer.text):
            assert 'src="/static/' in opened, (path, opened)
        tags = re.sub(r"&[a-z]+;|&#\d+;", "", answer.text)
        assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', tags)), path
        assert "<img src=x" not in answer.text and "<svg onload" not in answer.text, path
        assert not re.search(r'(?:href|src|action)="\s*javascript:', answer.text), path
        assert " 49" not in answer.text.replace("49,", "") or "{{ 7 * 7 }}" in answer.text


def test_what_a_spreadsheet_would_compute_is_itself_in_json_and_text_in_csv(client: Client, hostile: Path) -> None:
    asking = client(release=hostile)
    found: Any = asking.get("/fact/c-3.json").json()
    assert found["claims"][0]["quote"] == EVIL["formula"]
    for path in (
        "/youcheng/claims.csv",
        "/youcheng/claims.csv?_stream=on",
        "/youcheng.csv?sql=select+quote,+-3.5+as+n+from+claims",
    ):
        cells = [cell for row in csv.reader(io.StringIO(asking.get(path).text, newline="")) for cell in row]
        assert "'" + EVIL["formula"] in cells and EVIL["formula"] not in cells
    assert "-3.5" in cells and EVIL["long"] in cells


def test_a_name_of_ten_thousand_characters_does_not_flood_a_page(client: Client, hostile: Path) -> None:
    asking = client(release=hostile)
    long = list(EVIL).index("long")
    for path in (
        f"/place/{list(EVIL)[long]}",
        f"/document/{str(long) * 64}",
        "/search?q=长长",
        "/youcheng/places",
        "/charts/network",
    ):
        assert len(asking.get(path).text) < 120_000, path
