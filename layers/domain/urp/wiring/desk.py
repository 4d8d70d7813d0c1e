"""The desk's use cases, wired from what the API has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from urp.acts.store.staff import StaffNames
from urp.citizens.store.citizens import CitizenReader
from urp.desk.answering import AnswerCitizen, TakeBackAnswer
from urp.desk.api.offices import DeskUseCases
from urp.desk.canned import CannedOffice, load_replies
from urp.desk.closing import CloseConversation, ReopenConversation
from urp.desk.figures import CountDesk
from urp.desk.holding import AssignConversation
from urp.desk.office import DeskOffice
from urp.desk.redirects.counts import CountRedirects
from urp.desk.redirects.office import RedirectOffice, SendOn
from urp.desk.resuming import ResumeQuestion
from urp.desk.searching import LookUpPerson, SearchConversations
from urp.desk.store.canned_register import CannedRegister
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.drafts import Drafts
from urp.desk.store.lookers import Lookers
from urp.desk.store.outbox_items import SqsReplies
from urp.desk.store.queue import ConversationsSince
from urp.desk.store.redirects import RedirectCounts, RedirectRegister
from urp.language import Language
from urp.masking import collect_published
from urp.notices.account.rules import AccountRules
from urp.notices.store.account_notes import AccountNotes
from urp.town.opening_hours import OpeningHours
from urp.town.store.calendar_exceptions import CalendarExceptions
from urp.town.texts.values import list_profile_values

if TYPE_CHECKING:
    from urp.desk.answering import AnswerCitizen
    from urp.wiring.resources import OfficeResources


def desk_use_cases(resources: OfficeResources, ready: Callable[[], tuple[str, ...]] = tuple) -> DeskUseCases:
    """`ready`: what the office says again and again; its numbers are the office's own."""
    own = tuple(list_profile_values(resources.municipality, Language.ITALIAN).values())
    register = desk_register(resources)
    people = CitizenReader(resources.tables)
    replies = SqsReplies(resources.queues, resources.settings.replies_queue_url)
    town = resources.municipality

    def public() -> frozenset[str]:
        return _published((*own, *ready()))

    return DeskUseCases(
        see=DeskOffice(
            register,
            people,
            turn_gap=town.answering.turn_gap,
            numbers_a_day=town.moderation.numbers_a_day,
            zone=town.zone,
            public=public,
        ),
        lookers=Lookers(resources.tables),
        drafts=Drafts(resources.tables),
        search=SearchConversations(
            register,
            people,
            public,
            _read_phone,
            LookUpPerson(register, people, town.zone, town.moderation.numbers_a_day),
        ),
        answer=AnswerCitizen(register, people, replies),
        take_back=TakeBackAnswer(register),
        assign=AssignConversation(register, StaffNames(resources.tables)),
        close=CloseConversation(register),
        reopen=ReopenConversation(register, timedelta(days=resources.municipality.retention.desk_text)),
    )


def _read_phone(written: str) -> str:
    from urp.privacy.rights.consents import read_phone

    return read_phone(written)


@lru_cache(maxsize=4)
def _published(texts: tuple[str, ...]) -> frozenset[str]:
    return collect_published(*texts)


def resume_question(resources: OfficeResources) -> ResumeQuestion:
    notes = AccountNotes(resources.tables)
    return ResumeQuestion(
        register=desk_register(resources),
        people=CitizenReader(resources.tables),
        replies=SqsReplies(resources.queues, resources.settings.replies_queue_url),
        templates=resources.templates,
        forbids=AccountRules(notes, resources.templates).forbids,
    )


def count_desk(resources: OfficeResources) -> CountDesk:
    return CountDesk(
        register=desk_register(resources),
        since=ConversationsSince(resources.tables),
        calendar=CalendarExceptions(resources.tables),
        hours=OpeningHours(resources.municipality.calendar),
        kept_for=timedelta(days=resources.municipality.retention.desk_text),
    )


def canned_office(resources: OfficeResources) -> CannedOffice:
    town = resources.municipality
    settings = resources.settings
    return CannedOffice(
        register=CannedRegister(resources.tables),
        profile=load_replies(
            settings.profile_package, town, placeholders_allowed=settings.placeholders_allowed
        ),
        answering=town.answering,
        zone=town.zone,
    )


def desk_register(resources: OfficeResources) -> DeskRegister:
    return DeskRegister(resources.tables)


def redirect_office(resources: OfficeResources) -> RedirectOffice:
    return RedirectOffice(
        redirect_register(resources),
        desk_register(resources),
        CitizenReader(resources.tables),
        resources.municipality.answering.turn_gap,
    )


def count_redirects(resources: OfficeResources) -> CountRedirects:
    return CountRedirects(RedirectCounts(resources.tables))


def send_on(resources: OfficeResources, answer: AnswerCitizen) -> SendOn:
    town = resources.municipality
    return SendOn(redirect_register(resources), answer, town.reports, resources.texts, town.zone)


def redirect_register(resources: OfficeResources) -> RedirectRegister:
    return RedirectRegister(resources.tables)
