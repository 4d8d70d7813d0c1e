"""Citizens who write to the desk while something else goes on."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from infra.local.meta_client import MetaClient
from infra.local.town import TownHall
from tests.bench.notice import wait_until

QUESTION = "Buongiorno, quali documenti servono per la carta d'identità?"
PATIENCE_S = 60.0


@dataclass(slots=True)
class Questions:
    """Each of a person of their own, outside every audience of the benches."""

    meta_url: str
    every_s: float
    asked: list[tuple[str, float]] = field(default_factory=list)
    """Phone, and the moment its owner meant to write."""

    def answer_seconds(self) -> list[float]:
        """To the moment Meta accepted the answer; infinity when none came."""
        meta = MetaClient(self.meta_url)
        return [_answered_after(meta, phone, at) for phone, at in self.asked]

    def _ask(self, ended: threading.Event) -> None:
        meta, begun = MetaClient(self.meta_url), time.time()
        while True:
            number = len(self.asked)
            meant_at = begun + number * self.every_s
            if ended.wait(max(meant_at - time.time(), 0.0)):
                return
            phone = f"393330000{number:03d}"
            self.asked.append((phone, meant_at))
            meta.write(phone, QUESTION)


@contextmanager
def questions(meta_url: str, every_s: float) -> Iterator[Questions]:
    """Somebody writes every so many seconds until the block ends."""
    ended = threading.Event()
    writing = Questions(meta_url, every_s)
    thread = threading.Thread(target=writing._ask, args=(ended,), daemon=True)
    thread.start()
    try:
        yield writing
    finally:
        ended.set()
        thread.join()


def warmed(town: TownHall) -> None:
    """One question before the clock starts: the functions behind the desk are the only ones not woken yet."""
    phone = "393330000999"
    town.meta.write(phone, QUESTION)
    wait_until(lambda: len(town.meta.phone(phone)) > 1, "the first question is answered", PATIENCE_S)


def _answered_after(meta: MetaClient, phone: str, at: float) -> float:
    answers = [line.at for line in meta.phone(phone) if line.direction == "out"]
    return answers[0] - at if answers else float("inf")
