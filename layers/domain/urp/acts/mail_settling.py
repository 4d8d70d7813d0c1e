"""Subscribing addresses to what their owners chose and to what their service brings, and ending it. Addresses
are in the user pool alone, and `people_change` alone reads them (docs/decisions/who-works-here.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.acts.mail import MailChoice
from urp.acts.model import Role
from urp.acts.news import find_labels, find_offered, find_service_labels
from urp.acts.people_changing import AccountRefusedError

if TYPE_CHECKING:
    from urp.acts.store.mail import MailChoices, StaffSubscriptions
    from urp.acts.store.staff import StaffNames


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
    on_turns: Callable[[], Collection[str]]
    """Ids of those on the list of turns."""

    def __call__(self, staff_id: str) -> None:
        made = ""  # subscribed, and then something else was chosen before it was stored

        def attempt() -> None:
            nonlocal made
            choice = self.choices.find(staff_id)
            roles = self._roles().get(staff_id, frozenset())
            labels = _find_all_labels(staff_id, choice, roles, self.on_turns())
            if _is_settled(choice, labels):
                return
            choice = choice or MailChoice(staff_id)
            known = replace(choice, subscription=choice.subscription or made)
            kept = self._subscribe(known, roles, labels)
            if kept is not None:
                made = kept.subscription
                self.choices.store(kept)
            elif (not known.subscription or self.subscriptions.end(known.subscription)) and known.version:
                self.choices.delete(known)

        retry_if_moved(attempt)

    def find_unsettled(self) -> list[str]:
        """Ids of those whose mail is not as it should be: the queue lost it, or a role ended."""
        choices = {each.staff_id: each for each in self.choices.all()}
        roles, on_turns = self._roles(), self.on_turns()
        return [
            staff_id
            for staff_id in dict.fromkeys((*choices, *roles))
            for choice in (choices.get(staff_id),)
            if not _is_settled(
                choice, _find_all_labels(staff_id, choice, roles.get(staff_id, frozenset()), on_turns)
            )
        ]

    def _subscribe(
        self, choice: MailChoice, roles: frozenset[Role], labels: frozenset[str]
    ) -> MailChoice | None:
        """None where nothing is left of it."""
        address = self._find_address(choice.staff_id) if labels else None
        if address is None:
            return None
        subscription, done = self.subscriptions.keep(address, labels)
        about = choice.about & find_offered(roles)
        given = labels if done else frozenset[str]()
        return replace(choice, about=about, labels=given, subscription=subscription)

    def _find_address(self, staff_id: str) -> str | None:
        try:
            return self.address_of(staff_id)
        except AccountRefusedError:
            return None

    def _roles(self) -> Mapping[str, frozenset[Role]]:
        """Of who works here, as they are written beside names: the same that says who must drill."""
        now = self.clock()
        return {each.id: each.roles_at(now) for each in self.staff.people()}


def _find_all_labels(
    staff_id: str, choice: MailChoice | None, roles: frozenset[Role], on_turns: Collection[str]
) -> frozenset[str]:
    """What they chose, and what their service brings."""
    chosen = find_labels(choice.about, roles) if choice else frozenset[str]()
    return chosen | find_service_labels(staff_id, roles, on_turns)


def _is_settled(choice: MailChoice | None, labels: frozenset[str]) -> bool:
    """One that nothing is left of is to go."""
    if choice is None:
        return not labels
    return bool(labels) and labels == choice.labels
