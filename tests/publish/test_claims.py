"""claims.jsonl: the keys that other programs read, whatever changes inside."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from pipeline.publish.claims import claim_lines, claim_record
from pipeline.records.claim import Claim, Place

ALWAYS = {
    "claim_id", "fact_id", "document", "type", "quote", "raw_start", "raw_end", "page", "page_label", "boxes", "ocr",
    "extractor", "confidence", "fields", "cites",
}  # fmt: skip
OF_TYPE = {
    "pair": {"a", "b", "relation", "date", "date_basis"},
    "count": {"value", "unit", "approximate", "measure", "scope", "time"},
    "activity": {"category", "participants", "date"},
    "document": {"title", "authors", "organisations", "date", "publisher", "isbn"},
}


def records(claims: list[Claim]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in claim_lines(claims)]


def first_pair(claims: list[Claim]) -> dict[str, Any]:
    return next(record for record in records(claims) if record["type"] == "pair")


def test_every_key_of_the_contract_is_there(claims: list[Claim]) -> None:
    for record in records(claims):
        assert record.keys() >= ALWAYS | OF_TYPE[record["type"]]


def test_places_say_who_they_are(claims: list[Claim]) -> None:
    pair = first_pair(claims)
    assert pair["a"] == {
        "text": "西安", "place_id": "CN-6101", "name": "西安市", "name_en": "Xi'an", "country": "CN",
    }  # fmt: skip


def test_a_rejected_claim_is_published_with_its_reason_and_supports_nothing(claims: list[Claim]) -> None:
    assert [(r["fact_id"], r["rejected"]) for r in records(claims) if r["rejected"]] == [(None, "the quote is empty")]


def test_fields_stand_or_say_where_they_come_from(claims: list[Claim]) -> None:
    fields = first_pair(claims)["fields"]
    assert (fields["a"]["raw_start"], fields["a"]["quote"], fields["a"]["inherited_from"]) == (0, "西安", None)
    assert fields["b"]["raw_start"] is None
    assert (fields["b"]["inherited_from"]["what"], fields["b"]["inherited_from"]["quote"]) == ("heading", "奈良")
    assert fields["relation"] is None


def test_a_second_word_of_a_field_has_a_number(claims: list[Claim]) -> None:
    doubled = replace(claims[0], fields=(*claims[0].fields, claims[0].fields[0]))
    assert list(claim_record(doubled)["fields"]) == ["a", "b", "relation", "date", "a.1"]


def test_pages_in_boxes_are_whole_numbers(claims: list[Claim]) -> None:
    boxed = replace(claims[0], place=Place(page=3, page_label="iii", boxes=((3.0, 1.5, 2.0, 9.0, 12.25),)))
    assert '"boxes": [[3, 1.5, 2.0, 9.0, 12.25]]' in json.dumps(claim_record(boxed))


def test_whole_numbers_have_no_point(claims: list[Claim]) -> None:
    assert [json.dumps(r["value"]) for r in records(claims) if r["type"] == "count"] == ["30"]


def test_the_order_of_the_claims_does_not_matter(claims: list[Claim]) -> None:
    assert list(claim_lines(claims)) == list(claim_lines(reversed(claims)))
