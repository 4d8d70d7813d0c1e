"""Asking the people of an import to confirm: an ordinary broadcast whose audience are those who have not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.model import Act
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.model import BeyondTier, Broadcast, BroadcastDraft, BroadcastStatus
from urp.notices.imports.model import ListImport
from urp.notices.imports.office import check_date
from urp.town.opening_hours import write_day
from urp.town.templates.model import DATE_PARAMETER, MessageTemplate, TemplateKind
from urp.town.templates.rendering import check_parameters

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts
    from urp.notices.store.imports import ImportRegister


class StillRunningError(ConflictError):
    code = "import_running"


class NobodyLeftError(ConflictError):
    code = "import_ended"


class NoTemplateError(ConflictError):
    """The profile has no message template of kind `reconfirmation`."""

    code = "no_reconfirmation_template"


@dataclass(frozen=True, slots=True)
class AskToConfirm:
    register: ImportRegister
    broadcasts: Broadcasts
    templates: Sequence[MessageTemplate]
    link: str
    """The privacy notice, where the request's own page would be."""
    zone: ZoneInfo

    def __call__(self, import_id: UUID, broadcast_id: UUID, confirm_by: date | None, act: Act) -> Broadcast:
        """A draft, to be sent like any other. `confirm_by` moves the import's date, which is what they read.

        The import names the campaign first: one that was then never made removes nobody, since only people
        who were really asked are removed.
        """
        before = self.register.load(import_id)
        if before is None:
            raise NotFoundError("Questo elenco non c'è.")
        if before.dropped_at is not None:
            raise NobodyLeftError("Questo elenco non è stato confermato: nessuno è stato iscritto.")
        if before.waits:
            raise StillRunningError("L'elenco aspetta la conferma di un'altra persona.")
        if not before.done:
            raise StillRunningError("L'elenco si sta ancora caricando.")
        if before.ended_at is not None:
            raise NobodyLeftError("Nessuno di questo elenco aspetta più una risposta.")
        day = confirm_by or before.confirm_by
        check_date(day, act.at, self.zone)
        if before.campaigns and day < before.confirm_by:
            told = write_day(before.confirm_by)
            raise InvalidError("confirm_by", f"non prima di {told}: lo promette una richiesta di prima")
        after = replace(
            before,
            confirm_by=day,
            campaigns=before.campaigns | {broadcast_id},
        )
        broadcast = self._draft(after, broadcast_id, act)
        self.register.announce(before, after)
        told = f"import/{import_id}, to answer by {after.confirm_by}"
        self.broadcasts.create(broadcast, None, replace(act, details=told))
        return broadcast

    def _draft(self, of: ListImport, broadcast_id: UUID, act: Act) -> Broadcast:
        template = next((each for each in self.templates if each.kind is TemplateKind.RECONFIRMATION), None)
        if template is None:
            raise NoTemplateError("Il profilo non ha un modello per chiedere conferma.")
        draft = BroadcastDraft(
            title=f"Riconferma: {of.name}",
            template=template.name,
            parameters=check_parameters(template, {DATE_PARAMETER: write_day(of.confirm_by)}),
            link=self.link,
            expires_at=_end_of(of.confirm_by, self.zone),
            beyond_tier=BeyondTier.PLAN,  # it does not hurry: a long list is asked over several days
        )
        return Broadcast(
            broadcast_id,
            draft,
            BroadcastStatus.DRAFT,
            act.at,
            act.by,
            version=1,
            audience_rule=AudienceRule(AudienceKind.UNCONFIRMED, of.id),
        )


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """Midnight after it: nobody is asked for an answer that would come too late."""
    return datetime.combine(day + timedelta(days=1), time(), zone)
