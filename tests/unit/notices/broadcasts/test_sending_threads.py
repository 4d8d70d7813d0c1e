"""The worker's threads: as many calls in flight as there are threads, and none left behind."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from urp.notices.store.sending_threads import PooledSendingThreads, SystemClock

PATIENCE = 10.0  # seconds; only a broken test waits so long


def test_no_more_calls_are_in_flight_than_there_are_threads() -> None:
    threads, together, most = PooledSendingThreads(3), threading.Barrier(3, timeout=PATIENCE), []
    running = threading.Semaphore(3)

    def call() -> None:
        most.append(running.acquire(blocking=False))
        together.wait()
        running.release()

    for _ in range(9):
        threads.start(call)
    threads.join()

    assert most == [True] * 9


def test_joining_waits_for_every_call() -> None:
    threads, release, done = PooledSendingThreads(2), threading.Event(), []

    def call() -> None:
        release.wait(PATIENCE)
        done.append(True)

    threads.start(call)
    threads.start(call)
    release.set()
    threads.join()

    assert done == [True, True]


def test_something_is_done_once_in_every_thread() -> None:
    threads, names = PooledSendingThreads(4), []

    threads.in_each(lambda: names.append(threading.current_thread().name))

    assert len(names) == len(set(names)) == 4


def test_threads_are_used_again_after_a_call_that_failed() -> None:
    threads, done = PooledSendingThreads(1), []

    def fail() -> None:
        raise ValueError

    threads.start(fail)
    threads.start(lambda: done.append(True))
    threads.join()

    assert done == [True]


def test_a_moment_that_is_past_is_not_waited_for() -> None:
    clock = SystemClock()
    before = clock.now()

    clock.sleep_until(before - timedelta(days=1))

    assert clock.now().tzinfo is UTC
    assert before <= clock.now() < datetime.now(UTC) + timedelta(seconds=1)
