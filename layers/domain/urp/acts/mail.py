"""Which mail members of staff asked for: each for themselves, of what their own roles let them act on.

Addresses are in the user pool alone, and `people_change` alone reads them: it subscribes an address, changes
what it gets, and ends it (docs/decisions/who-works-here.md).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.acts.model import Role, StaffMember
from urp.acts.people_changing import AccountRefusedError
from urp.acts.permissions import ROLES, Permission
from urp.errors import InvalidError, UnavailableError

if TYPE_CHECKING:
    from urp.acts.store.mail import MailChoices, StaffSubscriptions
    from urp.acts.store.staff import StaffNames


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


class MailState(StrEnum):
    OFF = "off"
    ASKED = "asked"
    UNCONFIRMED = "unconfirmed"
    """Amazon wrote to the address, and waits for its owner."""
    ON = "on"
    ENDED = "ended"
    """By the link in a mail, or since nobody confirmed the address in time."""


@dataclass(frozen=True, slots=True)
class MailChoice:
    """Kept while the person works here and wants any mail."""

    staff_id: str
    about: frozenset[News] = frozenset()
    labels: frozenset[str] = frozenset()
    """What the subscription lets through; none until `people_change` has seen to it."""
    subscription: str = ""
    """Its name at SNS, which says nothing of the address."""
    version: int = 0


@dataclass(frozen=True, slots=True)
class MailView:
    about: frozenset[News]
    offered: frozenset[News]
    state: MailState


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


@dataclass(frozen=True, slots=True)
class MailOffice:
    choices: MailChoices
    order: Callable[[str], None]
    """Has `people_change` see to somebody's mail, soon."""
    is_confirmed: Callable[[str], bool | None]
    """Of a subscription; None: there is none any more."""

    def see(self, member: StaffMember) -> MailView:
        return self._view(member, self.choices.find(member.id))

    def choose(self, member: StaffMember, about: frozenset[News]) -> MailView:
        """Raises InvalidError for what their roles let them do nothing about."""
        if not about <= find_offered(member.roles):
            raise InvalidError("about", "di questo decide chi ha un altro ruolo")

        def attempt() -> MailChoice | None:
            before = self.choices.find(member.id)
            if before is None and not about:
                return None
            after = replace(before or MailChoice(member.id, about), about=about, labels=frozenset())
            return self.choices.store(after)

        chosen = retry_if_moved(attempt)
        if chosen is not None:
            with suppress(UnavailableError):  # it is stored: the next sweep sees to it
                self.order(member.id)
        return self._view(member, chosen)

    def _view(self, member: StaffMember, choice: MailChoice | None) -> MailView:
        offered = find_offered(member.roles)
        return MailView(choice.about & offered if choice else frozenset(), offered, self._state(choice))

    def _state(self, choice: MailChoice | None) -> MailState:
        if choice is None:
            return MailState.OFF
        if not choice.labels:
            return MailState.ASKED
        match self.is_confirmed(choice.subscription):
            case None:
                return MailState.ENDED
            case confirmed:
                return MailState.ON if confirmed else MailState.UNCONFIRMED


@dataclass(frozen=True, slots=True)
class SettleMail:
    """Subscribes an address to what was chosen and the roles of now admit, and to nothing else. Each step may
    be done again."""

    choices: MailChoices
    staff: StaffNames
    address_of: Callable[[str], str]
    """Raises AccountRefusedError where there is no account any more."""
    subscriptions: StaffSubscriptions
    clock: Callable[[], datetime]

    def __call__(self, staff_id: str) -> None:
        def attempt() -> None:
            choice = self.choices.find(staff_id)
            if choice is not None:
                self._settle(choice, self._roles().get(staff_id, frozenset()))

        retry_if_moved(attempt)

    def find_unsettled(self) -> list[str]:
        """Ids of those whose mail is not as it should be: the queue lost it, or a role ended."""
        choices = self.choices.all()
        roles = self._roles() if choices else {}
        return [each.staff_id for each in choices if not _is_settled(each, roles.get(each.staff_id, ()))]

    def _settle(self, choice: MailChoice, roles: frozenset[Role]) -> None:
        if _is_settled(choice, roles):
            return
        labels = find_labels(choice.about, roles)
        address = self._find_address(choice.staff_id) if labels else None
        if address is not None:
            subscription, done = self.subscriptions.keep(address, labels)
            about = choice.about & find_offered(roles)
            given = labels if done else frozenset[str]()
            self.choices.store(replace(choice, about=about, labels=given, subscription=subscription))
        elif not choice.subscription or self.subscriptions.end(choice.subscription):
            self.choices.delete(choice)

    def _find_address(self, staff_id: str) -> str | None:
        try:
            return self.address_of(staff_id)
        except AccountRefusedError:
            return None

    def _roles(self) -> Mapping[str, frozenset[Role]]:
        """Of who works here, as they are written beside names: the same that says who must drill."""
        now = self.clock()
        return {each.id: each.roles_at(now) for each in self.staff.people()}


def _is_settled(choice: MailChoice, roles: Collection[Role]) -> bool:
    """One that nothing is left of is to go."""
    labels = find_labels(choice.about, roles)
    return bool(labels) and labels == choice.labels
