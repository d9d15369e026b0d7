"""When pages are read by OCR, and where what was read is kept. Light to import: the engine itself is loaded by the first page.

`auto` sends a page to OCR where its text layer cannot be used; without the extra such a page stays a remark or a named error.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.errors import UsageError
from pipeline.store.files import Where

INSTALL = "install youcheng[ocr] to have its pages read"
WANTED = "OCR (auto or always) can read its pages"


class OcrMode(StrEnum):
    """Which pages are read by OCR."""

    AUTO = "auto"  # those without a text layer that can be used
    NEVER = "never"
    ALWAYS = "always"  # each page, whatever text layer it has


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """The mode, and the work store in which read pages are kept (None: nothing is kept)."""

    mode: OcrMode = OcrMode.AUTO
    kept: Where | None = None


def advice(settings: OcrSettings) -> str:
    """What to add to the words that refuse a file for its text layer: how its pages could be read after all."""
    if settings.mode is OcrMode.NEVER:
        return f"; {WANTED}"
    return "" if can_recognise() else f"; {INSTALL}"


def check_mode(mode: OcrMode) -> None:
    """Raises `UsageError` where every page shall be read by OCR and the engine is not installed."""
    if mode is OcrMode.ALWAYS and not can_recognise():
        raise UsageError(INSTALL)


@lru_cache(maxsize=1)
def can_recognise() -> bool:
    """Is the extra `ocr` installed?"""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))
