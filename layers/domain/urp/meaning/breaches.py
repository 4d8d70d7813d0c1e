"""What the rules of the service forbid, as the policy lists it: one code per offence of its disclaimer."""

from __future__ import annotations

from enum import StrEnum


class Breach(StrEnum):
    """A message may be a breach and still ask for something: what is done about it is decided elsewhere."""

    ILLEGAL_ACTIVITY = "illegal_activity"
    OFFENSIVE_LANGUAGE = "offensive_language"
    DEFAMATION = "defamation"
    THREAT = "threat"
    OTHER_PEOPLES_DATA = "other_peoples_data"
    ATTACK_ON_PERSONS_OR_GROUPS = "attack_on_persons_or_groups"
    SPAM = "spam"
    """Chain letters, links that have nothing to do with the town, the same text from many."""
    PROMOTION = "promotion"
    """Of products, services, parties and candidates."""
    COPYRIGHT = "copyright"
    FUND_RAISING = "fund_raising"
