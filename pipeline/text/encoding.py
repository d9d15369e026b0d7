"""Which encoding a Chinese text is in: UTF-8, UTF-16, GB18030 or Big5, or none that is sure.

UTF-8 proves itself, the others do not: nearly any bytes decode as GB18030, Big5 and UTF-16, to characters that nobody writes.
So each candidate decodes strictly, and its score is the share of common Chinese characters and marks among what is not ASCII.
One clear winner is the answer; no winner, or two, is an error, since mojibake would pass for a reading further on.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache

from pipeline.errors import EncodingUnknown
from pipeline.paths import data_file

MIN_SCORE = 0.6  # Chinese prose has 0.9 and more, lists of foreign names in Chinese 0.7, a wrong guess 0.0 to 0.4
MIN_LEAD = 0.25  # the winner's distance from the next candidate that reads differently
SAMPLE = 4096  # characters; scores settle within this many, the rest of a long file is only decoded
MIN_BEYOND = 4  # characters; two or three common ones may be chance
DOUBTFUL_SHARE = 0.002  # of a UTF-8 text: an icon font's private characters in a long page are no reason to refuse it
MAX_WORDLESS = 64  # bytes of ASCII without a blank; UTF-16 of a few characters can look like that (中 is N-)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# cp950 before big5hkscs: the same text where both read it, and the commoner one; big5hkscs has the Hong Kong characters.
_LEGACY = (("gb18030",), ("cp950", "big5hkscs"))
_UTF16 = (("utf-16-le",), ("utf-16-be",))
_MARKS = re.compile(r"[、。〈-】〔〕！（），．：；？～“”‘’…—·•○●①-⑳０-９Ａ-Ｚａ-ｚ％／－　×]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BEYOND_FIRST_PLANE = (b"\xf0", b"\xf1", b"\xf2", b"\xf3", b"\xf4")  # first bytes of UTF-8
_BLANKS = ("\n", "\u3000", "\t", "\u00a0", "\u2003")  # none of them is a printed sign, and all of them are common
_BEYOND_TWO_BYTES = re.compile(r"[^\x00-\u07ff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """One attempt: the text and its score from 0 to 1, or why it failed and at which byte."""

    encoding: str
    text: str | None
    score: float
    flaw: str = ""
    at: int | None = None

    def __str__(self) -> str:
        return f"{self.encoding}: {self.flaw or f'score {self.score:.2f}'}"


def decode(data: bytes, *, document: str) -> tuple[str, str]:
    """The text of `data`, every character and a BOM kept, and its encoding. Raises `EncodingUnknown`."""
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    if marked:
        return _only(_attempt(data, marked), document)
    plain = _plain_utf8(data)
    if plain is not None:
        return plain, "utf-8"
    utf8 = _attempt(data, "utf-8")
    groups = (*_LEGACY, *_UTF16)
    found = [utf8, *(_first_clean(data, group) for group in groups)]
    return _winner(found, data, document)


def _plain_utf8(data: bytes) -> str | None:
    """The text of the common case, which needs no score: valid UTF-8 that nothing else could pass for, and no doubtful character."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not _is_plain(data, text) and _doubtful().search(text) and not _few_doubts(text):
        return None
    return text if _proves_itself(data, text) else None


def _is_plain(data: bytes, text: str) -> bool:
    """Does it hold printed signs of the first plane, line ends and blanks alone? None of them is doubtful."""
    if any(lead in data for lead in _BEYOND_FIRST_PLANE):
        return False
    for blank in _BLANKS:
        text = text.replace(blank, "")
    return text.isprintable()


def _only(found: Candidate, document: str) -> tuple[str, str]:
    """The answer where the BOM names the encoding."""
    if found.text is None:
        place = None if found.at is None else f"byte {found.at}"
        raise EncodingUnknown(f"the BOM says {found.encoding}, but {found.flaw}", document=document, place=place)
    return found.text, found.encoding


