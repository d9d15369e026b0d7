"""Tried attacks, each refused: what a browser or a program may send that nobody should."""

from __future__ import annotations

import pickle
import re
import sqlite3
import time
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer

from pipeline.extract.ml import models
from pipeline.extract.ml.linear import ModelBroken
from pipeline.serve import attempts
from pipeline.serve.csrf import FormTokens
from pipeline.serve.options import Limits
from pipeline.serve.session import COOKIE
from tests.serve.conftest import PASSWORD, Client, form_token, log_in

OUT = [
    "..%2f..%2fusers.json",
    "%2e%2e%2fusers.json",
    "..%5cusers.json",
    "%00",
    "....//users.json",
    "/etc/passwd",
    "a%0d%0aset-cookie:x=1",
]


@pytest.mark.parametrize(
    "room", ["fact", "place", "document", "finding", "download", "static", "-/static", "youcheng", "charts"]
)
@pytest.mark.parametrize("path", OUT)
def test_no_path_leads_out(client: Client, room: str, path: str) -> None:
    answer = client().get(f"/{room}/{path}", follow_redirects=True)
    assert answer.status_code == 404, answer.text[:200]
    assert PASSWORD not in answer.text and "scrypt" not in answer.text and "root:" not in answer.text
    assert "x" not in answer.cookies


@pytest.mark.parametrize(
    "path", ["//evil.example/", "//evil.example/%2f", "/\\evil.example/", "//evil.example", "/%2f%2fevil.example/"]
)
def test_no_answer_leads_to_another_host(client: Client, path: str) -> None:
    asking = client()
    request = asking.build_request("GET", "http://testserver/")
    request.url = request.url.copy_with(raw_path=path.encode("ascii"))
    onward = asking.send(request).headers.get("location", "/")
    assert not onward.startswith(("//", "/\\", "http"))


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8001", 200),
        ("LOCALHOST", 200),
        ("[::1]:8001", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ],
)
def test_a_server_of_this_machine_alone_answers_to_no_other_name(client: Client, host: str, status: int) -> None:
    asking = client(hosts=frozenset({"127.0.0.1", "localhost", "[::1]"}))
    assert asking.get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/x\r\nset-cookie: a=b"],
)
def test_a_login_leads_nowhere_else(client: Client, onward: str) -> None:
    asking = client()
    token = form_token(asking.get("/-/login").text)
    answer = asking.post("/-/login", data={"name": "reader", "password": PASSWORD, "csrf": token, "onward": onward})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


@pytest.mark.parametrize(
    "value", ["' OR '1'='1", "x'; DROP TABLE claims; --", "1 UNION SELECT secret", '" OR ""="', "%27%20OR%201=1"]
)
def test_sql_in_a_parameter_is_a_value(client: Client, value: str) -> None:
    asking = client()
    for kind in ("fact", "place", "document", "finding"):
        assert asking.get(f"/{kind}/{value}.json").status_code == 404
    assert asking.get("/charts/series.json", params={"measure": value}).json()["points"] == []
    assert asking.get("/charts/network.json", params={"place": value}).status_code == 404
    assert asking.get("/search.json", params={"q": value}).status_code == 200
    assert asking.get("/youcheng/pairs.json", params={"relation": value}).json()["rows"] == []
    assert asking.get("/youcheng/claims.json?_size=1").json()["rows"]


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM claims",
        "SELECT 1; DELETE FROM claims",
        "ATTACH DATABASE '/tmp/x.sqlite' AS x",
        "PRAGMA writable_schema = 1",
        "SELECT load_extension('x')",
        "SELECT readfile('/etc/passwd')",
        "VACUUM INTO '/tmp/x.sqlite'",
        "CREATE TABLE x (y)",
        "WITH x AS (SELECT 1) DELETE FROM claims",
    ],
)
def test_the_sql_surface_reads_alone(client: Client, release: Path, sql: str) -> None:
    before = (release / "youcheng.sqlite").read_bytes()
    answer = client().get("/youcheng.json", params={"sql": sql})
    assert answer.status_code == 400 and "error" in answer.json()
    assert (release / "youcheng.sqlite").read_bytes() == before


def test_the_sql_surface_has_an_end_in_time_and_in_rows(client: Client) -> None:
    asking = client(limits=Limits(sql_milliseconds=200, rows=7))
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    began = time.monotonic()
    assert asking.get("/youcheng.json", params={"sql": endless}).status_code == 400
    assert time.monotonic() - began < 10
    found = asking.get("/youcheng.json", params={"sql": "SELECT claim_id FROM claims"}).json()
    assert len(found["rows"]) == 7 and found["truncated"]


def test_a_forged_cookie_is_as_none(client: Client) -> None:
    asking = client()
    epoch = asking.site.users.epoch("curator")  # type: ignore[attr-defined]
    right = URLSafeTimedSerializer(asking.site.users.secret, salt="youcheng.session").dumps(["k", "curator", epoch])  # type: ignore[attr-defined]
    forged = [
        URLSafeTimedSerializer("another secret", salt="youcheng.session").dumps(["k", "curator", epoch]),
        URLSafeTimedSerializer(asking.site.users.secret, salt="youcheng.form").dumps(["k", "curator", epoch]),  # type: ignore[attr-defined]
        right[:-2] + ("AA" if not right.endswith("AA") else "BB"),
        right.replace(right[:6], "WyJrIi", 1)[:-1],
        "curator",
        "",
        "\x01" * 40,
    ]
    for cookie in forged:
        assert "curator" not in asking.get("/", headers={"cookie": f"{COOKIE}={cookie}"}).text
    assert "curator" in asking.get("/", headers={"cookie": f"{COOKIE}={right}"}).text
    assert asking.get("/", headers={"cookie": "ds_actor=" + right}).status_code == 200


