"""Two who wrote may turn out to be one person, who then has an open conversation under each old id."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from urp.citizens.identity.model import Citizen
from urp.desk.model import Conversation, ConversationStatus, DeskState
from urp.desk.refusals import AnotherOpenError, HeldByColleagueError


class Talks(Protocol):
    def conversation(self, conversation_id: UUID) -> Conversation | None: ...

    def state(self, citizen_id: UUID) -> DeskState: ...


def open_beside(
    register: Talks, conversation: Conversation, citizen: Citizen | None
) -> tuple[Conversation, ...]:
    """The others that are not closed; read only of whoever was merged."""
    if citizen is None or not citizen.absorbed or conversation.status is ConversationStatus.CLOSED:
        return ()
    states = [register.state(each) for each in (citizen.id, *citizen.absorbed)]
    named = dict.fromkeys(state.conversation_id for state in states)
    return tuple(_not_closed(register, [each for each in named if each and each != conversation.id]))


def refuse_if_unaware(others: Iterable[Conversation], staff: str) -> None:
    """Whoever holds the others knows of them; of two colleagues only one can hold them all."""
    for other in others:
        if other.hold is None:
            raise AnotherOpenError(f"La stessa persona ha un'altra conversazione aperta: {other.id}.")
        if other.hold.by != staff:
            raise HeldByColleagueError(
                f"Un collega ha preso un'altra conversazione della persona: {other.hold.by}, {other.id}."
            )


def _not_closed(register: Talks, wanted: Iterable[UUID]) -> Iterable[Conversation]:
    for each in wanted:
        found = register.conversation(each)
        if found is not None and found.status is not ConversationStatus.CLOSED:
            yield found
