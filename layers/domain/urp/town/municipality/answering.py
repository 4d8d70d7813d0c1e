"""How the office answers: what belongs to one turn, which links are official, how long a text is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from urp.town.profile_files import Section

_DOMAIN = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}")
LONGEST_GAP = 600
"""Seconds: the loop guard remembers what was said for ten minutes."""


@dataclass(frozen=True, slots=True)
class Answering:
    turn_gap: timedelta
    """A message that follows the citizen's last one within this time, unanswered, is of the same turn."""
    verified_for: timedelta
    """A canned reply that nobody verified for this long is shown as to be verified."""
    official_domains: tuple[str, ...]
    """Of the town and its companies, with what is below: where a canned reply may link to, and what a citizen
    may quote without being taken for a spammer."""


def answering_of(section: Section) -> Answering:
    domains = section.texts("official_domains")
    if not domains or not all(_DOMAIN.fullmatch(each) for each in domains):
        section.refuse("official_domains", "must name domains such as comune.esempio.it")
    answering = Answering(
        turn_gap=timedelta(seconds=section.integer("turn_gap_seconds", at_least=10, at_most=LONGEST_GAP)),
        verified_for=timedelta(days=section.integer("verified_for_days", at_least=1, at_most=730)),
        official_domains=domains,
    )
    section.finish()
    return answering
