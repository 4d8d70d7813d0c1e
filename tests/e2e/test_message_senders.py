"""The sender in memory, on which the unit tests rely, behaves like the one that talks to Meta."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.graph_line import GREETING, TO, graph_api
from tests.fakes.message_sender import RecordingSender
from tests.fakes.scripted_graph import Act, Answer, CloseWithoutAnswer, ScriptedGraph
from urp.errors import InvalidError
from urp.whatsapp.answers import read_outcome
from urp.whatsapp.outgoing import Address, ContactRequest, NamedParameter, OutgoingMessage, TemplateMessage
from urp.whatsapp.ports import Accepted, MessageSender, NotSent, Refused, SendOutcome, Unclear

type Scripted = Callable[[list[Act]], MessageSender]

BAD_DAY: list[Act] = [
    Answer(400, '{"error":{"code":131026}}'),
    Answer(400, '{"error":{"code":131056}}'),
    Answer(500, ""),
    CloseWithoutAnswer(),
]
NOTICE = TemplateMessage("avviso", "it", (NamedParameter("luogo", "Corso Garibaldi"),))


def remembered(act: Act) -> SendOutcome:
    match act:
        case Answer(status, body):
            return read_outcome(status, body.encode())
        case _:
            return Unclear("made up")


@pytest.fixture(params=["fake", "adapter"])
def scripted(request: pytest.FixtureRequest) -> Iterator[Scripted]:
    with ScriptedGraph() as meta:

        def on_the_line(acts: list[Act]) -> MessageSender:
            meta.acts.extend(acts)
            return graph_api(meta.url)

        made: dict[str, Scripted] = {
            "fake": lambda acts: RecordingSender(map(remembered, acts)),
            "adapter": on_the_line,
        }
        yield made[request.param]


@pytest.mark.parametrize("message", [GREETING, NOTICE, ContactRequest("Con quale numero?")])
@pytest.mark.parametrize("address", [TO, Address(None, "IT.10000000000000000002")])
def test_any_message_is_accepted_with_an_id(
    scripted: Scripted, message: OutgoingMessage, address: Address
) -> None:
    outcome = scripted([]).send(message, address, "r:1")

    assert isinstance(outcome, Accepted)
    assert outcome.wamid


def test_a_bad_day_is_told_as_it_was_and_ends(scripted: Scripted) -> None:
    sender = scripted(BAD_DAY)

    outcomes = [sender.send(GREETING, TO, f"r:{number}") for number in range(5)]

    assert [type(outcome) for outcome in outcomes] == [Refused, NotSent, Unclear, Unclear, Accepted]


def test_what_meta_could_not_carry_is_refused(scripted: Scripted) -> None:
    with pytest.raises(InvalidError):
        scripted([]).send(GREETING, TO, "x" * 513)
