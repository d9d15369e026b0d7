"""`serve`: people are added, given tokens and removed; what cannot be served is said in one line."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.serve.users import Users


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as left:
        main(["serve", *arguments])
    return int(left.value.code or 0)


@pytest.fixture
def users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.stdin", io.StringIO("first password\nsecond password\n"))
    return tmp_path / "users.json"


def test_a_person_is_added_with_a_password_from_standard_input(users: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("user", "add", "one", "--role", "reviewer", "--users", str(users)) == 0
    kept = Users(users).check("one", "first password")
    assert kept is not None and kept.role == "reviewer"
    assert Users(users).check("one", "second password") is None
    call("user", "list", "--users", str(users))
    assert capsys.readouterr().out.splitlines()[-1] == "one\treviewer"


def test_a_new_password_ends_what_the_old_one_opened(users: Path) -> None:
    call("user", "add", "one", "--users", str(users))
    before = Users(users).epoch("one")
    call("user", "add", "one", "--role", "curator", "--users", str(users))
    after = Users(users)
    assert after.current("one", before) is None and after.names() == {"one": "curator"}


def test_a_token_is_shown_once_and_replaces_the_one_before(users: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call("user", "add", "one", "--users", str(users))
    capsys.readouterr()
    tokens = []
    for _ in range(2):
        call("user", "token", "one", "--users", str(users))
        tokens.append(capsys.readouterr().out.strip())
    found = [Users(users).by_token(token) for token in tokens]
    assert found[0] is None and found[1] is not None and found[1].by_token
    call("user", "remove", "one", "--users", str(users))
    assert Users(users).by_token(tokens[1]) is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("user", "add", "one", "--role", "king"), "king"),
        (("user", "add", "a b"), "a b"),
        (("user", "remove", "nobody"), "nobody"),
        (("user", "token", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_kept_is_said(
    users: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert call(*arguments, "--users", str(users)) == 2
    told = capsys.readouterr().err
    assert says in told and len(told.splitlines()) == 1 and not users.exists()


def test_a_short_password_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert call("user", "add", "one", "--users", str(tmp_path / "users.json")) == 2


@pytest.mark.parametrize("text", ["", "{", '{"users": {}}', json.dumps({"secret": "x", "users": {"a": {"role": 1}}})])
def test_a_broken_file_of_users_is_an_error_not_an_open_door(tmp_path: Path, text: str) -> None:
    (tmp_path / "users.json").write_text(text)
    assert call("user", "list", "--users", str(tmp_path / "users.json")) == 2


def test_a_folder_without_a_release_is_not_served(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(str(tmp_path)) == 1
    assert call(str(tmp_path / "missing")) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2
