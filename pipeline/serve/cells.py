"""Cells of Datasette's tables: ids become links to the pages of what they name."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup

PAGES = {
    "fact_id": "fact",
    "claim_id": "fact",
    "place_id": "place",
    "a_place_id": "place",
    "b_place_id": "place",
    "document_digest": "document",
    "finding_id": "finding",
}
LISTS = {"claim_ids": "fact", "scope_ids": "place", "participant_ids": "place", "place_ids": "place"}
JOINT = "; "


def address_of(kind: str, key: str) -> str:
    """The stable address of a fact, place, document or finding."""
    return f"/{kind}/{quote(key, safe='')}"


def shown_cell(value: object, column: str) -> Markup | None:
    """The cell as links; None where Datasette shows it as it is."""
    if not isinstance(value, str) or not value:
        return None
    if column in PAGES:
        return _link(PAGES[column], value)
    if column in LISTS:
        return Markup(JOINT).join(_link(LISTS[column], one) for one in value.split(JOINT))
    return None


def _link(kind: str, key: str) -> Markup:
    shown = key if len(key) <= 24 else f"{key[:12]}…"
    return Markup('<a href="{}">{}</a>').format(address_of(kind, key), shown)
