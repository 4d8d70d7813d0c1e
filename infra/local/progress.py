"""What the local run tells while it works: whole lines, readable in a log and by a screen reader."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Progress:
    """Lines with the seconds since the start; `quiet` for tests and benches, which report by themselves."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._quiet = quiet
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    def say(self, words: str) -> None:
        if not self._quiet:
            print(f"[{self.seconds:6.1f} s] {words}", flush=True)

    @contextmanager
    def stage(self, words: str) -> Iterator[None]:
        """Say what begins and, when it is done, how long it took."""
        self.say(f"{words} …")
        begun = time.monotonic()
        yield
        self.say(f"{words}: fatto in {time.monotonic() - begun:.1f} s")
