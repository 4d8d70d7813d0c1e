"""A subscriber chooses in the chat what the notices are about, and is never left without the alerts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.unit.inbound.surroundings import ancona
from tests.unit.inbound.town import Town
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind, Tap
from urp.whatsapp.outgoing import Row

EVERYTHING = frozenset(topic.id for topic in ancona().topics)


def joined() -> Town:
    town = Town()
    town.writes("Iscrivimi")
    town.passes(minutes=1)
    return town


def rows(town: Town) -> dict[str, Row]:
    choice = town.last_reply.choice
    assert choice is not None
    return {row.title: row for row in choice.rows}


def chooses(town: Town, title: str) -> list[TextKey]:
    """A row of the list that was shown last."""
    row = next(
        row
        for reply in reversed(town.stored.replies)
        for row in (reply.choice.rows if reply.choice else ())
        if row.title == title
    )
    return town.receives(Tap(row.id, row.title), kind=MessageKind.LIST_REPLY)


def topics(town: Town) -> frozenset[str] | None:
    return town.known().topics


def test_whoever_joins_gets_every_topic_and_is_told_so_in_words() -> None:
    town = joined()

    assert town.writes("Argomenti") == [TextKey.TOPICS]
    assert topics(town) is None
    assert "Ora ricevi: tutti gli argomenti." in town.last_reply.text
    assert rows(town).keys() == {topic.title for topic in ancona().topics}
    assert rows(town)["Scuola"].description == "Non ricevere più: iscrizioni, mense, trasporto, nidi"


def test_a_topic_is_given_up_and_taken_back_and_each_time_it_is_said_what_is_left() -> None:
    town = joined()
    town.writes("Argomenti")

    given_up = chooses(town, "Scuola")

    assert given_up == [TextKey.TOPICS_CHANGED]
    assert topics(town) == EVERYTHING - {"scuola"}
    chosen = "Ora ricevi: Viabilità, Eventi, Tributi, Ambiente e Servizi."
    assert chosen in town.last_reply.text

    town.passes(minutes=1)
    town.writes("argomenti")
    assert chosen in town.last_reply.text
    assert rows(town)["Scuola"].description.startswith("Ricevi: ")
    assert town.known().topics_since == {}
    assert chooses(town, "Scuola") == [TextKey.TOPICS_CHANGED]
    assert topics(town) is None
    today = town.now.astimezone(ancona().zone).date()
    assert town.known().topics_since == {"scuola": today}  # for counting: only what is taken back has a day
    town.passes(minutes=1)
    town.writes("Cancellami")
    assert town.known().topics_since == {}


def test_what_is_left_is_told_as_people_say_it() -> None:
    town = joined()
    town.writes("Argomenti")

    for title in ("Viabilità", "Tributi", "Ambiente", "Servizi"):
        chooses(town, title)
    two = town.last_reply.text
    chooses(town, "Scuola")

    assert "Ora ricevi: Scuola ed Eventi." in two
    assert "Ora ricevi: Eventi." in town.last_reply.text


def test_all_topics_come_back_with_one_choice() -> None:
    town = joined()
    town.writes("Argomenti")
    chooses(town, "Scuola")
    chooses(town, "Eventi")
    town.writes("Argomenti")

    assert chooses(town, "Tutti gli argomenti") == [TextKey.TOPICS_CHANGED]
    assert topics(town) is None
    assert "tutti gli argomenti" in town.last_reply.text


def test_without_any_topic_one_is_still_subscribed_for_the_alerts_and_told_how_to_leave() -> None:
    town = joined()
    town.writes("Argomenti")

    answers = [chooses(town, topic.title) for topic in ancona().topics]

    assert answers[-1] == [TextKey.TOPICS_NONE]
    assert (town.subscribed(), topics(town)) == (True, frozenset())
    assert "Ti arrivano ancora le allerte" in town.last_reply.text
    assert "*Cancellami*" in town.last_reply.text


def test_a_row_pressed_twice_or_in_an_old_list_does_what_it_says() -> None:
    town = joined()
    town.writes("Argomenti")

    chooses(town, "Scuola")
    chooses(town, "Scuola")

    assert topics(town) == EVERYTHING - {"scuola"}


def test_whoever_is_not_subscribed_is_told_kindly_how_to_join() -> None:
    town = Town()

    assert town.writes("Argomenti") == [TextKey.TOPICS_TO_JOIN]
    assert "*Iscrivimi*" in town.last_reply.text
    assert not town.subscribed()


def test_whoever_comes_from_a_list_confirms_before_choosing() -> None:
    town = joined()
    before = town.known()
    unconfirmed = replace(before, unconfirmed=UUID(int=7))
    town.becomes(unconfirmed)

    assert town.writes("Argomenti") == [TextKey.TOPICS_TO_JOIN]


def test_whoever_leaves_and_comes_back_starts_with_every_topic() -> None:
    town = joined()
    town.writes("Argomenti")
    chooses(town, "Scuola")
    town.passes(minutes=1)
    town.writes("Cancellami")
    after_leaving = topics(town)
    town.passes(minutes=1)
    town.writes("Iscrivimi")

    assert (after_leaving, topics(town)) == (None, None)


def test_a_choice_from_before_joining_again_comes_too_late() -> None:
    town = joined()
    old = town.now - timedelta(seconds=30)
    town.writes("Cancellami")
    town.passes(minutes=1)
    town.writes("Iscrivimi")

    answer = town.receives(Tap("topic:off:scuola", "Scuola"), kind=MessageKind.LIST_REPLY, at=old)

    assert (answer, topics(town)) == ([TextKey.TOPICS], None)


def test_a_topic_that_the_town_no_longer_has_gets_the_list_of_today() -> None:
    town = joined()

    assert town.receives(Tap("topic:off:mercati", "Mercati"), kind=MessageKind.LIST_REPLY) == [TextKey.TOPICS]
    assert topics(town) is None


def test_cancellami_comes_before_every_choice() -> None:
    town = joined()

    assert town.writes("Cancellami, non voglio argomenti") == [TextKey.GOODBYE]


def test_whoever_is_blocked_chooses_nothing() -> None:
    town = joined()
    town.blocks()

    assert town.receives(Tap("topic:off:scuola", "Scuola"), kind=MessageKind.LIST_REPLY) == []
    assert topics(town) is None


def test_choosing_through_the_whole_list_is_no_loop() -> None:
    town = joined()
    town.writes("Argomenti")

    for topic in ancona().topics:
        assert chooses(town, topic.title)
    assert town.writes("Argomenti") == [TextKey.TOPICS]


def test_in_a_town_without_topics_the_word_is_a_question_like_any_other() -> None:
    town = Town(topics=())
    town.writes("Iscrivimi")

    assert town.writes("Argomenti") == [TextKey.INFO_RECEIPT]
    assert [message.text for message in town.messages] == ["Argomenti"]
