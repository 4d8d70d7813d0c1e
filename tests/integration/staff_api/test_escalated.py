"""What an escalated case forbids a moderator is forbidden everywhere: one administrator decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.fakes.cases import proposed
from tests.fakes.staff_calls import Answered, Caller
from urp.acts.model import Role
from urp.inbound.model import Effect
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.staff_town import StaffTown

WHY = {"reason": "minaccia gli impiegati"}
type Way = Callable[[Caller, str, str], Answered]
"""Round an escalated case: the citizen's card, and another case of theirs."""

BLOCKING: dict[str, Way] = {
    "on the card": lambda who, citizen, _: who.post(f"{citizen}/block", WHY, key="card-block"),
    "in another case": lambda who, _, case: who.post(
        f"{case}/steps",
        {**WHY, "step": "blocked", "beyond_ladder": "minaccia di morte", "permanent": True},
        key="case-block",
    ),
}
LIFTING: dict[str, Way] = {
    "on the card": lambda who, citizen, _: who.post(f"{citizen}/unblock", WHY),
    "another block on the card": lambda who, citizen, _: who.post(f"{citizen}/block", WHY, key="card-block"),
    "at WhatsApp too": lambda who, citizen, _: who.post(
        f"{citizen}/whatsapp-block", {"emergencies_will_not_reach_us": True}, key="whatsapp-block"
    ),
    "no longer at WhatsApp": lambda who, citizen, _: who.post(f"{citizen}/whatsapp-unblock", WHY),
}


@pytest.fixture
def grave(town: StaffTown) -> tuple[str, str, str]:
    """The addresses of a citizen, of an escalated case of theirs, and of another one."""
    citizen = town.joins()
    cases = [_case(town, citizen.id, number) for number in (1, 2)]
    moderator = town.staff(Role.MODERATOR)
    escalated = moderator.post(f"{cases[0]}/steps", {**WHY, "step": "escalated"}, key="escalate-1")
    assert escalated.json["state"] == "escalated"
    return f"/staff/citizens/{citizen.id}", cases[0], cases[1]


def _case(town: StaffTown, citizen_id: UUID, number: int) -> str:
    opening = proposed(number, citizen=citizen_id, breach=Breach.THREAT, at=town.now)
    town.stores(Effect(f"wamid.case.{number}", cases=(opening,)))
    return f"/staff/cases/{opening.case.id}"


@pytest.mark.parametrize("way", BLOCKING.values(), ids=BLOCKING)
def test_a_moderator_blocks_nobody_whose_case_is_escalated(
    town: StaffTown, grave: tuple[str, str, str], way: Way
) -> None:
    citizen, _, other = grave

    refused = way(town.staff(Role.MODERATOR), citizen, other)
    decided = way(town.staff(Role.ADMINISTRATOR), citizen, other)

    assert (refused.status, refused.json["code"]) == (403, "forbidden")
    assert "decide solo un amministratore" in refused.json["detail"]
    assert decided.status == 201


@pytest.mark.parametrize("way", LIFTING.values(), ids=LIFTING)
def test_a_moderator_changes_no_block_of_somebody_whose_case_is_escalated(
    town: StaffTown, grave: tuple[str, str, str], way: Way
) -> None:
    citizen, _, other = grave
    town.staff(Role.ADMINISTRATOR).post(f"{citizen}/block", WHY, key="their-block")

    refused = way(town.staff(Role.MODERATOR), citizen, other)

    assert (refused.status, refused.json["code"]) == (403, "forbidden")


def test_the_escalated_case_itself_refuses_in_the_same_words(
    town: StaffTown, grave: tuple[str, str, str]
) -> None:
    citizen, case, _ = grave
    moderator = town.staff(Role.MODERATOR)

    in_the_case = moderator.post(f"{case}/steps", {**WHY, "step": "warned"}, key="step-0001")
    on_the_card = moderator.post(f"{citizen}/block", WHY, key="card-block")

    assert in_the_case.json["detail"] == on_the_card.json["detail"]


def test_what_concerns_no_block_goes_on(town: StaffTown, grave: tuple[str, str, str]) -> None:
    _, _, other = grave

    warned = town.staff(Role.MODERATOR).post(f"{other}/steps", {**WHY, "step": "warned"}, key="step-0001")

    assert warned.status == 201


def test_once_an_administrator_has_decided_a_moderator_may_again(
    town: StaffTown, grave: tuple[str, str, str]
) -> None:
    citizen, case, _ = grave
    step = {**WHY, "step": "warned"}
    town.staff(Role.ADMINISTRATOR).post(f"{case}/steps", step, key="step-0001")

    assert town.staff(Role.MODERATOR).post(f"{citizen}/block", WHY, key="card-block").status == 201
