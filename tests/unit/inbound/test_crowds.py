"""The same text from many is slowed, not answered one by one; a crowd that only joins or greets never is."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.cases import every
from tests.fakes.dynamodb.meddled import silent
from tests.unit.inbound.town import Town, crowds_of
from urp.desk.floods import HONEST, LONGEST_WAIT, ODD, CrowdKind
from urp.town.texts import TextKey
from urp.whatsapp.person import PersonIds

ODD_TEXT = "Domenica ho mangiato i moscioli con mia cugina e i suoi amici di Jesi"
SAME = "Buongiorno, vorrei sapere quando riapre la piscina comunale di via Flaminia, grazie"
NEVER_SLOWED = (
    "Iscrivimi",
    "Orari",
    "Ciao",
    "Buongiorno a tutti",
    "Grazie mille",
    "Quando apre la piscina?",
    "Segnalazioni",
)


def somebody(number: int) -> PersonIds:
    return PersonIds(f"3933300{number:05d}", f"IT.1000000000000{number:07d}")


def crowd(town: Town, text: str, people: int, *, first: int = 1) -> list[list[TextKey]]:
    return [town.writes(text, by=somebody(first + number)) for number in range(people)]


def waits(town: Town) -> list[timedelta]:
    rows = [row for row in town.stored.replies if row.not_before is not None]
    return [row.not_before - town.now for row in rows if row.not_before]


def test_a_text_that_asks_nothing_is_answered_more_and_more_slowly() -> None:
    town = Town()

    answers = crowd(town, ODD_TEXT, ODD.slowed_from + 5)

    assert all(answers)
    assert waits(town) == [ODD.apart * (number + 1) for number in range(6)]
    assert len(town.messages) == ODD.slowed_from + 5


def test_what_many_honestly_ask_is_answered_at_once() -> None:
    town = Town()

    answers = crowd(town, SAME, 60)

    assert answers == [[TextKey.INFO_RECEIPT]] * 60
    assert waits(town) == []


def test_even_a_question_is_slowed_when_the_whole_town_asks_it() -> None:
    town = Town()

    answers = crowd(town, SAME, HONEST.slowed_from + 3)

    assert answers == [[TextKey.INFO_RECEIPT]] * (HONEST.slowed_from + 3)
    assert waits(town) == [HONEST.apart * (number + 1) for number in range(4)]


def test_disguises_of_one_text_are_one_text() -> None:
    town = Town()
    texts = (SAME, SAME.upper(), f"  {SAME}!!!", SAME.replace(" ", "  "), SAME.replace("o", "о"))

    for number in range(15):
        town.writes(texts[number % len(texts)], by=somebody(number))

    assert max(town.stored.crowds) == 15


def test_a_wave_of_strangers_is_not_answered_one_by_one() -> None:
    town = Town()

    answers = crowd(town, ODD_TEXT, ODD.held_back_from + 40)

    assert sum(map(bool, answers)) == ODD.held_back_from - 1
    assert len(town.messages) == ODD.held_back_from + 40
    assert max(waits(town)) <= LONGEST_WAIT


def test_whoever_of_a_wave_writes_the_same_again_is_held_back_and_not_counted_twice() -> None:
    town = Town()
    crowd(town, ODD_TEXT, ODD.held_back_from + 20)

    assert crowd(town, ODD_TEXT, 1, first=ODD.held_back_from + 20) == [[]]
    assert max(town.stored.crowds) == ODD.held_back_from + 20


def test_after_a_notice_all_who_are_subscribed_get_their_receipt() -> None:
    town = Town()
    crowd(town, "Iscrivimi", ODD.held_back_from + 40)
    town.passes(hours=1)

    answers = crowd(town, ODD_TEXT, ODD.held_back_from + 40)

    assert all(answer == [TextKey.INFO_RECEIPT] for answer in answers)


@every("text", NEVER_SLOWED)
def test_a_crowd_that_joins_greets_or_asks_the_menu_is_never_slowed(text: str) -> None:
    town = Town()

    answers = crowd(town, text, ODD.held_back_from + 5)

    assert answers == [answers[0]] * len(answers)
    assert waits(town) == []


def test_one_person_who_repeats_a_text_is_not_a_crowd() -> None:
    town = Town()
    for _ in range(30):
        town.passes(seconds=10)
        town.writes(SAME)

    assert max(town.stored.crowds) == 1


def test_one_person_with_many_texts_counts_for_few_of_them() -> None:
    town = Town()
    for number in range(100):
        town.passes(seconds=7)
        town.writes(f"{SAME} {number % 50}")

    assert len(town.stored.crowds) <= 15


def test_emergencies_of_many_in_the_same_words_are_all_answered_at_once() -> None:
    town = Town()

    answers = crowd(town, "Aiuto, sta crollando il ponte di via Flaminia, ci sono persone sotto", 150)

    assert answers == [[TextKey.EMERGENCY_ALERTED]] * 150
    assert waits(town) == []


def test_a_store_that_does_not_answer_slows_nobody() -> None:
    town = Town()
    town.crowds = crowds_of(silent(town.tables))

    assert crowd(town, SAME, 15) == [[TextKey.INFO_RECEIPT]] * 15


def test_the_office_reads_one_line_with_everybodys_conversation() -> None:
    town = Town()
    crowd(town, SAME, 37)

    (line,) = town.crowds.page(None, 25, town.now).items

    assert (line.kind, line.people, len(line.conversations)) == (CrowdKind.SAME_TEXT, 37, 37)
    assert line.sentence == "Lo stesso testo da 37 persone in dieci minuti."


def test_a_slow_reply_waits_for_the_queue_or_for_the_sweep() -> None:
    town = Town()
    crowd(town, ODD_TEXT, ODD.slowed_from + 12)

    delays = [delay for _, delay in town.queue.entries]

    assert delays == [0] * (ODD.slowed_from - 1) + [7 + 6 * number for number in range(10)]


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 90)), max_size=30))
def test_whatever_is_written_how_fast_soever_replies_are_few_and_messages_kept(
    steps: list[tuple[int, int]],
) -> None:
    town = Town()

    for who, seconds in steps:
        town.passes(seconds=seconds)
        town.writes(SAME, by=somebody(who))

    written = len(steps)
    assert len(town.messages) == written
    assert len(town.stored.replies) <= 3 * len({who for who, _ in steps})


@settings(max_examples=10)
@given(st.integers(1, 60))
def test_slow_replies_to_one_text_never_come_in_a_bunch(people: int) -> None:
    town = Town()
    crowd(town, ODD_TEXT, people)

    assert all(later - earlier >= ODD.apart for earlier, later in pairwise(sorted(waits(town))))
