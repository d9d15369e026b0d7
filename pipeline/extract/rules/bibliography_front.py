"""The front of a document: title, lines of names, lines of bodies, before the text itself begins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipeline.paths import data_file
from pipeline.records.reading import BlockKind, Reading
from pipeline.records.span import Span

MAX_FRONT = 12  # blocks that are looked at before the text
MAX_TITLE = 45  # characters
MIN_TITLE = 5
MAX_LINE = 60  # characters of a line of names or bodies
_PROSE = re.compile(r"[。；]|[，,][^，,]*[，,]")
_MARKS = re.compile(r"[\d\s*†①-⑳,，、;；/|()（）^<>]+")
_TAG = re.compile(r"^(?:[^【\s]{0,4}\s*)?【转[^】]{0,4}】\s*")  # 【转】 before a title that was passed on
_LABEL = re.compile(
    r"^(?:作\s*者|撰\s*文|执\s*笔|文|记\s*者|本报记者|特约撰稿人?|编\s*著|著\s*者|主\s*编|执行主编)\s*[:：/／ ]\s*"
)
_BYLINE_BODY = re.compile(r"^(?P<a>[^\s，,。（）()]{2,8}?)(?:消息|讯)\s*[（(](?P<b>[^（）()]{2,8})[）)]")
_AGENCY = re.compile(r"^[（(]?(?P<a>新华社|中新社|中新网|人民网|新华网)[^，。]{0,20}(?:电|讯)")
_SOURCE = re.compile(r"来源\s*[:：]\s*(?P<a>[^\s，,|]{2,15})")


@dataclass(frozen=True, slots=True)
class Words:
    """The compiled lists of `data/bibliography.toml`."""

    name: re.Pattern[str]
    body: re.Pattern[str]
    not_title: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A value with the characters that show it."""

    value: str
    span: Span


@cache
def words() -> Words:
    """The word lists, compiled when first asked for."""
    with data_file("pipeline.extract.rules", "bibliography.toml").open("rb") as file:
        table = tomllib.load(file)
    surname = f"(?:{'|'.join(table['compound_surnames'])}|[{table['surnames']}])"
    return Words(
        re.compile(rf"{surname}[一-鿿]{{1,2}}"),
        re.compile(rf"[一-鿿（）()·\s]{{2,40}}?(?:{'|'.join(table['bodies'])})(?=$|[\s，,;；、)）\d])"),
        re.compile("|".join(table["not_titles"])),
    )


def front_blocks(reading: Reading) -> list[Span]:
    """The blocks before the first paragraph of prose."""
    found: list[Span] = []
    for block in reading.blocks[:MAX_FRONT]:
        text = reading.shadow[block.span.start : block.span.end]
        heading = block.kind is BlockKind.HEADING and bool(words().not_title.match(text))
        if heading or block.kind is BlockKind.ABSTRACT or (len(text) > MAX_LINE * 2 and _PROSE.search(text)):
            break
        found.append(block.span)
    return found


def find_title(reading: Reading, front: list[Span]) -> Found | None:
    """The first line of the front that can be a title; None where the text begins at once."""
    for span in front[:5]:
        text = reading.text[span.start : span.end]
        tag = _TAG.match(text)
        start = tag.end() if tag else 0
        shadow = reading.shadow[span.start + start : span.end].strip()
        if words().not_title.match(shadow) or not MIN_TITLE <= len(shadow) <= MAX_TITLE or _PROSE.search(shadow):
            continue
        if (
            re.search(r"[一-鿿]{2}", shadow) is None
            or ">" in shadow
            or "|" in shadow
            or shadow.endswith(("。", "：", ":"))
        ):
            continue
        if _names(shadow) or words().body.fullmatch(shadow):
            return None  # names before any title: the title is not in the text
        return Found(text[start:].strip(), Span(span.start + start, span.end))
    return None


def find_authors(reading: Reading, lines: list[Span]) -> list[Found]:
    """The names of lines that hold nothing but names, or stand behind 作者."""
    found: list[Found] = []
    for span in lines:
        text = reading.shadow[span.start : span.end]
        label = _LABEL.match(text)
        rest = text[label.end() :] if label else text
        offset = span.start + (label.end() if label else 0)
        if len(rest) <= MAX_LINE:
            found += [Found(name, Span(offset + at, offset + end)) for name, at, end in _names(rest)]
    return found


def _names(text: str) -> list[tuple[str, int, int]]:
    """The names of a line and where they stand; none where the line holds anything else."""
    if "  " not in text and re.fullmatch(r"[一-鿿]\s[一-鿿]", text.strip()):
        text = text.replace(" ", "\x00", 1)  # 王 帆, one name spread out
    out: list[tuple[str, int, int]] = []
    for match in re.finditer(r"[^\d\s*†①-⑳,，、;；/|()（）^<>]+", text):
        if not words().name.fullmatch(match[0].replace("\x00", "")):
            return []
        out.append((match[0].replace("\x00", ""), *match.span()))
    return out


def find_bodies(reading: Reading, lines: list[Span]) -> list[Found]:
    """The bodies that lines of the front name: each its own line, or numbered in brackets below the names."""
    found: dict[str, Found] = {}
    for span in lines:
        if "。" in reading.text[span.start : span.end]:
            continue
        for part in _parts(reading, span):
            match = words().body.match(reading.shadow, part.start, part.end)
            if match:
                value = re.sub(r"\s+", "", reading.text[part.start : match.end()])
                found.setdefault(value, Found(value, Span(part.start, match.end())))
    return list(found.values())


def _parts(reading: Reading, span: Span) -> Iterator[Span]:
    """The pieces of a line between commas and numbers."""
    for match in re.finditer(r"[^\d.,，;；:：、（）()\n]{3,}", reading.shadow[span.start : span.end]):
        piece = match[0]
        lead = len(piece) - len(piece.lstrip())
        if piece.strip():
            yield Span(span.start + match.start() + lead, span.start + match.start() + len(piece.rstrip()))


def find_sources(reading: Reading) -> list[Found]:
    """The body that published a report: 某网消息（某栏目）, 新华社…电, 来源：某报."""
    found: list[Found] = []
    for block in reading.blocks[:6]:
        text = reading.shadow[block.span.start : block.span.end][:200]
        for pattern in (_BYLINE_BODY, _AGENCY, _SOURCE):
            match = pattern.search(text)
            if match:
                groups = [g for g in ("a", "b") if g in match.groupdict()]
                start = block.span.start
                return [Found(match[g], Span(start + match.start(g), start + match.end(g))) for g in groups]
    return found
