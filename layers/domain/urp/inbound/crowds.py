"""Whether many people write the same, counted once for each person, before anything is decided."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.citizens.consent import Source
from urp.desk.crowd import HONEST, MOST_TEXTS, ODD, SHORTEST, Crowd
from urp.desk.model import ConversationStatus
from urp.errors import UnavailableError
from urp.inbound.context import FreshIds
from urp.inbound.draft import Draft
from urp.inbound.model import Snapshot
from urp.inbound.reading import Reading
from urp.inbound.whose import resolved_citizen
from urp.meaning.model import Kind
from urp.meaning.normalisation import read_words
from urp.whatsapp.message import InboundMessage

_PATIENCE = {
    Kind.QUESTION: HONEST,
    Kind.REPORT: HONEST,
    Kind.COMPLAINT: HONEST,
    Kind.SUGGESTION: HONEST,
    Kind.OFFENCE: ODD,
    Kind.OTHER_PEOPLES_DATA: ODD,
    Kind.SPAM: ODD,
    Kind.PROMOTION: ODD,
    Kind.FUND_RAISING: ODD,
    Kind.OTHER: ODD,
}
"""Never commands, words of the menu, greetings, thanks: a crowd that joins is what everybody hopes for."""


class Crowds(Protocol):
    """Counts by text and stretch of time: no text, and nobody who wrote it."""

    def mark(self, text: str, at: datetime) -> str: ...

    def count(self, mark: str, message_id: str, conversation_id: UUID, at: datetime) -> int:
        """One person more, unless the message was counted before; how many by now."""
        ...

    def beyond_reading(self, conversation_id: UUID, at: datetime) -> None:
        """For the office: somebody writes more than anybody reads."""
        ...


@dataclass(frozen=True, slots=True)
class CountCrowd:
    crowds: Crowds

    def __call__(
        self, message: InboundMessage, reading: Reading, snapshot: Snapshot, fresh: FreshIds
    ) -> Crowd | None:
        """None for a text that is not counted, and where the store does not answer: nobody waits for that."""
        text = _text_to_count(reading)
        patience = _PATIENCE.get(reading.kind) if reading.kind else None
        if text is None or patience is None:
            return None
        citizen = resolved_citizen(message, snapshot, fresh)
        known = snapshot.desk if snapshot.desk and snapshot.desk.citizen_id == citizen.id else None
        try:
            mark = self.crowds.mark(text, message.at)
            counted = _of_now(known.pace.counted, mark) if known and known.pace else ()
            if mark in counted or len(counted) >= MOST_TEXTS:
                return None
            conversation = _conversation(snapshot, citizen.id, fresh)
            people = self.crowds.count(mark, message.message_id, conversation, message.at)
            return Crowd(mark, people, patience)
        except UnavailableError:
            return None


def remember_crowd(draft: Draft) -> None:
    """So that the same person's same text is not counted as somebody else's."""
    crowd = draft.desk.crowd
    pace = draft.state.pace
    if crowd is not None and pace is not None:
        counted = (*_of_now(pace.counted, crowd.mark), crowd.mark)
        draft.state = replace(draft.state, pace=replace(pace, counted=counted))
    if crowd is not None and crowd.slowed:
        draft.notes.append("same_text")


def _text_to_count(reading: Reading) -> str | None:
    if reading.source is not Source.TEXT or reading.kind not in _PATIENCE:
        return None
    if reading.meaning is not None and reading.meaning.keyword:
        return None
    plain = " ".join(read_words(reading.text).words)
    return plain if len(plain) >= SHORTEST else None


def _of_now(marks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """Those of the same stretch of time, which a mark begins with."""
    stretch = mark.partition("#")[0]
    return tuple(each for each in marks if each.partition("#")[0] == stretch)


def _conversation(snapshot: Snapshot, citizen_id: UUID, fresh: FreshIds) -> UUID:
    """Where the message goes, if it goes into one."""
    found = snapshot.conversation
    if found and found.citizen_id == citizen_id and found.status is not ConversationStatus.CLOSED:
        return found.id
    return fresh.conversation
