"""Why something was decided about a citizen lies with what was decided: the audit, which lives ten years, has
codes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from tests.fakes.cases import proposed
from urp.acts.model import Role
from urp.inbound.model import Effect
from urp.meaning.breaches import Breach
from urp.moderation.blocks.model import Stranger
from urp.whatsapp.person import PersonIds

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

WORDS = "ha insultato la collega Rossi"
KNOWN = {"emergencies_will_not_reach_us": True}


def case_of(town: StaffTown, number: int) -> str:
    opening = proposed(number, citizen=town.joins().id, breach=Breach.THREAT, at=town.now)
    town.stores(Effect(f"wamid.case.{number}", cases=(opening,)))
    return f"/staff/cases/{opening.case.id}"


def audited(town: StaffTown, *acts: str) -> str:
    """All of the day's audit; the acts are in it."""
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25")
    assert set(acts) <= {entry["act"] for entry in audit.json["items"]}
    return audit.text


def test_why_a_case_was_opened_and_decided_stays_with_the_case(town: StaffTown) -> None:
    moderator, conversation = town.staff(Role.MODERATOR), town.asks(town.joins(), "Il vostro collega ruba")
    message = moderator.get(f"/staff/conversations/{conversation}").json["messages"][0]["id"]
    found = {"conversation": str(conversation), "message": message, "breach": "defamation", "reason": WORDS}

    opened = moderator.post("/staff/cases", found, key="case-0001").json
    step = {"step": "blocked", "reason": WORDS, "beyond_ladder": f"minaccia e {WORDS}"}
    decided = moderator.post(f"{case_of(town, 1)}/steps", step, key="step-0001").json

    assert opened["steps"][-1]["reason"] == WORDS
    assert (decided["steps"][-1]["reason"], decided["steps"][-1]["beyond_ladder"]) == (
        WORDS,
        f"minaccia e {WORDS}",
    )
    assert "Rossi" not in audited(town, "case.open", "case.blocked")


def test_why_somebody_was_blocked_and_freed_stays_in_the_history_of_their_blocks(town: StaffTown) -> None:
    moderator, citizen = town.staff(Role.MODERATOR), f"/staff/citizens/{town.joins().id}"
    case, until = case_of(town, 1), {"until": "2026-12-25T09:00"}
    step = {"step": "blocked", "reason": "minaccia", "beyond_ladder": "grave", **until}
    of_the_case = moderator.post(f"{case}/steps", step, key="step-0001").json["citizen"]

    moderator.post(f"{citizen}/block", {"reason": WORDS, **until}, key="block-01")
    moderator.post(f"{citizen}/whatsapp-block", KNOWN, key="block-02")
    moderator.post(f"{citizen}/whatsapp-unblock", {"reason": WORDS})
    moderator.post(f"{citizen}/unblock", {"reason": WORDS})
    moderator.post(f"/staff/citizens/{of_the_case}/unblock", {"reason": WORDS})

    history = moderator.get(citizen).json["history"]
    assert [event["reason"] for event in history] == [WORDS] * 4
    assert moderator.get(case).json["steps"][-1]["reason"] == WORDS
    acts = ("citizen.block", "citizen.unblock", "citizen.block_at_whatsapp", "citizen.unblock_at_whatsapp")
    assert "Rossi" not in audited(town, *acts)


def test_why_a_strangers_block_was_lifted_or_taken_over_stays_with_them(town: StaffTown) -> None:
    moderator, anna, bruno = town.staff(Role.MODERATOR), town.joins(), town.joins()
    register = town.offices.strangers.register
    for number, who in ((71, anna), (72, bruno)):
        register.keep(Stranger(UUID(int=number), PersonIds(who.phone, who.user_id), town.now), town.now)

    moderator.post(f"/staff/blocks/whatsapp/{UUID(int=71)}/lift", {"reason": WORDS})
    adopted = {"reason": WORDS, **KNOWN}
    moderator.post(f"/staff/blocks/whatsapp/{UUID(int=72)}/adopt", adopted, key="adopt-01")

    lifted = register.find_stranger(UUID(int=71))
    assert lifted is not None
    assert lifted.reason == WORDS
    for who in (anna, bruno):
        history = moderator.get(f"/staff/citizens/{who.id}").json["history"]
        assert {event["reason"] for event in history} == {WORDS}
    assert "Rossi" not in audited(town, "blocks.lift_stranger", "blocks.adopt_stranger")
