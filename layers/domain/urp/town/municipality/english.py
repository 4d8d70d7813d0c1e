"""What the profile says in Italian, in the words of whoever is answered in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TopicWords:
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class EnglishWords:
    """Addresses and numbers are the same in every language; here is what is made of words."""

    name: str
    of_name: str
    desk_counter: str
    privacy_purpose: str
    privacy_basis: str
    privacy_rights: str
    report_counter: str = ""
    listening_line: str = ""
    social_services: str = ""
    children_lines: str = ""
    topics: Mapping[str, TopicWords] = field(default_factory=dict)
    """By the topic's id. A topic that is not here keeps its Italian words."""
