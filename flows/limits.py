"""What a flow tells Prefect's server beside its own states: how many batches may use OCR at once, and the release in its name."""

from __future__ import annotations

from uuid import UUID

from prefect.client.orchestration import get_client

from flows.batches import OCR_TAG


def bound_ocr(at_once: int | None) -> None:
    """Let `at_once` batches that may need OCR run at a time, over all runs of this server; None leaves its limit as it is."""
    if at_once is not None:
        with get_client(sync_client=True) as client:
            client.create_concurrency_limit(tag=OCR_TAG, concurrency_limit=at_once)


def rename_run(run: str | None, name: str) -> None:
    """Give a flow run the name that says its release."""
    if run is not None:
        with get_client(sync_client=True) as client:
            client.update_flow_run(UUID(str(run)), name=name)
