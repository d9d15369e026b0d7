"""How often somebody may try a password: some times a name, some more an address, then a wait that forgets nothing.

Both are counted, since one address may try many names and many addresses one name. What succeeds clears the name's count, never the
address's.
"""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW = 300.0  # seconds
BY_NAME, BY_ADDRESS = 5, 20
MOST = 10_000  # keys kept at once: the oldest goes first


class Attempts:
    """Failed tries of the last minutes by name and by address."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    def wait(self, name: str, address: str) -> int:
        """Seconds to wait before the next try; 0 where one may try now."""
        return max(self._wait(("name", name), BY_NAME), self._wait(("address", address), BY_ADDRESS))

    def failed(self, name: str, address: str) -> None:
        """Count a try before its outcome is known; `succeeded` takes it back."""
        for key in (("name", name), ("address", address)):
            self._tries.setdefault(key, deque()).append(self._clock())
            self._tries.move_to_end(key)
        while len(self._tries) > MOST:
            self._tries.popitem(last=False)

    def succeeded(self, name: str) -> None:
        """Forget the tries of a name whose password was right."""
        self._tries.pop(("name", name), None)

    def _wait(self, key: tuple[str, str], most: int) -> int:
        tries, now = self._tries.get(key), self._clock()
        while tries and tries[0] <= now - WINDOW:
            tries.popleft()
        return int(tries[-most] + WINDOW - now) + 1 if tries and len(tries) >= most else 0
