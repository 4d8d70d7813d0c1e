"""Meta's list of the blocked with its moods, and the orders to whoever works on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from urp.errors import UnavailableError
from urp.whatsapp.blocking import Answer, Done, ListPage, NoAnswer
from urp.whatsapp.person import PersonIds


@dataclass(slots=True)
class RecordedBlockOrders:
    entries: list[tuple[UUID, int]] = field(default_factory=list)
    strangers: list[UUID] = field(default_factory=list)
    comparisons: int = 0
    down: bool = False

    def carry_out(self, citizen_id: UUID, delay_seconds: int = 0) -> None:
        self._check()
        self.entries.append((citizen_id, delay_seconds))

    def lift_stranger(self, stranger_id: UUID, delay_seconds: int = 0) -> None:
        self._check()
        self.strangers.append(stranger_id)

    def compare(self) -> None:
        self._check()
        self.comparisons += 1

    def _check(self) -> None:
        if self.down:
            raise UnavailableError("the queue does not answer")


@dataclass(slots=True)
class MetasList:
    """Does what it is told: adds and removes, unless an answer is scripted."""

    people: list[PersonIds] = field(default_factory=list)
    script: list[Answer] = field(default_factory=list)
    meanwhile: Callable[[], None] = field(default=lambda: None)
    """What happens here while Meta is being called."""
    silent: bool = False
    does_what_it_does_not_answer: bool = False
    a_page: int = 100
    calls: list[str] = field(default_factory=list)
    asked: Callable[[str], None] = field(default=lambda _: None)

    def add(self, address: str) -> Answer:
        self._note(f"add {address}")
        answer = self._answer()
        if self._done(answer):
            self.people.append(self._ids(address))
        return answer

    def remove(self, addresses: Sequence[str]) -> Mapping[str, Answer]:
        answers: dict[str, Answer] = {}
        for address in addresses:
            self._note(f"remove {address}")
            answers[address] = self._answer()
            if self._done(answers[address]):
                self.people = [
                    person for person in self.people if address not in (person.phone, person.user_id)
                ]
        return answers

    def page(self, after: str | None) -> ListPage | None:
        if self.silent:
            return None
        start = int(after or 0)
        following = start + self.a_page
        more = str(following) if following < len(self.people) else None
        return ListPage(tuple(self.people[start:following]), more)

    def _done(self, answer: Answer) -> bool:
        return isinstance(answer, Done) or (
            self.does_what_it_does_not_answer and isinstance(answer, NoAnswer)
        )

    def _note(self, call: str) -> None:
        self.calls.append(call)
        self.asked(call)

    def _answer(self) -> Answer:
        self.meanwhile()
        return self.script.pop(0) if self.script else Done()

    def _ids(self, address: str) -> PersonIds:
        return PersonIds(None, address) if "." in address else PersonIds(address, None)
