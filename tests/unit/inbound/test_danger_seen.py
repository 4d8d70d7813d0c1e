"""Once somebody of the office has seen a danger it stays seen, whatever becomes of what showed it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.stored import desk_of
from tests.unit.inbound.test_the_duty_alarm import DANGER, changed
from tests.unit.inbound.town import Town
from urp.acts.model import Act
from urp.acts.store.staff import StaffNames
from urp.desk.holding import AssignConversation
from urp.desk.model import Hold
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind, Revocation


@pytest.mark.parametrize("seen", ["noted", "taken"])
def test_what_somebody_saw_stays_seen_when_its_sign_goes(seen: str) -> None:
    """The citizen deletes a message; whoever took it lets it go."""
    town = Town()
    town.writes(DANGER, message_id="wamid.DANGER")
    town.passes(minutes=1)
    (talk,) = town.conversations
    assign = AssignConversation(desk_of(town.tables), StaffNames(town.tables))
    act = Act(
        id="1",
        by="staff-1",
        at=town.now,
        name="desk.act",
        resource=f"conversation/{talk.id}",
        standing=AS_OPERATOR,
    )
    if seen == "noted":
        assign.note(talk.id, "Chiamata la polizia locale", act)
        town.receives(Revocation("wamid.DANGER"), kind=MessageKind.REVOKE)
    else:
        assign.take(talk.id, act)
        assign.release(talk.id, replace(act, id="2"))
    town.passes(minutes=1)

    assert town.writes(DANGER) == [TextKey.EMERGENCY_ALERTED]
    assert len(town.duty.alerts) == 2


def test_a_note_that_is_no_longer_the_last_word_still_shows_that_it_was_seen() -> None:
    """Also where the note was stored before it put the alarm out."""
    town = Town()
    town.writes(DANGER, message_id="wamid.DANGER")
    changed(town, said_by="staff-1")
    town.passes(minutes=1)
    town.receives(Revocation("wamid.DANGER"), kind=MessageKind.REVOKE)

    assert town.writes(DANGER) == [TextKey.EMERGENCY_ALERTED]


def test_who_lets_go_of_what_was_taken_before_it_rang_has_not_seen_it() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    changed(town, hold=Hold("staff-1", town.now))
    town.passes(minutes=1)
    town.writes(DANGER)
    (talk,) = town.conversations
    act = Act(
        id="1",
        by="staff-1",
        at=town.now,
        name="desk.act",
        resource=f"conversation/{talk.id}",
        standing=AS_OPERATOR,
    )
    AssignConversation(desk_of(town.tables), StaffNames(town.tables)).release(talk.id, act)

    assert town.writes(DANGER) == [TextKey.EMERGENCY]
