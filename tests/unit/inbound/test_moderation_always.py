"""Whatever is written, in whatever order: rules hide and propose, and decide nothing."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.inbound.surroundings import ANNA, BRUNO
from tests.unit.inbound.town import Town
from urp.desk.outbox import ReplyKind
from urp.meaning.breaches import Breach
from urp.town.texts import TextKey
from urp.whatsapp.person import PersonIds

WRITTEN = (
    "Quando apre l'anagrafe?",
    "Iscrivimi",
    "Cancellami",
    "Grazie",
    "Segnalo una buca in via Roma",
    "Siete una manica di coglioni incompetenti",
    "Siete dei cretini",
    "Sei un coglione",
    "Vaffanculo stronzi",
    "Vi ammazzo tutti, so dove abitate",
    "Compra subito viagra a 20 euro su www.viagra.example",
    "L'assessore Rossi ruba i soldi del Comune",
    "C'è un incendio, correte stronzi!",
    "You are all idiots, fuck you",
)
histories = st.lists(st.tuples(st.sampled_from(WRITTEN), st.integers(0, 20_000)), max_size=16)


def lived(history: list[tuple[str, int]]) -> Town:
    town = Town()
    for text, minutes in history:
        town.passes(minutes=minutes)
        town.writes(text)
    return town


@given(history=histories)
def test_no_message_blocks_anybody(history: list[tuple[str, int]]) -> None:
    town = lived(history)

    assert [citizen for citizen in town.stored.citizens if citizen.block] == []


@given(history=histories)
def test_nothing_hidden_stands_in_a_conversation(history: list[tuple[str, int]]) -> None:
    town = lived(history)

    hidden = {case.text.message_id for case in town.stored.cases if case.case.hidden}
    assert hidden.isdisjoint(message.message_id for message in town.messages)


@given(history=histories)
def test_the_service_warns_once_in_twelve_months_and_only_of_insults(
    history: list[tuple[str, int]],
) -> None:
    town = lived(history)

    warned = [each.case for each in town.stored.cases if each.case.warned_at]
    moments = sorted(case.opened_at for case in warned)
    assert all((later - earlier).days >= 365 for earlier, later in pairwise(moments))
    assert {case.breach for case in warned} <= {Breach.OFFENSIVE_LANGUAGE}
    said = [row for row in town.stored.replies if row.kind is ReplyKind.MODERATION]
    assert len(said) == len(warned)


def test_who_was_warned_under_another_id_is_not_warned_by_the_service_again() -> None:
    """Their other names' warnings are not before the rules: a person decides."""
    phone, user_id = PersonIds("393330000009", None), PersonIds(None, "IT.10000000000000000777")
    town = Town()
    town.writes("Sei un coglione", by=phone)
    town.passes(hours=1)
    town.writes("Buongiorno", by=user_id)
    town.passes(hours=1)

    both = PersonIds(phone.phone, user_id.user_id)
    written = town.writes("Siete una manica di coglioni incompetenti", by=both)

    assert written == [TextKey.NOT_TAKEN_AS_QUESTION]


@given(history=histories)
def test_an_emergency_is_never_a_case(history: list[tuple[str, int]]) -> None:
    town = lived(history)

    assert [case for case in town.stored.cases if "incendio" in case.text.text] == []


def test_everybody_is_warned_for_themselves() -> None:
    town = Town()
    town.writes("Sei un coglione", ANNA)

    assert town.writes("Sei un coglione", BRUNO) == [TextKey.MODERATION_WARNING]
