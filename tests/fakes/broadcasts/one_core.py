"""Threads that hand each other one baton are several times faster on one core than on all of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_core() -> Iterator[None]:
    """This thread, and the threads it starts, on one of the cores it may use. Where a system does not offer
    it, everything works as well and takes longer."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {sorted(cores)[_number() % len(cores)]})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def _number() -> int:
    """Workers of one run of the tests each have a core of their own: by their process ids, two of them may
    share one and leave another idle."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")  # gw0, gw1, …
    return int(worker.removeprefix("gw")) if worker else os.getpid()
