"""What OCR read stays read: one part of the work store a picture, under the digest of its pixels, the engine and its settings.

A scan of hundreds of pages that is stopped goes on with the first page that is not kept; a part that cannot be used is read anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json

from pipeline.errors import ReleaseError
from pipeline.ids import stable_id
from pipeline.read.ocr import Mark, Picture, Recognised, engine_version, recognise
from pipeline.store.files import Where
from pipeline.store.parts import PartStore


def recognise_once(picture: Picture, kept: Where | None) -> Recognised:
    """What stands on `picture`, from the store in `kept` where it was read before; else read now and kept there."""
    if kept is None:
        return recognise(picture)
    store = PartStore(kept)
    key = stable_id("ocr", engine_version(), picture.shape, hashlib.sha256(picture.tobytes()).hexdigest())
    if store.has(key):
        try:
            return _loaded(store.get(key))
        except (ReleaseError, ValueError, TypeError, KeyError):
            store.drop(key)  # half a part, or one of another form: nothing of it is trusted
    found = recognise(picture)
    with contextlib.suppress(OSError):  # a full disk costs the next run its time; the reading, kept after it, says so
        store.put(key, _dumped(found))
    return found


def _dumped(found: Recognised) -> bytes:
    whole = {"width": found.width, "height": found.height, "angle": found.angle, "pieces": found.pieces}
    return json.dumps(whole, ensure_ascii=False).encode()


def _loaded(data: bytes) -> Recognised:
    whole = json.loads(data)
    pieces = tuple(
        tuple(
            Mark(str(mark), float(x0), float(top), float(x1), float(bottom), float(score), bool(blank))
            for mark, x0, top, x1, bottom, score, blank in piece
        )
        for piece in whole["pieces"]
    )
    return Recognised(int(whole["width"]), int(whole["height"]), float(whole["angle"]), pieces)
