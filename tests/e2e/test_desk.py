"""Questions become conversations that staff list, read and answer, inside WhatsApp's 24 hours."""

import pytest

from infra.local.meta.reading import read_object, read_objects, read_text
from infra.local.staff_client import StaffCallRefusedError
from tests.e2e.desk import Desk, texts_of
from tests.e2e.opening import CLOSURE, DeskDoor
from tests.e2e.patience import comes_true, eventually
from tests.e2e.people import Citizen, ago
from tests.e2e.queues import Queues
from urp.town.texts import TextKey, Texts

QUESTION = "Buongiorno, perché l'ufficio anagrafe è chiuso? 🙂 / È così?"
ANSWER = "Buongiorno, l'anagrafe riapre domani alle 8:30."


def test_a_question_in_hours_is_received_listed_read_and_answered(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, texts: Texts
) -> None:
    receipt = texts.render(TextKey.INFO_RECEIPT)
    citizen.writes(QUESTION)
    citizen.gets(receipt)

    conversation = desk.conversation_of(citizen)
    answer = desk.answers(conversation, ANSWER)

    assert texts_of(conversation) == [("question", QUESTION)]
    citizen.gets(receipt, ANSWER)
    answered = desk.conversation_of(citizen, "answered")
    assert texts_of(answered) == [("question", QUESTION), ("answer", ANSWER)]
    assert desk.listed_for(citizen) == []
    comes_true(
        lambda: (
            read_object(read_objects(desk.conversation_of(citizen, "answered"), "messages")[1], "reply")
            | {"state": "accepted", "delivery": "delivered"}
            == read_object(read_objects(desk.conversation_of(citizen, "answered"), "messages")[1], "reply")
        ),
        "the desk sees the answer delivered",
    )
    assert read_text(answer, "id")


def test_a_second_question_of_the_day_gets_no_second_receipt(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, queues: Queues, texts: Texts
) -> None:
    citizen.writes(QUESTION)
    citizen.gets(texts.render(TextKey.INFO_RECEIPT))

    citizen.writes("E l'ufficio tributi?")

    queues.settle()
    assert citizen.said_to() == [texts.render(TextKey.INFO_RECEIPT)]
    assert texts_of(desk.conversation_of(citizen)) == [
        ("question", QUESTION),
        ("question", "E l'ufficio tributi?"),
    ]


def test_out_of_hours_one_courtesy_reply_names_the_reason_and_the_next_opening(
    citizen: Citizen, closed_desk: DeskDoor, desk: Desk, queues: Queues, texts: Texts
) -> None:
    courtesy = texts.render(
        TextKey.CLOSED_EXCEPTIONALLY, closure_reason=CLOSURE, next_opening=closed_desk.next_opening
    )
    citizen.writes(QUESTION)
    citizen.gets(courtesy)

    citizen.writes("Si può pagare la mensa online?")

    queues.settle()
    assert citizen.said_to() == [courtesy]
    assert len(texts_of(desk.conversation_of(citizen))) == 2


def test_a_citizen_whose_phone_whatsapp_hides_is_answered_too(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, texts: Texts
) -> None:
    citizen.writes(QUESTION, identity="user_id")
    citizen.gets(texts.render(TextKey.INFO_RECEIPT))

    desk.answers(desk.conversation_of(citizen), ANSWER)

    citizen.gets(texts.render(TextKey.INFO_RECEIPT), ANSWER)


def test_after_24_hours_the_desk_is_told_that_the_window_is_closed(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, queues: Queues
) -> None:
    citizen.writes(QUESTION, at=ago(24 * 3600 + 60))
    conversation = desk.conversation_of(citizen)

    with pytest.raises(StaffCallRefusedError) as refused:
        desk.answers(conversation, ANSWER)

    assert (refused.value.status, refused.value.problem["code"]) == (409, "window_closed")
    assert conversation["window_seconds_left"] == 0
    queues.settle()
    assert citizen.said_to() == []


def test_after_24_hours_a_template_asks_the_citizen_to_write_again_and_the_answer_arrives(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, texts: Texts
) -> None:
    receipt = texts.render(TextKey.INFO_RECEIPT)
    citizen.writes(QUESTION, at=ago(24 * 3600 + 60))

    desk.resumes(desk.conversation_of(citizen), argomento="orari dell'anagrafe")

    asked = eventually(lambda: next(iter(citizen.notices()), None), "the template is on the phone")
    assert "orari dell'anagrafe" in asked.text
    citizen.presses("Voglio la risposta")
    citizen.gets(receipt)
    desk.answers(desk.conversation_of(citizen), ANSWER)
    citizen.gets(receipt, ANSWER)


def test_a_closed_conversation_takes_no_answer_and_the_next_question_opens_another(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, texts: Texts
) -> None:
    citizen.writes(QUESTION)
    first = desk.conversation_of(citizen)
    desk.operator.post(f"/conversations/{first['id']}/close", {"seen": first["said"]})

    with pytest.raises(StaffCallRefusedError) as refused:
        desk.answers(first, ANSWER)
    citizen.writes("Un'altra domanda: dove si rinnova la carta d'identità?")

    assert (refused.value.status, refused.value.problem["code"]) == (409, "conversation_closed")
    assert desk.conversation_of(citizen)["id"] != first["id"]


def test_a_question_the_citizen_takes_back_is_hidden_from_the_desk(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, texts: Texts
) -> None:
    question = citizen.writes(QUESTION)
    citizen.gets(texts.render(TextKey.INFO_RECEIPT))

    citizen.sends({"type": "revoke", "revoke": {"original_message_id": question}})

    comes_true(
        lambda: texts_of(desk.conversation_of(citizen)) == [("question", "")], "the question is hidden"
    )
