"""Questions and reports, as a citizen lives them."""

from __future__ import annotations

from datetime import timedelta

from tests.cases import every
from tests.unit.inbound.surroundings import ANNA, BRUNO, OPEN
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.town.texts import TextKey


def test_a_question_becomes_a_conversation_and_gets_one_receipt() -> None:
    town = Town()

    assert town.writes("Quando apre l'anagrafe?") == [TextKey.INFO_RECEIPT]
    assert town.conversations[0].status is ConversationStatus.OPEN
    assert town.messages[0].text == "Quando apre l'anagrafe?"
    assert town.conversations[0].window_ends_at == OPEN + timedelta(hours=24)


def test_more_of_the_same_question_goes_into_the_same_conversation_without_another_receipt() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")

    assert town.writes("E quella di Torrette?") == []
    assert len(town.conversations) == 1
    assert len(town.messages) == 2


def test_the_next_day_the_same_conversation_gets_a_new_receipt() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    town.passes(days=1)

    assert town.writes("E gli orari di sabato?") == [TextKey.INFO_RECEIPT]


def test_an_answered_conversation_opens_again_with_the_next_question() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    answered(town)

    town.writes("E il sabato?")

    assert town.conversations[0].status is ConversationStatus.OPEN


def test_a_greeting_after_the_answer_gets_the_menu_and_waits_for_nobody() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")
    assert town.writes("Buongiorno") == []
    answered(town)

    assert town.writes("Buongiorno") == [TextKey.HELP_MENU]
    assert town.conversations[0].status is ConversationStatus.ANSWERED


def answered(town: Town) -> None:
    """Somebody of the office wrote back in every conversation."""
    town.is_answered()


def test_whoever_has_not_joined_is_answered_unless_the_town_requires_joining() -> None:
    strict = Town(must_subscribe=True)

    assert strict.writes("Quando apre l'anagrafe?") == [TextKey.MUST_SUBSCRIBE_TO_ASK]
    assert strict.conversations == []


def test_a_subscriber_may_ask_where_joining_is_required() -> None:
    strict = Town(must_subscribe=True)
    strict.writes("Iscrivimi")

    assert strict.writes("Quando apre l'anagrafe?") == [TextKey.INFO_RECEIPT]


def test_a_problem_report_is_sent_to_its_channels_and_nothing_is_opened() -> None:
    town = Town()

    assert town.writes("Segnalo una buca enorme in via Roma") == [TextKey.REPORT_REDIRECT]
    assert town.conversations == []


def test_a_report_within_a_conversation_is_seen_there_by_whoever_answers() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?")

    assert town.writes("Vi segnalo anche un lampione spento") == [TextKey.REPORT_REDIRECT]
    assert town.messages[-1].kind is MessageKind.REPORT


def test_who_asks_where_to_report_is_given_the_channels() -> None:
    assert Town().writes("Dove posso segnalare una buca?") == [TextKey.HOW_TO_REPORT]


@every(
    ("text", "answer"),
    [
        ("Orari", TextKey.HOURS_ANSWER),
        ("Privacy", TextKey.PRIVACY_ANSWER),
        ("Segnalazioni", TextKey.HOW_TO_REPORT),
        ("menu", TextKey.HELP_MENU),
        ("Come mi cancello?", TextKey.HOW_TO_UNSUBSCRIBE),
        ("Vorrei presentare un reclamo", TextKey.COMPLAINT_REDIRECT),
    ],
)
def test_short_messages_have_a_ready_answer_and_open_nothing(text: str, answer: TextKey) -> None:
    town = Town()

    assert town.writes(text) == [answer]
    assert town.conversations == []


def test_thanks_need_no_answer_and_open_nothing() -> None:
    town = Town()

    assert town.writes("Grazie mille!") == []
    assert town.conversations == []


def test_a_greeting_gets_the_menu_once_a_day() -> None:
    town = Town()

    assert town.writes("Buongiorno") == [TextKey.HELP_MENU]
    assert town.writes("Ciao") == []
    town.passes(days=1)
    assert town.writes("Ciao") == [TextKey.HELP_MENU]


def test_ok_within_a_conversation_is_seen_by_whoever_answers_and_gets_no_reply() -> None:
    town = Town()
    town.writes("Posso venire martedì alle 9?")

    assert town.writes("Ok") == []
    assert town.messages[-1].text == "Ok"


def test_a_question_delivered_two_days_late_is_kept_but_not_answered_outside_the_24_hours() -> None:
    town = Town()

    assert town.writes("Quando apre l'anagrafe?", at=OPEN - timedelta(days=2)) == []
    assert len(town.messages) == 1


def test_two_citizens_have_two_conversations() -> None:
    town = Town()
    town.writes("Quando apre l'anagrafe?", by=ANNA)
    town.writes("Quando apre l'anagrafe?", by=BRUNO)

    assert len({talk.citizen_id for talk in town.conversations}) == 2