def _attempt(data: bytes, encoding: str) -> Candidate:
    """Decode strictly; characters that no text has (control, private, unassigned) are a flaw as well."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = error.end >= len(data) and error.start >= len(data) - 4
        flaw = f"{'the last character is cut off' if cut else 'no character'} at byte {error.start}"
        return Candidate(
            encoding,
            None,
            _score(data[: error.start].decode(encoding, "ignore"), encoding) if cut else 0.0,
            flaw,
            error.start,
        )
    doubt = _doubtful().search(text)
    if doubt and not (encoding == "utf-8" and _few_doubts(text)):
        at = len(text[: doubt.start()].encode(encoding))
        return Candidate(encoding, None, 0.0, f"U+{ord(doubt[0]):04X} is no character of a text, at byte {at}", at)
    return Candidate(encoding, text, _score(text, encoding))


def _few_doubts(text: str) -> bool:
    return "\x00" not in text and len(_doubtful().findall(text)) <= DOUBTFUL_SHARE * len(text)


def _proves_itself(data: bytes, text: str) -> bool:
    """Is valid UTF-8 enough? Two-byte GB18030 and UTF-16 can pass for a short text without a character beyond U+07FF."""
    if len(text) != len(data):
        return len(data) - len(text) > len(text) or bool(_BEYOND_TWO_BYTES.search(text))
    wordless = len(data) % 2 == 0 and len(data) <= MAX_WORDLESS and not text.split(maxsplit=1)[1:]
    return not wordless or _score_of("utf-16", data) < MIN_SCORE


def _score_of(family: str, data: bytes) -> float:
    return max(_attempt(data, f"{family}-{order}").score for order in ("le", "be"))


def _first_clean(data: bytes, encodings: tuple[str, ...]) -> Candidate:
    """The first of a family that reads without a flaw, else the first one's failure."""
    found = [_attempt(data, encoding) for encoding in encodings]
    return next((one for one in found if one.text is not None), max(found, key=lambda one: one.score))


def _winner(found: list[Candidate], data: bytes, document: str) -> tuple[str, str]:
    """The one candidate that is good enough and clearly ahead."""
    ranked = sorted(found, key=lambda one: -one.score)
    best, second = ranked[0], ranked[1]
    if best.text is not None and best.score >= MIN_SCORE and best.score - second.score >= MIN_LEAD:
        return best.text, best.encoding
    cut = next((one for one in ranked if one.text is None and one.at is not None and "cut off" in one.flaw), None)
    place = f"byte {cut.at}" if cut and (cut.score >= MIN_SCORE or (cut.encoding == "utf-8" and cut.at)) else None
    tried = "; ".join(map(str, ranked))
    raise EncodingUnknown(
        f"no encoding reads the {len(data)} bytes without doubt ({tried})", document=document, place=place
    )


def _score(text: str, encoding: str) -> float:
    """Share of common Chinese characters and marks among the characters beyond ASCII; of plain ASCII, the share of letters.

    ASCII proves nothing where it is one byte a character; in UTF-16 it does, so there it counts.
    """
    sample = text[:SAMPLE]
    counted = sample if encoding.startswith("utf-16") else _NOT_ASCII.findall(sample)
    if not counted:
        return sum(map(str.isalnum, sample)) / len(sample) if sample else 0.0
    common = common_characters()
    marks = Counter(counted)  # each character is judged once
    known = sum(
        n for mark, n in marks.items() if mark in common or _MARKS.match(mark) or " " <= mark <= "~" or mark == "\n"
    )
    western = sum(n for mark, n in marks.items() if _is_western(mark)) if encoding == "utf-8" else 0
    return (known + western) / max(len(counted), 1 if encoding == "utf-8" else MIN_BEYOND)


def _is_western(mark: str) -> bool:
    """Latin, Greek or Cyrillic letters and the signs beside them, which only UTF-8 is believed to have."""
    return mark < "\u0530" and not unicodedata.combining(mark)


@cache
def common_characters() -> frozenset[str]:
    """The characters that Chinese prose uses most, simplified and traditional."""
    lines = data_file("pipeline.text", "common_characters.txt").read_text(encoding="utf-8").splitlines()
    return frozenset("".join(line for line in lines if not line.startswith("#")))


@cache
def _doubtful() -> re.Pattern[str]:
    """Characters that no text holds: controls other than tabs and line ends, surrogates, private and unassigned ones."""
    allowed = "\t\n\r\x0b\x0c\x85"
    ranges: list[list[int]] = []
    for code in range(0x10000):
        mark = chr(code)
        if unicodedata.category(mark) in ("Cc", "Cs", "Co", "Cn") and mark not in allowed:
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    # Beyond the first plane: mathematical letters, pictographs and Han extensions are written, the rest is not.
    ranges += [[0x10000, 0x1D3FF], [0x1D800, 0x1EFFF], [0x1FB00, 0x1FFFF], [0x323B0, 0x10FFFF]]
    return re.compile("[" + "".join(f"\\U{a:08x}-\\U{b:08x}" for a, b in ranges) + "]")
