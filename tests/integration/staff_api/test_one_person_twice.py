"""A person known by phone and one known by user id turn out to be one, at the office's API."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from urp.acts.model import Role
from urp.citizens.identity.merging import merge
from urp.citizens.identity.model import CitizenChange
from urp.inbound.model import Effect

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.staff_town import StaffTown


def asks_twice(town: StaffTown) -> tuple[UUID, UUID]:
    by_phone, hidden = town.joins(user_id=False), town.joins(phone=False)
    conversations = town.asks(by_phone), town.asks(hidden)
    winner, loser = replace(hidden, version=1), replace(by_phone, version=1)
    merged = merge(winner, loser, same_person=True)
    changes = CitizenChange(winner, merged.winner), CitizenChange(loser, merged.loser)
    town.stores(Effect("wamid.both", changes))
    return conversations


def test_an_answer_to_one_of_two_conversations_is_refused_until_the_other_is_known(town: StaffTown) -> None:
    first, second = asks_twice(town)
    operator = town.staff(Role.OPERATOR)
    answer = {"text": "Dalle 9 alle 13.", "seen": 1}

    read = operator.get(f"/staff/conversations/{first}")
    refused = operator.post(f"/staff/conversations/{first}/answers", answer, key="answer-1")
    operator.post(f"/staff/conversations/{second}/take")
    sent = operator.post(f"/staff/conversations/{first}/answers", answer, key="answer-2")

    assert read.json["also_open"] == [str(second)]
    assert (refused.status, refused.json["code"]) == (409, "another_open")
    assert sent.status == 201
