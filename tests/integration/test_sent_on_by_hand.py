"""A report among the questions is sent on by a person, and counted like the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.fakes.desk_world import RecordedReplies
from tests.fakes.stored import know
from tests.integration.desk_stores import CITIZEN, NOON, TALK
from tests.integration.redirect_stores import RedirectStores, open_stores
from tests.integration.rights_stores import TEXTS, TOWN
from tests.integration.test_redirect_office import right
from urp.aws.tables import Tables
from urp.desk.answering import AnswerCitizen
from urp.desk.model import ConversationChange, ConversationStatus, DeskMessage, DeskStep, MessageKind
from urp.desk.redirects.counts import Counted
from urp.desk.redirects.office import Found, NoQuestionError, SendOn
from urp.desk.refusals import MovedOnError, WindowClosedError
from urp.errors import NotFoundError
from urp.observability import digest
from urp.town.municipality import load_municipality
from urp.town.municipality.codes import Category, RedirectKind

BINS = "Cassonetti in via Marconi"
REPORT = Found(TALK, digest("wamid.bins"), RedirectKind.REPORT, Category.RIFIUTI, seen=1)
NEW = UUID(int=90)


@pytest.fixture
def stores(tables: Tables) -> RedirectStores:
    made = open_stores(tables)
    made.talks(current=True)
    before = made.desk.get(TALK)
    message = DeskMessage(TALK, "wamid.bins", MessageKind.QUESTION, NOON - timedelta(minutes=5), BINS)
    step = DeskStep(ConversationChange(before, replace(before, said=1)), message=message)
    made.desk.record(step, right(number=50))
    return made


def send_on(stores: RedirectStores, replies: RecordedReplies, *, silent: bool = False) -> SendOn:
    citizen = replace(CITIZEN, window_ends_at=NOON) if silent else CITIZEN
    answer = AnswerCitizen(stores.desk, know(stores.tables, citizen), replies)
    own = load_municipality("tests.profiles.roccaserena").reports.own_channels
    return SendOn(stores.office.register, answer, replace(TOWN.reports, own_channels=own), TEXTS, TOWN.zone)


def test_the_citizen_reads_the_channels_and_it_is_counted(stores: RedirectStores) -> None:
    replies = RecordedReplies()

    send_on(stores, replies)(REPORT, NEW, right("key-1"))

    assert stores.counts() == [Counted(RedirectKind.REPORT, Category.RIFIUTI, date(2026, 11, 25))]
    assert stores.desk.get(TALK).status is ConversationStatus.ANSWERED
    bins, answer = (message.message for message in stores.desk.messages(TALK))
    assert (bins.kind, bins.text) == (MessageKind.REPORT, BINS)
    assert "non riceve segnalazioni" in answer.text
    assert "Rifiuti Serena" in answer.text
    assert replies.ids == [answer.message_id]
    assert stores.office.redirect(NEW, NOON).redirect.text == BINS
    assert ("redirect.put_right", "report/RIFIUTI") in stores.acts()


def test_it_can_be_taken_back_to_the_desk(stores: RedirectStores) -> None:
    send_on(stores, RecordedReplies())(REPORT, NEW, right())

    assert stores.office.to_desk(NEW, UUID(int=300), right(number=2)) == TALK

    assert stores.counts() == []
    assert stores.desk.messages(TALK)[0].message.kind is MessageKind.QUESTION


def test_not_twice_and_not_what_is_no_question(stores: RedirectStores) -> None:
    once = send_on(stores, RecordedReplies())
    once(REPORT, NEW, right())

    with pytest.raises(NoQuestionError):
        once(replace(REPORT, seen=2), UUID(int=91), right(number=2))
    with pytest.raises(NotFoundError):
        once(replace(REPORT, message=digest("wamid.other")), UUID(int=91), right(number=3))


def said_as(stores: RedirectStores, kind: MessageKind) -> Found:
    wall = DeskMessage(TALK, "wamid.wall", kind, NOON - timedelta(minutes=4), "Si apre il muro")
    talk = stores.desk.get(TALK)
    stores.desk.record(
        DeskStep(ConversationChange(talk, replace(talk, said=2)), message=wall), right(number=51)
    )
    return replace(REPORT, message=digest("wamid.wall"), category=Category.STRADE, seen=2)


@pytest.mark.parametrize("taken_for", [MessageKind.EMERGENCY, MessageKind.POSSIBLE_EMERGENCY])
def test_a_report_that_was_taken_for_a_danger_is_sent_on(
    stores: RedirectStores, taken_for: MessageKind
) -> None:
    send_on(stores, RecordedReplies())(said_as(stores, taken_for), NEW, right())

    assert stores.counts() == [Counted(RedirectKind.REPORT, Category.STRADE, date(2026, 11, 25))]


@pytest.mark.parametrize("kind", [MessageKind.DISTRESS, MessageKind.POSSIBLE_DISTRESS])
def test_nobodys_despair_is_sent_on(stores: RedirectStores, kind: MessageKind) -> None:
    with pytest.raises(NoQuestionError):
        send_on(stores, RecordedReplies())(said_as(stores, kind), NEW, right())


def test_only_as_an_answer_could_go_out(stores: RedirectStores) -> None:
    with pytest.raises(MovedOnError):
        send_on(stores, RecordedReplies())(replace(REPORT, seen=0), NEW, right())
    with pytest.raises(WindowClosedError):
        after = replace(right(), at=stores.desk.get(TALK).window_ends_at)
        send_on(stores, RecordedReplies(), silent=True)(REPORT, NEW, after)
    assert stores.counts() == []
