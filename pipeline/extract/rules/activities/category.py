"""What field an activity was in: the weights of the words of its clauses, the highest sum wins."""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.extract.rules.activities.events import Event
from pipeline.extract.rules.activities.words import Lexicon
from pipeline.records.claim import Category

FALLBACKS = (  # of a gathering or a house, where no word says what field it was in
    (re.compile(r"论坛|峰会|会议|大会|研讨|年会|座谈会"), Category.MULTILATERAL_FORUM),
    (re.compile(r"开业|办事处|专卖店|免税店"), Category.TRADE_INVESTMENT),
    (re.compile(r"馆|剧场|公园|书店|[演画]廊"), Category.CULTURE_SPORTS),
    (re.compile(r"揭牌|挂牌|之家|会客厅"), Category.CITY_PROMOTION),
    (re.compile(r"活动|仪式|视频会|展|晚会|招待会"), Category.CULTURE_SPORTS),
)
MAX_WORDS = 3  # more different words of one field than this say no more
LATER = 0.5  # the share of words in clauses behind the one that shows the happening
REPEAT = 0.4  # what each further word of a field adds, as a share of the first


def categorise(event: Event, lexicon: Lexicon) -> tuple[Category | None, float]:
    """The best category of an event's words, and by how much it leads (0 to 1); None where no word speaks."""
    scores: dict[Category, float] = defaultdict(float)
    for name in event.names:
        share = 1.0 if name == event.lead.name else LATER
        for category, weight in lexicon.happenings[name].category:
            scores[category] += weight * share
    head, later = event.words
    for topic in lexicon.topics:
        found = set(topic.pattern.findall(head))
        more = set(topic.pattern.findall(later)) - found if later else set()
        if found or more:
            share = 1.0 if found else LATER
            number = len(found) + LATER * len(more)
            scores[topic.category] += topic.weight * (share + REPEAT * max(0.0, min(number, MAX_WORDS) - 1))
    if not scores:
        return next((category for pattern, category in FALLBACKS if pattern.search(head)), None), 0.0
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    best = ranked[0]
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return best[0], (best[1] - second) / best[1]
