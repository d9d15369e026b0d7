"""Whoever leaves a run alone is told: metrics, structured logs, and one short JSON to a webhook (a server of our own on loopback)."""

from __future__ import annotations

import io
import json
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from pipeline import run
from pipeline.alarm import Alarm, Event, give_word, webhook
from pipeline.errors import UsageError
from pipeline.logs import LOG, log_json
from pipeline.metrics import metrics_text

TIE = "昆明市与瑞士苏黎世市于1982年结为友好城市。\n"


@pytest.fixture
def heard() -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a server on loopback and what was posted there; `/no` answers 500."""
    posts: list[dict[str, Any]] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            posts.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(500 if self.path == "/no" else 200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", posts
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(TIE, encoding="utf-8")
    return folder


def test_an_alarm_is_one_short_json_that_robots_take(heard: tuple[str, list[dict[str, Any]]]) -> None:
    address, posts = heard
    alarm = Alarm(Event.HELD, "out", ("one", "two", "three", "four"), "r-0123456789abcdef")
    assert give_word(address, [alarm]) == []
    assert give_word(None, [alarm]) == []
    (post,) = posts
    assert post["msgtype"] == "text"
    assert post["text"]["content"].splitlines()[1:] == post["reasons"] == ["one", "two", "three", "…"]
    assert (post["event"], post["dataset"], post["release"]) == ("held", "out", "r-0123456789abcdef")


def test_a_webhook_that_fails_is_told_without_its_address(heard: tuple[str, list[dict[str, Any]]]) -> None:
    alarm = Alarm(Event.FAILED, "out", ("why",))
    assert give_word(f"{heard[0]}/no", [alarm]) == ["HTTP 500"]
    assert give_word("http://127.0.0.1:9/secret", [alarm]) == ["ConnectionRefusedError"]


@pytest.mark.parametrize("address", ["ftp://host/x", "example", "http://"])
def test_only_http_is_a_webhook(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError):
        webhook(address)
    monkeypatch.setenv("YOUCHENG_WEBHOOK", "https://host.invalid/robot?key=1")
    assert webhook(None) == "https://host.invalid/robot?key=1"


def test_a_run_gives_word_of_a_held_candidate_of_quarantine_and_of_failure(
    heard: tuple[str, list[dict[str, Any]]], reports: Path, tmp_path: Path
) -> None:
    address, posts = heard
    run.build([reports], tmp_path / "out", webhook=address)
    assert posts == []
    (reports / "expectations.toml").write_text(
        "[facts.pair]\nminimum = 50\n[limits]\nquarantine = 0.4\n", encoding="utf-8"
    )
    run.build([reports], tmp_path / "out", webhook=address)
    (reports / "empty.txt").touch()
    run.build([reports], tmp_path / "out", webhook=address)
    (reports / "expectations.toml").write_text("nonsense", encoding="utf-8")
    with pytest.raises(UsageError):
        run.build([reports], tmp_path / "out", webhook=address)
    run.build([tmp_path / "missing"], tmp_path / "other", webhook=address)
    assert [post["event"] for post in posts] == ["held", "quarantine", "failed", "failed"]
    assert "at least 50 expected" in posts[0]["text"]["content"]
    assert "1 of 2 documents in quarantine" in " ".join(posts[1]["reasons"])
    assert [post["dataset"] for post in posts] == ["out", "out", "out", "other"]


def test_metrics_are_what_prometheus_reads(reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").touch()
    result = run.build([reports], tmp_path / "out")
    text = (tmp_path / "out" / "metrics.prom").read_text(encoding="utf-8")
    families = {family.name: family for family in text_string_to_metric_families(text)}
    read = {sample.labels["work"]: sample.value for sample in families["youcheng_documents"].samples}
    assert read == {"read": 1, "extracted": 0, "reused": 0}
    kept = sum(sample.value for sample in families["youcheng_claims"].samples)
    lost = sum(sample.value for sample in families["youcheng_rejections"].samples)
    assert kept + lost == result.claims
    stages = {sample.labels["stage"] for sample in families["youcheng_stage_seconds"].samples}
    assert stages >= {"find", "read", "annotate", "extract", "reconcile", "publish"}
    assert families["youcheng_troubles"].samples[0].labels == {"code": "empty"}


def test_labels_are_escaped() -> None:
    told = {
        "troubles": [], "work": {}, "withdrawn": [], "pages": 0, "claims": {}, "rejections": {'a "b" \\ c\nd': 2},
        "outcome": {"found": {}}, "stage_seconds": {}, "seconds": 1, "ended": "2020-01-01T00:00:00+00:00",
    }  # fmt: skip
    families = {family.name: family for family in text_string_to_metric_families(metrics_text(told, held=True))}
    assert families["youcheng_rejections"].samples[0].labels == {"reason": 'a "b" \\ c\nd'}
    assert families["youcheng_held"].samples[0].value == 1


def test_logs_name_each_document(reports: Path, tmp_path: Path) -> None:
    before, stream = (LOG.handlers[:], LOG.level, LOG.propagate), io.StringIO()
    try:
        log_json(stream)
        result = run.build([reports], tmp_path / "out")
        LOG.error("odd", exc_info=ValueError("why"))
    finally:
        LOG.handlers[:], LOG.propagate = before[0], before[2]
        LOG.setLevel(before[1])
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [line["event"] for line in lines] == ["document", "run", "odd"]
    assert (lines[0]["document"], lines[0]["work"], lines[0]["claims"]) == ("a.txt", "read", result.claims)
    assert len(lines[0]["digest"]) == 64
    assert lines[1]["release"] == result.release.name
    assert lines[2]["error"] == "ValueError: why"
    assert logging.getLogger("youcheng") is LOG
