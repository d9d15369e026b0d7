"""Who may come in: passwords, roles, cookies that last as long as they should, form tokens that are good once."""

from __future__ import annotations

import pytest

from tests.serve.conftest import PASSWORD, Client, form_token, log_in


def test_a_login_is_kept_in_a_cookie_that_no_script_can_read(client: Client) -> None:
    asking = client()
    answer = log_in(asking, "reviewer")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    given = answer.headers["set-cookie"]
    assert "HttpOnly" in given and "SameSite=Strict" in given
    assert "reviewer" in asking.get("/").text


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(client: Client) -> None:
    asking = client()
    wrong = [log_in(asking, "reviewer", "not this one"), log_in(asking, "nobody")]
    assert [answer.status_code for answer in wrong] == [401, 401]
    assert "reviewer" not in asking.get("/").text


def test_a_form_token_is_good_once_and_for_its_own_session(client: Client) -> None:
    asking, other = client(), client()
    token = form_token(asking.get("/-/login").text)
    form = {"name": "reader", "password": PASSWORD, "csrf": token}
    assert other.post("/-/login", data=form).status_code == 403
    assert asking.post("/-/login", data=form | {"password": "wrong password"}).status_code == 401
    assert asking.post("/-/login", data=form).status_code == 403


def test_logging_out_ends_the_session_even_for_a_copy_of_its_cookie(client: Client) -> None:
    asking = client()
    log_in(asking, "reader")
    copy = dict(asking.cookies)
    assert asking.post("/-/logout", data={"csrf": form_token(asking.get("/").text)}).status_code == 303
    asking.cookies.clear()
    asking.cookies.update(copy)
    assert "reader" not in asking.get("/").text


@pytest.mark.parametrize("path", ["/", "/youcheng/pairs.json", "/youcheng.json?sql=select+1", "/youcheng.db"])
def test_a_closed_server_shows_nothing_without_a_login(client: Client, path: str) -> None:
    asking = client(closed=True)
    assert asking.get(path).status_code == 401
    assert asking.get(path, headers={"accept": "text/html"}).headers["location"].startswith("/-/login?onward=/")
    log_in(asking, "reader")
    assert asking.get(path).status_code == 200
