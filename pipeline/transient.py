"""What passes by itself: an error worth another try. Network file systems that stall, servers that are busy, a database that is locked.

A named error of a document is never one, nor is a full disk or a missing right: trying again changes nothing about them.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator

PASSING_NUMBERS = frozenset(
    {
        *(errno.EIO, errno.EAGAIN, errno.EBUSY, errno.EINTR, errno.ESTALE, errno.ENOLCK, errno.ETIMEDOUT),
        *(errno.ECONNABORTED, errno.ECONNREFUSED, errno.ECONNRESET, errno.EHOSTDOWN, errno.EHOSTUNREACH),
        *(errno.ENETDOWN, errno.ENETRESET, errno.ENETUNREACH, errno.ENOTCONN, errno.EPIPE, errno.EREMOTEIO),
    }
)
PASSING_ANSWERS = frozenset({408, 425, 429, 500, 502, 503, 504})  # of HTTP
DATABASE_WORDS = ("locked", "busy", "could not connect", "connection refused", "server closed", "timeout", "deadlock")


def is_transient(error: BaseException) -> bool:
    """Is `error`, or what caused it, of the kind that another try may not meet?"""
    return any(_passes(one) for one in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__


def _passes(error: BaseException) -> bool:
    room = type(error).__module__.partition(".")[0]
    if room in ("httpx", "httpcore"):
        answer = getattr(getattr(error, "response", None), "status_code", None)
        return answer in PASSING_ANSWERS if answer is not None else _is_transport(error)
    if room in ("sqlalchemy", "sqlite3", "psycopg"):
        return type(error).__name__ == "OperationalError" and any(word in str(error).lower() for word in DATABASE_WORDS)
    if isinstance(error, TimeoutError | ConnectionError):
        return True
    return isinstance(error, OSError) and error.errno in PASSING_NUMBERS


def _is_transport(error: BaseException) -> bool:
    """Did the connection fail, not the call?"""
    return any(kind.__name__ == "TransportError" for kind in type(error).__mro__) and type(error).__name__ not in (
        "UnsupportedProtocol",
        "TooManyRedirects",
    )
