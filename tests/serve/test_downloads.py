"""The release can be taken away whole, and nothing else with it."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from tests.serve.conftest import Client


def test_each_file_is_the_releases_own(client: Client, release: Path) -> None:
    asking = client()
    found = asking.get("/cite.json").json()
    assert {file["name"] for file in found["files"]} == {
        p.relative_to(release).as_posix() for p in release.rglob("*") if p.is_file()
    }
    for file in found["files"][:6]:
        taken = asking.get(file["address"]).content
        assert hashlib.sha256(taken).digest() == hashlib.sha256((release / file["name"]).read_bytes()).digest()
    assert release.name in asking.get("/cite").text


@pytest.mark.parametrize(
    "name", ["../run.json", "..%2Frun.json", "%2e%2e/run.json", "/etc/passwd", "csv/../../run.json", "csv", "%00"]
)
def test_no_other_file_comes_with_it(client: Client, name: str) -> None:
    assert client().get(f"/download/{name}").status_code == 404


def test_a_document_is_cited_in_three_styles(client: Client) -> None:
    asking = client()
    digest = asking.get("/search.json?q=友城资料").json()["groups"][0]["hits"][0]["id"]
    found = asking.get(f"/document/{digest}/cite.json").json()
    assert found["gbt7714"].strip().endswith(".") and found["bibtex"].startswith("@") and found["csl"]["type"]


def test_the_whole_release_comes_as_one_archive_the_same_each_time(
    client: Client, release: Path, tmp_path: Path
) -> None:
    taken = client().get("/download")
    again = client(cache=tmp_path / "another").get("/download")
    assert taken.content == again.content and taken.headers["content-type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        assert archive.testzip() is None
        named = {name: archive.read(name) for name in archive.namelist()}
    files = {p for p in release.rglob("*") if p.is_file()}
    assert named == {f"{release.name}/{p.relative_to(release).as_posix()}": p.read_bytes() for p in files}
