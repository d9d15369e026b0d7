"""Two releases compared: what came, went and changed, with the reason that the releases bear out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import ReleaseError
from pipeline.publish.diff import LEARNED, diff
from pipeline.publish.release import ReleaseContent, write_release
from pipeline.reconcile import reconcile
from pipeline.records.claim import Claim
from pipeline.records.trouble import Trouble


def release(folder: Path, content: ReleaseContent, claims: list[Claim], stages: str = "1", **other: object) -> Path:
    changed = replace(content, claims=tuple(claims), reconciled=reconcile(claims), **other)
    return write_release(folder, changed, {"stages": stages})


def test_equal_releases_do_not_differ(content: ReleaseContent, tmp_path: Path) -> None:
    one = write_release(tmp_path, content, {"stages": "1"})
    assert diff(one, one) == []


def test_a_withdrawn_document_takes_its_facts_along(content: ReleaseContent, tmp_path: Path) -> None:
    claims = list(content.claims)
    old = release(tmp_path, content, claims)
    new = release(tmp_path, content, [], read=(), doubles=())
    changes = diff(old, new)
    assert {change.what for change in changes} == {"went"}
    assert {change.why for change in changes} == {"document withdrawn: list.txt (no longer among the sources)"}
    broken = Trouble("list.txt", "empty", "the file holds no byte")
    gone = release(tmp_path, content, [], read=(), doubles=(), troubles=(broken,))
    assert {change.why for change in diff(old, gone)} == {
        "document withdrawn: list.txt (empty: the file holds no byte)"
    }
    assert {change.type for change in changes} == {"pair", "count", "activity", "document"}
    assert {change.why for change in diff(new, old)} == {"document added: list.txt"}


def test_other_bytes_under_one_name(content: ReleaseContent, tmp_path: Path) -> None:
    digest = "b" * 64
    again = [replace(claim, document_digest=digest) for claim in content.claims if claim.type == "pair"]
    source = replace(content.read[0], digest=digest)
    old = release(tmp_path, content, list(content.claims))
    new = release(tmp_path, content, again[1:], read=(source,), doubles=())
    (pair,) = [change for change in diff(old, new) if change.type == "pair"]
    assert (pair.what, pair.why) == ("changed", "document changed: list.txt")
    assert (pair.before["date"], pair.after["date"]) == ("1974-02-01", "1975")


def test_another_version_or_the_weights(content: ReleaseContent, tmp_path: Path) -> None:
    old = release(tmp_path, content, list(content.claims))
    fewer = [claim for claim in content.claims if claim is not content.claims[0]]
    (change,) = diff(old, release(tmp_path, content, fewer, stages="2"))
    assert change.why == "the program reads otherwise: another version of its stages"
    (change,) = diff(old, release(tmp_path, content, fewer))
    assert change.why == LEARNED
    assert (change.before["date"], change.after["date"]) == ("1974-02-01", "1975")


def test_only_releases_are_compared(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError):
        diff(tmp_path, tmp_path)
