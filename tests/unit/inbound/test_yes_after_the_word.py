"""Who was told "rispondi Cancellami" and says yes has said it; a yes to anything else takes nobody off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from tests.cases import every
from tests.unit.inbound.town import Town
from urp.citizens.consent import Source
from urp.town.texts import TextKey

WISH = "Buonasera, mi sono trasferita a Bologna con i figli: potete togliermi dalla lista degli avvisi?"


def told_the_word(wish: str = WISH) -> Town:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(hours=1)
    assert town.writes(wish) == [TextKey.HOW_TO_UNSUBSCRIBE]
    town.passes(minutes=2)
    return town


@every(
    "yes",
    ["sì", "Si", "Sì!", "sì grazie", "ok", "Ok.", "yes", "yes please", "va bene", "sì, per favore", "certo"],
)
def test_a_yes_to_rispondi_cancellami_takes_the_person_off(yes: str) -> None:
    town = told_the_word()

    assert town.writes(yes) == [TextKey.GOODBYE]
    assert not town.subscribed()
    assert (town.stored.entries[-1].source, town.stored.entries[-1].text) == (Source.TOLD_HOW, yes)


def test_a_yes_after_how_do_i_leave_takes_them_off_too() -> None:
    town = told_the_word("Come faccio a cancellarmi?")

    assert town.writes("sì") == [TextKey.GOODBYE]
    assert not town.subscribed()


@every(
    "words",
    [
        "no",
        "no grazie",
        "ok grazie",
        "grazie",
        "sì?",
        "sì ma solo la notte",
        "sì, quando apre l'anagrafe",
        "👍",
    ],
)
def test_other_words_take_nobody_off(words: str) -> None:
    town = told_the_word()

    town.writes(words)

    assert town.subscribed()


def another_message(town: Town) -> None:
    town.writes("Quando apre l'anagrafe?")


def thanks(town: Town) -> None:
    town.writes("grazie")


def an_answer_of_the_office(town: Town) -> None:
    town.somebody_answers()


def more_than_an_hour(town: Town) -> None:
    town.passes(hours=1)


@every("between", [another_message, thanks, an_answer_of_the_office, more_than_an_hour])
def test_a_yes_to_something_said_since_takes_nobody_off(between: Callable[[Town], None]) -> None:
    town = told_the_word()

    between(town)
    town.writes("sì")

    assert town.subscribed()


@every(
    "before",
    ["Buongiorno", "Quando apre l'anagrafe?", "Argomenti", "Segnalazioni", "C'è una buca in via Marconi"],
)
def test_a_yes_after_anything_else_takes_nobody_off(before: str) -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(hours=1)
    town.writes(before)

    town.writes("sì")

    assert town.subscribed()


def test_a_yes_that_was_sent_before_the_word_was_told_answers_something_else() -> None:
    town = told_the_word()

    town.writes("sì", at=town.now - timedelta(minutes=3))

    assert town.subscribed()


def test_the_word_told_twice_in_one_turn_is_still_the_last_thing_said() -> None:
    town = told_the_word("Come faccio a cancellarmi?")
    town.writes("Come mi cancello?")

    assert town.writes("sì") == [TextKey.GOODBYE]


def test_beside_a_danger_a_yes_is_kept_for_who_helps() -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.writes("Mio marito mi picchia")
    town.passes(minutes=2)
    assert town.writes("Basta!") == [TextKey.HOW_TO_UNSUBSCRIBE]

    town.writes("sì")

    assert town.subscribed()


def test_a_blocked_person_leaves_by_it_too() -> None:
    town = told_the_word()
    town.blocks()
    town.writes(WISH)

    assert town.writes("sì") == [TextKey.GOODBYE_BLOCKED]
    assert not town.subscribed()


@every("yes", ["oui", "Oui merci", "sì", "да", "نعم"])
def test_a_yes_to_the_question_in_another_language_takes_them_off(yes: str) -> None:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(hours=1)
    town.writes("Bonjour, je ne veux plus recevoir vos messages, je déménage bientôt à Paris")
    town.passes(minutes=1)

    town.writes(yes)

    assert not town.subscribed()
