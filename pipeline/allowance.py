"""How long a worker may still take: a start, and more for each page that a reader finds, told as the pages come.

Nobody knows a document's pages before it is opened, and opening it is what may never end; so time is granted, not computed.
Outside a worker nothing is bounded and granting does nothing.
"""

from __future__ import annotations

import signal
import time

TEXT_PAGE = 2.0  # seconds
OCR_PAGE = 30.0
GRACE = 5.0  # seconds after which the system ends a process whose own watch could not


class Allowance:
    """The deadline of what this process is doing; one piece of work at a time."""

    def __init__(self) -> None:
        self.deadline: float | None = None

    def begin(self, seconds: float) -> None:
        """Allow `seconds` from now; the alarm's default action ends the process in native code too."""
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        self._set(time.monotonic() + seconds)

    def grant(self, seconds: float) -> None:
        """Allow `seconds` more, if anything is bounded at all."""
        if self.deadline is not None:
            self._set(self.deadline + seconds)

    def end(self) -> None:
        """Nothing is bounded any more."""
        self.deadline = None
        signal.setitimer(signal.ITIMER_REAL, 0)

    def is_over(self) -> bool:
        """Has the time run out?"""
        return self.deadline is not None and time.monotonic() > self.deadline

    def _set(self, deadline: float) -> None:
        self.deadline = deadline
        signal.setitimer(signal.ITIMER_REAL, max(0.01, deadline + GRACE - time.monotonic()))


ALLOWANCE = Allowance()
