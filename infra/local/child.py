"""Programs that live and die with the local run."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from infra.local.failure import LocalRunError

PATIENCE_AT_STOP_S = 10.0
_PR_SET_PDEATHSIG = 1  # Linux: the kernel tells the child when its parent is gone, however it went


def _stop_with_the_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One program in a session of its own, so that Ctrl-C reaches us first and the stop is in our order."""

    def __init__(
        self, name: str, command: Sequence[str], environment: Mapping[str, str], folder: Path, log: Path
    ) -> None:
        self.name = name
        self._log = log
        with log.open("ab") as output:
            self._process = subprocess.Popen(
                command,
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_stop_with_the_parent,  # one system call, no lock taken
            )

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while not ready():
            if self._process.poll() is not None:
                raise LocalRunError(f"{self.name} si è fermato da solo.\n{self.last_words()}")
            if time.monotonic() > deadline:
                raise LocalRunError(
                    f"{self.name} non risponde dopo {seconds:.0f} secondi.\n{self.last_words()}"
                )
            time.sleep(0.05)

    def last_words(self) -> str:
        lines = self._log.read_text(encoding="utf-8", errors="replace").splitlines()
        return (
            "\n".join(["Ultime righe del suo diario:", *lines[-15:]]) if lines else "Il suo diario è vuoto."
        )

    def stop(self) -> None:
        """Ask, wait, then end whatever is left of its own group."""
        if self._process.poll() is None:
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(PATIENCE_AT_STOP_S)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
