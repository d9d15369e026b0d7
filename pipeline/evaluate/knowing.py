"""What is known of how right a release is, from four sources; what nobody measured is said to be so, never left out.

The test split tells of the rules and models in general, gold beside the corpus of these documents, the random sample of these very
claims; the release's own confidences are a forecast, as good as their calibration.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.evaluate.account import account
from pipeline.evaluate.goldset import Judged
from pipeline.evaluate.intervals import wilson
from pipeline.evaluate.judge import KINDS
from pipeline.evaluate.reliability import BINS
from pipeline.evaluate.reviewing import RIGHT, Queue
from pipeline.records.claim import Claim
from pipeline.records.quality import Basis, QualityLine
from pipeline.store.ledger.entry import Act, Entry, Subject

RATES = {"precision": ("hit", "extra"), "recall": ("gold",), "f1": (), "strict_f1": ()}  # what each is a share of
BOOTSTRAP, WILSON = "bootstrap over documents, 95 %", "Wilson, 95 %"
DECIDING = (Act.ACCEPT, Act.REJECT, Act.CORRECT)
NOT_GOLD = ("not measured: no gold holds claims of this type", "未测：无此类主张的标注")
NO_TEST = ("not measured: this installation keeps no figures of a test split", "未测：未附测试集结果")
NO_CORPUS_GOLD = ("not measured: no document of this release has gold beside it", "未测：本版文献均无标注")
NO_SAMPLE = (
    "not measured: no reading of this release was judged from the random queue",
    "未测：本版主张尚无随机抽样的判定",
)
NO_PAGES = ("not measured: no claim stands on a page that a second reader reads", "未测：没有需第二阅读器核对的版面")
OTHER_CODE = ("measured with other rules or models than this release was made with", "测时所用规则或模型与本版不同")


def quality_lines(
    claims: Sequence[Claim],
    *,
    test: Mapping[str, Any],
    stage: str,
    gold: Sequence[Judged],
    sample: Sequence[tuple[str, bool]],
    broken: Sequence[str] = (),
) -> tuple[QualityLine, ...]:
    """All figures of a release with these claims, in a fixed order.

    `test` is what `measured` keeps, `stage` the version that these claims were read by, `gold` the documents of the release held
    against gold of their own, `broken` gold files that cannot be read, `sample` type and verdict of each reading that reviewers
    judged from a random draw.
    """
    types = [*KINDS, *sorted({claim.type for claim in claims} - {*KINDS, "document"})]
    return (
        *_test_lines(test, stage, types),
        *_gold_lines(gold, types),
        *(_missing(Basis.GOLD, "precision", "all", (f"{one}: cannot be read", f"{one}：无法读取")) for one in broken),
        *_sample_lines(sample),
        *_own_lines([claim for claim in claims if claim.rejected is None], types),
    )


def random_verdicts(entries: Iterable[Entry], seen: Iterable[Subject]) -> list[tuple[str, bool]]:
    """Type and verdict of the readings `seen` that were judged from a random queue: the last word on each counts."""
    said: dict[str, bool] = {}
    for entry in entries:
        if entry.act in DECIDING and (entry.queue or "").startswith(Queue.RANDOM) and entry.fact_id is None:
            said |= {one.key: entry.act in RIGHT for one in entry.about}
    if not said:
        return []
    types = {subject.key: subject.type for subject in seen}
    return [(types[key], right) for key, right in sorted(said.items()) if key in types]


def _test_lines(test: Mapping[str, Any], stage: str, types: Sequence[str]) -> Iterator[QualityLine]:
    source = f"{test.get('gold', '')}, {test.get('documents', 0)} documents", f"{test.get('documents', 0)} 份标注文献"
    if not test:
        yield _missing(Basis.TEST, "precision", "all", NO_TEST)
        return
    stale = None if test["stage"] == stage else OTHER_CODE
    yield from _account_lines(Basis.TEST, test, source, types, stale)


def _gold_lines(gold: Sequence[Judged], types: Sequence[str]) -> Iterator[QualityLine]:
    if not gold:
        yield _missing(Basis.GOLD, "precision", "all", NO_CORPUS_GOLD)
        return
    names = ", ".join(sorted(one.document.name for one in gold))
    yield from _account_lines(Basis.GOLD, account(gold), (f"gold of {names}", f"{names} 的标注"), types, None)


def _account_lines(
    basis: Basis, told: Mapping[str, Any], source: tuple[str, str], types: Sequence[str], stale: tuple[str, str] | None
) -> Iterator[QualityLine]:
    """Rates with their intervals, calibration error and bins of an account, a type after the other."""
    note, note_zh = stale or (None, None)
    for kind in types:
        if kind not in told["types"]:
            yield _missing(basis, "precision", kind, NOT_GOLD)
            continue
        values = told["types"][kind]
        for figure, parts in RATES.items():
            n = int(sum(values[part] for part in parts)) if parts else int(values["gold"])
            low, high = values["intervals"].get(figure, (None, None))
            if n and values[figure] is not None:
                yield QualityLine(
                    basis, figure, kind, _round(values[figure]), n, *source, None, _round(low), _round(high),
                    BOOTSTRAP if low is not None else None, note, note_zh,
                )  # fmt: skip
            else:
                yield _missing(basis, figure, kind, NOT_GOLD)
        decided = sum(claims for _, _, claims, _, _ in values["reliability"])
        error = values["calibration_error"]
        if error is not None:
            yield QualityLine(
                basis, "calibration_error", kind, _round(error), decided, *source, note=note, note_zh=note_zh
            )
        for low, high, claims, _, right in values["reliability"]:
            bounds = wilson(round(right * claims), claims)
            yield QualityLine(
                basis, "reliability", kind, _round(right), claims, *source, _band(low, high), _round(bounds[0]), _round(bounds[1]),
                WILSON, note, note_zh,
            )  # fmt: skip


def _sample_lines(sample: Sequence[tuple[str, bool]]) -> Iterator[QualityLine]:
    if not sample:
        yield _missing(Basis.SAMPLE, "precision", "all", NO_SAMPLE)
        return
    source = "judgements from the random queue, on the readings as extracted", "随机抽样的判定（判定生效之前的读法）"
    for kind in ("all", *sorted({kind for kind, _ in sample})):
        mine = [right for one, right in sample if kind in ("all", one)]
        low, high = wilson(sum(mine), len(mine))
        value = _round(sum(mine) / len(mine))
        yield QualityLine(
            Basis.SAMPLE, "precision", kind, value, len(mine), *source, None, _round(low), _round(high), WILSON
        )


def _own_lines(claims: Sequence[Claim], types: Sequence[str]) -> Iterator[QualityLine]:
    """What the release's own confidences forecast, how many claims stand in each band, how far the second reader agrees."""
    source = "calibrated confidence of the published claims: a forecast", "已发布主张的校准可信度（预期值）"
    for kind in types:
        mine = [claim.confidence for claim in claims if claim.type == kind]
        if mine:
            yield QualityLine(Basis.RELEASE, "mean_confidence", kind, _round(sum(mine) / len(mine)), len(mine), *source)
        bands: dict[int, list[float]] = defaultdict(list)
        for one in mine:
            bands[min(int(one * BINS), BINS - 1)].append(one)
        for at, group in sorted(bands.items()):
            mean = _round(sum(group) / len(group))
            yield QualityLine(
                Basis.RELEASE, "mean_confidence", kind, mean, len(group), *source, _band(at / BINS, (at + 1) / BINS)
            )
    yield _second_reader(claims)


def _second_reader(claims: Sequence[Claim]) -> QualityLine:
    told = Counter(claim.second_reader for claim in claims if claim.second_reader in ("agrees", "differs"))
    of = told.total()
    if not of:
        return _missing(Basis.RELEASE, "second_reader_agrees", "all", NO_PAGES)
    low, high = wilson(told["agrees"], of)
    source = "pages read again by another program", "由另一程序重读版面"
    return QualityLine(
        Basis.RELEASE, "second_reader_agrees", "all", _round(told["agrees"] / of), of, *source, None, _round(low), _round(high), WILSON
    )  # fmt: skip


def _missing(basis: Basis, figure: str, of: str, why: tuple[str, str]) -> QualityLine:
    return QualityLine(basis, figure, of, None, None, "", "", note=why[0], note_zh=why[1])


def _band(low: float, high: float) -> str:
    return f"{low:.1f}–{high:.1f}"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
