"""Of which tie a sentence speaks: of the two places that it names, of its own and the one named before, or of the pair told last."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.rules.pairs.context import main_place
from pipeline.extract.rules.refs import place_ref
from pipeline.extract.rules.statements.words import pattern
from pipeline.records.annotated import Annotated, Sentence
from pipeline.records.claim import Draft, PairBody, PlaceRef
from pipeline.records.mention import PlaceMention
from pipeline.records.span import Span

REACH = 4  # sentences back, of the same paragraph, in which the pair may have been named


@dataclass(frozen=True, slots=True)
class Side:
    """A place as it is named, and where."""

    ref: PlaceRef
    span: Span


Sides = tuple[Side, Side]  # the Chinese one first


class Ties:
    """The pairs that a document states, by where they are said; made once a document."""

    def __init__(self, annotated: Annotated, drafts: list[Draft]) -> None:
        self._annotated = annotated
        self._drafts = sorted((d for d in drafts if isinstance(d.body, PairBody)), key=lambda d: d.span)
        self._main: PlaceMention | None = None
        self._asked = False

    def may_know(self, index: int) -> bool:
        """Is a place abroad named in the sentence or shortly before it? Without one there is no pair to speak of."""
        sentences = self._annotated.sentences
        near = (sentences[at] for at in range(index, max(-1, index - 1 - REACH), -1))
        return any(p.is_foreign for one in near if one.block == sentences[index].block for p in one.places)

    def told_in(self, span: Span) -> list[Draft]:
        """Pair drafts, rejected ones too, whose quote touches `span`."""
        return [d for d in self._drafts if d.span.start < span.end and span.start < d.span.end]

    def pairs_in(self, span: Span) -> list[Sides]:
        """The different pairs of these drafts, in order."""
        found: dict[tuple[str, str], Sides] = {}
        for draft in self.told_in(span):
            if isinstance(draft.body, PairBody):
                found.setdefault((draft.body.a.place_id, draft.body.b.place_id), _of_draft(draft, draft.body))
        return list(found.values())

    def kept(self) -> list[Draft]:
        """All pair drafts that stand, in the order of the text."""
        return [draft for draft in self._drafts if draft.rejected is None]

    def kept_in(self, index: int) -> list[Sides]:
        """The pairs that sentence `index` states and that stand."""
        span = self._annotated.sentences[index].span
        kept = [d for d in self.told_in(span) if d.rejected is None and span.covers(d.span)]
        return [_of_draft(d, d.body) for d in kept if isinstance(d.body, PairBody)]

    def of(self, index: int, near: Span | None = None) -> Sides | None:
        """The pair that sentence `index` speaks of (`near` narrows it to a clause first); None where no one pair can be told."""
        sentence = self._annotated.sentences[index]
        if near and (found := _own([p for p in sentence.places if near.covers(p.span)])):
            return found
        pairs = self.pairs_in(sentence.span)
        inside = [p for p in sentence.places if near is None or near.covers(p.span)]
        if len(pairs) > 1 and near:
            ids = {p.place_id for p in inside}
            pairs = [p for p in pairs if p[1].ref.place_id in ids] or pairs
        if len(pairs) == 1:
            return pairs[0]
        if pairs:
            return None
        return _own(sentence.places) or self._joined(index, sentence)

    def _joined(self, index: int, sentence: Sentence) -> Sides | None:
        """With a place named before: the other side, or the whole pair; a partner alone is the main place's."""
        abroad = _only([p for p in sentence.places if p.is_foreign])
        home = _only([p for p in sentence.places if p.is_chinese and not self._is_office(p)])
        if (abroad is None and any(p.is_foreign for p in sentence.places)) or (abroad and home):
            return None
        for at in range(index - 1, max(-1, index - 1 - REACH), -1):
            before = self._annotated.sentences[at]
            if before.block != sentence.block:
                break
            pairs = self.pairs_in(before.span)
            told = pairs[-1] if pairs else _own(before.places)
            if told and _fits(told, home, abroad):
                return (_side(home) if home else told[0], _side(abroad) if abroad else told[1])
            if abroad and (own := _only([p for p in before.places if p.is_chinese])):
                return _side(own), _side(abroad)
        main = self._main_place() if abroad else None
        return (_side(main), _side(abroad)) if main and abroad else None

    def _is_office(self, place: PlaceMention) -> bool:
        """湖南省政府批复: an office lets a tie of another place be made."""
        return pattern("milestones", "office").match(self._annotated.reading.shadow, place.span.end) is not None

    def _main_place(self) -> PlaceMention | None:
        if not self._asked:
            self._main, self._asked = main_place(self._annotated), True
        return self._main


def _fits(told: Sides, home: PlaceMention | None, abroad: PlaceMention | None) -> bool:
    """Does the pair told before hold what this sentence names (of a Chinese side alone: the same one)?"""
    if abroad:
        return told[1].ref.place_id == abroad.place_id or home is None
    return home is None or told[0].ref.place_id == home.place_id


def _own(places: list[PlaceMention] | tuple[PlaceMention, ...]) -> Sides | None:
    """One Chinese and one foreign place, or None."""
    home, abroad = _only([p for p in places if p.is_chinese]), _only([p for p in places if p.is_foreign])
    return (_side(home), _side(abroad)) if home and abroad else None


def _only(places: list[PlaceMention]) -> PlaceMention | None:
    """The one place of the list, named once or often."""
    return places[0] if places and len({p.place_id for p in places}) == 1 else None


def _side(place: PlaceMention) -> Side:
    return Side(place_ref(place), place.span)


def _of_draft(draft: Draft, body: PairBody) -> Sides:
    anchors = dict(draft.fields)
    return Side(body.a, anchors["a"].span), Side(body.b, anchors["b"].span)
