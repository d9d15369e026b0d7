"""The account of a run over gold documents: rates with intervals, by genre and extractor, fields, reliability, and the errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.evaluate.goldset import Judged, fields_right, precision_by_extractor, rates_by
from pipeline.evaluate.intervals import bootstrap, wilson
from pipeline.evaluate.judge import KINDS
from pipeline.evaluate.reliability import calibration_error, diagram, reliability, sure_claims

RATES = ("precision", "recall", "f1", "strict_f1")


def account(judged: Sequence[Judged]) -> dict[str, Any]:
    """Everything as one object of plain values: what `--json` prints and a release may keep."""
    verdicts = [verdict for one in judged for verdict in one.verdicts]
    total = rates_by(judged, lambda _: "all")["all"] if judged else {}
    found: dict[str, Any] = {"documents": len(judged), "types": {}}
    for kind in KINDS:
        mine = [verdict for verdict in verdicts if verdict.kind == kind]
        bins = reliability(mine)
        found["types"][kind] = {
            **total.get(kind, {}),
            "intervals": bootstrap([one.tallies[kind] for one in judged]),
            "fields": fields_right(judged)[kind],
            "calibration_error": calibration_error(bins),
            "reliability": [[one.low, one.high, one.claims, one.confidence, one.right] for one in bins],
        }
    right, share = sure_claims(verdicts)
    found["sure"] = {"right": right, "share": share}
    found["genres"] = rates_by(judged, lambda document: document.genre)
    extractors = precision_by_extractor(judged)
    found["extractors"] = {name: {"right": r, "of": n, "interval": wilson(r, n)} for name, (r, n) in extractors.items()}
    return found


def account_lines(judged: Sequence[Judged], listed: int = 0) -> Iterator[str]:
    """The same for people: a line a type, genre and extractor, the diagrams, then up to `listed` errors of each kind."""
    told = account(judged)
    for kind, values in told["types"].items():
        yield _type_line(kind, values)
    yield "\nby genre: F1 (strict F1)"
    for genre, kinds in told["genres"].items():
        shown = (f"{kind} {_two(values['f1'])} ({_two(values['strict_f1'])})" for kind, values in kinds.items())
        yield f"  {genre:14.14} {'  '.join(shown)}"
    yield "\nby extractor: claims that are right"
    for name, values in told["extractors"].items():
        low, high = values["interval"]
        yield f"  {name:32.32} {values['right']:4} of {values['of']:4}  [{low:.2f}, {high:.2f}]"
    yield from _reliability_lines(judged, told)
    yield from _errors(judged, listed)


def _type_line(kind: str, values: dict[str, Any]) -> str:
    def with_interval(name: str) -> str:
        low, high = values["intervals"].get(name, (0.0, 1.0))
        return f"{name} {_two(values.get(name))} [{low:.2f}, {high:.2f}]"

    counted = " ".join(f"{name} {values.get(name, 0):.0f}" for name in ("gold", "hit", "extra"))
    fields = " ".join(f"{name} {share:.2f}" for name, share in values["fields"].items())
    return f"{kind:9} {counted}  {'  '.join(map(with_interval, RATES))}  fields: {fields}"


def _two(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _reliability_lines(judged: Sequence[Judged], told: dict[str, Any]) -> Iterator[str]:
    for kind in KINDS:
        bins = reliability(v for one in judged for v in one.verdicts if v.kind == kind)
        if bins:
            yield f"\nreliability of {kind}: calibration error {told['types'][kind]['calibration_error']:.3f}"
            yield from (f"  {line}" for line in diagram(bins))
    right, share = told["sure"]["right"], told["sure"]["share"]
    yield f"\nclaims at 0.9 or above: {_two(share)} of all, {_two(right)} of them right"


def _errors(judged: Sequence[Judged], listed: int) -> Iterator[str]:
    for what in ("missed", "extra", "matched") if listed else ():
        for kind in KINDS:
            found = [(one.document.name, f) for one in judged for f in one.findings if (f.what, f.kind) == (what, kind)]
            errors = [(name, f) for name, f in found if what != "matched" or f.wrong]
            yield f"\n{'wrong in a value' if what == 'matched' else what}, {kind}: {len(errors)}"
            for name, finding in errors[:listed]:
                wrong = f" ✗ {'; '.join(finding.wrong)}" if finding.wrong else ""
                yield f"  {name} 「{''.join(finding.quote.split())[:80]}」{wrong}"
