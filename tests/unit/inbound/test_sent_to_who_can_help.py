"""Each is sent to who can help them: the number, the place or the person that their words ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.unit.inbound.surroundings import CLOSED, OPEN, ancona
from tests.unit.inbound.town import Town
from urp.desk.model import MessageKind, RightsKind
from urp.meaning.model import Kind
from urp.meaning.understanding import understand
from urp.town.opening_hours import ExceptionalDay
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind as Sent


@pytest.mark.parametrize("now", [OPEN, CLOSED])
def test_a_blind_citizen_who_wants_to_telephone_reads_the_number_and_waits_at_the_desk_too(
    now: datetime,
) -> None:
    town = Town(now=now)

    assert town.writes("sono non vedente, posso telefonare?")[0] is TextKey.PHONE_ANSWER
    said = town.stored.replies[0].text
    assert ancona().desk.phone in said
    assert "fa del male" not in said
    assert [message.kind for message in town.messages] == [MessageKind.QUESTION]


def test_who_has_no_roof_reads_of_the_social_services_and_112_and_nobody_is_called_out() -> None:
    town = Town(now=CLOSED)

    assert town.writes("mi hanno sfrattato, non so dove andare stanotte")[0] is TextKey.NO_HOME
    said = town.stored.replies[0].text
    assert ancona().emergency.social_services in said
    assert "*112*" in said
    assert town.duty.alerts == []
    assert [message.kind for message in town.messages] == [MessageKind.QUESTION]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("dove posso dormire stanotte?", TextKey.NO_HOME),
        ("Sono cieco, posso telefonarvi?", TextKey.PHONE_ANSWER),
        ("e mio padre che non ha WhatsApp?", TextKey.WITHOUT_WHATSAPP),
        ("non ho da mangiare", TextKey.NEED_RECEIPT),
    ],
)
def test_while_the_desk_is_closed_it_says_when_it_opens_and_whether_to_write_again(
    text: str, answer: TextKey
) -> None:
    town = Town(now=CLOSED)

    said = town.writes(text)

    assert said[0] is answer
    assert said[1] in (TextKey.OUT_OF_HOURS, TextKey.OUT_OF_HOURS_WRITE_AGAIN)
    assert "risponde l'URP qui" not in town.stored.replies[0].text


def test_on_an_exceptional_closing_a_blind_citizen_reads_that_nobody_answers_now() -> None:
    town = Town()
    town.sets_hours({OPEN.date(): ExceptionalDay((), "assemblea del personale")})

    said = town.writes("Sono cieco, posso telefonarvi?")

    assert said[0] is TextKey.PHONE_ANSWER
    assert said[1] in (TextKey.CLOSED_EXCEPTIONALLY, TextKey.CLOSED_EXCEPTIONALLY_WRITE_AGAIN)
    assert "assemblea del personale" in town.last_reply.text


def test_a_child_in_a_possible_danger_reads_the_lines_for_children() -> None:
    town = Town()

    assert town.writes("ho 11 anni, mi aiutate?") == [TextKey.CHILD]
    for number in ("112", "114", "19696"):
        assert number in town.last_reply.text
    assert "1522" not in town.last_reply.text


@pytest.mark.parametrize("text", ["mi sono perso", "ho fame ho 8 anni"])
def test_a_child_who_tells_no_age_or_only_that_reads_the_lines_for_children_too(text: str) -> None:
    town = Town()

    assert town.writes(text) == [TextKey.CHILD]
    assert not town.stored.cases


def test_a_child_to_whom_a_grown_up_sends_indecent_photos_is_a_certain_cry() -> None:
    town = Town()

    assert town.writes("il mio prof mi manda foto nudo") == [TextKey.CHILD_ALERTED]


@pytest.mark.parametrize("text", ["ho paura", "ho fame", "i bulli mi aspettano", "papà picchia la mamma"])
def test_a_child_stays_one_in_the_next_message(text: str) -> None:
    town = Town()
    town.writes("ho 10 anni")
    town.passes(minutes=5)

    (said,) = town.writes(text)

    assert said in (TextKey.CHILD, TextKey.CHILD_ALERTED)
    assert "19696" in town.last_reply.text


def test_after_a_day_without_a_word_somebody_else_may_have_the_phone() -> None:
    town = Town()
    town.writes("ho 10 anni")
    town.passes(days=2)

    assert town.writes("ho paura") == [TextKey.DISTRESS_POSSIBLE]


def test_a_child_who_asks_about_the_library_is_answered_as_everybody() -> None:
    town = Town()
    town.writes("ho 10 anni")
    town.passes(minutes=5)
    town.writes("come si fa la tessera della biblioteca?")

    assert [message.kind for message in town.messages] == [MessageKind.QUESTION, MessageKind.QUESTION]


@pytest.mark.parametrize("text", ["sono in strada e sto morendo di freddo", "dove posso dormire stanotte?"])
def test_who_is_cold_outside_is_told_of_112_also_when_blocked_and_nobody_is_called_out(text: str) -> None:
    town = Town()
    town.writes("buongiorno")
    town.blocks()
    town.passes(minutes=11)

    assert town.writes(text) == [TextKey.NO_HOME]
    assert "*112*" in town.last_reply.text
    assert town.duty.alerts == []


def test_a_child_in_danger_rings_and_is_told_so() -> None:
    town = Town()

    assert town.writes("ho 13 anni e a scuola mi picchiano") == [TextKey.CHILD_ALERTED]
    assert "114" in town.last_reply.text
    assert len(town.duty.alerts) == 1


def test_a_child_is_not_told_of_an_alert_that_nobody_got() -> None:
    town = Town()
    town.duty.on_duty = False

    assert town.writes("ho 13 anni e a scuola mi picchiano") == [TextKey.CHILD]


@pytest.mark.parametrize(
    "text",
    [
        "nun c'ho na lira pe magnà",
        "Aiutatemi, non ho da mangiare",
        "Vi prego, un aiuto per l'affitto: il padrone di casa mi manda via",
    ],
)
def test_who_begs_for_food_or_rent_is_sent_to_the_social_services_and_nobody_is_called_out(text: str) -> None:
    town = Town()

    assert town.writes(text)[0] is TextKey.NEED_RECEIPT
    assert "*112*" in town.last_reply.text
    assert town.duty.alerts == []


def test_a_widow_is_answered_like_everybody_who_asks() -> None:
    town = Town()

    assert town.writes("ho perso mio marito, come faccio con le bollette?") == [TextKey.INFO_RECEIPT]


@pytest.mark.parametrize("text", ["ma siete aperti?", "ma che cazzo di orari fate? quando aprite?"])
def test_the_hours_are_told_also_to_the_rude_and_no_case_is_opened(text: str) -> None:
    town = Town()

    assert town.writes(text) == [TextKey.HOURS_ANSWER]
    assert not town.stored.cases


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Chiedo la limitazione", RightsKind.RESTRICTION),
        ("art. 22 GDPR", RightsKind.NO_AUTOMATED_DECISION),
        ("I want you to rectify my personal information", RightsKind.RECTIFICATION),
    ],
)
def test_a_right_is_a_numbered_request_of_its_kind_and_ends_no_subscription(
    text: str, right: RightsKind
) -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert town.writes(text) == [TextKey.RIGHTS_REQUEST]
    assert [request.kind for request in town.stored.rights] == [right]
    assert town.subscribed()


def test_an_objection_is_a_numbered_request_that_ends_the_subscription() -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert town.writes("Mi oppongo al trattamento dei miei dati (art. 21)") == [TextKey.RIGHTS_REQUEST_LEFT]
    assert [request.kind for request in town.stored.rights] == [RightsKind.OBJECTION]
    assert not town.subscribed()


@pytest.mark.parametrize(
    "text",
    [
        "mi oppongo alla cartella, art. 17 del regolamento TARI",
        "art. 21 del regolamento edilizio, mi oppongo",
    ],
)
def test_an_article_of_another_law_opens_no_request_and_ends_no_subscription(text: str) -> None:
    town = Town()
    town.writes("Iscrivimi")

    town.writes(text)

    assert town.subscribed()
    assert town.stored.rights == []


def test_a_right_about_machines_that_decide_calls_nobody_out() -> None:
    town = Town()

    said = town.writes("chiedo l'intervento umano, non voglio che decida una macchina")

    assert said == [TextKey.RIGHTS_REQUEST]
    assert [request.kind for request in town.stored.rights] == [RightsKind.NO_AUTOMATED_DECISION]
    assert town.duty.alerts == []


def test_who_withdraws_consent_leaves_and_opens_a_request_only_by_naming_data() -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert town.writes("revoco il consenso") == [TextKey.GOODBYE]
    town.passes(minutes=5)
    town.writes("Iscrivimi")
    town.passes(minutes=5)
    assert town.writes("revoco il consenso al trattamento dei dati") == [TextKey.RIGHTS_REQUEST_LEFT]


def test_a_citizen_who_asks_whether_a_link_is_a_fraud_is_answered_and_accused_of_nothing() -> None:
    town = Town()

    asked = town.writes("ho ricevuto questo sms https://poste-pacchi.example/x è una truffa?")

    assert asked == [TextKey.INFO_RECEIPT]
    assert not town.stored.cases


@pytest.mark.parametrize("text", ["non voglio più gli avvisi sulla scuola", "voglio solo viabilità"])
def test_who_wants_fewer_notices_chooses_from_the_list_and_stays_subscribed(text: str) -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert town.writes(text) == [TextKey.TOPICS]
    assert town.subscribed()
    choice = town.last_reply.choice
    assert choice is not None
    assert "Scuola" in {row.title for row in choice.rows}
    assert "*Cancellami*" in town.last_reply.text


def test_praise_is_thanked_and_waits_for_nobody() -> None:
    town = Town()

    assert town.writes("Complimenti!") == [TextKey.PRAISED]
    assert town.conversations == []


def test_who_wants_the_channel_gets_its_address_and_the_button_for_this_chat() -> None:
    town = Town()

    assert town.writes("Come mi iscrivo al canale?") == [TextKey.CHANNEL_ANSWER]
    assert ancona().channel.url in town.last_reply.text
    assert [button.title for button in town.last_reply.buttons] == ["Iscrivimi"]
    assert not town.subscribed()


def test_a_subscriber_who_wants_the_channel_is_offered_no_second_subscription() -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert town.writes("come seguo il canale?") == [TextKey.CHANNEL_ANSWER]
    assert town.last_reply.buttons == ()


def test_who_asks_for_somebody_without_whatsapp_reads_of_site_and_phone() -> None:
    town = Town()

    assert town.writes("e mio padre che non ha WhatsApp?") == [TextKey.WITHOUT_WHATSAPP]
    assert ancona().website in town.last_reply.text
    assert ancona().desk.phone in town.last_reply.text
    assert [message.kind for message in town.messages] == [MessageKind.QUESTION]


def test_a_report_and_a_question_in_one_message_both_get_their_answer() -> None:
    town = Town()

    said = town.writes("c'è una buca in via Roma. A che ora apre l'anagrafe?")

    assert said == [TextKey.REPORT_REDIRECT, TextKey.INFO_RECEIPT]
    assert [message.kind for message in town.messages] == [MessageKind.QUESTION]
    assert len(town.stored.redirects) == 1


def test_a_command_in_a_letter_is_asked_about_and_the_button_joins() -> None:
    town = Town()

    assert town.writes("Gentile URP, iscrivimi. Cordiali saluti, Ada") == [TextKey.CONFIRM_SUBSCRIBE]
    (button,) = town.last_reply.buttons
    assert not town.subscribed()
    town.passes(minutes=1)

    assert town.presses(button.id, button.title) == [TextKey.WELCOME]
    assert town.subscribed()


def test_the_button_joins_also_where_a_town_calls_it_otherwise() -> None:
    town = Town()
    town.writes("vorrei iscrivermi agli avvisi")
    (button,) = town.last_reply.buttons
    town.passes(minutes=1)

    assert town.presses(button.id, "Voglio gli avvisi") == [TextKey.WELCOME]


def test_a_sticker_gets_one_line_once() -> None:
    town = Town()

    assert town.sends(Sent.STICKER) == [TextKey.STICKER]
    assert "\n" not in town.last_reply.text
    town.passes(minutes=1)
    assert town.sends(Sent.STICKER) == []


def test_a_sticker_after_hours_gets_it_again() -> None:
    town = Town()
    town.sends(Sent.STICKER)
    town.now += timedelta(hours=1)

    assert town.sends(Sent.STICKER) == [TextKey.STICKER]


@pytest.mark.parametrize(
    "text", ["Aiutatemi, sono cieca e c'è fuoco in cucina", "dormo in strada e mi ammazzo"]
)
def test_a_danger_beside_a_need_is_answered_as_a_danger(text: str) -> None:
    town = Town()

    (said,) = town.writes(text)

    assert said in (TextKey.EMERGENCY_ALERTED, TextKey.DISTRESS_ALERTED)
    assert len(town.duty.alerts) == 1


def test_who_is_blocked_and_has_no_roof_is_told_all_the_same_and_nothing_else_is_answered() -> None:
    town = Town()
    town.writes("buongiorno")
    town.blocks()
    town.passes(minutes=11)

    assert town.writes("sono non vedente, posso telefonare?") == []
    assert town.writes("dormo in strada, fa freddo") == [TextKey.NO_HOME]


@pytest.mark.parametrize(
    "text", ["disiscrivimi da eventi", "Cancellami da viabilità", "non voglio più avvisi se non le emergenze"]
)
def test_a_leave_that_names_a_topic_takes_nobody_off(text: str) -> None:
    town = Town()
    town.writes("Iscrivimi")

    assert town.writes(text) == [TextKey.TOPICS]
    assert town.subscribed()


def test_a_town_calls_its_topics_as_it_likes_but_services_may_mean_everything() -> None:
    assert "viabilita" in ancona().words.topics
    assert "servizi" not in ancona().words.topics
    assert understand("cancellatemi da ciclabili").kind is not Kind.TOPICS
    with_paths = replace(ancona().words, topics=("ciclabili",))
    assert understand("disiscrivetemi da ciclabili", town=with_paths).kind is Kind.TOPICS
