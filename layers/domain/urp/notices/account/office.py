"""What a person of the office says about our number: a prohibition is lifted that Meta never takes back in
words; limit and rate as read at Meta, where it says nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.errors import ConflictError
from urp.notices.account.model import AccountNote
from urp.notices.account.sentences import limit_note
from urp.whatsapp.reach import MessagingLimit

if TYPE_CHECKING:
    from urp.notices.store.account_notes import AccountNotes, Prohibitions
    from urp.notices.store.number_settings import NumberSettings


class NotForbiddenError(ConflictError):
    code = "not_forbidden"


@dataclass(frozen=True, slots=True)
class LiftProhibition:
    notes: AccountNotes
    prohibitions: Prohibitions

    def __call__(self, subject: str, act: Act) -> None:
        retry_if_moved(lambda: self._lift(subject, act))

    def _lift(self, subject: str, act: Act) -> None:
        before = next((note for note in self.notes.all() if note.subject == subject), None)
        if before is None or not before.in_force(act.at):
            raise NotForbiddenError("Questo avviso di Meta non vieta niente: non c'è nulla da togliere.")
        sentence = f"Divieto tolto da una persona dell'ufficio. Diceva: «{before.sentence}»"
        self.prohibitions.lift(before, AccountNote(subject, act.at, sentence), act)


@dataclass(frozen=True, slots=True)
class SetMessagingLimit:
    settings: NumberSettings

    def __call__(self, people: int | None, act: Act) -> None:
        self.settings.set_limit(people, limit_note(MessagingLimit(people), act.at, by_staff=True), act)


@dataclass(frozen=True, slots=True)
class SetNumberRate:
    settings: NumberSettings

    def __call__(self, per_second: int, act: Act) -> None:
        sentence = f"Ritmo del numero indicato da una persona dell'ufficio: {per_second} messaggi al secondo."
        self.settings.set_rate(per_second, AccountNote("number/throughput", act.at, sentence), act)
