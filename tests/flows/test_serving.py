"""Deployments: those of `prefect.yaml` are those that `youcheng flows serve` offers, and the latter does offer them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows.asked import DatasetSettings
from flows.server import free_port
from flows.serving import Schedules, planned

pytestmark = pytest.mark.xdist_group("prefect")
START = 150.0  # seconds


def ask(address: str, body: object = None) -> Any:
    request = urllib.request.Request(address, None if body is None else json.dumps(body).encode())
    request.add_header("Content-Type", "application/json")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10) as answer:
        return json.load(answer)


def test_the_file_has_what_is_served(root: Path) -> None:
    told = yaml.safe_load((root / "prefect.yaml").read_text(encoding="utf-8"))
    written = {one["name"]: one for one in told["deployments"]}
    served = dict(planned(DatasetSettings(sources=["corpora/sample"], out=Path("outputs/sample"))))
    assert set(written) == set(served)
    for name, one in written.items():
        assert one["entrypoint"] == "flows/build_dataset.py:build_dataset"
        assert DatasetSettings.model_validate(one["parameters"]["settings"]) == served[name]
    crons = {name: [when["cron"] for when in one["schedules"]] for name, one in written.items()}
    assert crons == {"nightly": [Schedules().nightly], "weekly-audit": [Schedules().weekly], "on-demand": []}


def test_serve_offers_three_deployments_and_ends_when_told(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    port = free_port()
    command = [sys.executable, "-m", "pipeline.cli", "flows", "serve", "reports", "--out", "out", "--port", str(port)]
    known = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=tmp_path, stdout=log, stderr=log, env={**known, "LC_ALL": "C"}, start_new_session=True
        )
    try:
        found = offered(f"http://127.0.0.1:{port}/api", process, tmp_path / "log")
    finally:
        os.kill(process.pid, signal.SIGINT)
        process.wait(timeout=60)
    assert {one["name"] for one in found} == {"nightly", "weekly-audit", "on-demand"}
    by_name = {one["name"]: one for one in found}
    assert by_name["weekly-audit"]["parameters"]["settings"]["fresh"] is True
    assert by_name["nightly"]["parameters"]["settings"]["sources"] == [str(tmp_path / "reports")]
    schedule = by_name["nightly"]["schedules"][0]["schedule"]
    assert (schedule["cron"], schedule["timezone"]) == ("30 2 * * *", "Asia/Shanghai")
    form = by_name["on-demand"]["parameter_openapi_schema"]
    assert "batch_bytes" in json.dumps(form), "Prefect shows the settings as a form"
    with pytest.raises(urllib.error.URLError):
        ask(f"http://127.0.0.1:{port}/api/health")


def offered(api: str, process: subprocess.Popen[bytes], log: Path) -> list[dict[str, Any]]:
    """The deployments of the server, once there are three."""
    until = time.monotonic() + START
    while time.monotonic() < until and process.poll() is None:
        try:
            found = list(ask(f"{api}/deployments/filter", {}))
        except OSError:
            found = []
        if len(found) == 3:
            return found
        time.sleep(0.5)
    raise AssertionError(log.read_text()[-2000:])
