"""A flood of one person is kept and not answered message by message; whoever is in need is heard."""

from __future__ import annotations

from datetime import timedelta

from tests.unit.inbound.surroundings import ANNA, OPEN
from tests.unit.inbound.town import Town
from urp.desk.floods import MOST_A_MINUTE, MOST_KEPT
from urp.town.texts import TextKey
from urp.whatsapp.person import PersonIds

BRUNO = PersonIds("393330000002", "IT.10000000000000000002")


def test_a_flood_gets_its_first_answer_and_no_more_and_is_kept_in_one_conversation() -> None:
    town = Town()

    answers = []
    for number in range(40):
        town.passes(seconds=1)
        answers += town.writes(f"Domanda numero {number}: quando apre l'anagrafe?")

    assert answers == [TextKey.INFO_RECEIPT]
    assert (len(town.conversations), len(town.messages)) == (1, 40)


def test_menu_words_in_a_flood_are_answered_for_a_while() -> None:
    town = Town()

    assert [town.writes("Orari") for _ in range(18)].count([TextKey.HOURS_ANSWER]) == MOST_A_MINUTE


def test_in_any_flood_help_comes_and_who_leaves_has_left() -> None:
    town = Town()
    town.writes("Iscrivimi")
    for number in range(MOST_KEPT + 20):
        town.writes(f"Perché non rispondete? {number}")

    assert town.writes("C'è un incendio in via Roma!") == [TextKey.EMERGENCY_ALERTED]
    assert town.writes("Cancellami") == [TextKey.GOODBYE]
    assert not town.subscribed()
    town.passes(seconds=1)
    assert town.writes("Iscrivimi") == [TextKey.WELCOME_BACK]


def test_what_nobody_would_read_is_set_aside_and_the_office_is_told_once() -> None:
    town = Town()
    for number in range(MOST_KEPT + 50):
        town.writes(f"Domanda {number}: quando apre l'anagrafe?")

    assert len(town.messages) == MOST_KEPT
    assert town.stored.floods == [town.conversations[0].id]


def test_after_a_quiet_minute_everything_is_as_before() -> None:
    town = Town()
    for number in range(MOST_KEPT + 5):
        town.writes(f"Messaggio {number}")
    town.passes(minutes=1)

    assert town.writes("Orari") == [TextKey.HOURS_ANSWER]


def test_a_backlog_that_meta_delivers_at_once_is_no_flood() -> None:
    town = Town()

    answers = [town.writes("Orari", at=OPEN - timedelta(minutes=20 - each)) for each in range(20)]

    assert answers.count([TextKey.HOURS_ANSWER]) == 20


def test_who_is_known_for_a_flood_is_known_by_their_own_messages_alone() -> None:
    town = Town()
    for number in range(20):
        town.writes(f"Ancora {number}")

    assert town.writes("Orari", by=BRUNO) == [TextKey.HOURS_ANSWER]
    assert town.known(ANNA).id != town.known(BRUNO).id