def test_a_removed_user_and_a_new_password_end_the_session(client: Client) -> None:
    asking = client()
    log_in(asking, "reader")
    asking.site.users.add("reader", "reader", "another password")  # type: ignore[attr-defined]
    assert "reader" not in asking.get("/").text
    log_in(asking, "reviewer")
    asking.site.users.remove("reviewer")  # type: ignore[attr-defined]
    assert "reviewer" not in asking.get("/").text


def test_an_expired_session_is_as_none(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asking = client()
    log_in(asking, "reader")
    monkeypatch.setattr("pipeline.serve.session.SECONDS", -1)
    assert "reader" not in asking.get("/").text


def test_a_used_form_token_is_refused_and_so_is_none_and_anothers(client: Client) -> None:
    asking = client()
    log_in(asking, "reader")
    token = form_token(asking.get("/").text)
    for bad in ("", "x", token + "x", FormTokens().give("k"), asking.site.tokens.give("another session")):  # type: ignore[attr-defined]
        assert asking.post("/-/logout", data={"csrf": bad}).status_code == 403
    assert asking.post("/-/logout", data={"csrf": token}).status_code == 303
    assert asking.post("/-/logout", data={"csrf": token}).status_code == 403


def test_a_form_token_expires() -> None:
    now = [0.0]
    tokens = FormTokens(lambda: now[0])
    token = tokens.give("k")
    now[0] = 7201.0
    assert not tokens.take("k", token)


@pytest.mark.parametrize(
    "headers", [{}, {"content-length": "99999999999999999999"}, {"content-length": "-1"}, {"content-length": "x"}]
)
def test_a_body_beyond_the_limit_is_refused_unread(client: Client, headers: dict[str, str]) -> None:
    asking = client(limits=Limits(body_bytes=2000))

    def pieces():
        yield from [b"name=" + b"x" * 900] * 4

    answer = asking.post("/-/login", content=pieces() if not headers else b"", headers=headers)
    assert answer.status_code == 413


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/youcheng/pairs", "/-/messages", "/fact/x", "/-/permissions", "/youcheng"])
def test_nothing_is_posted_to_what_takes_no_post(client: Client, method: str, path: str) -> None:
    assert client().request(method, path).status_code == 405


def test_passwords_cannot_be_tried_without_end_by_name_or_by_address(client: Client) -> None:
    asking = client()
    answers = [log_in(asking, "reader", f"wrong password {i}").status_code for i in range(attempts.BY_NAME + 1)]
    assert answers == [401] * attempts.BY_NAME + [429]
    assert log_in(asking, "reader").status_code == 429  # not even with the right one
    others = [log_in(asking, f"name{i}", "wrong password").status_code for i in range(attempts.BY_ADDRESS)]
    assert others[-1] == 429 and 401 in others
    assert log_in(asking, "reviewer").status_code == 429


def test_a_wait_ends() -> None:
    now = [0.0]
    tries = attempts.Attempts(lambda: now[0])
    for _ in range(attempts.BY_NAME):
        tries.failed("a", "here")
    assert 0 < tries.wait("a", "there") <= attempts.WINDOW + 1 and not tries.wait("b", "there")
    now[0] = attempts.WINDOW + 1
    assert not tries.wait("a", "there")


def test_what_is_kept_of_a_password_and_a_token_is_neither(client: Client, tmp_path: Path) -> None:
    asking = client()
    token = asking.site.users.give_token("reviewer")  # type: ignore[attr-defined]
    kept = (tmp_path / "users.json").read_text()
    assert PASSWORD not in kept and token not in kept and kept.count("scrypt$") == 3
    assert (tmp_path / "users.json").stat().st_mode & 0o077 == 0
    closed = client(closed=True)
    token = closed.site.users.give_token("reader")  # type: ignore[attr-defined]
    assert closed.get("/.json", headers={"authorization": f"Bearer {token}"}).status_code == 200
    assert closed.get("/.json", headers={"authorization": f"Bearer {token}x"}).status_code == 401
    assert closed.get("/.json", headers={"authorization": "Bearer "}).status_code == 401


def test_the_index_holds_nothing_but_the_releases_words(client: Client) -> None:
    asking = client()
    asking.get("/search?q=x")
    with sqlite3.connect(asking.site.sidecar) as side:  # type: ignore[attr-defined]
        tables = {row[0] for row in side.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert not any("user" in table or "secret" in table for table in tables)


class _Runs:
    """Runs something when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.mark,))


@pytest.mark.parametrize("name", ["tie", "relation", "activity", "category"])
def test_a_pickle_among_the_models_is_refused_and_never_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    mark, folder = tmp_path / "was-run", tmp_path / "models" / name
    folder.mkdir(parents=True)
    for file in ("weights.json", "weights.pkl", "model.joblib"):
        (folder / file).write_bytes(pickle.dumps(_Runs(mark)))
    monkeypatch.setattr(models, "models_folder", lambda: tmp_path / "models")
    with pytest.raises(ModelBroken):
        models.models.__wrapped__()
    assert not mark.exists()


def test_no_module_of_the_program_unpickles(root: Path) -> None:
    named = re.compile(r"\b(?:import|from) (?:pickle|joblib|dill|cloudpickle|shelve|marshal)\b|allow_pickle=True")
    assert [
        str(path) for path in (root / "pipeline").rglob("*.py") if named.search(path.read_text(encoding="utf-8"))
    ] == []
