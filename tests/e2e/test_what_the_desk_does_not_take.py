"""Photos, voice notes, bursts, reports, loops: one suitable reply, no storm."""

import pytest

from infra.local.meta.reading import Json
from tests.e2e.desk import Desk
from tests.e2e.opening import DeskDoor
from tests.e2e.people import Citizen
from tests.e2e.queues import Queues
from urp.town.texts import TextKey, Texts

MEDIA: Json = {"id": "1234567890", "mime_type": "application/octet-stream", "sha256": "c2hhMjU2"}
PHOTO: Json = {"type": "image", "image": {**MEDIA, "mime_type": "image/jpeg", "caption": "Guardate qui"}}
VOICE_NOTE: Json = {"type": "audio", "audio": {**MEDIA, "mime_type": "audio/ogg; codecs=opus", "voice": True}}
DOCUMENT: Json = {"type": "document", "document": {**MEDIA, "filename": "<script>alert(1)</script>.pdf"}}
PLACE: Json = {"type": "location", "location": {"latitude": 43.6, "longitude": 13.5}}
SOMEBODY_ELSES_CARD: Json = {
    "type": "contacts",
    "origin": "other",
    "contacts": [{"name": {"formatted_name": "Un'altra persona"}, "phones": [{"phone": "+393330009997"}]}],
}
EMPTY_REACTION: Json = {"type": "reaction", "reaction": {"message_id": "wamid.FAKE"}}


@pytest.mark.parametrize("message", [PHOTO, VOICE_NOTE, DOCUMENT, PLACE, SOMEBODY_ELSES_CARD])
def test_what_is_not_text_is_refused_with_the_channels_for_reports(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, queues: Queues, texts: Texts, message: Json
) -> None:
    citizen.sends(message)

    citizen.gets(texts.render(TextKey.NON_TEXT_REFUSED))
    queues.settle()
    assert desk.listed_for(citizen) == []


def test_a_burst_of_forty_messages_that_are_not_text_is_refused_once(
    citizen: Citizen, open_desk: DeskDoor, queues: Queues, texts: Texts
) -> None:
    for _ in range(10):
        citizen.sends(PHOTO)
        citizen.sends(VOICE_NOTE)
        citizen.sends(PLACE)
        citizen.writes("C'è una buca pericolosa in via Roma, dovete ripararla")

    queues.settle()
    assert citizen.said_to() == [texts.render(TextKey.NON_TEXT_REFUSED)]
    assert citizen.meta.statistics(copies=False)["unknown_paths"] == {}  # no photo was asked for


def test_a_reaction_is_not_answered(citizen: Citizen, open_desk: DeskDoor, queues: Queues) -> None:
    citizen.sends(EMPTY_REACTION)

    queues.settle()
    assert citizen.said_to() == []


def test_a_report_is_redirected_and_opens_nothing(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, queues: Queues, texts: Texts
) -> None:
    citizen.writes("C'è una buca pericolosa in via Roma, dovete ripararla")

    citizen.gets(texts.render(TextKey.REPORT_REDIRECT, own_channel=""))
    queues.settle()
    assert desk.listed_for(citizen) == []


def test_after_three_automatic_replies_the_desk_is_silent_until_a_person_answers(
    citizen: Citizen, open_desk: DeskDoor, desk: Desk, queues: Queues, texts: Texts
) -> None:
    receipt, report = (
        texts.render(TextKey.INFO_RECEIPT),
        texts.render(TextKey.REPORT_REDIRECT, own_channel=""),
    )
    how_to_leave, emergency = (
        texts.render(TextKey.HOW_TO_UNSUBSCRIBE),
        texts.render(TextKey.EMERGENCY_ALERTED),
    )
    citizen.writes("Quando apre l'ufficio tributi?")
    citizen.gets(receipt)
    citizen.writes("Come mi cancello?")
    citizen.gets(receipt, how_to_leave)
    citizen.writes("Il lampione davanti a casa mia è rotto, riparatelo")
    citizen.gets(receipt, how_to_leave, report)

    citizen.writes("C'è una buca pericolosa in via Verdi, dovete ripararla")
    queues.settle()
    silence = citizen.said_to()
    citizen.writes("Aiuto, c'è un incendio in casa!")
    citizen.gets(receipt, how_to_leave, report, emergency)
    desk.answers(desk.conversation_of(citizen), "Buongiorno, eccomi.")
    citizen.gets(receipt, how_to_leave, report, emergency, "Buongiorno, eccomi.")
    citizen.writes("C'è una buca pericolosa in via Bianchi, dovete ripararla")

    assert silence == [receipt, how_to_leave, report]
    citizen.gets(receipt, how_to_leave, report, emergency, "Buongiorno, eccomi.", report)
