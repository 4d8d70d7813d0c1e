"""Attacked broadcasts in virtual time, over all cores. The runs are those of the suite; each is its seed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import batched
from multiprocessing import get_context

from tests.faults.figures import Run, run

AT_ONCE = 20  # runs of one piece of work


def virtual_runs(seeds: range) -> Iterator[Run]:
    """In the order of their seeds."""
    workers = min(os.cpu_count() or 1, -(-len(seeds) // AT_ONCE))
    with ProcessPoolExecutor(max(workers, 1), mp_context=get_context("spawn")) as pool:
        for some in pool.map(_some, batched(seeds, AT_ONCE, strict=False)):
            yield from some


def _some(seeds: tuple[int, ...]) -> list[Run]:
    return [run(seed) for seed in seeds]
