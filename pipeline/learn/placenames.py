"""The model `place`: names that no list knows, found by spaCy on characters; trained and measured against the suffix rules, not kept.

Gold gives the names of its facts, and these are looked up in the sentences; so a name that stands in no fact counts as a mistake of the
model, which makes its precision a little worse than it is.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed
from threadpoolctl import threadpool_limits

from pipeline.evaluate.goldtext import Gold
from pipeline.learn.ablation import Figures
from pipeline.learn.fit import SEED
from pipeline.learn.gold import Annotation

LABEL = "PLACE"
ROUNDS, BATCH, DROPPED = 12, 16, 0.2
LONGEST = 300  # characters of a sentence that is learned from
NETWORK = {
    "model": {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 48,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {
            "@architectures": "spacy.HashEmbedCNN.v2",
            "pretrained_vectors": None,
            "width": 64,
            "depth": 3,
            "embed_size": 1000,
            "window_size": 1,
            "maxout_pieces": 3,
            "subword_features": False,
        },
    }
}
At = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Named:
    """A sentence: where gold has names, where the rules have (all, and those that a list knows)."""

    words: str
    gold: frozenset[At]
    found: frozenset[At]
    listed: frozenset[At]


def named_sentences(annotations: Sequence[Annotation]) -> Iterator[Named]:
    """The sentences of gold documents with their names."""
    for one in annotations:
        known = sorted({name for _, fact in one.facts for name in _names(fact)}, key=lambda name: (-len(name), name))
        for sentence in one.annotated.sentences:
            start, words = sentence.span.start, one.annotated.reading.words(sentence.span)
            if len(words) <= LONGEST:
                cores = {(p.core.start - start, p.core.end - start): p.is_linked for p in sentence.places}
                listed = frozenset(at for at, linked in cores.items() if linked)
                yield Named(words, _where(words, known), frozenset(cores), listed)


def _names(fact: Gold) -> Iterator[str]:
    sides = [fact[key] for key in ("a", "b") if isinstance(fact.get(key), list)]
    for names in (*sides, *(fact.get("scope") or []), *(fact.get("participants") or [])):
        yield from (name for name in names if len(name) > 1)


def _where(words: str, names: Sequence[str]) -> frozenset[At]:
    """Longer names first, none over another."""
    found: set[At] = set()
    for name in names:
        start = words.find(name)
        while start >= 0:
            if not _touches((start, start + len(name)), found):
                found.add((start, start + len(name)))
            start = words.find(name, start + 1)
    return frozenset(found)


def _touches(at: At, others: frozenset[At] | set[At]) -> bool:
    return any(a < at[1] and at[0] < b for a, b in others)


def measure_names(train: Sequence[Annotation], test: Sequence[Annotation]) -> tuple[Figures, int]:
    """On names of the test split that no list knows: how many are found exactly, how many others are taken for names; and their number."""
    with threadpool_limits(limits=1):
        nlp = _trained(list(named_sentences(train)))
    right, wrong, unlisted = {"rules": 0, "model": 0, "both": 0}, {"rules": 0, "model": 0, "both": 0}, 0
    for one in named_sentences(test):
        own = frozenset((e.start_char, e.end_char) for e in nlp(one.words).ents)
        new = {
            "rules": one.found - one.listed,
            "model": frozenset(at for at in own if not _touches(at, one.listed)),
            "both": (one.found - one.listed) | {at for at in own if not _touches(at, one.found)},
        }
        wanted = {at for at in one.gold if not _touches(at, one.listed)}
        unlisted += len(wanted)
        for name, found in new.items():
            right[name] += len(found & wanted)
            wrong[name] += sum(not _touches(at, one.gold) for at in found)
    return {name: {"right": float(right[name]), "no name of gold": float(wrong[name])} for name in right}, unlisted


def _trained(sentences: Sequence[Named]) -> Language:
    fix_random_seed(SEED)
    draw = random.Random(SEED)
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner", config=NETWORK)
    examples = [
        Example.from_dict(nlp.make_doc(one.words), {"entities": [(a, b, LABEL) for a, b in sorted(one.gold)]})
        for one in sentences
    ]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(ROUNDS):
        draw.shuffle(examples)
        for at in range(0, len(examples), BATCH):
            nlp.update(examples[at : at + BATCH], drop=DROPPED, sgd=optimizer)
    return nlp
