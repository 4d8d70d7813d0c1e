"""Computing time of the parts of a town hall on this machine, from what the kernel counts of each process."""

import os
from collections.abc import Mapping
from pathlib import Path

from tests.e2e.workers import descendants, environment

PROCESSES = Path("/proc")
_TICKS = os.sysconf("SC_CLK_TCK")
CLOUD, FUNCTIONS, META, BENCH = "local cloud", "functions", "simulated Meta", "bench"


def seconds_by_part() -> Mapping[str, float]:
    """Since each process began. Of this very process and whatever it started."""
    seconds = {CLOUD: 0.0, FUNCTIONS: 0.0, META: 0.0, BENCH: 0.0}
    for pid in (os.getpid(), *descendants(os.getpid())):
        seconds[_part(pid)] += _seconds(pid)
    return seconds


def idle_seconds() -> float:
    """Of all cores since the machine began: what nobody used."""
    fields = (PROCESSES / "stat").read_text(encoding="ascii").split("\n", 1)[0].split()
    return int(fields[4]) / _TICKS


def _part(pid: int) -> str:
    if pid == os.getpid():
        return BENCH
    if any(each.startswith("AWS_LAMBDA_FUNCTION_NAME=") for each in environment(pid)):
        return FUNCTIONS
    command = _read(pid, "cmdline")
    return META if "infra.local.meta" in command else CLOUD if "ministack" in command else BENCH


def _seconds(pid: int) -> float:
    after_the_name = _read(pid, "stat").rpartition(")")[2].split()
    return sum(map(int, after_the_name[11:13])) / _TICKS if after_the_name else 0.0


def _read(pid: int, name: str) -> str:
    """Empty once the process is gone."""
    try:
        return (PROCESSES / str(pid) / name).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
