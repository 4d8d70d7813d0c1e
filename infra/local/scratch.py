"""Where the local cloud unpacks its functions: in memory where there is room, else on disk.

Every copy of a function unpacks its layers again, some 2,400 files of 25 MB; on a busy disk that is a second
of each cold start, in memory a sixth of it (both measured).
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108  # each run takes a folder there that its owner alone can read
ROOM_NEEDED = 6 * 2**30
"""Bytes free, of the file system and of the machine: a hundred copies, and as much again for others."""
_PREFIX = "urp-local-"


@contextmanager
def open_scratch(folder: Path, memory: Path = MEMORY) -> Iterator[Path]:
    """A new folder, gone at the end; those of runs that were killed go first."""
    _sweep(memory)
    if _has_room(memory):
        place = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=memory))
    else:
        place = folder / "tmp"
        place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _has_room(memory: Path) -> bool:
    return memory.is_dir() and min(shutil.disk_usage(memory).free, _read_available_memory()) >= ROOM_NEEDED


def _read_available_memory() -> int:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")), 0)


def _sweep(memory: Path) -> None:
    for left in memory.glob(f"{_PREFIX}*-*"):
        if left.stat().st_uid == os.getuid() and not _is_alive(int(left.name.split("-")[2])):
            shutil.rmtree(left, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
