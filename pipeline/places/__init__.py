"""The place authority: every Chinese name of a place, in China or abroad, to one stable place, or to none.

`find_places` reads a document, `resolve` one name, `place` gives what is known of an id. Names are found on characters before
words are cut, since a segmenter splits what it does not know.
"""

from pipeline.places.blends import Blend, find_blends
from pipeline.places.codes import place_by_code, place_by_english
from pipeline.places.evidence import PlaceContext
from pipeline.places.find import find_places
from pipeline.places.gazetteer import Place, contains, place
from pipeline.places.link import Candidate
from pipeline.places.propose import Proposal, Proposer
from pipeline.places.resolve import Resolution, lookup, resolve
from pipeline.places.settled import SETTLED_FILE, Settled, SettledLine, read_settled, settled_names
from pipeline.places.soundings import sounding_like
from pipeline.places.territories import Territories, note, territories

__all__ = [
    "SETTLED_FILE", "Blend", "Candidate", "Place", "PlaceContext", "Proposal", "Proposer", "Resolution", "Settled", "SettledLine",
    "Territories", "contains", "find_blends", "find_places", "lookup", "note", "place", "place_by_code", "place_by_english",
    "read_settled", "resolve", "settled_names", "sounding_like", "territories",
]  # fmt: skip
