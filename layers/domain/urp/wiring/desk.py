"""The desk's use cases, wired from what the API has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from urp.citizens.store.citizens import CitizenReader
from urp.desk.answering import AnswerCitizen
from urp.desk.api.offices import DeskUseCases
from urp.desk.canned import CannedOffice, load_replies
from urp.desk.closing import CloseConversation, ReopenConversation
from urp.desk.figures import CountDesk
from urp.desk.holding import AssignConversation
from urp.desk.office import DeskOffice
from urp.desk.resuming import ResumeQuestion
from urp.desk.store.canned_register import CannedRegister
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.queue import ConversationsSince
from urp.desk.store.sqs_replies import SqsReplies
from urp.language import Language
from urp.masking import published
from urp.notices.account.rules import AccountRules
from urp.notices.store.dynamodb_account import DynamoAccountNotes
from urp.town.opening_hours import OpeningHours
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.town.texts.values import profile_values

if TYPE_CHECKING:
    from urp.settings.staff_api import StaffApiSettings
    from urp.town.templates import MessageTemplate
    from urp.wiring.office import OfficeParts


def desk_use_cases(parts: OfficeParts, ready: Callable[[], tuple[str, ...]] = tuple) -> DeskUseCases:
    """`ready`: what the office says again and again; its numbers are the office's own."""
    own = tuple(profile_values(parts.municipality, Language.ITALIAN).values())
    register = desk_register(parts)
    people = CitizenReader(parts.client, parts.citizens_table)
    replies = SqsReplies(parts.queues, parts.replies_queue_url)
    return DeskUseCases(
        see=DeskOffice(
            register,
            people,
            turn_gap=parts.municipality.answering.turn_gap,
            numbers_a_day=parts.municipality.moderation.numbers_a_day,
            zone=parts.municipality.zone,
            public=lambda: _published((*own, *ready())),
        ),
        answer=AnswerCitizen(register, people, replies),
        assign=AssignConversation(register),
        close=CloseConversation(register),
        reopen=ReopenConversation(register, timedelta(days=parts.municipality.retention.desk_text)),
    )


@lru_cache(maxsize=4)
def _published(texts: tuple[str, ...]) -> frozenset[str]:
    return published(*texts)


def resume_question(parts: OfficeParts, templates: Mapping[str, MessageTemplate]) -> ResumeQuestion:
    notes = DynamoAccountNotes(parts.client, parts.control_table, parts.municipality.retention)
    return ResumeQuestion(
        register=desk_register(parts),
        people=CitizenReader(parts.client, parts.citizens_table),
        replies=SqsReplies(parts.queues, parts.replies_queue_url),
        templates=templates,
        forbids=AccountRules(notes, templates).forbids,
    )


def count_desk(parts: OfficeParts) -> CountDesk:
    return CountDesk(
        register=desk_register(parts),
        since=ConversationsSince(parts.client, parts.desk_table),
        calendar=CalendarExceptions(parts.client, parts.control_table),
        hours=OpeningHours(parts.municipality.calendar),
        kept_for=timedelta(days=parts.municipality.retention.desk_text),
    )


def canned_office(parts: OfficeParts, settings: StaffApiSettings) -> CannedOffice:
    town = parts.municipality
    allowed = settings.placeholders_allowed
    return CannedOffice(
        register=CannedRegister(
            parts.client,
            control_table=parts.control_table,
            audit_table=parts.audit_table,
            retention=town.retention,
        ),
        profile=load_replies(settings.profile_package, town, placeholders_allowed=allowed),
        answering=town.answering,
        zone=town.zone,
    )


def desk_register(parts: OfficeParts) -> DeskRegister:
    return DeskRegister(
        parts.client,
        desk_table=parts.desk_table,
        audit_table=parts.audit_table,
        control_table=parts.control_table,
        retention=parts.municipality.retention,
    )
