"""One person writes under three numbers; WhatsApp delivers everything in any order, late and twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.inbound.surroundings import OPEN
from tests.unit.inbound.town import Town
from urp.whatsapp.content import IdentityChange, MessageKind, WrittenText
from urp.whatsapp.message import InboundMessage, Sender
from urp.whatsapp.person import PersonIds

STAGES = (
    PersonIds("393330000001", "IT.10000000000000000001"),
    PersonIds("393330000002", "IT.10000000000000000002"),
    PersonIds("393330000003", "IT.10000000000000000003"),
)
STAGE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Said:
    stage: int
    minute: int
    text: str
    hides_phone: bool
    hides_user_id: bool

    @property
    def at(self) -> datetime:
        return OPEN + self.stage * STAGE + timedelta(minutes=self.minute)

    def message(self, number: int) -> InboundMessage:
        """At least one id is shown: whoever would hide both shows the user id."""
        ids = STAGES[self.stage]
        shown = PersonIds(
            None if self.hides_phone else ids.phone,
            None if self.hides_user_id and not self.hides_phone else ids.user_id,
        )
        return InboundMessage(
            f"wamid.{number}", MessageKind.TEXT, self.at, Sender(shown), WrittenText(self.text)
        )


def change_to(stage: int, hides_phone: bool) -> InboundMessage:
    previous, current = STAGES[stage - 1], STAGES[stage]
    new = PersonIds(None, current.user_id) if hides_phone else current
    return InboundMessage(
        f"wamid.change{stage}",
        MessageKind.SYSTEM,
        OPEN + stage * STAGE - timedelta(minutes=1),
        Sender(previous),
        IdentityChange(previous, new),
    )


said = st.builds(
    Said,
    stage=st.integers(0, 2),
    minute=st.integers(0, 5),
    text=st.sampled_from(["Iscrivimi", "Cancellami", "Quando apre l'anagrafe?"]),
    hides_phone=st.booleans(),
    hides_user_id=st.booleans(),
)
introductions = [Said(stage, 6, "Buongiorno", hides_phone=False, hides_user_id=False) for stage in range(3)]
"""In each stage one message shows both ids: without it nobody could know that they belong together."""


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Said], list[InboundMessage]]:
    history = draw(st.lists(said, max_size=8))
    messages = [each.message(number) for number, each in enumerate(history + introductions)]
    messages += [change_to(stage, draw(st.booleans())) for stage in (1, 2)]
    again = draw(st.lists(st.sampled_from(messages), max_size=3))
    return history, draw(st.permutations(messages + again))


def delivered(messages: Sequence[InboundMessage]) -> Town:
    town = Town(now=OPEN + timedelta(hours=4))
    for message in messages:
        town.delivers(message)
        town.passes(seconds=1)
    return town


def latest_command(history: Sequence[Said]) -> str | None:
    """By WhatsApp's clock; in the same second leaving wins."""
    commands = [(each.at, each.text == "Cancellami") for each in history if each.text.endswith("mi")]
    return ("Iscrivimi", "Cancellami")[max(commands)[1]] if commands else None


@given(case=deliveries())
def test_any_order_ends_in_one_citizen(case: tuple[list[Said], list[InboundMessage]]) -> None:
    _, messages = case

    town = delivered(messages)

    remaining = [citizen for citizen in town.stored.citizens if citizen.merged_into is None]
    assert len(remaining) == 1
    assert {town.known(stage).id for stage in STAGES} == {remaining[0].id}


@given(case=deliveries())
def test_any_order_ends_with_the_newest_ids_in_use(case: tuple[list[Said], list[InboundMessage]]) -> None:
    _, messages = case

    citizen = delivered(messages).known(STAGES[2])

    assert (citizen.user_id, citizen.phone) == (STAGES[2].user_id, STAGES[2].phone)


@given(case=deliveries())
def test_an_opt_out_is_never_lost_in_any_order(case: tuple[list[Said], list[InboundMessage]]) -> None:
    history, messages = case

    town = delivered(messages)

    assert not town.audience or latest_command(history) == "Iscrivimi"


@given(case=deliveries())
def test_nobody_is_twice_in_the_audience_in_any_order(case: tuple[list[Said], list[InboundMessage]]) -> None:
    _, messages = case

    assert len(delivered(messages).audience) <= 1
