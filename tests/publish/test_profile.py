"""The public profile: short quotes, no telephone or address, nothing of documents that may not be passed on; the places stay whole."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.ingest.discover import discover
from pipeline.publish.profile import LONGEST, Profile, shown
from pipeline.publish.release import ReleaseContent, write_release


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("电话010-65591234转8", "010-65591234转8"),
        ("请致电（0532）85911234", None),
        ("手机13812345678，", "13812345678"),
        ("邮箱 waiban.office@qingdao.gov.cn。", "waiban.office@qingdao.gov.cn"),
        ("+86 138 1234 5678", "+86 138 1234 5678"),
        ("1979年5月2日结好，互访1234567人次", None),
        ("拨款13812345678901元", None),
    ],
)
def test_what_leads_to_persons_is_masked(text: str, masked: str | None) -> None:
    expected = text.replace(masked, "▇" * len(masked)) if masked else text
    assert shown(text) == expected


def test_a_long_quote_is_cut() -> None:
    assert shown("友" * LONGEST) == "友" * LONGEST
    assert shown("友" * (LONGEST + 1)) == "友" * LONGEST + "…"


def claims_of(release: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (release / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_public_release_keeps_places_and_cuts_words(content: ReleaseContent, tmp_path: Path) -> None:
    long = replace(content.claims[0], quote="西安与奈良" * 40)
    content = replace(content, claims=(long, *content.claims[1:]))
    inside, public = (write_release(tmp_path, replace(content, profile=profile), {}) for profile in Profile)
    before, after = claims_of(inside), claims_of(public)
    assert inside.name != public.name
    assert [claim["raw_start"] for claim in before] == [claim["raw_start"] for claim in after]
    assert max(len(str(claim["quote"])) for claim in after) == LONGEST + 1
    assert json.loads((public / "datapackage.json").read_text(encoding="utf-8"))["audience"] == "public"


def test_words_of_a_withheld_document_are_nowhere(content: ReleaseContent, tmp_path: Path) -> None:
    withheld = tuple(replace(source, share=False) for source in content.read)
    release = write_release(tmp_path, replace(content, read=withheld, profile=Profile.PUBLIC), {})
    assert {claim["quote"] for claim in claims_of(release)} == {""}
    published = b"".join(
        path.read_bytes() for path in release.rglob("*") if path.suffix in (".csv", ".jsonl", ".jsonld")
    )
    assert "30多对".encode() not in published
    assert "奈良市".encode() in published, "names and values are facts"


@pytest.mark.parametrize(("word", "shared"), [("false", False), ('"no"', False), ("true", True), ('"CC BY 4.0"', True)])
def test_the_manifest_says_what_may_be_passed_on(tmp_path: Path, word: str, shared: bool) -> None:
    (tmp_path / "a.txt").write_text("西安市与奈良市结为友好城市。", encoding="utf-8")
    (tmp_path / "manifest.toml").write_text(f'[[document]]\nfile = "a.txt"\nshare = {word}\n', encoding="utf-8")
    (source,) = discover([tmp_path]).documents
    assert source.share is shared
