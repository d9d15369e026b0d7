"""Places in organisations of cities: who joined, is a member, founded it or sits on its board, and since when.

An organisation is one that `data/statements/organisations.tsv` knows, or a name that ends as such names do; the verb decides.
"""

from __future__ import annotations

import csv
import re
from functools import cache

from pipeline.extract.rules.refs import place_ref
from pipeline.extract.rules.statements.draft import fields_of
from pipeline.extract.rules.statements.words import pattern, rows_of
from pipeline.paths import data_file
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft
from pipeline.records.mention import DateMention, PlaceMention
from pipeline.records.span import Span
from pipeline.records.statements import MembershipBody

KNOWN, NEW = 0.88, 0.7  # confidence: an organisation that the list knows, another
NAMED_REACH = 6  # sentences back in which 该组织 was named
LIST_GAP = 6  # characters between two places of one list
MARK = "<ORG>"  # stands in the patterns for any name of an organisation


@cache
def organisations() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The id of each organisation with the pattern of its names on the shadow."""
    lines = data_file("pipeline.extract.rules", "statements/organisations.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader((x for x in lines if x and x[0] != "#"), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple((row["id"], re.compile(row["pattern"])) for row in rows)


def organisation_id(name: str) -> str | None:
    """The id of the organisation that `name`, on the shadow, is a name of; None for one that the list does not know."""
    return next((found for found, names in organisations() if names.fullmatch(name)), None)


@cache
def _verbs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The patterns of membership with the names of organisations set in, each with whether its places stand before or behind."""
    known = "|".join(names.pattern for _, names in organisations())
    other = next(row["pattern"] for row in rows_of("memberships") if row["use"] == "organisation")
    name = rf"[“「《\"]?(?P<org>{other}|{known})(?:[(][^)]{{1,40}}[)])?[”」》\"]?"
    verbs = (row for row in rows_of("memberships") if row["use"] == "verb")
    return tuple((row["value"], re.compile(row["pattern"].replace(MARK, name))) for row in verbs)


def extract_memberships(annotated: Annotated, candidates: list[int]) -> list[Draft]:
    """One draft a place and organisation, in the order of the text."""
    drafts: list[Draft] = []
    named: Span | None = None  # the organisation named last, for 该组织
    for index in candidates:
        sentence = annotated.sentences[index]
        for where, verb in _verbs():
            match = verb.search(annotated.reading.shadow, sentence.span.start, sentence.span.end)
            if match is None:
                continue
            org = Span(*match.span("org")) if where != "that" else named or _named_before(annotated, index)
            if org is not None:
                drafts += _drafts(annotated, index, match, org, where)
                named = org
            break
    return drafts


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(names.pattern for _, names in organisations()))


def _named_before(annotated: Annotated, index: int) -> Span | None:
    """The organisation of the list that was named last, a few sentences back."""
    sentences = annotated.sentences[max(0, index - NAMED_REACH) : index]
    start = sentences[0].span.start if sentences else annotated.sentences[index].span.start
    end = annotated.sentences[index].span.start
    found = [Span(*match.span()) for match in _names().finditer(annotated.reading.shadow, start, end)]
    return found[-1] if found else None


def _drafts(annotated: Annotated, index: int, match: re.Match[str], org: Span, where: str) -> list[Draft]:
    sentence, shadow = annotated.sentences[index], annotated.reading.shadow
    verb = Span(*match.span())
    places = _behind(sentence, verb, shadow) if where == "behind" else _before(annotated, index, verb)
    clause = max(shadow.rfind(mark, sentence.span.start, verb.start) for mark in ",。;:") + 1
    denied = pattern("memberships", "not").search(shadow, max(clause, verb.start - 14), verb.start + 2)
    date = _since(sentence, verb)
    name, known = annotated.reading.words(org), organisation_id(annotated.reading.shadow[org.start : org.end])
    made = []
    for place in places:
        span = verb.hull(place.span) if sentence.span.covers(place.span) else verb
        body = MembershipBody(place_ref(place), name, known, date.edtf.removesuffix("/..") if date else None)
        fields = fields_of(span, place=place.span, organisation=org, since=date.span if date else None)
        reason = f"a plan, wish or denial: {denied[0]}" if denied else None
        made.append(Draft(span, body, "rules.memberships.verb", KNOWN if known else NEW, fields, reason))
    return made


def _before(annotated: Annotated, index: int, verb: Span) -> list[PlaceMention]:
    """The places right before the verb, a list whole; else the last Chinese one of the sentence before."""
    sentence, shadow = annotated.sentences[index], annotated.reading.shadow
    before = [p for p in sentence.places if p.span.end <= verb.start and (p.is_chinese or p.is_foreign)]
    if before:
        if pattern("memberships", "other").search(shadow, before[-1].span.end, verb.start):
            return []
        taken = [before[-1]]
        for place in reversed(before[:-1]):
            gap = shadow[place.span.end : taken[-1].span.start]
            if len(gap) > LIST_GAP or not pattern("memberships", "list").fullmatch(gap):
                break
            taken.append(place)
        return taken[::-1]
    if any(p.span.start < verb.start for p in sentence.places) or index == 0:
        return []
    told = annotated.sentences[index - 1]
    own = [p for p in told.places if p.is_chinese] if told.block == sentence.block else []
    return own[-1:]


def _behind(sentence: Sentence, verb: Span, shadow: str) -> list[PlaceMention]:
    """The places listed behind 会员包括."""
    taken: list[PlaceMention] = []
    for place in (p for p in sentence.places if p.span.start >= verb.end and (p.is_chinese or p.is_foreign)):
        if taken and not pattern("memberships", "list").fullmatch(shadow[taken[-1].span.end : place.span.start]):
            break
        taken.append(place)
    return taken


def _since(sentence: Sentence, verb: Span) -> DateMention | None:
    """The date before the verb, or within its pattern (加入…是在2004年)."""
    inside = [d for d in sentence.dates if verb.covers(d.span)]
    before = [d for d in sentence.dates if d.span.end <= verb.start]
    dates = [d for d in inside or before[-1:] if "/" not in d.edtf.removesuffix("/..")]
    return dates[0] if dates else None
