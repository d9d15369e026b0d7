"""What HTML source says to its reader: entities, tags that show nothing, the encoding that a page declares.

The reader of HTML keeps source offsets, and the citation gate reads the source again by them; both must mean the same by an
entity, while the gate takes out tags by a pattern of its own, so that a slip of the reader's tokenizer cannot pass it.
"""

from __future__ import annotations

import html
import re

from pipeline.errors import EncodingUnknown
from pipeline.text.encoding import decode

# As html.unescape knows them: a missing semicolon is allowed where old pages left it out.
_ENTITY = re.compile(r"&(?:#[0-9]{1,8};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_SILENT = re.compile(
    r"<!--.*?-->|<(script|style|noscript|template|svg|select|iframe|object|math)\b.*?</\1\s*>|<[!?/]?[A-Za-z\[][^<>]*>",
    re.S | re.I,
)
_DECLARED = re.compile(rb"<(?:meta|\?xml)\b[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_HEAD = 8192  # bytes in which a page declares its encoding
# Declared names as they are meant: GB2312 and GBK pages hold characters that GB18030 alone has.
_MEANT = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "cp950", "big5-hkscs": "big5hkscs"}


def entity_end(source: str, at: int) -> int:
    """Where the entity that begins at `at` ends; `at` + 1 where none begins there."""
    match = _ENTITY.match(source, at) if source[at] == "&" else None
    if match is None or html.unescape(match[0]) == match[0]:
        return at + 1
    shown = html.unescape(match[0])
    rest = next(
        (n for n in range(len(match[0]), 0, -1) if shown.endswith(match[0][-n:])), 0
    )  # &nbspab shows ab as it is
    return match.end() - rest if not match[0].endswith(";") else match.end()


def unescaped(source: str, at: int) -> str:
    """What the character or entity at `at` shows."""
    return html.unescape(source[at : entity_end(source, at)])


def shown_words(source: str) -> str:
    """The words that a piece of HTML source shows: no tags, comments, scripts or styles; entities resolved."""
    return html.unescape(_SILENT.sub("", source))


def decode_html(data: bytes, *, document: str) -> tuple[str, str]:
    """Text and encoding of a page: UTF-8 where it is that, else what the page declares, else what its characters prove.

    A page's head is often all ASCII, which proves nothing about its Chinese. Raises `EncodingUnknown`.
    """
    declared = _DECLARED.search(data[:_HEAD])
    meant = _MEANT.get(declared[1].decode("ascii").lower()) if declared else None
    if meant is None or _is_utf8(data):
        return decode(data, document=document)
    try:
        return data.decode(meant), meant
    except UnicodeDecodeError as error:
        try:
            return decode(data, document=document)
        except EncodingUnknown:
            raise EncodingUnknown(
                f"the page declares {meant}, but there is no such character",
                document=document,
                place=f"byte {error.start}",
            ) from error


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
