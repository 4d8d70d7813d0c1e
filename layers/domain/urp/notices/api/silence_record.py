"""The record of a period of electoral silence: as JSON, and as a sheet for AGCOM."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.notices.api.approval_json import IndispensableJson, indispensable_json
from urp.notices.api.break_glass_json import BreakGlassJson, break_glass_json
from urp.notices.api.figures import STATUSES, clock
from urp.notices.broadcasts.model import BroadcastStatus, HoldReason, Urgency
from urp.notices.silence.model import GroundKind
from urp.staff_api.schemas import Moment, Output
from urp.staff_api.sheets import Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from urp.notices.api.offices import NoticesOffices
    from urp.notices.silence.model import SilencePeriod
    from urp.notices.silence.record import Named, RecordedNotice

_COLUMNS = (
    *("Avviso", "Titolo", "Testo letto dai cittadini", "Stato", "Urgenza", "Tipo di motivo", "Motivo"),
    *("Dichiarato impersonale", "Scritto da", "Mandato in approvazione da", "Mandato il", "Approvato da"),
    *("Approvato il", "Da una persona sola", "Non approvato da", "Non approvato il", "Perché non approvato"),
    *("Fermato dal servizio", "Previsto il", "Invio iniziato il", "Chiuso il", "Persone"),
)
GROUND_KINDS: Mapping[GroundKind, str] = {
    GroundKind.EMERGENCY: "emergenza",
    GroundKind.SERVICE_CHANGE: "cambio di un servizio",
    GroundKind.LEGAL_DEADLINE: "scadenza di legge",
    GroundKind.OTHER: "altro",
}


class NamedJson(Output):
    id: str
    name: str | None = Field(description="As the audit has it; null of an announcement")


class RefusedJson(Output):
    by: NamedJson
    at: Moment
    reason: str
    final: bool = Field(description="Rejected, not returned")


class RecordedNoticeJson(Output):
    broadcast: UUID
    title: str
    text: str = Field(description="As citizens read it")
    status: BroadcastStatus
    urgency: Urgency
    indispensable: IndispensableJson | None
    break_glass: BreakGlassJson | None = Field(description="Sent alone: its ground, reviewed afterwards")
    written_by: NamedJson
    submitted_by: NamedJson | None
    submitted_at: Moment | None
    approved_by: NamedJson | None
    approved_at: Moment | None
    alone: bool = Field(description="Approved by who submitted it, before the period was set")
    refused: RefusedJson | None
    kept_back: str | None = Field(description="Italian: the period kept it back when it was due")
    due_at: Moment | None
    sending_at: Moment | None
    closed_at: Moment | None
    people: int | None


class SilenceRecordJson(Output):
    period: UUID
    name: str
    decree: str
    first_day: date
    ends_at: Moment = Field(description="The close of voting, or when two people ended it")
    items: tuple[RecordedNoticeJson, ...] = Field(description="Oldest first")


def record_json(period: SilencePeriod, found: Sequence[RecordedNotice]) -> SilenceRecordJson:
    items = tuple(_notice_json(each) for each in found)
    return SilenceRecordJson.from_view(period, period=period.id, items=items)


def _notice_json(recorded: RecordedNotice) -> RecordedNoticeJson:
    notice, asked = recorded.broadcast, recorded.submission
    approval, refusal, hold = notice.approval, notice.refusal, notice.hold
    silenced = hold is not None and hold.reason is HoldReason.ELECTORAL_SILENCE
    refused_by = _named(recorded.refused_by)
    return RecordedNoticeJson(
        broadcast=notice.id,
        title=notice.draft.title,
        text=recorded.text,
        status=notice.status,
        urgency=notice.draft.urgency,
        indispensable=indispensable_json(asked.indispensable) if asked else None,
        break_glass=break_glass_json(notice),
        written_by=NamedJson.from_view(recorded.written_by),
        submitted_by=_named(recorded.submitted_by),
        submitted_at=asked.at if asked else None,
        approved_by=_named(recorded.approved_by),
        approved_at=approval.at if approval else None,
        alone=approval is not None and approval.alone,
        refused=RefusedJson.from_view(refusal, by=refused_by) if refusal and refused_by else None,
        kept_back=hold.explanation if hold and silenced else None,
        due_at=notice.due_at,
        sending_at=notice.sending_at,
        closed_at=notice.closed_at,
        people=recorded.people,
    )


def _named(who: Named | None) -> NamedJson | None:
    return None if who is None else NamedJson.from_view(who)


def _ground(recorded: RecordedNoticeJson) -> tuple[str | None, str | None]:
    """Kind and words; of what a duty officer sent alone those written then."""
    if (said := recorded.indispensable) is not None:
        return GROUND_KINDS[said.kind], said.ground
    if (sent := recorded.break_glass) is None:
        return None, None
    return GROUND_KINDS[GroundKind.EMERGENCY], sent.ground.text if sent.ground else None


def record_sheet(offices: NoticesOffices, shown: SilenceRecordJson) -> Sheet:
    zone = offices.municipality.zone
    rows = tuple(
        (
            str(each.broadcast),
            each.title,
            each.text,
            STATUSES[each.status],
            "emergenza" if each.urgency is Urgency.EMERGENCY else "ordinaria",
            *_ground(each),
            "sì" if each.indispensable else "no",
            _who(each.written_by),
            _who(each.submitted_by),
            clock(each.submitted_at, zone),
            _who(each.approved_by),
            clock(each.approved_at, zone),
            "sì" if each.alone else "no",
            _who(each.refused.by) if each.refused else None,
            clock(each.refused.at, zone) if each.refused else None,
            each.refused.reason if each.refused else None,
            each.kept_back,
            clock(each.due_at, zone),
            clock(each.sending_at, zone),
            clock(each.closed_at, zone),
            each.people,
        )
        for each in shown.items
    )
    return Sheet(f"silenzio-elettorale-{shown.first_day}", (_COLUMNS, *rows))


def _who(named: NamedJson | None) -> str | None:
    return None if named is None else f"{named.name or ''} ({named.id})".strip()
