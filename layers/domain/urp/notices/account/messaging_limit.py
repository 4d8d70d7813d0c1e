"""Meta's messaging limit as a person read it at Meta, where Meta did not say it by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from urp.acts.model import Act
from urp.notices.account.model import AccountNote
from urp.notices.account.sentences import limit_note
from urp.whatsapp.reach import MessagingLimit


class LimitSetting(Protocol):
    def set_limit(self, people: int | None, note: AccountNote, act: Act) -> None:
        """All three together; None: no limit. A later word of Meta's takes its place."""
        ...


@dataclass(frozen=True, slots=True)
class SetMessagingLimit:
    setting: LimitSetting

    def __call__(self, people: int | None, act: Act) -> None:
        self.setting.set_limit(people, limit_note(MessagingLimit(people), act.at, by_staff=True), act)
