"""Prefect's own harness, started once for all tests of the flows: its server takes its seconds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flows.environment import prepare


@pytest.fixture(scope="session")
def harness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    prepare(tmp_path_factory.mktemp("prefect"))
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield
