"""Passwords and tokens as they are kept: never themselves.

A password goes through scrypt with a salt of its own (RFC 7914; the cost stands in the record, so that it can be raised later). A token is
256 bits by chance, which no one can guess: SHA-256 is enough, and each request can afford it.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

COST, BLOCK, PARALLEL, BYTES = 2**15, 8, 1, 32
SHORTEST, LONGEST = 8, 1024


def hash_password(password: str, *, cost: int = COST) -> str:
    """`scrypt$cost$salt$hash`, each time with a new salt."""
    salt = secrets.token_bytes(16)
    return f"scrypt${cost}${salt.hex()}${_scrypt(password, salt, cost).hex()}"


def is_password(password: str, kept: str) -> bool:
    """Is this the password that was kept? Takes as long for a wrong one; a record in another form is never right."""
    kind, _, rest = kept.partition("$")
    parts = rest.split("$")
    if kind != "scrypt" or len(parts) != 3 or not parts[0].isdecimal() or len(password) > LONGEST:
        return False
    try:
        salt, wanted = bytes.fromhex(parts[1]), bytes.fromhex(parts[2])
        return hmac.compare_digest(_scrypt(password, salt, int(parts[0])), wanted)
    except ValueError:
        return False


def make_token() -> str:
    """A new token, shown once."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode("utf-8")).hexdigest()


def _scrypt(password: str, salt: bytes, cost: int) -> bytes:
    memory = 256 * cost * BLOCK + 2**20  # twice what the algorithm needs
    return hashlib.scrypt(password.encode("utf-8"), salt=salt, n=cost, r=BLOCK, p=PARALLEL, maxmem=memory, dklen=BYTES)
