"""What a flow shows and tells: artifacts, run names and tags in Prefect, and the same post to the webhook as from a plain run."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipeline.alarm import VARIABLE
from pipeline.errors import UsageError

pytestmark = pytest.mark.xdist_group("prefect")
TIE = "广州市与日本福冈市于1979年5月2日结为友好城市。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(TIE, encoding="utf-8")
    (folder / "b.txt").write_text("广州市与日本福冈市于1980年5月2日结为友好城市。\n", encoding="utf-8")
    return folder


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What is posted to the webhook of the environment, a server on loopback."""
    posts: list[dict[str, Any]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    monkeypatch.setenv(VARIABLE, f"http://127.0.0.1:{server.server_port}")
    yield posts
    server.shutdown()
    server.server_close()
    thread.join()


def asked(reports: Path, out: Path, **told: Any) -> Any:
    from flows.asked import DatasetSettings

    return DatasetSettings(sources=[str(reports)], out=out, **told)


def table(key: str) -> list[dict[str, Any]]:
    from prefect.artifacts import Artifact

    found = Artifact.get(key)
    assert found is not None
    return list(json.loads(found.data))


def test_a_run_is_seen_in_prefect(harness: None, reports: Path, tmp_path: Path) -> None:
    from prefect.artifacts import Artifact
    from prefect.client.orchestration import get_client

    from flows.build_dataset import run_flow

    (reports / "empty.txt").touch()
    done = run_flow(asked(reports, tmp_path / "shown", ocr_at_once=1))
    summary = Artifact.get("youcheng-shown-summary")
    assert summary is not None and summary.data.startswith(f"# reports → shown: {done.release.name}")
    assert (done.release / "claims.jsonl").absolute().as_uri() in summary.data
    link = Artifact.get("youcheng-shown-release")
    assert link is not None and done.release.absolute().as_uri() in link.data
    assert [(row["document"], row["code"]) for row in table("youcheng-shown-quarantine")] == [("empty.txt", "empty")]
    (lost,) = [row for row in table("youcheng-shown-conflicts") if row["field"].startswith("date")]
    assert {lost["kept"], lost["lost"]} == {"1979-05-02", "1980-05-02"} and lost["reason"]
    with get_client(sync_client=True) as client:
        runs = {run.name for run in client.read_flow_runs() if "shown" in run.name}
        assert runs == {f"reports → shown {done.release.name}", "reports → shown"}
        assert client.read_concurrency_limit_by_tag("youcheng-ocr").concurrency_limit == 1


def test_a_release_is_scored_where_there_is_gold(harness: None, root: Path, tmp_path: Path) -> None:
    from flows.artifacts import score_rows
    from flows.build_dataset import run_flow
    from pipeline.evaluate.goldset import write_corpus
    from pipeline.evaluate.goldtext import read_gold_folder

    gold = root / "corpora" / "gold" / "documents"
    write_corpus(read_gold_folder(gold)[:3], tmp_path / "texts")
    settings = asked(tmp_path / "texts", tmp_path / "scored", gold=gold)
    done = run_flow(settings)
    rows = {row["type"]: row for row in table("youcheng-scored-score")}
    assert set(rows) == {"pair", "count", "activity"}
    assert all(row["gold"] > 0 for row in rows.values())
    rows_without, why = score_rows(tmp_path, done.release)
    assert rows_without == [] and why is not None and str(tmp_path) in why, "no gold there: said, and no error"


def test_word_is_given_once_as_from_a_plain_run(
    harness: None, heard: list[dict[str, Any]], reports: Path, tmp_path: Path
) -> None:
    from flows.build_dataset import run_flow

    run_flow(asked(reports, tmp_path / "out"))
    assert heard == []
    wishes = reports / "expectations.toml"
    wishes.write_text("[facts.pair]\nminimum = 50\n", encoding="utf-8")
    done = run_flow(asked(reports, tmp_path / "out"))
    assert done.held
    wishes.write_text("nonsense", encoding="utf-8")
    with pytest.raises(UsageError):
        run_flow(asked(reports, tmp_path / "out"))
    assert [(post["event"], post["dataset"]) for post in heard] == [("held", "out"), ("failed", "out")]
    assert "expectations.toml" in heard[1]["text"]["content"]


def test_a_dataset_of_any_name_has_a_key() -> None:
    from flows.artifacts import artifact_key

    keys = [artifact_key(asked(Path("x"), Path(name))) for name in ("out", "Out", "友城", "out 2", "out-2")]
    assert len(set(keys)) == len(keys)
    assert all(key.replace("-", "").isalnum() and key.isascii() and key == key.lower() for key in keys)
