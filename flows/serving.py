"""The deployments of one dataset: nightly over its watched folders, weekly all over again, on demand for given files.

`prefect.yaml` has the same three for work pools; here they are served by one process on one machine, which needs no worker. What one run
is doing the next one waits for: a dataset is held by one run at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flows.asked import DatasetSettings

NIGHTLY, WEEKLY, ON_DEMAND = "nightly", "weekly-audit", "on-demand"
PATIENCE = 12 * 3600.0  # seconds that a scheduled run waits for the one before


@dataclass(frozen=True, slots=True)
class Schedules:
    """When the runs begin, as cron has it, and by whose clock."""

    nightly: str = "30 2 * * *"
    weekly: str = "0 4 * * 0"
    timezone: str = "Asia/Shanghai"


def planned(asked: DatasetSettings) -> Iterator[tuple[str, DatasetSettings]]:
    """Names and settings of the three deployments."""
    patient = asked.model_copy(update={"wait": asked.wait or PATIENCE, "fresh": False})
    yield NIGHTLY, patient
    yield WEEKLY, patient.model_copy(update={"fresh": True})
    yield ON_DEMAND, patient


def serve(asked: DatasetSettings, schedules: Schedules | None = None) -> None:
    """Offer the deployments to Prefect's server and run what is due, one run at a time, until the process is ended."""
    from prefect import serve as serve_deployments
    from prefect.schedules import Cron
    from prefect.types.entrypoint import EntrypointType

    from flows.build_dataset import build_dataset
    from flows.server import await_server

    schedules = schedules or Schedules()
    crons = {NIGHTLY: schedules.nightly, WEEKLY: schedules.weekly}
    await_server()
    deployments: list[Any] = [
        build_dataset.to_deployment(
            name=name,
            parameters={"settings": settings.model_dump(mode="json")},
            schedule=Cron(crons[name], timezone=schedules.timezone) if name in crons else None,
            tags=["youcheng", asked.folder.name],
            description=build_dataset.description,
            entrypoint_type=EntrypointType.MODULE_PATH,  # an installed package has no checkout to load it from
        )
        for name, settings in planned(asked)
    ]
    serve_deployments(*deployments, pause_on_shutdown=False, print_starting_message=False, limit=1)
