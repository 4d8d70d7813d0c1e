"""Thousands of statuses after a notice to phones: what is known already costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

import pytest

from urp.citizens.consent import LedgerEntry
from urp.citizens.identity.learning import LearnAliases, LearnLessons, Lesson
from urp.citizens.identity.model import Citizen, CitizenChange, SenderIds
from urp.errors import ConflictError

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)


@dataclass
class Register:
    """Citizens by id; `restless` ones change whenever somebody wants to store them."""

    citizens: dict[UUID, Citizen] = field(default_factory=dict)
    restless: set[UUID] = field(default_factory=set)

    def find(self, citizen_id: UUID, ids: SenderIds) -> tuple[Citizen | None, Citizen | None, Citizen | None]:
        holders = [each for each in self.citizens.values() if ids.phone in each.phones]
        owners = [each for each in self.citizens.values() if ids.user_id in each.user_ids]
        return self.citizens.get(citizen_id), next(iter(owners), None), next(iter(holders), None)

    def store(self, changes: Sequence[CitizenChange], entries: Sequence[LedgerEntry], now: datetime) -> None:
        if any(change.after.id in self.restless for change in changes):
            raise ConflictError("changed meanwhile")
        self.citizens |= {change.after.id: change.after for change in changes}

    def learnt(self, lessons: Sequence[Lesson]) -> frozenset[UUID]:
        return frozenset(
            each.citizen_id
            for each in lessons
            if each.ids.user_id in self.citizens.get(each.citizen_id, Citizen(each.citizen_id)).user_ids
        )


@dataclass
class OneByOne:
    def start(self, task: Callable[[], None]) -> None:
        task()

    def join(self) -> None:
        pass


@pytest.fixture
def register() -> Register:
    known = {UUID(int=each): Citizen(UUID(int=each), phones=(phone(each),)) for each in range(1, 6)}
    return Register(known)


def phone(number: int) -> str:
    return f"39333000000{number}"


def lesson(number: int) -> Lesson:
    ids = SenderIds(f"IT.1000000000000000000{number}", phone(number))
    return Lesson(UUID(int=number), ids, NOW, f"wamid.{number}")


def learning(register: Register) -> LearnLessons:
    return LearnLessons(register, LearnAliases(register, "2026-01", "2026-01"), OneByOne())


def test_each_status_of_somebody_unknown_teaches_once(register: Register) -> None:
    learn = learning(register)

    first = learn([lesson(1), lesson(2), lesson(3)], NOW)
    again = learn([lesson(1), lesson(2), lesson(4)], NOW)

    assert (first, again) == (3, 1)
    assert register.citizens[UUID(int=4)].user_ids == ("IT.10000000000000000004",)


def test_one_citizen_who_keeps_changing_holds_up_no_other_and_is_told(register: Register) -> None:
    register.restless.add(UUID(int=1))

    with pytest.raises(ConflictError):
        learning(register)([lesson(1), lesson(2)], NOW)

    assert register.citizens[UUID(int=1)].user_ids == ()
    assert register.citizens[UUID(int=2)].user_ids == ("IT.10000000000000000002",)
