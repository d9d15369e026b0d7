"""Answers of a questionnaire: the question, the answer, who gave it, how many of how many, and their share, linked in one claim.

The question and those who were asked are named once and hold until others are named (针对上述问题, 在日方的80份问卷中). Only near words
that speak of a questionnaire is a number beside a quote an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.rules.statements.folding import Folded, fold_answers
from pipeline.extract.rules.statements.words import pattern, wordings
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, FieldAnchor
from pipeline.records.mention import Quantity
from pipeline.records.reading import BlockKind
from pipeline.records.span import Span
from pipeline.records.statements import SurveyBody

REACH = 10  # sentences after a word for the questionnaire in which its answers are told
TENTH = 10.0  # percent in one 成
SURE, LOOSE = 0.92, 0.7  # an answer in quotes; one in the author's words
_GENERAL = frozenset({"城市", "问卷", "单位", "受访者", "地区", "答卷", "份问卷"})  # no side of their own
_SAME = re.compile("(?:上述|同一|同样的?|这一|该)(?:同一)?(?:问题|题)")
_EACH = re.compile("各|均|都")


@dataclass(slots=True)
class _Talk:
    """What holds while the answers are told."""

    question: Span | None = None
    of: Span | None = None
    base: Quantity | None = None
    asked: int = -1 - REACH  # the last sentence that spoke of the questionnaire
    answers: frozenset[str] = frozenset()  # given to the question so far
    sure: bool = True  # is the question still the one that is answered?

    def ask(self, question: Span) -> None:
        """A new question."""
        self.question, self.answers, self.sure = question, frozenset(), True

    def hear(self, side: Span, words: str, known: str | None) -> None:
        """A side that answers; another than before has a number of its own."""
        if words != known:
            self.of, self.base = side, None

    def answered(self, answer: str) -> Span | None:
        """The question that `answer` answers: in a later paragraph the old one only if it had this answer before."""
        self.sure = self.sure or answer in self.answers
        self.answers |= {answer}
        return self.question if self.sure else None


def extract_surveys(annotated: Annotated, candidates: list[int]) -> list[Draft]:
    """Drafts of all answers; `candidates` are the sentences with a word of a questionnaire or of an answer."""
    shadow, talk = annotated.reading.shadow, _Talk()
    drafts: list[Draft] = []
    block = -1
    for index in _reached(annotated, candidates):
        sentence = annotated.sentences[index]
        if annotated.reading.blocks[sentence.block].kind in (BlockKind.HEADING, BlockKind.TITLE):
            talk = _Talk(asked=talk.asked)
            continue
        if pattern("surveys", "asked").search(shadow, sentence.span.start, sentence.span.end):
            talk.asked = index
        if index - talk.asked > REACH:
            continue
        talk.sure = talk.sure and sentence.block == block
        block = sentence.block
        drafts += _of_sentence(annotated, sentence, talk)
    return drafts


def _reached(annotated: Annotated, candidates: list[int]) -> list[int]:
    """The candidates and, of their paragraphs, the sentences that go on behind them (；“较好”的20份)."""
    found: set[int] = set(candidates)
    for index in candidates:
        block, at = annotated.sentences[index].block, index + 1
        while at < len(annotated.sentences) and at not in found and annotated.sentences[at].block == block:
            if annotated.sentences[at].quantities:
                found.add(at)
            at += 1
    return sorted(found)


def _of_sentence(annotated: Annotated, sentence: Sentence, talk: _Talk) -> Iterator[Draft]:
    shadow = annotated.reading.shadow
    done: list[Span] = []
    for row in wordings("surveys", "question"):
        if match := row.pattern.search(shadow, sentence.span.start, sentence.span.end):
            talk.ask(_unquoted(shadow, Span(*match.span("question"))))
            done.append(Span(*match.span()))
            break
    if _SAME.search(shadow, sentence.span.start, sentence.span.end):
        talk.sure = True
    folded = fold_answers(shadow, sentence, done)
    head = _asked(folded, talk)
    for match in pattern("surveys", "answer").finditer(folded.text, head):
        yield from _answers(annotated, folded, match, talk)


def _unquoted(shadow: str, span: Span) -> Span:
    inner = shadow[span.start : span.end]
    return Span(span.start + 1, span.end - 1) if inner[0] in '“「『"' and len(inner) > 2 else span


def _asked(folded: Folded, talk: _Talk) -> int:
    """Take up who was asked and how many they were; where the answers begin."""
    for row in wordings("surveys", "base"):
        if match := row.pattern.search(folded.text):
            groups = match.groupdict()
            if groups.get("of"):
                talk.of = folded.span(*match.span("of"))
                talk.base = None
            if groups.get("base"):
                talk.base = folded.numbers.get(match.start("base"))
            return match.end()
    return 0


def _answers(annotated: Annotated, folded: Folded, match: re.Match[str], talk: _Talk) -> Iterator[Draft]:
    """One claim an answer; several answers share their numbers in order, or each has the one (各有)."""
    groups = {name: words for name, words in match.groupdict().items() if words is not None}

    def key(name: str) -> str | None:
        return next((group for group in groups if group.startswith(name)), None)

    numbers, shares = _numbers(folded, match, key("number")), _numbers(folded, match, key("share"))
    if all(q.unit in ("%", "成") for q in numbers):
        numbers, shares = [], numbers
    quoted, words = key("answers"), key("words")
    if quoted:
        spans = [span for i, span in folded.quoted.items() if match.start(quoted) <= i < match.end(quoted)]
    else:
        spans = [folded.span(*match.span(words))] if words else []
    words_of = annotated.reading.words
    if (who := key("who")) and match[who] not in _GENERAL:
        talk.hear(side := folded.span(*match.span(who)), words_of(side), words_of(talk.of) if talk.of else None)
    for i, answer in enumerate(spans):
        number, share = _own(numbers, i, len(spans), match[0]), _own(shares, i, len(spans), match[0])
        if number or share:
            span = folded.span(*match.span())
            yield _draft(annotated, span, answer, number, share, talk, SURE if quoted else LOOSE)


def _numbers(folded: Folded, match: re.Match[str], group: str | None) -> list[Quantity]:
    if group is None:
        return []
    return [q for i, q in folded.numbers.items() if match.start(group) <= i < match.end(group)]


def _own(numbers: list[Quantity], at: int, answers: int, words: str) -> Quantity | None:
    """The number of answer `at`; None where numbers and answers cannot be aligned."""
    if len(numbers) == answers:
        return numbers[at]
    return numbers[0] if len(numbers) == 1 and (answers == 1 or _EACH.search(words)) else None


def _draft(
    annotated: Annotated,
    span: Span,
    answer: Span,
    number: Quantity | None,
    share: Quantity | None,
    talk: _Talk,
    confidence: float,
) -> Draft:
    words, of, base = annotated.reading.words, talk.of, talk.base
    question = talk.answered(words(answer))
    body = SurveyBody(
        question=words(question) if question else None,
        answer=words(answer),
        of=words(of) if of else None,
        value=number.value if number else None,
        unit=number.unit if number else None,
        share=None if share is None else share.value * (TENTH if share.unit == "成" else 1),
        base=base.value if base else None,
    )
    named = {"question": question, "answer": answer, "of": of, "value": number and number.span}
    named |= {"unit": number and number.span, "share": share and share.span, "base": base and base.span}
    fields = tuple((n, FieldAnchor(s, None if span.covers(s) else "sentence")) for n, s in named.items() if s)
    return Draft(span, body, "rules.surveys.answer", confidence, fields)
