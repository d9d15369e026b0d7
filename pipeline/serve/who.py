"""Who asks, and what each role may do: one table, asked by every page."""

from __future__ import annotations

from dataclasses import dataclass

ROLES: dict[str, frozenset[str]] = {
    "reader": frozenset({"read"}),
    "reviewer": frozenset({"read", "judge"}),
    "curator": frozenset({"read", "judge", "curate"}),
}


@dataclass(frozen=True, slots=True)
class Who:
    """A person who has logged in; `by_token` where a program asks in that person's name, without a browser."""

    name: str
    role: str
    by_token: bool = False


def may(who: Who | None, action: str, *, closed: bool = False) -> bool:
    """May this person do it? `read` is everybody's unless the server is closed; all else wants a role that holds it."""
    if action == "open":
        return True
    if action == "read" and not closed:
        return True
    return who is not None and action in ROLES.get(who.role, frozenset())
