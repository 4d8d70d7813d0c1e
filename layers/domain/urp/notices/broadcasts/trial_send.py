"""A notice sent to a few phones of the staff before anybody else gets it.

It goes the way of the desk's answers, at their share of the number's rate: no recipient row, no statement.
Who holds the phone need not be subscribed, and is nobody in the tables.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.desk.outbox import OutboxRow, Replies, ReplyKind
from urp.errors import ConflictError, TooOftenError, UnavailableError
from urp.notices.broadcasts.filling import fill_gaps
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.sheet import BEFORE, OnItsWayError
from urp.notices.broadcasts.staff_steps import StaffSteps, require_header
from urp.notices.broadcasts.wording import Wording
from urp.whatsapp.outgoing import NamedParameter, TemplateMessage

if TYPE_CHECKING:
    from datetime import date

    from urp.notices.store.trials import Trials

TRIALS_A_DAY = 10
"""Of all notices together."""


class NoTestPhonesError(ConflictError):
    code = "no_test_phones"


class TrialsLimitError(TooOftenError):
    code = "tests_limit"


@dataclass(frozen=True, slots=True)
class Trial:
    phones: int
    left_today: int

    @property
    def words(self) -> str:
        where = "un telefono" if self.phones == 1 else f"{self.phones} telefoni"
        return (
            f"In arrivo su {where}, come lo leggerà il cittadino: Meta non permette di scrivere «PROVA» in un"
            " modello. Se entro qualche minuto non arriva, Meta l'ha rifiutato."
        )


@dataclass(frozen=True, slots=True)
class TrialSend:
    """Raises NotFoundError, ConflictError, TrialsLimitError."""

    steps: StaffSteps
    wording: Wording
    trials: Trials
    replies: Replies
    phones: tuple[str, ...]
    """In digits, with the country's."""
    zone: tzinfo

    def __call__(self, broadcast_id: UUID, act: Act) -> Trial:
        broadcast = require_header(self.steps.broadcasts, broadcast_id)
        if broadcast.status not in BEFORE:
            raise OnItsWayError("L'avviso è già partito o non parte più: non si prova.")
        if broadcast.training:
            raise ConflictError("È un'esercitazione: non parte nulla, neppure verso i telefoni di prova.")
        if not self.phones:
            raise NoTestPhonesError(
                "Non ci sono telefoni di prova: li indica chi installa il servizio (TestPhones)."
            )
        if not self.wording.fits(broadcast.draft):
            raise ConflictError(self.wording.text(broadcast.draft))
        self.steps.refuse_if_forbidden(broadcast.draft, act.at)
        rows = [self._row(broadcast, phone, number, act) for number, phone in enumerate(self.phones, 1)]
        told = replace(act, details=f"phones={len(rows)}")
        self.trials.record(rows, self._day(act), TRIALS_A_DAY, told)
        with suppress(UnavailableError):  # the sweep enqueues what is stored and was not sent
            self.replies.enqueue([row.id for row in rows])
        return self.again(act)

    def again(self, act: Act) -> Trial:
        """What a repeated call reads."""
        return Trial(len(self.phones), max(0, TRIALS_A_DAY - self.trials.count(self._day(act))))

    def _day(self, act: Act) -> date:
        return act.at.astimezone(self.zone).date()

    def _row(self, broadcast: Broadcast, phone: str, number: int, act: Act) -> OutboxRow:
        draft, template = broadcast.draft, self.wording.templates[broadcast.draft.template]
        values = fill_gaps(template, draft)
        message = TemplateMessage(  # without a row its button takes off who presses it, by its words
            template.name,
            template.language,
            tuple(NamedParameter(each.name, values[each.name]) for each in template.parameters),
        )
        return OutboxRow(
            id=f"trial-{act.id}-{number}",
            citizen_id=broadcast.id,
            kind=ReplyKind.TRIAL,
            text=self.wording.text(draft),
            created_at=act.at,
            user_id=None,
            phone=phone,
            template=message,
        )
