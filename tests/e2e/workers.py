"""The processes in which the local cloud runs functions, for whoever pulls the plug."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from infra.local.town import TownHall

_PROCESSES = Path("/proc")


def kill_workers_of(town: TownHall, function: str) -> int:
    """Kill -9, in the middle of whatever they are doing; how many there were."""
    workers = workers_of(town, function)
    for pid in workers:
        os.kill(pid, signal.SIGKILL)
    return len(workers)


def workers_of(town: TownHall, function: str) -> list[int]:
    """Only descendants of this very process are looked at, so nobody else's can be hit."""
    marked = f"AWS_LAMBDA_FUNCTION_NAME={town.endpoints.aws.outputs[f'{function}FunctionName']}"
    return [pid for pid in descendants(os.getpid()) if marked in environment(pid)]


def descendants(pid: int) -> Iterator[int]:
    for children in (_PROCESSES / str(pid) / "task").glob("*/children"):
        for child in map(int, _read(children).split()):
            yield child
            yield from descendants(child)


def environment(pid: int) -> list[str]:
    return _read(_PROCESSES / str(pid) / "environ").split("\0")


def _read(path: Path) -> str:
    """Empty once the process is gone."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
