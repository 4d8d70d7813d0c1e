"""Who writes in a language that nobody of the office reads: told 112 in it, read by a person, and obeyed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.inbound.surroundings import ANNA, CLOSED, ancona, texts
from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus, MessageKind
from urp.inbound.reading import Act, PressedAct
from urp.language import UNKNOWN, Language
from urp.town.texts import TextKey, load_texts

ROMANIAN = "Buna ziua, cum pot sa obtin certificatul de rezidenta?"
TAGALOG = "Magandang umaga po, saan po ang opisina ninyo?"
LEAVE_BUTTON = str(PressedAct(Act.LEAVE, "ro"))
JOIN_BUTTON = str(PressedAct(Act.JOIN, "ro"))


def town_where_anna_is_subscribed() -> Town:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(hours=1)
    return town


def test_a_question_is_answered_with_112_in_their_language_and_waits_for_a_person() -> None:
    town = Town()

    assert town.writes(ROMANIAN) == [TextKey.FOREIGN_ANSWER]
    assert "sunați acum la 112" in town.last_reply.text.splitlines()[0]
    assert ancona().desk.phone in town.last_reply.text
    (talk,) = town.conversations
    assert (talk.status, talk.written_in, talk.danger) == (ConversationStatus.OPEN, "ro", False)
    assert town.messages[0].kind is MessageKind.QUESTION


def test_they_are_told_once_a_conversation_and_day() -> None:
    town = Town()
    town.writes(ROMANIAN)
    town.passes(minutes=5)

    assert town.writes("Multumesc mult, astept raspunsul vostru") == []
    town.passes(days=1)
    assert town.writes(ROMANIAN) == [TextKey.FOREIGN_ANSWER]


@pytest.mark.parametrize("must_subscribe", [True, False])
def test_out_of_hours_and_without_a_subscription_they_are_told_all_the_same(must_subscribe: bool) -> None:
    town = Town(now=CLOSED, must_subscribe=must_subscribe)

    assert town.writes(ROMANIAN) == [TextKey.FOREIGN_ANSWER]
    assert town.messages[0].kind is MessageKind.QUESTION


def test_a_cry_calls_somebody_out_and_is_answered_each_time() -> None:
    town = Town()

    assert town.writes("tatal meu nu mai respira") == [TextKey.FOREIGN_ANSWER]
    assert town.duty.alerts == [(town.conversations[0].id, "emergency")]
    assert town.messages[0].kind is MessageKind.EMERGENCY
    town.passes(minutes=1)
    assert town.writes("veniti repede, nu mai respira") == [TextKey.FOREIGN_ANSWER]
    assert not town.conversations[0].possible_danger


def test_a_cry_of_somebody_blocked_is_answered_and_a_question_is_not() -> None:
    town = Town()
    town.writes("Orari")
    town.blocks()

    assert town.writes("sotul meu ma bate in fiecare seara") == [TextKey.FOREIGN_ANSWER]
    assert town.messages[0].kind is MessageKind.DISTRESS
    assert town.writes(ROMANIAN) == []


GREEK_CRY = "Χρειάζομαι βοήθεια, με χτυπάει ο άντρας μου"


@pytest.mark.parametrize("text", [GREEK_CRY, "мамі погано"])
def test_a_possible_danger_of_somebody_blocked_is_answered_and_kept(text: str) -> None:
    town = Town()
    town.writes("Orari")
    town.blocks()

    assert town.writes(text) == [TextKey.FOREIGN_ANSWER]
    assert town.messages[0].kind is MessageKind.POSSIBLE_EMERGENCY
    assert town.duty.alerts == []


@pytest.mark.parametrize(
    ("calm", "possible"),
    [
        ("Wann hat das Büro geöffnet?", GREEK_CRY),
        ("Доброго дня, коли ви працюєте?", "мамі погано"),
        ("Buenos días, ¿dónde puedo pagar la tasa de la basura?", "ayuda, no sé qué hacer"),
    ],
)
def test_a_possible_danger_is_answered_after_a_calm_message_of_the_same_day(calm: str, possible: str) -> None:
    town = Town()
    assert town.writes(calm) == [TextKey.FOREIGN_ANSWER]
    town.passes(hours=1)

    assert town.writes(possible)[0] in (TextKey.FOREIGN_ANSWER, TextKey.FOREIGN_AGAIN)
    assert "112" in town.last_reply.text
    assert town.messages[-1].kind is MessageKind.POSSIBLE_EMERGENCY


@pytest.mark.parametrize(
    "text", ["je veux me désinscrire de la cantine", "quiero darme de baja del padrón, por favor"]
)
def test_what_only_seems_a_leave_waits_for_a_person_beside_the_button(text: str) -> None:
    town = town_where_anna_is_subscribed()

    assert town.writes(text) == [TextKey.FOREIGN_ANSWER, TextKey.FOREIGN_LEAVE_QUESTION]
    (talk,) = town.conversations
    assert (talk.status, town.messages[-1].kind) == (ConversationStatus.OPEN, MessageKind.QUESTION)


def test_what_seems_a_wish_to_join_waits_for_a_person_beside_the_button() -> None:
    town = Town()

    town.writes("as vrea sa primesc anunturile primariei")

    assert town.messages[-1].kind is MessageKind.QUESTION


def test_who_leaves_while_blocked_is_told_that_the_block_stays() -> None:
    town = town_where_anna_is_subscribed()
    town.blocks()

    assert town.writes("Nu mai vreau mesaje, mulțumesc") == [TextKey.GOODBYE_BLOCKED]
    assert not town.subscribed()


@pytest.mark.parametrize(
    "text", ["vi ammazzo tutti 谢谢谢谢谢", "metto una bomba in comune 谢谢谢谢谢谢谢谢"]
)
def test_a_threat_beside_another_language_rings_and_is_hidden(text: str) -> None:
    town = Town()

    town.writes(text)

    assert [kind for _, kind in town.duty.alerts] == ["threat"]
    assert town.messages == []


def test_a_language_that_is_not_recognised_may_be_a_danger_and_is_answered_in_four() -> None:
    town = Town()

    assert town.writes(TAGALOG) == [TextKey.FOREIGN_ANSWER]
    assert [town.last_reply.text.count(part) for part in ("112", "Cancellami")] == [4, 4]
    (talk,) = town.conversations
    assert (talk.written_in, talk.danger, talk.possible_danger) == (UNKNOWN, True, True)
    assert town.messages[0].kind is MessageKind.POSSIBLE_EMERGENCY
    assert town.duty.alerts == []


def test_a_leave_in_so_many_words_is_obeyed_and_confirmed_in_their_language() -> None:
    town = town_where_anna_is_subscribed()

    assert town.writes("Nu mai vreau mesaje, mulțumesc") == [TextKey.FOREIGN_LEFT]
    assert "nu veți mai primi" in town.last_reply.text
    assert not town.subscribed()


def test_the_command_among_their_courtesy_is_obeyed() -> None:
    town = town_where_anna_is_subscribed()

    assert town.writes("Buna ziua, Cancellami va rog") == [TextKey.FOREIGN_LEFT]
    assert not town.subscribed()


@pytest.mark.parametrize(
    "text", ["prea multe mesaje, va rog ceva mai putine", "nu mai vreau mesaje despre scoala copiilor mei"]
)
def test_a_doubt_is_asked_with_a_button_and_takes_nobody_off(text: str) -> None:
    town = town_where_anna_is_subscribed()

    assert town.writes(text) == [TextKey.FOREIGN_ANSWER, TextKey.FOREIGN_LEAVE_QUESTION]
    assert [button.title for button in town.last_reply.buttons] == ["Nu mai vreau", "Nu"]
    assert town.subscribed()
    assert town.presses(LEAVE_BUTTON, "Nu mai vreau") == [TextKey.FOREIGN_LEFT]
    assert not town.subscribed()


def test_the_other_button_changes_nothing() -> None:
    town = town_where_anna_is_subscribed()
    town.writes("prea multe mesaje, va rog ceva mai putine")

    assert town.presses(str(PressedAct(Act.NOTHING, "ro")), "Nu") == []
    assert town.subscribed()


@pytest.mark.parametrize("text", ["la revedere, o zi buna tuturor", "gata, va las, pe maine dragilor"])
def test_a_farewell_takes_nobody_off(text: str) -> None:
    town = town_where_anna_is_subscribed()

    town.writes(text)

    assert town.subscribed()


def test_a_wish_to_join_is_asked_with_the_privacy_notice_and_a_button() -> None:
    town = Town()

    answers = town.writes("as vrea sa primesc anunturile primariei")

    assert answers == [TextKey.FOREIGN_ANSWER, TextKey.FOREIGN_JOIN_QUESTION]
    assert ancona().privacy.url in town.last_reply.text
    assert not town.subscribed()
    assert town.presses(JOIN_BUTTON, "Da, vreau") == [TextKey.WELCOME]
    assert town.last_reply.language is Language.ENGLISH
    assert town.subscribed()


def test_an_erasure_is_a_numbered_request_and_leaving_is_asked() -> None:
    town = town_where_anna_is_subscribed()

    answers = town.writes("va rog sa stergeti datele mele din evidenta voastra")

    assert answers == [TextKey.FOREIGN_ANSWER, TextKey.RIGHTS_REQUEST, TextKey.FOREIGN_LEAVE_QUESTION]
    assert town.messages[0].kind is MessageKind.RIGHTS
    assert town.subscribed()


def test_a_caption_is_read_like_any_text() -> None:
    town = Town()

    assert town.sends_photo("Buna ziua, aceasta este strada mea, va rog") == [TextKey.FOREIGN_ANSWER]
    assert town.messages[0].kind is MessageKind.QUESTION


def test_who_goes_on_in_italian_is_no_longer_shown_with_the_language() -> None:
    town = Town()
    town.writes(ROMANIAN)
    town.passes(minutes=5)

    town.writes("Scusate, volevo sapere quando apre l'anagrafe")

    assert town.conversations[0].written_in == ""


def test_a_machine_that_answers_in_no_known_language_is_not_answered_for_ever() -> None:
    town = Town()
    answers = 0

    for _ in range(200):
        answers += len(town.writes(TAGALOG))
        town.passes(seconds=2)

    assert answers <= 20  # then only a person ends the silence, or hours without a message
    assert len(town.messages) < 100


@pytest.mark.parametrize("text", [ROMANIAN, TAGALOG])
def test_production_sends_no_unconfirmed_text_but_italian_and_english(text: str) -> None:
    production = load_texts("urp_profile", ancona())
    town = Town(catalogue=production)

    town.writes(text)

    assert town.last_reply.text.startswith("🆘 *Tu o un'altra persona siete in pericolo?*")
    assert "Are you or somebody else in danger?" in town.last_reply.text
    assert "sunați" not in town.last_reply.text


def test_production_asks_with_buttons_in_italian_and_english() -> None:
    town = Town(catalogue=load_texts("urp_profile", ancona()))

    town.writes("as vrea sa primesc anunturile primariei")

    assert [button.title for button in town.last_reply.buttons] == ["Iscrivimi / Join", "No"]


def test_a_town_that_must_subscribe_first_reads_foreign_messages_from_anybody() -> None:
    town = Town(
        municipality=replace(ancona(), switches=replace(ancona().switches, must_be_subscribed_to_ask=True))
    )

    town.writes(TAGALOG)

    assert town.messages[0].kind is MessageKind.POSSIBLE_EMERGENCY
    assert texts().render_foreign(TextKey.FOREIGN_ANSWER, UNKNOWN) == town.last_reply.text
    assert town.citizen(ANNA) is not None


TURKISH_CRY = "imdat evde yangın var çocuklar içeride"


@pytest.mark.parametrize(
    ("calm", "cry"),
    [
        (TAGALOG, "saklolo may sunog dito sa bahay"),
        ("Καλημέρα σας, πότε ανοίγει το γραφείο;", "βοήθεια φωτιά"),
        ("Merhaba, belediye ne zaman açılıyor acaba", TURKISH_CRY),
        ("नमस्ते, कार्यालय कब खुलता है?", "बचाओ आग लग गई"),
    ],
)
def test_what_we_do_not_read_is_answered_with_112_each_time_also_at_once(calm: str, cry: str) -> None:
    town = Town()
    assert town.writes(calm) == [TextKey.FOREIGN_ANSWER]
    town.passes(seconds=20)

    for _ in range(5):  # more replies than the loop guard lets pass
        assert town.writes(cry) == [TextKey.FOREIGN_AGAIN]
        town.passes(seconds=20)
    assert "112" in town.last_reply.text.splitlines()[0]
    assert "Cancellami" in town.last_reply.text


def test_while_staff_are_talking_with_them_what_we_do_not_read_gets_no_answer_of_the_service() -> None:
    town = Town()
    town.writes(TAGALOG)
    town.is_answered()
    town.passes(minutes=2)

    assert town.writes("salamat po sa inyong sagot kanina") == []
    assert town.messages[-1].kind is MessageKind.POSSIBLE_EMERGENCY
    town.passes(hours=1)
    assert town.writes("salamat po sa inyong sagot kanina") == [TextKey.FOREIGN_AGAIN]


def test_a_wish_for_a_person_is_answered_again() -> None:
    town = Town()
    town.writes(ROMANIAN)
    town.passes(minutes=5)

    assert town.writes("vreau sa vorbesc cu o persoana") == [TextKey.FOREIGN_ANSWER]


def test_in_four_languages_112_is_told_in_all_of_them_first() -> None:
    town = Town()
    town.writes(TAGALOG)

    first = town.last_reply.text.splitlines()[:4]
    assert all("112" in line for line in first)


def test_the_second_text_goes_out_after_the_first() -> None:
    town = town_where_anna_is_subscribed()
    town.writes("prea multe mesaje, va rog ceva mai putine")

    danger, question = town.stored.replies[-2:]
    assert danger.not_before is None
    assert question.not_before is not None
    assert question.not_before > danger.created_at
