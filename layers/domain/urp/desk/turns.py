"""What was said, turn by turn: a burst of short messages is read as one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from urp.desk.model import OF_THE_OFFICE, MessageKind

if TYPE_CHECKING:
    from urp.desk.office_views import MessageView


class TurnSide(StrEnum):
    CITIZEN = "citizen"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Turn:
    side: TurnSide
    messages: tuple[MessageView, ...]
    """Oldest first; a correction among them, beside what it corrects."""

    @property
    def first_at(self) -> datetime:
        return self.messages[0].message.at

    @property
    def last_at(self) -> datetime:
        return max(message.message.at for message in self.messages)

    @property
    def text(self) -> str:
        """Each correction in the place of what it corrects; what was taken back left out."""
        latest = {message.message.amends: message for message in self.messages if message.message.amends}
        known = {message.message.message_id for message in self.messages}
        said = [
            latest.get(message.message.message_id, message)
            for message in self.messages
            if message.message.amends not in known and not message.hidden
        ]
        return "\n".join(each.message.text for each in said if each.message.text)


def turns(messages: Sequence[MessageView], gap: timedelta) -> tuple[Turn, ...]:
    """Messages of the citizen that follow one another within `gap`, with no answer between, are one turn; so
    is each answer. Notes of the office were said to nobody."""
    return tuple(Turn(_side(group[0]), tuple(group)) for group in _groups(messages, gap))


def _groups(messages: Sequence[MessageView], gap: timedelta) -> Iterator[list[MessageView]]:
    running: list[MessageView] = []
    last = datetime.max.replace(tzinfo=UTC)
    for each in _corrections_beside(messages):
        follows = running and _side(each) is _side(running[-1]) is TurnSide.CITIZEN
        if follows and (_corrects(each, running) or each.message.at - last <= gap):
            running.append(each)
        else:
            if running:
                yield running
            running = [each]
        if not _corrects(each, running):
            last = each.message.at
    if running:
        yield running


def _corrects(view: MessageView, messages: Sequence[MessageView]) -> bool:
    return any(message.message.message_id == view.message.amends for message in messages)


def _corrections_beside(messages: Sequence[MessageView]) -> list[MessageView]:
    """A correction belongs to the turn of what it corrects, however much later it came."""
    said = [message for message in messages if message.message.kind is not MessageKind.NOTE]
    known = {each.message.message_id for each in said}
    corrections = [each for each in said if each.message.amends in known]
    ordered = []
    for each in said:
        if each.message.amends in known:
            continue
        ordered.append(each)
        ordered += [later for later in corrections if later.message.amends == each.message.message_id]
    return ordered


def _side(view: MessageView) -> TurnSide:
    return TurnSide.OFFICE if view.message.kind in OF_THE_OFFICE else TurnSide.CITIZEN
