"""The office that puts redirects right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from tests.fakes.stored import know
from tests.integration.desk_stores import ANNA, CITIZEN, NOON, TALK, conversation
from urp.acts.store.audit import AuditTrail
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.desk.model import (
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
)
from urp.desk.redirects.counts import Counted
from urp.desk.redirects.model import Redirect
from urp.desk.redirects.office import RedirectOffice
from urp.desk.store.conversation_items import conversation_write, message_key, message_write, state_write
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.redirect_items import redirect_writes
from urp.desk.store.redirects import RedirectCounts, RedirectRegister
from urp.town.municipality.codes import Category, RedirectKind

OPEN = ConversationStatus.OPEN
HOLE = Redirect(
    id=UUID(int=7),
    kind=RedirectKind.REPORT,
    category=Category.STRADE,
    rule="categories.STRADE.names",
    day=date(2026, 11, 25),
    citizen_id=ANNA,
    message_id="wamid.hole",
    at=NOON,
    text="Buca in via Marconi: chi paga la gomma?",
)
NEW_TALK = UUID(int=300)


@dataclass(frozen=True, slots=True)
class RedirectStores:
    office: RedirectOffice
    desk: DeskRegister
    put: Callable[[Redirect], None]
    """Sent on; shown in its conversation, if it names one."""
    talks: Callable[..., None]
    counts: Callable[[], list[Counted]]
    acts: Callable[[], list[tuple[str, str]]]
    tables: Tables


def open_stores(tables: Tables) -> RedirectStores:
    client = tables.client
    register = RedirectRegister(tables)
    desk = DeskRegister(tables)

    def put(redirect: Redirect) -> None:
        messages = [shown(redirect)] if redirect.conversation_id else []
        keys = [message_key(message, NOON) for message in messages]
        writes = [message_write(message, tables, NOON) for message in messages]
        transact(client, [*writes, *redirect_writes(redirect, tables, keys)])

    def talks(status: ConversationStatus = OPEN, number: int = 100, *, current: bool) -> None:
        talk = conversation(number, status=status)
        state = DeskState(ANNA, conversation_id=talk.id if current else None)
        before = desk.state(ANNA)
        change = DeskStateChange(before, replace(state, version=before.version))
        writes = [
            conversation_write(ConversationChange(talk, talk), tables),
            state_write(change, tables, NOON),
        ]
        transact(client, writes)

    def acts() -> list[tuple[str, str]]:
        entries = AuditTrail(tables).of_day(NOON.date(), None, 100).items
        return [(entry.name, entry.details) for entry in entries]

    counts = RedirectCounts(tables)
    office = RedirectOffice(register, desk, know(tables, CITIZEN), timedelta(minutes=2))
    return RedirectStores(office, desk, put, talks, lambda: list(counts.of_month("2026-11")), acts, tables)


def shown(redirect: Redirect) -> DeskMessage:
    return DeskMessage(TALK, redirect.message_id, MessageKind.REPORT, redirect.at, redirect.text)
