"""After a run: its metrics are written, its end is logged, and whoever has to know is given word. The command and the flow do it alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.alarm import Alarm, Event, give_word
from pipeline.logs import LOG
from pipeline.messages import say
from pipeline.metrics import write_metrics
from pipeline.outcome import BuildResult
from pipeline.publish.expectations import Expectations
from pipeline.publish.release import REPORT


@contextmanager
def telling_failure(folder: Path, address: str | None) -> Iterator[None]:
    """Give word of whatever error ends what is done within, and let it go on."""
    try:
        yield
    except Exception as error:
        tell_failure(folder.name, f"{type(error).__name__}: {error}", address)
        raise


def tell_failure(dataset: str, why: str, address: str | None) -> None:
    """A line of the log and word of a run that ended in an error."""
    LOG.info("failed", extra={"dataset": dataset, "why": why})
    _sound(address, [Alarm(Event.FAILED, dataset, (why[:300],))])


def tell(folder: Path, result: BuildResult, wanted: Expectations, address: str | None) -> None:
    """Metrics, a line of the log, and word of what a person has to see. Raises `OSError` where the metrics cannot be written."""
    told = json.loads((result.release / REPORT).read_text(encoding="utf-8"))
    write_metrics(folder, told, held=bool(result.held))
    known = {"dataset": folder.name, "release": result.release.name, "work": told["work"], "seconds": told["seconds"]}
    LOG.info("run", extra={**known, "troubles": len(result.troubles), "held": list(result.held) or None})
    _sound(address, list(alarms_of(folder.name, result, wanted)))


def alarms_of(dataset: str, result: BuildResult, wanted: Expectations) -> Iterator[Alarm]:
    """At most one alarm: nothing done, else too much in quarantine, else a candidate that is held."""
    troubles, all_documents = len(result.troubles), result.documents + len(result.troubles)
    if result.nothing_done:
        yield Alarm(Event.FAILED, dataset, tuple(map(str, result.troubles)) or (say("nothing"),))
    elif result.held:
        event = Event.QUARANTINE if troubles > wanted.limits.quarantine * all_documents else Event.HELD
        yield Alarm(event, dataset, result.held, result.release.name)


def _sound(address: str | None, alarms: list[Alarm]) -> None:
    for why in give_word(address, alarms):
        LOG.warning(say("unheard", why=why))
