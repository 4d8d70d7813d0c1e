"""Emergencies come first, for everybody; whoever is blocked gets nothing else but their goodbye."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.inbound.surroundings import ANNA, BLOCK, CLOSED, OPEN, Duty
from tests.unit.inbound.town import Town
from urp.citizens.blocks import Block
from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.outbox import ReplyKind
from urp.inbound import reading
from urp.meaning.model import COUNTED, Kind, Meaning
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind as Sent


def blocked_town(*, joined: bool = True) -> Town:
    town = Town()
    town.writes("Iscrivimi" if joined else "Orari")
    town.passes(hours=1)
    town.blocks()
    return town


def test_an_emergency_is_answered_with_112_and_the_person_on_duty_is_alerted() -> None:
    town = Town()

    assert town.writes("C'è un incendio in via Flaminia!") == [TextKey.EMERGENCY_ALERTED]
    assert "112" in town.last_reply.text
    assert town.duty.alerts == [(town.conversations[0].id, "emergency")]
    assert town.messages[0].kind is MessageKind.EMERGENCY


def test_nobody_is_told_that_an_operator_was_alerted_when_nobody_was() -> None:
    town = Town(duty=Duty(on_duty=False))

    assert town.writes("aiuto") == [TextKey.EMERGENCY]
    assert town.writes("voglio farla finita") == [TextKey.DISTRESS]


def test_distress_is_answered_with_somebody_to_talk_to() -> None:
    assert Town().writes("Voglio farla finita") == [TextKey.DISTRESS_ALERTED]


@pytest.mark.parametrize(
    ("kind", "told"),
    [(Kind.EMERGENCY, TextKey.EMERGENCY_POSSIBLE), (Kind.DISTRESS, TextKey.DISTRESS_POSSIBLE)],
)
def test_a_danger_that_is_only_possible_calls_nobody_out_and_waits_at_the_desk(
    kind: Kind, told: TextKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    perhaps = Meaning(kind, f"{COUNTED}{kind}", doubtful=True)
    monkeypatch.setattr(reading, "understand", lambda *_, **__: perhaps)
    town = Town()

    assert town.writes("il nonno non ha ancora aperto la porta") == [told]
    assert "112" in town.last_reply.text
    assert town.duty.alerts == []
    assert town.conversations[0].status is ConversationStatus.OPEN
    assert town.messages[0].kind == f"possible_{kind}"


def test_an_emergency_in_the_night_is_answered_as_in_the_day() -> None:
    town = Town(now=CLOSED)

    assert town.writes("mia madre non respira") == [TextKey.EMERGENCY_ALERTED]
    assert town.last_reply.kind is ReplyKind.EMERGENCY


def test_an_emergency_under_a_photo_is_read() -> None:
    assert Town().sends_photo("sta bruciando il palazzo") == [TextKey.EMERGENCY_ALERTED]


def test_an_emergency_where_joining_is_required_is_answered() -> None:
    assert Town(must_subscribe=True).writes("AIUTO!!!") == [TextKey.EMERGENCY_ALERTED]


def test_an_emergency_in_a_silence_of_the_loop_guard_is_answered() -> None:
    town = Town()
    for text in ("vorrei iscrivermi", "come mi cancello?", "segnalo una buca in via Roma"):
        town.writes(text)
    assert town.writes("segnalo una buca in via Milano") == []

    assert town.writes("c'è stato un incidente, ci sono feriti") == [TextKey.EMERGENCY_ALERTED]


def test_an_emergency_of_a_blocked_person_is_answered_and_reaches_a_person() -> None:
    town = blocked_town()

    assert town.writes("aiuto, un uomo è svenuto") == [TextKey.EMERGENCY_ALERTED]
    assert town.last_reply.even_if_blocked
    assert len(town.duty.alerts) == 1


def test_a_blocked_persons_question_reaches_nobody_and_is_not_answered() -> None:
    town = blocked_town()

    assert town.writes("Quando apre l'anagrafe?") == []
    assert town.conversations == []
    assert town.messages == []


def test_a_blocked_person_who_leaves_gets_one_confirmation() -> None:
    town = blocked_town()

    assert town.writes("Cancellami") == [TextKey.GOODBYE_BLOCKED]
    assert town.last_reply.even_if_blocked
    town.passes(seconds=5)
    assert town.writes("Cancellami") == []
    assert not town.subscribed()


def test_a_blocked_person_cannot_join() -> None:
    town = blocked_town(joined=False)

    assert town.writes("Iscrivimi") == []
    assert not town.subscribed()


def test_a_blocked_persons_request_about_their_data_is_kept_and_confirmed_once() -> None:
    town = blocked_town()

    assert town.writes("Voglio una copia dei miei dati personali") == [TextKey.RIGHTS_REQUEST]
    assert town.writes("Voglio una copia dei miei dati personali") == []
    assert town.messages[0].kind is MessageKind.RIGHTS


def test_when_the_block_has_ended_the_desk_listens_again() -> None:
    town = blocked_town()
    town.blocks(block=Block(BLOCK.reason, BLOCK.by, BLOCK.at, OPEN + timedelta(hours=2), "1"))
    town.passes(hours=2)

    assert town.writes("Quando apre l'anagrafe?") != []


def test_blocking_a_phone_blocks_the_person_also_under_their_user_id() -> None:
    town = blocked_town()

    assert town.writes("Quando apre l'anagrafe?", by=type(ANNA)(None, ANNA.user_id)) == []


SAYINGS = (
    "Quando apre?",
    "ciao",
    "grazie",
    "Iscrivimi",
    "orari",
    "segnalo una buca",
    "come mi cancello?",
    "?",
    "ok",
)


@given(sayings=st.lists(st.sampled_from(SAYINGS), max_size=12), photos=st.booleans())
def test_nothing_a_blocked_person_says_is_answered_or_reaches_the_desk(
    sayings: list[str], photos: bool
) -> None:
    town = blocked_town()

    answers = [town.writes(text) for text in sayings]
    answers += [town.sends(Sent.IMAGE) for _ in range(photos)]

    assert [answer for answer in answers if answer] == []
    assert town.messages == []


@pytest.mark.parametrize("text", ["Mi ammazzo di lavoro per pagare la TARI", "Ammazza! che bella iniziativa"])
def test_an_idiom_alerts_nobody(text: str) -> None:
    town = Town()
    town.writes(text)

    assert town.duty.alerts == []
