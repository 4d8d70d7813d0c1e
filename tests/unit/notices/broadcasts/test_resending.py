"""Whoever stayed unclear may get the notice once more, if a person says so: exactly they, and once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.fakes.broadcasts.meta import Temper
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.errors import ConflictError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.follow_up_office import NobodyUnclearError, NotClosedYetError
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.recipients import Delivery, Outcome
from urp.notices.broadcasts.trackers import RowReference

PEOPLE = 300


def closed_with_some_unclear(scene: Scene) -> set[object]:
    scene.subscribe(PEOPLE)
    scene.town.meta.temper = Temper(server_error=0.02, status_lost=1.0)
    scene.send_now()
    scene.run_to_the_end()
    scene.town.meta.temper = Temper()
    rows = scene.town.stored.all_rows(NOTICE)
    return {citizen_id for citizen_id, row in rows.items() if row.outcome is Outcome.UNCLEAR}


def sent_again(scene: Scene) -> Broadcast:
    again = scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))
    scene.town.office().approvals.submit(again.id, None, scene.act("broadcast.submit again"))
    scene.run_to_the_end(again.id)
    return again


def test_exactly_those_who_stayed_unclear_are_written_to_again(scene: Scene) -> None:
    unclear = closed_with_some_unclear(scene)

    again = sent_again(scene)

    assert unclear
    assert scene.town.stored.all_rows(again.id).keys() == unclear
    assert scene.counts(again.id).accepted == len(unclear) == scene.counts().unclear
    assert scene.header(again.id).audience_rule == AudienceRule(AudienceKind.UNCLEAR_OF, NOTICE)


def test_whoever_a_status_settled_meanwhile_gets_nothing_more(scene: Scene) -> None:
    unclear = closed_with_some_unclear(scene)
    settled = next(row for row in scene.town.stored.all_rows(NOTICE).values() if row.citizen_id in unclear)
    row = RowReference(NOTICE, settled.citizen_id.int % 16, settled.citizen_id)
    scene.town.stored.delivery.record(NOTICE, [(row, Delivery(delivered_at=scene.now))], scene.now)

    again = sent_again(scene)

    assert scene.town.stored.all_rows(again.id).keys() == unclear - {settled.citizen_id}


def test_whoever_left_since_is_counted_so_and_not_written_to(scene: Scene) -> None:
    unclear = closed_with_some_unclear(scene)
    leaver = next(each for each in scene.people if each in unclear)
    scene.leave(leaver)

    again = sent_again(scene)

    assert scene.counts(again.id).opted_out == 1
    assert scene.counts(again.id).total == len(unclear)


def test_a_notice_is_sent_again_once_whoever_asks(scene: Scene) -> None:
    closed_with_some_unclear(scene)
    scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))
    scene.run(1)

    with pytest.raises(ConflictError):
        scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))


def test_a_resend_that_was_cancelled_makes_room_for_another(scene: Scene) -> None:
    closed_with_some_unclear(scene)
    first = scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))
    scene.town.office().stop(first.id, scene.act("broadcast.stop"))
    scene.run(1)

    again = sent_again(scene)

    assert scene.header(first.id).status is BroadcastStatus.CANCELLED
    assert scene.header(again.id).status is BroadcastStatus.CLOSED


def test_its_edition_is_not_posted_to_the_channel_again(scene: Scene) -> None:
    closed_with_some_unclear(scene)

    again = sent_again(scene)

    waiting = scene.town.office().channel_waiting(None, 10).items
    assert [post.broadcast_id for post in waiting] == [NOTICE]
    post = scene.town.stored.posts.load(again.id)
    assert post is not None
    assert post.waiting_since is None


def test_nobody_is_written_to_again_before_the_statement_or_without_need(scene: Scene) -> None:
    scene.subscribe(20)
    scene.send_now()
    scene.run(0.5)
    with pytest.raises(NotClosedYetError):
        scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))

    scene.run_to_the_end()

    with pytest.raises(NobodyUnclearError):
        scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))


def test_a_notice_of_no_use_any_more_is_not_sent_again(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.town.meta.temper = Temper(server_error=0.02, status_lost=1.0)
    scene.send_now(expires_at=scene.now + timedelta(hours=1))
    scene.run_to_the_end()
    scene.run(3600)

    with pytest.raises(ConflictError, match="non serve più"):
        scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))
