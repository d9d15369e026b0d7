"""Sessions: a signed cookie says who asks; a forged or old one is as none, and so is one whose owner has logged out.

Everybody has a session, named or not, since a form's token is bound to one. Logging in makes a new one, so that nobody can be given a
session beforehand.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from pipeline.serve.users import Users
from pipeline.serve.who import Who

COOKIE = "youcheng_session"
SECONDS = 12 * 3600


@dataclass(frozen=True, slots=True)
class Session:
    """`key` is by chance; `name` and `epoch` are those of the person who logged in; `fresh` where the cookie has yet to be given."""

    key: str
    name: str = ""
    epoch: int = 0
    fresh: bool = False


class Sessions:
    """Reads and writes session cookies."""

    def __init__(self, users: Users, *, secure: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._users, self._secure, self._clock = users, secure, clock
        self._ended: dict[str, float] = {}  # keys of those who logged out → when, oldest first

    def read(self, cookie: str | None) -> Session:
        """The session of a cookie; a new one without a name for none, a forged or an expired one."""
        try:
            key, name, epoch = self._signer().loads(cookie or "", max_age=SECONDS)
        except (BadSignature, ValueError, TypeError):
            return start()
        return Session(str(key), str(name), int(epoch))

    def who(self, session: Session) -> Who | None:
        """The person of a session, while the users' file still has them and they have not logged out."""
        if session.key in self._ended:
            return None
        return self._users.current(session.name, session.epoch) if session.name else None

    def cookie(self, session: Session) -> str:
        """The header's value that gives the session to a browser."""
        value = self._signer().dumps([session.key, session.name, session.epoch])
        kept = f"{COOKIE}={value}; Max-Age={SECONDS}; Path=/; HttpOnly; SameSite=Strict"
        return f"{kept}; Secure" if self._secure else kept

    def end(self, session: Session) -> None:
        """Nobody comes in with this session again, whoever kept a copy of its cookie."""
        if session.name:
            self._ended[session.key] = self._clock()
        while self._ended and next(iter(self._ended.values())) < self._clock() - SECONDS:
            del self._ended[next(iter(self._ended))]

    def _signer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._users.secret, salt="youcheng.session")


def start(name: str = "", epoch: int = 0) -> Session:
    """A new session."""
    return Session(secrets.token_urlsafe(18), name, epoch, fresh=True)
