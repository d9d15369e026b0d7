"""CSV on its way out: a text that a spreadsheet would take for a formula gets an apostrophe, as in the release's own CSV files.

Datasette sends one row a message; each is read and written again, a row that is not yet whole waits for the rest.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Awaitable, Callable
from typing import Any

from pipeline.publish.writers import csv_cell

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")


def is_csv(path: str, query: str) -> bool:
    """Is a table or an answer asked for as CSV? Datasette calls it plain text unless it is to be saved, so its address is asked."""
    return path.endswith(".csv") or "_format=csv" in query


def harmless(send: Send) -> Send:
    """Sends CSV as `send` does, with its formulas marked as text; errors, which are no CSV, as they are."""
    plain, left = True, ""

    async def sending(message: Message) -> None:
        nonlocal plain, left
        if message["type"] == "http.response.start":
            plain = message["status"] == 200
        elif plain and message["type"] == "http.response.body":
            left += bytes(message.get("body", b"")).decode("utf-8", "replace")
            whole = left if left.count('"') % 2 == 0 or not message.get("more_body") else ""
            left = "" if whole else left
            message = dict(message, body=marked(whole).encode("utf-8"))
        await send(message)

    return sending


def marked(text: str) -> str:
    """Whole rows of CSV with every cell that is a formula marked as text; numbers stay what they are."""
    if not text:
        return ""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in csv.reader(io.StringIO(text, newline="")):
        writer.writerow([cell if _NUMBER.fullmatch(cell) else csv_cell(cell) for cell in row])
    return out.getvalue()
