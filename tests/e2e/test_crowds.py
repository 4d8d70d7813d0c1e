"""Floods and texts of many on the deployed stack: answered sparingly, kept whole, one line for the office."""

from infra.local.meta.reading import Json, read_text
from tests.e2e.desk import Desk, everything
from tests.e2e.opening import DeskDoor
from tests.e2e.patience import eventually
from tests.e2e.people import Citizen, Newcomers, ago
from tests.e2e.queues import Queues
from urp.desk.floods import MOST_A_MINUTE, SHOWN_FROM
from urp.town.texts import TextKey, Texts

SAME = "Buongiorno, sapete se la piscina di via Flaminia riapre per il torneo dei ragazzi?"


def test_what_many_ask_in_the_same_words_is_one_line_with_everybodys_conversation(
    newcomer: Newcomers, desk: Desk, open_desk: DeskDoor, texts: Texts
) -> None:
    crowd = newcomer.crowd(SHOWN_FROM + 2)
    at = ago(1)

    for citizen in crowd:
        citizen.writes(SAME, at=at)

    for citizen in crowd:
        citizen.gets(texts.render(TextKey.INFO_RECEIPT))
    line = eventually(lambda: _line(desk, len(crowd)), "the office has its line")
    assert read_text(line, "sentence") == f"Lo stesso testo da {len(crowd)} persone in dieci minuti."
    asked = {desk.conversation_of(citizen)["id"] for citizen in crowd}
    assert line["conversations"] == sorted(map(str, asked))


def test_a_flood_is_not_answered_word_by_word_and_leaving_is(
    citizen: Citizen, queues: Queues, texts: Texts
) -> None:
    at = ago(30)
    for _ in range(MOST_A_MINUTE + 4):
        citizen.writes("Orari", at=at)
    citizen.writes("Cancellami", at=at + 1)

    queues.settle()

    heard = citizen.said_to()
    assert len(heard) == MOST_A_MINUTE + 1
    assert heard.count(texts.render(TextKey.NOT_SUBSCRIBED)) == 1  # replies of one moment arrive in any order


def _line(desk: Desk, people: int) -> Json | None:
    found = everything(desk.operator, "/crowds")
    return next((each for each in found if each["people"] == people), None)
