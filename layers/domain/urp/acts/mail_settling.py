"""Subscribing addresses to what their owners chose, and ending it. Addresses are in the user pool alone, and
`people_change` alone reads them (docs/decisions/who-works-here.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.acts.mail import MailChoice
from urp.acts.model import Role
from urp.acts.news import find_labels, find_offered
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

    def __call__(self, staff_id: str) -> None:
        made = ""  # subscribed, and then something else was chosen before it was stored

        def attempt() -> None:
            nonlocal made
            choice = self.choices.find(staff_id)
            if choice is None:
                return
            known = replace(choice, subscription=choice.subscription or made)
            roles = self._roles().get(staff_id, frozenset())
            if _is_settled(known, roles):
                return
            kept = self._subscribe(known, roles)
            if kept is not None:
                made = kept.subscription
                self.choices.store(kept)
            elif not known.subscription or self.subscriptions.end(known.subscription):
                self.choices.delete(known)

        retry_if_moved(attempt)

    def find_unsettled(self) -> list[str]:
        """Ids of those whose mail is not as it should be: the queue lost it, or a role ended."""
        choices = self.choices.all()
        roles = self._roles() if choices else {}
        return [each.staff_id for each in choices if not _is_settled(each, roles.get(each.staff_id, ()))]

    def _subscribe(self, choice: MailChoice, roles: frozenset[Role]) -> MailChoice | None:
        """None where nothing is left of it."""
        labels = find_labels(choice.about, roles)
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


def _is_settled(choice: MailChoice, roles: Collection[Role]) -> bool:
    """One that nothing is left of is to go."""
    labels = find_labels(choice.about, roles)
    return bool(labels) and labels == choice.labels
