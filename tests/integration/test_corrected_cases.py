"""A corrected message that is made a case leaves the desk with its corrections, and comes back with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.cases import ANNA, proposed
from tests.integration.case_stores import CaseStores, act, open_stores
from tests.integration.desk_stores import NOON, QUESTION, TALK, conversation
from urp.aws.tables import Tables
from urp.desk.model import DeskState
from urp.meaning.breaches import Breach
from urp.moderation.casebook.ladder import Decision
from urp.moderation.casebook.model import Case, StepKind
from urp.moderation.casebook.opening import note_place
from urp.observability import digest

EDIT = replace(
    QUESTION,
    message_id="wamid.2",
    at=QUESTION.at + timedelta(minutes=1),
    text="Quando apre l'anagrafe, branco di ladri?",
    amends=QUESTION.message_id,
    received="messages/2026/11/25/b.json",
)


@pytest.fixture
def stores(tables: Tables) -> CaseStores:
    return open_stores(tables)


def corrected(stores: CaseStores) -> None:
    stores.desk.put(conversation(), DeskState(ANNA, conversation_id=TALK), [QUESTION, EDIT])


def opened(stores: CaseStores) -> Case:
    return stores.open(
        TALK, digest(QUESTION.message_id), Breach.DEFAMATION, "come da regole", act("case.open")
    )


def on_the_desk(stores: CaseStores) -> list[tuple[bool, str, str | None]]:
    found = stores.desk.register.messages(TALK)
    return [(each.hidden, each.message.text, each.message.amends) for each in found]


GONE = [(True, "", None), (True, "", QUESTION.message_id)]
THERE = [(False, QUESTION.text, None), (False, EDIT.text, QUESTION.message_id)]


def test_a_corrected_message_leaves_the_desk_with_its_corrections(stores: CaseStores) -> None:
    corrected(stores)

    case = opened(stores)

    assert on_the_desk(stores) == GONE
    shown = stores.see.show_case(case.id, NOON, sees_held=True).summary.text
    assert shown is not None
    assert shown.text == f"{QUESTION.text}\n{EDIT.text}"


def test_what_was_no_breach_comes_back_with_its_corrections(stores: CaseStores) -> None:
    corrected(stores)
    case = opened(stores)

    stores.decide(case.id, Decision(StepKind.DISMISSED, "come da regole"), act("case.dismissed", 2))

    assert on_the_desk(stores) == THERE


def test_what_was_no_breach_comes_back_corrected_into_another_conversation_too(stores: CaseStores) -> None:
    corrected(stores)
    case = opened(stores)
    other = conversation(101)
    known = stores.desk.register.state(ANNA)
    stores.desk.put(other, replace(known, conversation_id=other.id), [])

    stores.decide(case.id, Decision(StepKind.DISMISSED, "come da regole"), act("case.dismissed", 2))

    found = [(each.hidden, each.message) for each in stores.desk.register.messages(other.id)]
    assert [(hidden, message.text) for hidden, message in found] == [
        (False, QUESTION.text),
        (False, EDIT.text),
    ]
    assert [message.received for _, message in found] == [QUESTION.received, EDIT.received]
    assert on_the_desk(stores) == GONE


def test_a_message_with_a_case_beside_it_is_taken_out_with_its_corrections(stores: CaseStores) -> None:
    first = replace(QUESTION, message_id="wamid.case.1")
    edit = replace(EDIT, amends=first.message_id)
    stores.desk.put(conversation(), DeskState(ANNA, conversation_id=TALK), [first, edit])
    opening = note_place(
        proposed(breach=Breach.DEFAMATION, hidden=False, text=first.text, at=first.at), conversation()
    )
    stores.put(opening)

    stores.decide(opening.case.id, Decision(StepKind.HIDDEN, "come da regole"), act("case.hidden", 1))

    assert [each[:2] for each in on_the_desk(stores)] == [(True, ""), (True, "")]
    assert (
        stores.register.read_texts([opening.case.id])[opening.case.id].whole == f"{first.text}\n{edit.text}"
    )
    stores.decide(opening.case.id, Decision(StepKind.DISMISSED, "come da regole"), act("case.dismissed", 2))
    assert [each[:2] for each in on_the_desk(stores)] == [(False, first.text), (False, edit.text)]
