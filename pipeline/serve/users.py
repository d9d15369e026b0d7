"""The users of a server: one JSON file that only its owner may read, with roles, hashed passwords and hashed tokens.

The file is read again when it changes, so that a user who was removed is gone at the next request. `epoch` counts the changes of a
password: a session made before the last one is no longer good.
"""

from __future__ import annotations

import json
import re
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.serve.passwords import COST, LONGEST, SHORTEST, hash_password, hash_token, is_password, make_token
from pipeline.serve.who import ROLES, Who

AT_ONCE = 2  # passwords tried at one time: each takes 32 MB, and many who try must not take all
NAME = re.compile(r"[\w.@-]{1,64}")


@dataclass(frozen=True, slots=True)
class User:
    """One person as the file has them."""

    role: str
    password: str
    token: str = ""
    epoch: int = 1


class Users:
    """The file of users; made when the first one is added."""

    def __init__(self, path: Path | None, *, cost: int = COST) -> None:
        self._path, self._cost = path, cost
        self._seen: tuple[int, int] | None = None
        self._users: dict[str, User] = {}
        self._secret = secrets.token_hex(32)
        self._nobody = ""
        self._slow = threading.BoundedSemaphore(AT_ONCE)
        self._refresh()

    @property
    def secret(self) -> str:
        """What session cookies are signed with; kept with the users, so that a restart logs nobody out."""
        self._refresh()
        return self._secret

    def names(self) -> dict[str, str]:
        """Name → role, sorted by name."""
        self._refresh()
        return {name: user.role for name, user in sorted(self._users.items())}

    def check(self, name: str, password: str) -> Who | None:
        """The person of this name and password. Takes as long where there is no such name. Slow on purpose: call it in a thread."""
        self._refresh()
        user = self._users.get(name)
        self._nobody = self._nobody or hash_password(secrets.token_hex(), cost=self._cost)
        with self._slow:
            right = is_password(password, user.password if user else self._nobody)
        return Who(name, user.role) if user and right else None

    def by_token(self, token: str) -> Who | None:
        """The person whose token this is."""
        self._refresh()
        wanted = hash_token(token)
        found = [(n, u) for n, u in self._users.items() if u.token and secrets.compare_digest(u.token, wanted)]
        return Who(found[0][0], found[0][1].role, by_token=True) if found else None

    def current(self, name: str, epoch: int) -> Who | None:
        """The person of a session, unless removed or given another password since."""
        self._refresh()
        user = self._users.get(name)
        return Who(name, user.role) if user and user.epoch == epoch else None

    def epoch(self, name: str) -> int:
        """How often the password of `name` was set."""
        self._refresh()
        return self._users[name].epoch

    def add(self, name: str, role: str, password: str) -> None:
        """Add a person, or give one another role and password. Raises `UsageError` for what cannot be kept."""
        if not NAME.fullmatch(name):
            raise UsageError(f"'{name}' is no name: 1 to 64 letters, digits, '.', '-', '_', '@'")
        if role not in ROLES:
            raise UsageError(f"no role '{role}', only {', '.join(ROLES)}")
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(f"a password has {SHORTEST} to {LONGEST} characters")
        self._refresh()
        old = self._users.get(name)
        epoch = old.epoch + 1 if old else secrets.randbelow(2**31)  # a name that comes back opens no old session
        self._users[name] = User(role, hash_password(password, cost=self._cost), epoch=epoch)
        self._write()

    def remove(self, name: str) -> None:
        """Remove a person. Raises `UsageError` where there is none of that name."""
        self._known(name)
        del self._users[name]
        self._write()

    def give_token(self, name: str) -> str:
        """A new token for `name`, instead of the old one; it is shown here and never again."""
        user, token = self._known(name), make_token()
        self._users[name] = replace(user, token=hash_token(token))
        self._write()
        return token

    def _known(self, name: str) -> User:
        self._refresh()
        if name not in self._users:
            raise UsageError(f"no user '{name}'")
        return self._users[name]

    def _refresh(self) -> None:
        if self._path is None:
            return
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            self._seen, self._users = None, {}
            return
        if (mark := (stat.st_mtime_ns, stat.st_ino)) != self._seen:
            self._secret, self._users = _read(self._path)
            self._seen = mark

    def _write(self) -> None:
        if self._path is None:
            raise UsageError("users need a file: --users FILE")
        people = {name: asdict(user) for name, user in sorted(self._users.items())}
        text = json.dumps({"secret": self._secret, "users": people}, ensure_ascii=False, indent=1)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        half = self._path.with_name(f"{self._path.name}.{secrets.token_hex(4)}")
        half.touch(mode=0o600)
        half.write_text(text + "\n", encoding="utf-8")
        half.replace(self._path)
        self._refresh()


def _read(path: Path) -> tuple[str, dict[str, User]]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return str(found["secret"]), {str(name): User(**user) for name, user in found["users"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"no file of users: {error}", document=str(path)) from error
