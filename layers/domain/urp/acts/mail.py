"""Which mail members of staff asked for: each for themselves, of what their own roles let them act on.

No address is known here: `people_change` sees to what was chosen (`urp.acts.mail_settling`).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.acts.model import StaffMember
from urp.acts.news import News, find_offered
from urp.errors import InvalidError, UnavailableError

if TYPE_CHECKING:
    from urp.acts.store.mail import MailChoices


class MailState(StrEnum):
    OFF = "off"
    ASKED = "asked"
    UNCONFIRMED = "unconfirmed"
    """Amazon wrote to the address, and waits for its owner."""
    ON = "on"
    ENDED = "ended"
    """By the link in a mail, or since nobody confirmed the address in time."""
    UNKNOWN = "unknown"
    """Amazon does not answer just now."""


@dataclass(frozen=True, slots=True)
class MailChoice:
    """Kept while the person works here and wants any mail, or their service brings some."""

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


@dataclass(frozen=True, slots=True)
class MailOffice:
    choices: MailChoices
    order: Callable[[str], None]
    """Has `people_change` see to somebody's mail, soon."""
    is_confirmed: Callable[[str], bool | None]
    """Of a subscription; None: there is none any more. Raises UnavailableError."""

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
            self.settle(member.id)
        return self._view(member, chosen)

    def find_state(self, staff_id: str) -> MailState:
        """Of whatever mail they get: also of what their service brings, which nobody chooses."""
        return self._state(self.choices.find(staff_id))

    def renew(self, staff_id: str) -> None:
        """Has their address asked again, where a link in a mail ended it."""

        def attempt() -> None:
            before = self.choices.find(staff_id)
            if before is not None:
                self.choices.store(replace(before, labels=frozenset()))

        retry_if_moved(attempt)
        self.settle(staff_id)

    def settle(self, staff_id: str) -> None:
        """Has somebody's mail seen to, whose turns changed."""
        with suppress(UnavailableError):  # the next sweep sees to it
            self.order(staff_id)

    def _view(self, member: StaffMember, choice: MailChoice | None) -> MailView:
        offered = find_offered(member.roles)
        about = choice.about & offered if choice else frozenset[News]()
        by_service_alone = choice is not None and not choice.about and bool(choice.labels)
        return MailView(about, offered, MailState.OFF if by_service_alone else self._state(choice))

    def _state(self, choice: MailChoice | None) -> MailState:
        if choice is None:
            return MailState.OFF
        if not choice.labels:
            return MailState.ASKED
        try:
            confirmed = self.is_confirmed(choice.subscription)
        except UnavailableError:
            return MailState.UNKNOWN
        if confirmed is None:
            return MailState.ENDED
        return MailState.ON if confirmed else MailState.UNCONFIRMED
