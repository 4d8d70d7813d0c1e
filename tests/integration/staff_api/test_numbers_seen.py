"""Whole numbers are for one case at a time: nobody takes the town's home."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from tests.fakes.staff_calls import Answered, Caller
from tests.integration.staff_environment import PROFILE
from urp.acts.model import Role
from urp.town.municipality import load_municipality

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.staff_town import StaffTown

A_DAY = load_municipality(PROFILE, placeholders_allowed=True).moderation.numbers_a_day
COLLEAGUE = "7d0a9c55-1f3e-4b60-9a3c-2e4f6a8b0c1d"


@pytest.fixture
def talk(town: StaffTown) -> UUID:
    return town.asks(town.joins())


def look(caller: Caller, talk: UUID) -> Answered:
    return caller.get(f"/staff/conversations/{talk}", reveal="phone", reason="authority")


def acts_of(town: StaffTown, name: str) -> int:
    entries, cursor = 0, dict[str, str]()
    while True:
        page = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25", limit="100", **cursor)
        entries += len([each for each in page.json["items"] if each["act"] == name])
        if page.json["next"] is None:
            return entries
        cursor = {"cursor": page.json["next"]}


def test_after_the_days_numbers_one_more_is_refused_and_not_shown(town: StaffTown, talk: UUID) -> None:
    moderator = town.staff(Role.MODERATOR)
    seen = [look(moderator, talk).status for _ in range(A_DAY)]

    refused = look(moderator, talk)

    assert seen == [200] * A_DAY
    assert (refused.status, refused.json["code"]) == (429, "numbers_limit")
    assert refused.json["detail"] == (
        f"Oggi hai già visto {A_DAY} numeri interi, il massimo per una persona: riprova domani."
    )
    assert (town.citizens[0].phone or "") not in refused.text
    assert acts_of(town, "citizen.reveal_phone") == A_DAY


def test_the_limit_is_each_persons_own_and_ends_with_the_towns_day(town: StaffTown, talk: UUID) -> None:
    moderator = town.staff(Role.MODERATOR)
    for _ in range(A_DAY):
        look(moderator, talk)
    colleague = look(Caller(town.api, (Role.MODERATOR,), COLLEAGUE), talk)
    town.later(hours=11, minutes=59)  # 23:59 in Rome, the next day of UTC is an hour away
    before_midnight = look(moderator, talk)
    town.later(minutes=1)

    after = look(moderator, talk)

    assert (colleague.status, before_midnight.status, after.status) == (200, 429, 200)


def test_calls_at_the_same_moment_do_not_pass_the_limit(town: StaffTown, talk: UUID) -> None:
    """An answer shows a number only once it is counted."""
    moderator = town.staff(Role.MODERATOR)
    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(lambda _: look(moderator, talk).status, range(A_DAY + 15)))

    assert answers.count(200) == A_DAY
    assert set(answers) == {200, 429}


def test_a_number_that_whatsapp_never_showed_counts_for_nothing(town: StaffTown) -> None:
    hidden, shown = town.asks(town.joins(phone=False)), town.asks(town.joins())
    moderator = town.staff(Role.MODERATOR)
    for _ in range(A_DAY + 1):
        assert look(moderator, hidden).json["phone"] is None

    assert look(moderator, shown).status == 200


def test_masked_numbers_are_nobodys_limit(town: StaffTown, talk: UUID) -> None:
    moderator = town.staff(Role.MODERATOR)
    for _ in range(A_DAY):
        look(moderator, talk)

    assert moderator.get(f"/staff/conversations/{talk}").status == 200
