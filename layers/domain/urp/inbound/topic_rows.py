"""How a row of the list of topics is named, where only a short text comes back with the choice."""

from __future__ import annotations

from dataclasses import dataclass

_ALL = "topic:all"
_WORDS = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class TopicRow:
    """What the row said it would do: pressed twice, or in an old list, it does just that."""

    topic: str | None
    """None: all topics."""
    wanted: bool = True

    def __str__(self) -> str:
        return _ALL if self.topic is None else f"topic:{'on' if self.wanted else 'off'}:{self.topic}"


def parse_topic_row(payload: str) -> TopicRow | None:
    """None for whatever is not a row of ours."""
    if payload == _ALL:
        return TopicRow(None)
    kind, _, rest = payload.partition(":")
    word, _, topic = rest.partition(":")
    return TopicRow(topic, _WORDS[word]) if kind == "topic" and word in _WORDS and topic else None
