"""WhatsApp refuses an answer, or says nothing: the office sees it where it looks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fakes.desk_world import RecordedReplies, ScriptedRate, StoppedClock
from tests.fakes.message_sender import RecordingSender
from urp.acts.model import Role
from urp.citizens.store.citizens import CitizenReader
from urp.desk.send_reply import SendReply
from urp.desk.slots import DeskSlots
from urp.desk.store.outbox import Outbox
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Refused, SendOutcome, Unclear
from urp.wiring.reply_outcomes import follow_reply, outcome_writes

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

REFUSED = Refused(131026, ErrorClass.RECIPIENT, "undeliverable")


def whatsapp(town: StaffTown, outcome: SendOutcome) -> SendReply:
    tables, clock = town.tables, StoppedClock(town.now)
    return SendReply(
        Outbox(tables, outcome_writes(tables)),
        CitizenReader(tables),
        DeskSlots(ScriptedRate(), clock, clock.sleep),
        RecordingSender([outcome]),
        RecordedReplies(),
        follow_reply(tables, lambda: "1"),
        clock,
    )


@pytest.mark.parametrize("outcome", [REFUSED, Unclear("no answer")])
def test_the_question_stands_in_the_queue_again_and_says_why(town: StaffTown, outcome: SendOutcome) -> None:
    operator = town.staff(Role.OPERATOR)
    talk = town.asks(town.joins())
    path = f"/staff/conversations/{talk}/answers"
    sent = operator.post(path, {"text": "Dalle 9 alle 13.", "seen": 1}, key="answer-1")

    whatsapp(town, outcome)(sent.json["id"])

    listed = operator.get("/staff/conversations").json
    assert [(each["id"], each["not_delivered"]) for each in listed["items"]] == [(str(talk), True)]
    assert listed["waiting"] == 1
    blind = operator.post(path, {"text": "E il documento.", "seen": 2}, key="answer-2")
    assert (blind.status, blind.json["code"]) == (409, "moved_on")
    again = operator.post(path, {"text": "Dalle 9 alle 13.", "seen": 3}, key="answer-3")
    assert again.status == 201
    assert operator.get("/staff/conversations").json["items"] == []
