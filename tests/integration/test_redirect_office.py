"""A person puts right what was misread, in memory and on DynamoDB alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.days import RETENTION
from tests.integration.desk_stores import ANNA, NOON, TALK, act
from tests.integration.redirect_stores import HOLE, NEW_TALK, RedirectStores, open_stores
from urp.acts.model import Act
from urp.aws.dynamodb import transact
from urp.aws.tables import Tables
from urp.desk.model import ConversationStatus, MessageKind
from urp.desk.redirects.counts import Counted
from urp.desk.redirects.office import AlreadyAQuestionError, TakenBackError
from urp.desk.refusals import AnotherOpenError
from urp.desk.store.conversation_items import hiding_write
from urp.desk.store.redirect_items import kept_key
from urp.errors import NotFoundError
from urp.town.municipality.codes import Category, RedirectKind


@pytest.fixture
def stores(tables: Tables) -> RedirectStores:
    return open_stores(tables)


def right(key: str | None = None, number: int = 1) -> Act:
    return act("redirect.put_right", key, number)


def test_the_count_follows_a_correction_and_the_audit_says_what_was_changed(stores: RedirectStores) -> None:
    stores.put(HOLE)

    after = stores.office.correct(HOLE.id, RedirectKind.COMPLAINT, Category.RIFIUTI, right())

    assert (after.redirect.kind, after.redirect.category) == (RedirectKind.COMPLAINT, Category.RIFIUTI)
    assert after.redirect.rule == "staff"
    assert after.redirect.text == HOLE.text
    assert stores.counts() == [Counted(RedirectKind.COMPLAINT, Category.RIFIUTI, HOLE.day)]
    assert stores.acts() == [("redirect.put_right", "report/STRADE -> complaint/RIFIUTI")]


def test_what_was_a_question_after_all_waits_at_the_desk_and_is_counted_no_longer(
    stores: RedirectStores,
) -> None:
    stores.put(HOLE)

    talk = stores.office.to_desk(HOLE.id, NEW_TALK, right("key-1"))

    assert talk == NEW_TALK
    opened = stores.desk.conversation(NEW_TALK)
    assert opened is not None
    assert (opened.status, opened.facts.asked_at) == (ConversationStatus.OPEN, NOON)
    (message,) = stores.desk.messages(NEW_TALK)
    assert (message.message.kind, message.message.text) == (MessageKind.QUESTION, HOLE.text)
    assert stores.desk.state(ANNA).conversation_id == NEW_TALK
    assert stores.counts() == []


def test_it_goes_into_the_conversation_that_is_open(stores: RedirectStores) -> None:
    stores.talks(ConversationStatus.ANSWERED, current=True)
    stores.put(HOLE)

    assert stores.office.to_desk(HOLE.id, NEW_TALK, right()) == TALK

    talk = stores.desk.conversation(TALK)
    assert talk is not None
    assert talk.status is ConversationStatus.OPEN


def test_what_was_shown_in_a_conversation_becomes_a_question_there_once(stores: RedirectStores) -> None:
    stores.talks(ConversationStatus.ANSWERED, current=True)
    stores.put(replace(HOLE, conversation_id=TALK))

    assert stores.office.to_desk(HOLE.id, NEW_TALK, right()) == TALK

    (message,) = stores.desk.messages(TALK)
    assert message.message.kind is MessageKind.QUESTION


def test_a_closed_conversation_that_showed_it_is_opened_again(stores: RedirectStores) -> None:
    stores.talks(ConversationStatus.CLOSED, current=False)
    stores.put(replace(HOLE, conversation_id=TALK))

    assert stores.office.to_desk(HOLE.id, NEW_TALK, right()) == TALK

    talk = stores.desk.conversation(TALK)
    assert talk is not None
    assert (talk.status, talk.facts.reopened) == (ConversationStatus.OPEN, 1)
    assert stores.desk.state(ANNA).conversation_id == TALK


def test_but_not_beside_another_open_one(stores: RedirectStores) -> None:
    stores.talks(ConversationStatus.CLOSED, current=False)
    stores.put(replace(HOLE, conversation_id=TALK))
    stores.talks(number=200, current=True)

    with pytest.raises(AnotherOpenError):
        stores.office.to_desk(HOLE.id, NEW_TALK, right())


def test_a_question_is_neither_corrected_nor_taken_to_the_desk_twice(stores: RedirectStores) -> None:
    stores.put(HOLE)
    stores.office.to_desk(HOLE.id, NEW_TALK, right())

    with pytest.raises(AlreadyAQuestionError):
        stores.office.to_desk(HOLE.id, NEW_TALK, right(number=2))
    with pytest.raises(AlreadyAQuestionError):
        stores.office.correct(HOLE.id, RedirectKind.REPORT, Category.ALTRO, right(number=3))


def test_what_is_not_kept_cannot_be_put_right(stores: RedirectStores) -> None:
    with pytest.raises(NotFoundError):
        stores.office.correct(UUID(int=8), RedirectKind.REPORT, Category.ALTRO, right())


def test_the_newest_is_listed_first_with_its_words_wherever_they_stand(stores: RedirectStores) -> None:
    stores.talks(current=True)
    stores.put(HOLE)
    later = replace(HOLE, id=UUID(int=8), message_id="wamid.8", at=NOON + timedelta(hours=1))
    stores.put(replace(later, conversation_id=TALK))

    listed = stores.office.kept(None, 10, NOON + timedelta(hours=2)).items

    assert [each.redirect.id for each in listed] == [UUID(int=8), HOLE.id]
    assert {each.redirect.text for each in listed} == {HOLE.text}


def test_past_its_days_nothing_is_listed_or_put_right(tables: Tables) -> None:
    stores = open_stores(tables)
    stores.put(HOLE)
    later = NOON + timedelta(days=RETENTION.redirected_reports)

    assert stores.office.kept(None, 10, later).items == ()
    with pytest.raises(NotFoundError):
        stores.office.correct(HOLE.id, RedirectKind.REPORT, Category.ALTRO, replace(right(), at=later))


def test_what_its_sender_took_back_is_no_question(stores: RedirectStores, tables: Tables) -> None:
    stores.put(HOLE)
    transact(tables.client, [hiding_write(*kept_key(HOLE.id), tables.desk)])

    with pytest.raises(TakenBackError):
        stores.office.to_desk(HOLE.id, NEW_TALK, right())
