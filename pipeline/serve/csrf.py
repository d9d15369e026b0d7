"""Tokens that a form carries: bound to one session, good for one use and two hours, and for this process alone.

Nothing is kept when one is given; what is kept is which were spent, until they would have expired anyway.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable

from itsdangerous import BadSignature, URLSafeSerializer

SECONDS = 2 * 3600


class FormTokens:
    """Gives tokens and takes each back once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._signer = URLSafeSerializer(secrets.token_hex(32), salt="youcheng.form")
        self._clock = clock
        self._spent: dict[str, float] = {}  # token's own part → when it would have expired, in the order of use

    def give(self, session: str) -> str:
        """A new token for the session of this key."""
        return str(self._signer.dumps([session, secrets.token_urlsafe(12), int(self._clock()) + SECONDS]))

    def take(self, session: str, token: str) -> bool:
        """Is the token one of this session's, not spent and not expired? It is spent from now on."""
        try:
            of, mark, until = self._signer.loads(token)
        except (BadSignature, ValueError, TypeError):
            return False
        now = self._clock()
        self._forget(now)
        if not secrets.compare_digest(str(of), session) or until < now or mark in self._spent:
            return False
        self._spent[str(mark)] = float(until)
        return True

    def _forget(self, now: float) -> None:
        for mark, until in list(self._spent.items()):
            if until >= now:
                break
            del self._spent[mark]
