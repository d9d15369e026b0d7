"""pdfium's functions with plain addresses and numbers for arguments, for the calls that are made once for each character.

pypdfium2 checks and wraps every pointer, which costs more than what pdfium does; pages have thousands of characters.
"""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT, _UINT = ctypes.c_void_p, ctypes.c_int, ctypes.c_uint
_FORMS: dict[str, tuple[Any, ...]] = {  # result first
    "FPDFText_GetUnicode": (_UINT, _ADDRESS, _INT),
    "FPDFText_GetText": (_INT, _ADDRESS, _INT, _INT, _ADDRESS),
    "FPDFText_GetLooseCharBox": (_INT, _ADDRESS, _INT, _ADDRESS),
    "FPDFText_GetTextObject": (ctypes.c_size_t, _ADDRESS, _INT),
    "FPDFText_GetMatrix": (_INT, _ADDRESS, _INT, _ADDRESS),
    "FPDFText_GetFontSize": (ctypes.c_double, _ADDRESS, _INT),
    "FPDFTextObj_GetTextRenderMode": (_INT, _ADDRESS),
    "FPDFTextObj_GetFont": (ctypes.c_size_t, _ADDRESS),
    "FPDFFont_GetBaseFontName": (ctypes.c_size_t, _ADDRESS, _ADDRESS, ctypes.c_size_t),
    "FPDFPage_GetObject": (ctypes.c_size_t, _ADDRESS, _INT),
    "FPDFPageObj_GetType": (_INT, _ADDRESS),
    "FPDFPageObj_GetMatrix": (_INT, _ADDRESS, _ADDRESS),
    "FPDFFormObj_CountObjects": (_INT, _ADDRESS),
    "FPDFFormObj_GetObject": (ctypes.c_size_t, _ADDRESS, ctypes.c_ulong),
    "FPDFPath_GetDrawMode": (_INT, _ADDRESS, _ADDRESS, _ADDRESS),
    "FPDFPath_CountSegments": (_INT, _ADDRESS),
    "FPDFPath_GetPathSegment": (ctypes.c_size_t, _ADDRESS, _INT),
    "FPDFPathSegment_GetType": (_INT, _ADDRESS),
    "FPDFPathSegment_GetPoint": (_INT, _ADDRESS, _ADDRESS, _ADDRESS),
    "FPDFPathSegment_GetClose": (_INT, _ADDRESS),
}


@cache
def call(name: str) -> Callable[..., Any]:
    """The pdfium function of this name; handles and buffers are passed as addresses."""
    return ctypes.CFUNCTYPE(*_FORMS[name])(ctypes.cast(getattr(pdfium, name), _ADDRESS).value or 0)


def address_of(handle: Any) -> int:  # noqa: ANN401 - pdfium's handles have no types
    """The address that a handle of pypdfium2 stands for."""
    return ctypes.cast(handle, _ADDRESS).value or 0


@contextmanager
def undisturbed() -> Iterator[None]:
    """No search for cycles while hundreds of thousands of glyphs are made, none of which is in one: a tenth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
