"""Word to people when a run needs one: a failed run, a held candidate, quarantine above its limit; one short JSON to a webhook.

The JSON is a text message as 企业微信 and 钉钉 robots take it, with the same said in fields of its own for other programs. A webhook that
does not answer is a warning, never another failure. Its address may hold a secret: it is never printed or kept.
"""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from pipeline.errors import UsageError
from pipeline.messages import say

VARIABLE = "YOUCHENG_WEBHOOK"
TIMEOUT = 10.0  # seconds
REASONS = 3  # told at most; run.json has all


class Event(StrEnum):
    """What word is given of."""

    FAILED = "failed"
    HELD = "held"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What happened to which dataset and why; `release` is the candidate that is held, if there is one."""

    event: Event
    dataset: str
    reasons: tuple[str, ...]
    release: str | None = None

    def as_json(self) -> dict[str, object]:
        """One short object; the reasons that are too many are counted."""
        shown = [*self.reasons[:REASONS], *(["…"] if len(self.reasons) > REASONS else [])]
        content = "\n".join([say(f"alarm.{self.event}", dataset=self.dataset, release=self.release or ""), *shown])
        return {
            "msgtype": "text",
            "text": {"content": content},
            "event": self.event.value,
            "dataset": self.dataset,
            "release": self.release,
            "reasons": shown,
        }


def webhook(named: str | None) -> str | None:
    """The webhook that is named, else that of the environment. Raises `UsageError` for what is no http(s) address."""
    address = named or os.environ.get(VARIABLE) or None
    if address is not None and (urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname):
        raise UsageError("the webhook is no http or https address")
    return address


def give_word(address: str | None, alarms: Sequence[Alarm]) -> list[str]:
    """Post each alarm; returns why one could not be posted, without the address."""
    return [error for alarm in alarms if address and (error := _post(address, alarm))]


def _post(address: str, alarm: Alarm) -> str | None:
    body = json.dumps(alarm.as_json(), ensure_ascii=False).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json; charset=utf-8"}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT):
            return None
    except urllib.error.HTTPError as error:
        return f"HTTP {error.code}"
    except (OSError, ValueError) as error:
        return type(getattr(error, "reason", error)).__name__
