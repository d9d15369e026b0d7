"""Numbers as Chinese reports write them: 1,622, 3.5万, 二十五, 两千五百, 一九七三, 百分之十二点五.

Grammar after the ordinary reading of Chinese numerals; what it cannot read whole is refused, never guessed.
"""

from __future__ import annotations

import re

DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3}
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10_000, "亿": 100_000_000}
TENS = {"廿": 20, "卅": 30}  # 廿五 = 25, in older reports and day numbers

HAN_DIGIT = "〇零○一二三四五六七八九两廿卅"
HAN_NUMBER = f"[{HAN_DIGIT}十百千万亿]+"
ARABIC_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
NUMBER = rf"(?:{ARABIC_NUMBER})[十百千万亿]*|{HAN_NUMBER}(?:点[{HAN_DIGIT}]+)?"

_ARABIC = re.compile(rf"({ARABIC_NUMBER})([十百千万亿]*)\Z")


def parse_number(words: str) -> float | None:
    """The value of a number word in half-width simplified script, or None where it is none; 万 and 亿 are multiplied out."""
    words = words.replace(" ", "")
    if words.isascii() and words.isdecimal():
        return float(words)
    if match := _ARABIC.match(words):
        return _scaled(float(match[1].replace(",", "")), match[2])
    whole, point, fraction = words.partition("点")
    value = _han_integer(whole)
    if value is None or not point:
        return value
    digits = _digit_string(fraction)
    return None if digits is None else value + float(f"0.{digits}")


def parse_year(words: str) -> int | None:
    """A year of four digits, Arabic or Chinese (一九七三, 二○○四), or None."""
    digits = words if words.isdecimal() else _digit_string(words)
    return int(digits) if digits is not None and len(digits) == 4 else None


def _scaled(value: float, marks: str) -> float:
    for mark in marks:
        value *= SMALL.get(mark) or LARGE[mark]
    return round(value, 6)


def _digit_string(words: str) -> str | None:
    """Digits read one by one: 一九七三 is 1973."""
    digits = [DIGITS.get(c) for c in words]
    return "".join(map(str, digits)) if digits and None not in digits else None


def _han_integer(words: str) -> float | None:
    if not words:
        return None
    if len(words) > 1 and all(c in DIGITS for c in words):
        digits = _digit_string(words)
        return None if digits is None else float(digits)
    total, section, digit = 0, 0, None
    for c in words:
        if c in DIGITS:
            if digit:
                return None  # two digits side by side in a word that also has 十 or 百: 三五十
            digit = DIGITS[c]
        elif c in TENS:
            section += TENS[c]
        elif c in SMALL:
            section += (1 if digit is None else digit or 1) * SMALL[c]
            digit = None
        elif c in LARGE:
            total = (total + section + (digit or 0)) * LARGE[c]
            section, digit = 0, None
        else:
            return None
    return float(total + section + (digit or 0))
