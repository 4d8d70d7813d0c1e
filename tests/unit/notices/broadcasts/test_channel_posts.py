"""The edition of a notice for the channel, which a person posts by hand."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.desk.alarms import CHANNEL_POST_LATE
from urp.errors import ConflictError, InvalidError
from urp.notices.channel.reminder import RemindToPost


def test_a_notice_waits_to_be_posted_in_the_channel_once_it_is_out(scene: Scene) -> None:
    scene.subscribe(1)
    scene.draft()
    before = scene.town.office().channel_waiting(None, 10).items
    scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))
    scene.run_to_the_end()

    waiting = scene.town.office().channel_waiting(None, 10).items
    posted = scene.town.office().mark_posted(NOTICE, "https://whatsapp.com/channel/1", scene.act("posted"))

    assert before == ()
    assert [each.text for each in waiting] == ["Strada chiusa: via Roma. https://comune.example/1"]
    assert posted.posted is not None
    assert posted.posted.by == "staff-1"
    assert scene.town.office().channel_waiting(None, 10).items == ()


def test_an_edition_is_marked_as_posted_once_and_with_a_real_link(scene: Scene) -> None:
    scene.subscribe(1)
    scene.draft()
    office = scene.town.office()
    with pytest.raises(ConflictError, match="approvato e partito"):
        office.mark_posted(NOTICE, None, scene.act("zero"))
    office.approvals.submit(NOTICE, None, scene.act("broadcast.submit"))
    scene.run_to_the_end()

    with pytest.raises(InvalidError):
        office.mark_posted(NOTICE, "javascript:alert(1)", scene.act("one"))
    office.mark_posted(NOTICE, None, scene.act("two"))
    with pytest.raises(ConflictError):
        office.mark_posted(NOTICE, None, scene.act("three"))


def test_an_edition_is_discarded_once_with_its_reason_and_waits_no_more(scene: Scene) -> None:
    scene.subscribe(1)
    scene.send_now()
    scene.run_to_the_end()
    office = scene.town.office()

    done = office.discard_edition(NOTICE, "Già pubblicato a mano.", scene.act("discard"))

    assert done.discarded is not None
    assert done == scene.town.stored.posts.load(NOTICE)
    assert office.channel_waiting(None, 10).items == ()
    with pytest.raises(ConflictError, match="scartato"):
        office.mark_posted(NOTICE, None, scene.act("posted"))


def test_a_notice_that_reached_nobody_leaves_nothing_to_post(scene: Scene) -> None:
    scene.send_now()
    scene.run_to_the_end()

    post = scene.town.stored.posts.load(NOTICE)

    assert post is not None
    assert post.discarded is not None
    assert scene.town.office().channel_waiting(None, 10).items == ()


def test_of_many_editions_nobody_posts_each_is_told_of(scene: Scene) -> None:
    scene.subscribe(1)
    notices = [UUID(int=100 + number) for number in range(55)]
    for each in notices:
        scene.send_now(each)
    scene.run_to_the_end(*notices)
    remind = RemindToPost(scene.town.stored.posts, scene.town.alerts, timedelta(hours=2))

    first = remind(scene.now + timedelta(hours=3))
    again = remind(scene.now + timedelta(hours=4))

    assert set(first) == set(notices)
    assert again == ()


def test_who_is_on_duty_is_told_once_that_nobody_has_posted_it(scene: Scene) -> None:
    scene.subscribe(1)
    scene.send_now()
    scene.run_to_the_end()
    remind = RemindToPost(scene.town.stored.posts, scene.town.alerts, timedelta(hours=2))
    (waiting,) = scene.town.office().channel_waiting(None, 10).items
    assert waiting.waiting_since is not None
    late = waiting.waiting_since + timedelta(hours=2)

    early = remind(late - timedelta(seconds=1))
    remind(late)
    remind(late + timedelta(hours=2))

    assert early == ()
    assert scene.town.alerts.alerts == [(NOTICE, CHANNEL_POST_LATE)]
