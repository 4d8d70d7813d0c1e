"""The number's rate as a person read it at Meta, where Meta says nothing by itself: when the phone's own app
stops using the number, say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from urp.acts.model import Act
from urp.notices.account.model import AccountNote


class RateSetting(Protocol):
    def set_rate(self, per_second: int, note: AccountNote, act: Act) -> None:
        """All three together. A later word of Meta's takes its place."""
        ...


@dataclass(frozen=True, slots=True)
class SetNumberRate:
    setting: RateSetting

    def __call__(self, per_second: int, act: Act) -> None:
        sentence = f"Ritmo del numero indicato da una persona dell'ufficio: {per_second} messaggi al secondo."
        self.setting.set_rate(per_second, AccountNote("number/throughput", act.at, sentence), act)
