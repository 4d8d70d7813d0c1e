"""What members of staff may be told by mail, and which of their roles act on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum

from urp.acts.model import Role
from urp.acts.permissions import ROLES, Permission

ABOUT = "about"
"""The attribute of a message that subscriptions are filtered by: a label."""


class News(StrEnum):
    QUESTION = "question"
    """Somebody begins to wait at the desk, or may be in danger."""
    APPROVAL = "approval"
    """What another person asked for waits for a second one."""
    THREAT = "threat"
    """A message was hidden as a threat: a case to decide."""


_ACTED_ON: Mapping[News, frozenset[Permission]] = {
    News.QUESTION: frozenset({Permission.ANSWER}),
    News.APPROVAL: frozenset(
        {Permission.APPROVE, Permission.OVERSEE, Permission.MODERATE, Permission.ADMINISTER}
    ),
    News.THREAT: frozenset({Permission.MODERATE}),
}
"""Any one of them is enough to hear of it; of approvals, only of those that one may give."""


UNHEARD = "unheard"
"""What every administrator is told, whatever they chose: an alert that nobody heard."""
HOLES = "holes"
"""The same: nobody is on duty soon."""


def make_duty_label(staff_id: str) -> str:
    """What is for one person on duty, and nobody else."""
    return f"duty.{staff_id}"


def find_service_labels(staff_id: str, roles: Collection[Role], on_turns: Collection[str]) -> frozenset[str]:
    """What goes to somebody because it is their service, not because they chose it. `on_turns`: who is on the
    list of turns."""
    labels = set[str]()
    if not ROLES[Permission.ADMINISTER].isdisjoint(roles):
        labels |= {UNHEARD, HOLES}
    if staff_id in on_turns and not ROLES[Permission.TAKE_TURNS].isdisjoint(roles):
        labels.add(make_duty_label(staff_id))
    return frozenset(labels)


def make_label(news: News, permission: Permission) -> str:
    """What a mail is about, and who acts on it."""
    return f"{news}.{permission}"


def find_labels(about: Collection[News], roles: Collection[Role]) -> frozenset[str]:
    return frozenset(
        make_label(news, permission)
        for news in about
        for permission in _ACTED_ON[news]
        if not ROLES[permission].isdisjoint(roles)
    )


def find_offered(roles: Collection[Role]) -> frozenset[News]:
    return frozenset(news for news in News if find_labels([news], roles))
