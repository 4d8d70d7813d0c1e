"""A prohibition that Meta never takes back in words: an administrator who has looked lifts it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from urp.acts.acts import retried
from urp.acts.model import Act
from urp.errors import ConflictError
from urp.notices.account.model import AccountNote
from urp.notices.account.rules import AccountNotes


class NotForbiddenError(ConflictError):
    code = "not_forbidden"


class Prohibitions(Protocol):
    def lift(self, before: AccountNote, after: AccountNote, act: Act) -> None:
        """With the act. ConflictError when Meta said something else in the meantime."""
        ...


@dataclass(frozen=True, slots=True)
class LiftProhibition:
    notes: AccountNotes
    prohibitions: Prohibitions

    def __call__(self, subject: str, act: Act) -> None:
        retried(lambda: self._lift(subject, act))

    def _lift(self, subject: str, act: Act) -> None:
        before = next((note for note in self.notes.all() if note.subject == subject), None)
        if before is None or not before.in_force(act.at):
            raise NotForbiddenError("Questo avviso di Meta non vieta niente: non c'è nulla da togliere.")
        sentence = f"Divieto tolto da una persona dell'ufficio. Diceva: «{before.sentence}»"
        self.prohibitions.lift(before, AccountNote(subject, act.at, sentence), act)
