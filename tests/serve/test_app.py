"""Pages answer, in both languages, with the headers that keep them safe."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from tests.serve.conftest import Client


def some_fact(release: Path) -> str:
    with sqlite3.connect(release / "youcheng.sqlite") as base:
        return str(base.execute("SELECT fact_id FROM pairs ORDER BY claims DESC, fact_id").fetchone()[0])


@pytest.mark.parametrize("path", ["/", "/youcheng", "/youcheng/pairs", "/youcheng?sql=select+1", "/-/login"])
def test_pages_answer_with_a_nonce_and_without_inline_scripts(client: Client, path: str) -> None:
    answer = client().get(path)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in policy and "frame-ancestors 'none'" in policy
    nonce = re.search(r"'nonce-([^']+)'", policy)
    assert nonce
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", answer.text)
    assert all(f'nonce="{nonce[1]}"' in tag for tag in inline)


def test_each_answer_has_a_nonce_of_its_own(client: Client) -> None:
    asking = client()
    assert len({asking.get("/").headers["content-security-policy"] for _ in range(3)}) == 3


def test_a_fact_is_shown_with_its_citation_in_both_forms(client: Client, release: Path) -> None:
    asking, fact = client(), some_fact(release)
    page, data = asking.get(f"/fact/{fact}"), asking.get(f"/fact/{fact}.json").json()
    assert data["citation"] == f"{fact}@{release.name}" and data["citation"] in page.text
    assert data["claims"] and all(claim["quote"] in page.text for claim in data["claims"][:1])
    assert asking.get(f"/fact/{data['citation']}").status_code == 200
    assert asking.get(f"/fact/{fact}@r-other").status_code == 404


def test_the_language_is_chosen_once_and_kept(client: Client) -> None:
    asking = client()
    assert '<html lang="zh-CN">' in asking.get("/", headers={"accept-language": ""}).text
    assert '<html lang="en">' in asking.get("/?lang=en").text
    assert '<html lang="en">' in asking.get("/youcheng", headers={"accept-language": "zh"}).text


def test_the_other_language_is_that_of_the_same_page(client: Client) -> None:
    page = client().get("/search?q=%3Cb%3E%22&kind=facts&lang=zh").text
    assert 'href="?q=%3Cb%3E%22&amp;kind=facts&amp;lang=en"' in page


@pytest.mark.parametrize("path", ["/-/databases", "/-/threads.json", "/-/plugins", "/-/auth-token", "/-/messages"])
def test_what_datasette_tells_of_itself_is_closed(client: Client, path: str) -> None:
    assert client().get(path).status_code == 404
