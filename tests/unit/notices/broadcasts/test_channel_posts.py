"""The edition of a notice for the channel, which a person posts by hand."""

from __future__ import annotations

import pytest

from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.errors import ConflictError, InvalidError


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
    scene.draft()
    office = scene.town.office()

    with pytest.raises(InvalidError):
        office.mark_posted(NOTICE, "javascript:alert(1)", scene.act("one"))
    office.mark_posted(NOTICE, None, scene.act("two"))
    with pytest.raises(ConflictError):
        office.mark_posted(NOTICE, None, scene.act("three"))
