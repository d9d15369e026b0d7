"""Sources as people write them: paths, addresses, and lists of both."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ingest.addresses import is_address, named_sources, public_name


def test_a_list_has_comments_blank_lines_and_paths_beside_it(tmp_path: Path) -> None:
    listed = tmp_path / "sources.txt"
    listed.write_text("﻿# all of ours\n\nreports/*.txt\n  https://host.invalid/a#b  \n/abs/c.pdf\n", encoding="utf-8")
    found = named_sources(["here"], [listed])
    assert found == [Path("here"), tmp_path / "reports/*.txt", "https://host.invalid/a#b", Path("/abs/c.pdf")]


@pytest.mark.parametrize("words", [[], [""], [" "]])
def test_no_source_is_a_wrong_call(words: list[str]) -> None:
    with pytest.raises(UsageError):
        named_sources(words)


def test_a_list_that_cannot_be_read_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no\.txt"):
        named_sources([], [tmp_path / "no.txt"])


def test_a_file_address_is_a_path() -> None:
    (found,) = named_sources([Path("/srv/报/a.txt").as_uri()])
    assert found == Path("/srv/报/a.txt")
    assert not is_address(found)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://a:b@host.invalid:8443/x?y=1#z", "https://host.invalid:8443/x?y=1"),
        ("http://host.invalid", "http://host.invalid"),
        ("s3://bucket/a#1.txt", "s3://bucket/a#1.txt"),  # there a # is part of the name
    ],
)
def test_a_name_says_no_secret(address: str, name: str) -> None:
    assert public_name(address) == name
