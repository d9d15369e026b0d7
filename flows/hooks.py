"""Word to people when a flow fails or crashes: the same post as from `youcheng run`, once for a run, by the outermost flow."""

from __future__ import annotations

from typing import Any

from prefect import Flow
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import FlowStateHook

from flows.asked import DatasetSettings
from pipeline.alarm import webhook
from pipeline.telling import tell_failure


def tell_of_failure(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Post why the run failed to the webhook of the environment, where there is one."""
    if flow_run.parent_task_run_id is None:
        tell_failure(_dataset(flow_run), state.message or state.name or "failed", webhook(None))


TOLD: list[FlowStateHook[..., Any]] = [tell_of_failure]


def _dataset(flow_run: FlowRun) -> str:
    """The dataset that a run was about; its own name where its parameters do not say."""
    try:
        return DatasetSettings.model_validate(flow_run.parameters["settings"]).folder.name
    except Exception:  # the parameters may be what failed
        return flow_run.name
