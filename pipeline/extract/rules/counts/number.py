"""One stated number where it stands: what the rules for measure, scope and time look at."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.rules.counts.passages import Passage
from pipeline.extract.rules.counts.sides import Sides
from pipeline.extract.rules.counts.words import pattern, says
from pipeline.records.mention import Quantity
from pipeline.records.span import Span
from pipeline.records.swift import swift


@swift
@dataclass(frozen=True, slots=True)
class Number:
    """A quantity in its clause and passage; `shadow` is the whole document's, `sides` are those of the passage."""

    shadow: str
    passage: Passage
    sides: Sides
    quantity: Quantity
    clause: Span
    start: int  # where number and unit begin; a field, since it is asked twenty times for each number
    end: int  # where they end

    @property
    def is_sum(self) -> bool:
        """Does it add up the list above it: 以上共计九个?"""
        if self.shadow.find("上", max(0, self.start - 8), self.start) < 0:
            return False
        return pattern("sum").search(self.shadow, max(0, self.start - 8), self.start) is not None

    def before(self) -> Sides:
        """The sides of the clause that stand before the number."""
        return tuple(s for s in self.sides if self.clause.start <= s.span.start and s.span.end <= self.start)

    def inside(self) -> Sides:
        """The sides of the clause but 全国."""
        return tuple(s for s in self.sides if self.clause.covers(s.span) and s.level != "nation")

    def clause_says(self, name: str) -> bool:
        """Do words of the table `name` stand in the clause?"""
        return says(name, self.shadow, self.clause.start, self.clause.end)

    def passage_says(self, name: str) -> bool:
        """Do words of the table `name` stand in the passage?"""
        return says(name, self.shadow, self.passage.span.start, self.passage.span.end)
