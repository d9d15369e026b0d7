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
MIN_TITLE = 4
SHORT_TITLE = 4
WRITER_BLOCKS = 4  # blocks at the top in which a by-line stands
MAX_LINE = 60  # characters of a line of names or bodies
_SPREAD = re.compile(r"(?<=(?<![一-鿿])[一-鿿])[ \u3000](?=[一-鿿](?![一-鿿]))")
_WRITER = r"(?:□\s*|(?:(?<=[【\[(（\s])|^|(?<=报)|(?<=网))(?:本报|特约|见习)?记者\s*)"
_THREAD = re.compile(r"楼主\s*(?P<a>[^\s|]{2,15})\s*\|?\s*发表于")
_PROSE = re.compile(r"[。；]|[，,][^，,]*[，,]")
_MARKS = re.compile(r"[\d\s*†①-⑳,，、;；/|()（）^<>]+")
_TAG = re.compile(  # what stands before a title: 【转】, a forum's path, a page number
    r"^(?:(?:[^【\s]{0,4}\s*)?【转[^】]{0,4}】\s*|(?:[^›>\n]{1,12}[›>]\s*){1,4}(?:\[[^\]\n]{1,6}\])?|[·•\s]*\d{1,5}[·•\s]+)"
)
_TAIL = re.compile(  # what stands behind it: the author's mark, the day of a bulletin, the section of a yearbook
    r"\s*□.*$|\s*(?:1[0-2]|[1-9])月\d{1,2}日\s*(?:(?:星期|周).)?\s*$|(?<=年鉴[·•](?:19|20)\d\d)[\s·•]*外事.*$"
)
_BOX = re.compile(r"【([^】]{2,})】")
_LABEL = re.compile(
    r"^(?:作\s*者|撰\s*文|执\s*笔|文|记\s*者|本报记者|特约撰稿人?|编\s*著|著\s*者|主\s*编|执行主编)\s*[:：/／ ]\s*"
)
_BYLINE_BODY = re.compile(r"^(?P<a>[^\s，,。（）()]{2,8}?)(?:消息|讯)\s*[（(](?P<b>[^（）()]{2,8})[）)]")
_AGENCY = re.compile(r"^[（(]?(?P<a>新华社|中新社|中新网|人民网|新华网)[^，。]{0,20}(?:电|讯)")
_SOURCE = re.compile(r"来源\s*[:：]\s*(?P<a>[^\s，,|]{2,15}?)(?=\s|[，,|]|记者|作者|编辑|责编|$)")
_FOOT_END = r"(?:供稿|整理|编印|编写|发布)?[)）]?\s*(?:[\d二][^，。]{0,14}[日月年])?[)）]?\s*$"


@dataclass(frozen=True, slots=True)
class Words:
    """The compiled lists of `data/bibliography.toml`."""

    name: re.Pattern[str]
    body: re.Pattern[str]
    not_title: re.Pattern[str]
    writer: re.Pattern[str]
    foot: re.Pattern[str]


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
        re.compile(rf"{_WRITER}(?P<a>{surname}[一-鿿]{{1,2}})(?=$|[\s/／|】\])）])"),
        re.compile(rf"[一-鿿]{{0,30}}(?:{'|'.join(table['bodies'])}|工作部|编辑部|[市省]外办)(?={_FOOT_END})"),
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
        start, end = _bounds(reading.shadow[span.start : span.end])
        shadow = reading.shadow[span.start + start : span.start + end].strip()
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
        return Found(text[start:end].strip(), Span(span.start + start, span.start + end))
    return None


def _bounds(line: str) -> tuple[int, int]:
    """The title within its line, without the forum's path, the page number, the author's mark or the day of the issue."""
    tag, tail = _TAG.match(line), _TAIL.search(line)
    start, end = tag.end() if tag else 0, tail.start() if tail else len(line)
    box = _BOX.fullmatch(line, start, end) if tail else None
    start, end = box.span(1) if box else (start, end)
    return (start, end) if end - start >= SHORT_TITLE else (0, len(line))


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
    text = _SPREAD.sub("\x00", text)  # 王 帆, one name spread out
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
        line = reading.shadow[span.start : span.end].strip()
        if "。" in line or line.startswith("各") or line.endswith((":", "：")):
            continue  # prose, or those whom a letter is written to
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


def find_writers(reading: Reading) -> list[Found]:
    """The reporter whom a by-line, the author's mark behind the title or the foot names, or who began a thread."""
    found: dict[str, Found] = {}
    for block in (*reading.blocks[:WRITER_BLOCKS], *reading.blocks[-1:]):
        shadow = reading.shadow[block.span.start : block.span.end][:200]
        matches = [*words().writer.finditer(shadow), *_THREAD.finditer(shadow)]
        for match in matches:
            span = Span(block.span.start + match.start("a"), block.span.start + match.end("a"))
            value = re.sub(r"\s", "", reading.text[span.start : span.end])
            found.setdefault(value, Found(value, span))
    return list(found.values())


def find_foot(reading: Reading) -> list[Found]:
    """The body that signs at the foot: a line of its own, in brackets or with the date."""
    if not reading.blocks:
        return []
    span = reading.blocks[-1].span
    shadow = reading.shadow[span.start : span.end]
    if len(shadow) > MAX_LINE or "。" in shadow:
        return []
    start = len(shadow) - len(shadow.lstrip("(（ \u3000"))
    match = words().foot.match(shadow, start)
    if match is None:
        return []
    return [
        Found(
            reading.text[span.start + start : span.start + match.end()],
            Span(span.start + start, span.start + match.end()),
        )
    ]


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
