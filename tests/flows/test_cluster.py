"""Batches on Dask's worker processes, which meet in an object store: the release of a plain run; a worker that cannot do it is named."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError

sys.path.insert(0, str(Path(__file__).parents[1] / "store"))
import own_s3

pytestmark = pytest.mark.xdist_group("prefect")


@contextmanager
def own_cluster(workers: int, *, daemon: bool = False) -> Iterator[str]:
    """The address of a running scheduler, as a team's would be."""
    import dask
    from distributed import LocalCluster

    with (
        dask.config.set({"distributed.worker.daemon": daemon}),
        LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
    ):
        yield cluster.scheduler_address


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    """The objects of an object store; workers inherit the way to it."""
    with own_s3.serving() as (environment, objects):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield objects


def written(folder: Path, number: int) -> Path:
    folder.mkdir()
    for n in range(number):
        text = f"广州市与日本福冈市于{1979 + n}年5月2日结为友好城市，昆明市与瑞士苏黎世市于1982年2月17日结好。\n"
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    return folder


def contents(release: Path) -> dict[str, bytes]:
    files = (path for path in release.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(release).as_posix(): path.read_bytes() for path in files}


def asked(reports: Path, out: Path, **told: Any) -> Any:
    from flows.asked import DatasetSettings

    return DatasetSettings(sources=[str(reports)], out=out, **told)


def test_two_worker_processes_make_the_release_of_a_plain_run(
    harness: None, s3: dict[str, bytes], tmp_path: Path
) -> None:
    from flows.build_dataset import run_flow
    from pipeline.run import build

    reports = written(tmp_path / "reports", 4)
    told = asked(reports, tmp_path / "dask", runner="dask", processes=2, work_store="s3://bucket/work")
    result, plain = run_flow(told), build([reports], tmp_path / "plain")
    assert (result.documents, result.troubles, result.unkept) == (4, (), 0)
    assert result.release.name == plain.release.name
    assert contents(result.release) == contents(plain.release)
    assert not (tmp_path / "dask" / ".work").exists()
    kinds = sorted(name.rpartition("/")[2].partition("-")[0] for name in s3)
    assert kinds == ["claims"] * 4 + ["reading"] * 4, "what passes between tasks goes with the run"
    again = run_flow(told)
    report = json.loads((again.release / "run.json").read_text())
    assert (again.made, report["work"]["reused"]) == (False, 4)


@pytest.mark.soak
def test_the_workers_of_a_running_scheduler_do_the_work(harness: None, tmp_path: Path) -> None:
    from flows.build_dataset import run_flow
    from pipeline.run import build

    reports = written(tmp_path / "reports", 12)
    with own_cluster(2) as address:
        result = run_flow(asked(reports, tmp_path / "dask", runner="dask", processes=2, dask=address, batch_bytes=200))
    assert contents(result.release) == contents(build([reports], tmp_path / "plain").release)


def test_a_worker_that_cannot_do_this_work_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import cluster

    with own_cluster(1) as address:
        cluster.check_workers(address, tmp_path)
        with pytest.raises(UsageError, match="does not see"):
            cluster.check_workers(address, tmp_path / "nowhere")
        monkeypatch.setattr(cluster, "stage_version", lambda: "0" * 16)
        with pytest.raises(UsageError, match="another version of the code"):
            cluster.check_workers(address, tmp_path)


def test_a_worker_that_may_have_no_children_is_named(tmp_path: Path) -> None:
    from flows import cluster

    with (
        own_cluster(1, daemon=True) as address,
        pytest.raises(UsageError, match="DASK_DISTRIBUTED__WORKER__DAEMON=False"),
    ):
        cluster.check_workers(address, tmp_path)


def test_a_scheduler_without_workers_or_without_an_answer_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import cluster

    monkeypatch.setattr(cluster, "ANSWER", 1.0)
    with own_cluster(0) as address, pytest.raises(UsageError, match="has no worker"):
        cluster.check_workers(address, tmp_path)
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        cluster.check_workers("tcp://127.0.0.1:9", tmp_path)


def test_a_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows import cluster

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with (
        pytest.raises(UsageError, match=r"youcheng\[dask\]"),
        cluster.workers(asked(tmp_path, tmp_path, runner="dask")),
    ):
        pass


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"dask": "tcp://somewhere:8786"}, "wants the runner dask"),
        ({"work_store": "memory://x"}, "gone with each worker"),
        ({"work_store": "nonsense://x"}, "no work store can be kept there"),
    ],
)
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, told: dict[str, str], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        asked(tmp_path, tmp_path, **told)


def test_workers_elsewhere_need_a_server_that_they_reach(harness: None) -> None:
    from flows import cluster

    with pytest.raises(UsageError, match="PREFECT_API_URL"), cluster._server("tcp://scheduler.example:8786"):
        pass
