"""What a subscriber hears of: topics given up, and taken back."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date

from urp.citizens.identity.model import Citizen


def choose_topics(
    citizen: Citizen, heard: frozenset[str], everything: AbstractSet[str], day: date
) -> Citizen:
    """All of the town's are no choice, and include future ones. What is taken back is dated."""
    before = everything if citizen.topics is None else citizen.topics
    dated = {name: citizen.topics_since.get(name) if name in before else day for name in heard}
    return replace(
        citizen,
        topics=None if heard == everything else heard,
        topics_since={name: since for name, since in sorted(dated.items()) if since is not None},
    )


def forget_topics(citizen: Citizen) -> Citizen:
    return replace(citizen, topics=None, topics_since={})
