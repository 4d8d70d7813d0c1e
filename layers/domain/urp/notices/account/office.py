"""What people of the office say about our number: a prohibition is lifted that Meta never takes back in
words; limit and rate as read at Meta, where it says nothing by itself.

Whatever lets more messages go takes two people, whatever lets fewer go takes one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.acts.alerts import TO_CONFIRM
from urp.acts.model import Act
from urp.acts.second_person import SETTING_LAPSES, SETTING_WAITS, ProposalChange, TwoPersonAct, fingerprint
from urp.errors import ConflictError
from urp.notices.account.model import AccountNote
from urp.notices.account.sentences import limit_note
from urp.whatsapp.reach import MessagingLimit

if TYPE_CHECKING:
    from uuid import UUID

    from urp.acts.second_person import Proposal, Proposed, SecondPerson
    from urp.notices.store.account_notes import AccountNotes, Prohibitions
    from urp.notices.store.number_settings import NumberSettings
    from urp.whatsapp.rate_ports import NumberRate, ReachLedger


LIFT = TwoPersonAct("account.lift", TO_CONFIRM, SETTING_WAITS, SETTING_LAPSES)
RATE = TwoPersonAct("account.rate", TO_CONFIRM, SETTING_WAITS, SETTING_LAPSES)
LIMIT = TwoPersonAct("account.limit", TO_CONFIRM, SETTING_WAITS, SETTING_LAPSES)
_OUR_NUMBER = "number"
_NO_LIMIT = "none"


class NotForbiddenError(ConflictError):
    code = "not_forbidden"


@dataclass(frozen=True, slots=True)
class LiftProhibition:
    notes: AccountNotes
    prohibitions: Prohibitions
    second_person: SecondPerson

    def propose(self, subject: str, act: Act) -> Proposed:
        note = self._in_force(subject, act)
        words = f"Si toglie questo divieto: «{note.sentence}» Gli avvisi fermi restano fermi."
        return self.second_person.propose(
            LIFT,
            LIFT.subject_of(subject),
            _hash_note(note),
            act.reason or "",
            act,
            value=subject,
            words=words,
        )

    def confirm(self, subject: UUID, seen: str, act: Act) -> None:
        retry_if_moved(lambda: self._confirm(subject, seen, act))

    def _confirm(self, subject: UUID, seen: str, act: Act) -> None:
        def content(proposal: Proposal) -> str:
            return _hash_note(self._in_force(proposal.value, act))

        agreed = self.second_person.agree(LIFT, subject, content, seen, act)
        before = self._in_force(agreed.proposal.value, act)
        sentence = f"Divieto tolto da due persone dell'ufficio. Diceva: «{before.sentence}»"
        after = AccountNote(before.subject, act.at, sentence)
        act = replace(agreed.act, reason=agreed.proposal.reason)
        self.prohibitions.lift(before, after, act, agreed.change)

    def _in_force(self, subject: str, act: Act) -> AccountNote:
        note = next((note for note in self.notes.all() if note.subject == subject), None)
        if note is None or not note.in_force(act.at):
            raise NotForbiddenError("Questo avviso di Meta non vieta niente: non c'è nulla da togliere.")
        return note


@dataclass(frozen=True, slots=True)
class SetMessagingLimit:
    settings: NumberSettings
    ledger: ReachLedger
    second_person: SecondPerson

    def __call__(self, people: int | None, act: Act) -> Proposed | None:
        """The proposal, where it would let more people be written to; None: it is set."""
        before = self.ledger.reach().limit
        if before is None or (people is not None and people <= before):
            self._set(people, act)
            return None
        value = _NO_LIMIT if people is None else str(people)
        now, then = _show_people(before), _show_people(people)
        words = f"Il limite di persone raggiungibili in 24 ore passa da {now} a {then}."
        return self.second_person.propose(
            LIMIT,
            LIMIT.subject_of(_OUR_NUMBER),
            _hash_change(before, value),
            act.reason or "",
            act,
            value=value,
            words=words,
        )

    def confirm(self, subject: UUID, seen: str, act: Act) -> None:
        def content(proposal: Proposal) -> str:
            return _hash_change(self.ledger.reach().limit, proposal.value)

        agreed = self.second_person.agree(LIMIT, subject, content, seen, act)
        people = None if agreed.proposal.value == _NO_LIMIT else int(agreed.proposal.value)
        self._set(people, replace(agreed.act, reason=agreed.proposal.reason), agreed.change)

    def _set(self, people: int | None, act: Act, confirmed: ProposalChange | None = None) -> None:
        note = limit_note(MessagingLimit(people), act.at, by_staff=True)
        self.settings.set_limit(people, note, act, confirmed)


@dataclass(frozen=True, slots=True)
class SetNumberRate:
    settings: NumberSettings
    rate: NumberRate
    second_person: SecondPerson

    def __call__(self, per_second: int, act: Act) -> Proposed | None:
        """The proposal, where it would let more messages go; None: it is set."""
        before = self.rate.look(act.at).per_second
        if per_second <= before:
            self._set(per_second, act)
            return None
        words = f"Il ritmo del numero passa da {before} a {per_second} messaggi al secondo."
        return self.second_person.propose(
            RATE,
            RATE.subject_of(_OUR_NUMBER),
            _hash_change(before, str(per_second)),
            act.reason or "",
            act,
            value=str(per_second),
            words=words,
        )

    def confirm(self, subject: UUID, seen: str, act: Act) -> None:
        def content(proposal: Proposal) -> str:
            return _hash_change(self.rate.look(act.at).per_second, proposal.value)

        agreed = self.second_person.agree(RATE, subject, content, seen, act)
        act = replace(agreed.act, reason=agreed.proposal.reason)
        self._set(int(agreed.proposal.value), act, agreed.change)

    def _set(self, per_second: int, act: Act, confirmed: ProposalChange | None = None) -> None:
        sentence = f"Ritmo del numero indicato da una persona dell'ufficio: {per_second} messaggi al secondo."
        note = AccountNote("number/throughput", act.at, sentence)
        self.settings.set_rate(per_second, note, act, confirmed)


def _show_people(people: int | None) -> str:
    return "senza limite" if people is None else f"{people}"


def _hash_change(before: int | None, value: str) -> str:
    return fingerprint({"before": before, "after": value})


def _hash_note(note: AccountNote) -> str:
    return fingerprint({"subject": note.subject, "said": note.at, "sentence": note.sentence})
