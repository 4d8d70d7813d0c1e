"""A notice as the office sends and watches it, asked as seldom as the figures allow."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from infra.local.approval import read_approval, submit
from infra.local.failure import LocalRunError
from infra.local.meta.reading import Json, as_object, read_number, read_object, read_text
from infra.local.steps.notices import NOTICE
from infra.local.town import TownHall
from tests.bench.sends import Sends, sends_of


@dataclass(frozen=True, slots=True)
class Notice:
    town: TownHall
    id: str
    before: int
    """Number of the last call to Meta before it."""

    def send(self) -> float:
        """The moment of the approval, with which it goes out."""
        submit(self.town, self.id)
        read = read_approval(self.town, self.id)
        called = time.time()
        self.town.staff("approver").post(f"/broadcasts/{self.id}/approve", read)
        return called

    def ask(self, act: str) -> float:
        called = time.time()
        self.town.staff("editor").post(f"/broadcasts/{self.id}/{act}")
        return called

    def seen(self) -> Json:
        return self.town.staff("reader").get(f"/broadcasts/{self.id}")

    def counts(self) -> Mapping[str, int]:
        return {name: int(str(value)) for name, value in read_object(self.seen(), "counts").items()}

    def sends(self) -> Sends:
        return sends_of(self.town.meta, self.id, self.before)

    def closed(self, seconds: float) -> Json:
        """The closing statement."""
        wait_until(lambda: self.seen()["status"] == "closed", "the notice is closed", seconds, every=1.0)
        return self.town.staff("reader").get(f"/broadcasts/{self.id}/statement")


def created(town: TownHall, **changes: object) -> Notice:
    draft = {"title": "Misura", **NOTICE, **changes}
    before = accepted(town) + refused(town)
    return Notice(town, read_text(town.staff("editor").post("/broadcasts", draft), "id"), before)


def accepted(town: TownHall) -> int:
    """Messages that Meta took so far, of every kind."""
    return int(read_number(_totals(town), "accepted", 0))


def refused(town: TownHall) -> int:
    return sum(int(str(number)) for name, number in _totals(town).items() if name != "accepted")


def unaccounted(people: int, statement: Json, sends: Sends) -> int:
    """Whoever the statement does not count, or counts as accepted without a message at Meta."""
    counts = read_object(statement, "counts")
    total, taken = read_number(counts, "total", 0), read_number(counts, "accepted", 0)
    return int(abs(people - total) + abs(taken - sends.people))


def wait_until(holds: Callable[[], bool], otherwise: str, seconds: float, every: float = 0.25) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise LocalRunError(f"not within {seconds:.0f} seconds: {otherwise}")
        time.sleep(every)


def _totals(town: TownHall) -> Json:
    return as_object(town.meta.statistics(copies=False).get("totals"))
