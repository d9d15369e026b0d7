"""A server over a release of the sample documents, asked in the same process; and people who may log in."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main
from pipeline.publish.lookup import find_releases
from pipeline.serve.app import make_app
from pipeline.serve.options import Options
from pipeline.serve.site import make_site

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # starlette would like another client, which is not offered yet
    from starlette.testclient import TestClient

COST = 16  # of a password here: what it costs is no matter for these tests
PASSWORD = "a long password"
Client = Callable[..., TestClient]


@pytest.fixture(scope="session")
def release(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of two sample documents, a PDF and a text."""
    out = tmp_path_factory.mktemp("served")
    sample = root / "corpora" / "sample"
    names = ["01-early-japan-ties.pdf", "03-xian-list.txt"]
    with pytest.raises(SystemExit) as left:
        main(["run", *(str(sample / name) for name in names), "--out", str(out)])
    assert left.value.code in (0, None)
    return find_releases(out)[0]


@pytest.fixture
def client(release: Path, tmp_path: Path) -> Iterator[Client]:
    """Makes clients of servers with given options; users are `reader`, `reviewer`, `curator`, named as their roles."""
    opened = []

    def make(**options: Any) -> TestClient:
        given = Options(
            **{"release": release, "users": tmp_path / "users.json", "cache": tmp_path / "cache", **options}
        )
        site = make_site(given, cost=COST)
        for role in ("reader", "reviewer", "curator"):
            site.users.add(role, role, PASSWORD)
        asking = TestClient(make_app(given, site=site).asgi, base_url="http://testserver", follow_redirects=False)
        asking.site = site  # type: ignore[attr-defined]
        opened.append(asking)
        return asking

    yield make
    for asking in opened:
        asking.close()


def form_token(page: str) -> str:
    """The form token of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found, "no form token in the page"
    return found[1]


def log_in(asking: TestClient, name: str, password: str = PASSWORD) -> Any:
    """The answer to a login by form."""
    token = form_token(asking.get("/-/login").text)
    return asking.post("/-/login", data={"name": name, "password": password, "csrf": token, "onward": "/"})
