"""Who holds a conversation, and what it remembers of its course, as they are stored in its header."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from urp.aws.dynamodb_values import Item, Value, from_iso, to_iso
from urp.desk.alarm import Alarm
from urp.desk.facts import Facts
from urp.desk.holding import Hold, Writing
from urp.desk.model import Conversation


class Course(TypedDict):
    possible_danger: bool
    written_in: str
    hold: Hold | None
    writing: Writing | None
    said: int
    said_by: str | None
    facts: Facts
    danger_at: datetime | None
    undelivered: str | None
    alarm: Alarm | None


def course_item(conversation: Conversation) -> dict[str, Value]:
    hold, writing, facts = conversation.hold, conversation.writing, conversation.facts
    return {
        "possible_danger": conversation.possible_danger or None,
        "written_in": conversation.written_in or None,
        "held_by": hold.by if hold else None,
        "held_since": to_iso(hold.since) if hold else None,
        "writing_by": writing.by if writing else None,
        "writing_until": to_iso(writing.until) if writing else None,
        "said": conversation.said,
        "said_by": conversation.said_by,
        "turns": facts.turns,
        "turn_at": _written(facts.turn_at),
        "asked_at": _written(facts.asked_at),
        "first_answered_at": _written(facts.first_answered_at),
        "closed_at": _written(facts.closed_at),
        "reopened": facts.reopened,
        "danger_at": _written(conversation.danger_at),
        "undelivered": conversation.undelivered,
        "alarm_at": _written(conversation.alarm.rung_at) if conversation.alarm else None,
        "alarm_further": conversation.alarm.further if conversation.alarm else None,
    }


def course_from(item: Item) -> Course:
    """A conversation of before this was counted starts from nothing."""
    return Course(
        possible_danger=item.get("possible_danger", False),
        written_in=item.get("written_in", ""),
        hold=Hold(item["held_by"], from_iso(item["held_since"])) if "held_by" in item else None,
        writing=Writing(item["writing_by"], from_iso(item["writing_until"]))
        if "writing_by" in item
        else None,
        said=item.get("said", 0),
        said_by=item.get("said_by"),
        facts=Facts(
            turns=item.get("turns", 0),
            turn_at=_read(item, "turn_at"),
            asked_at=_read(item, "asked_at"),
            first_answered_at=_read(item, "first_answered_at"),
            closed_at=_read(item, "closed_at"),
            reopened=item.get("reopened", 0),
        ),
        danger_at=_read(item, "danger_at"),
        undelivered=item.get("undelivered"),
        alarm=Alarm(_read(item, "alarm_at"), item["alarm_further"]) if "alarm_further" in item else None,
    )


def _written(moment: datetime | None) -> str | None:
    return to_iso(moment) if moment else None


def _read(item: Item, name: str) -> datetime | None:
    return from_iso(item[name]) if name in item else None
