"""Does a PDF's text layer say what its pages show? Fonts with useless maps give characters that look like text and are none.

Measured on public reports: honest layers have few characters of scripts that Chinese reports do not use, and many common ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.text.encoding import common_characters

MAX_FOREIGN = 0.3  # share of characters beyond ASCII that no Chinese report uses; honest layers have 0.09 at most
MIN_COMMON = 0.3  # share of the commonest Chinese characters among Chinese ones; honest layers have 0.5 at least
MIN_JUDGED = 60  # characters; fewer tell nothing

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FOREIGN = re.compile(
    "[^\x00-\x7f\u00a0-\u024f\u0370-\u03ff\u2000-\u23ff\u2460-\u27bf\u2e80-\u312f\u3200-\u33ff\u3400-\u9fff"
    "\uf900-\ufaff\ufb00-\ufb06\ufe10-\ufe4f\uff00-\uffef]"
)


def lies(marks: str) -> str | None:
    """Why these characters cannot be what the page shows; None where nothing speaks against it."""
    beyond = len(marks) - len(marks.encode("ascii", "ignore"))
    if beyond >= MIN_JUDGED:
        foreign = len(_FOREIGN.findall(marks)) / beyond
        if foreign > MAX_FOREIGN:
            return f"{foreign:.0%} of its characters are of scripts or private codes that no report uses"
    han = _HAN.findall(marks)
    if len(han) >= MIN_JUDGED:
        common = sum(map(common_characters().__contains__, han)) / len(han)
        if common < MIN_COMMON:
            return f"only {common:.0%} of its Chinese characters are common ones"
    return None


def lying_pages(pages: Iterable[str]) -> list[tuple[int, str]]:
    """Numbers (from 1) of pages whose layer lies, with the reason."""
    return [(number, why) for number, marks in enumerate(pages, 1) if (why := lies(marks))]
