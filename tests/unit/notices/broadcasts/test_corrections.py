"""Wrong words are corrected with exactly those who have, or may have, read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.meta import Temper
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.errors import ConflictError, InvalidError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.filling import CORRECTS
from urp.notices.broadcasts.follow_up_office import CorrectedWords, NobodyReachedError
from urp.notices.broadcasts.follow_ups import NotStoppedError, TooLongAgoError
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.recipients import Outcome

PEOPLE = 300
RIGHT = CorrectedWords("avviso_viabilita", {"luogo": "via Verdi"})


def stopped_half_way(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.send_now()
    scene.run(3)
    scene.town.office().stop(NOTICE, scene.act("broadcast.stop"))


def reached(scene: Scene) -> set[object]:
    rows = scene.town.stored.all_rows(NOTICE)
    return {each for each, row in rows.items() if row.outcome in (Outcome.ACCEPTED, Outcome.UNCLEAR)}


def written(scene: Scene) -> Broadcast:
    return scene.town.office().follow_ups.correct(NOTICE, RIGHT, scene.act("broadcast.correct"))


def corrected(scene: Scene) -> Broadcast:
    draft = written(scene)
    scene.town.office().approvals.submit(draft.id, None, scene.act("broadcast.submit correction"))
    scene.run_to_the_end(draft.id)
    return scene.header(draft.id)


def test_a_notice_stopped_half_way_is_corrected_with_those_it_reached_and_nobody_else(scene: Scene) -> None:
    stopped_half_way(scene)

    correction = corrected(scene)

    assert 0 < len(reached(scene)) < PEOPLE
    assert scene.town.stored.all_rows(correction.id).keys() == reached(scene)
    assert scene.counts(correction.id).accepted == correction.audience == len(reached(scene))
    assert correction.audience_rule == AudienceRule(AudienceKind.REACHED_OF, NOTICE)
    assert correction.draft.title == "Via Roma (rettifica)"
    assert correction.draft.parameters == {"luogo": "via Verdi"}


def test_the_title_of_a_correction_is_no_longer_than_a_title_may_be(scene: Scene) -> None:
    scene.subscribe(60)
    scene.send_now(title="Via Roma chiusa " * 7 + "da oggi")
    scene.run_to_the_end()

    title = written(scene).draft.title

    assert len(title) == 120
    assert title.startswith("Via Roma chiusa Via Roma chiusa")
    assert title.endswith("… (rettifica)")


def test_who_reads_a_correction_is_told_so_on_the_phone_and_in_the_channel(scene: Scene) -> None:
    stopped_half_way(scene)
    draft, office = written(scene), scene.town.office()
    anew = replace(draft.draft, parameters={"luogo": "via Bianchi"}, correction=False)

    changed = office.drafts.change(draft.id, anew, frozenset(), 1, scene.act("broadcast.change"))

    view = office.get(changed.id, scene.now)
    assert view.text.startswith(f"Strada chiusa: {CORRECTS} – via Bianchi – Dettagli: https://")
    assert view.post is not None
    assert view.post.text.startswith(f"{CORRECTS}.\nStrada chiusa: via Bianchi.")
    assert CORRECTS not in office.get(NOTICE, scene.now).text


def test_whoever_may_have_read_the_wrong_words_is_corrected_too(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.town.meta.temper = Temper(server_error=0.02, status_lost=1.0)
    scene.send_now()
    scene.run_to_the_end()
    scene.town.meta.temper = Temper()

    correction = corrected(scene)

    assert scene.counts().unclear
    assert scene.counts(correction.id).accepted == scene.counts().accepted + scene.counts().unclear


def test_whoever_left_meanwhile_is_counted_so_and_not_written_to(scene: Scene) -> None:
    stopped_half_way(scene)
    scene.run_to_the_end()
    leaver = next(each for each in scene.people if each in reached(scene))
    scene.leave(leaver)

    correction = corrected(scene)

    assert scene.row(leaver, correction.id).outcome is Outcome.OPTED_OUT
    assert scene.counts(correction.id).total == len(reached(scene))


def test_whoever_was_reached_under_another_name_is_corrected_under_their_own(scene: Scene) -> None:
    scene.subscribe(20)
    scene.send_now()
    scene.run_to_the_end()
    before = scene.people[0]
    now = Subscriber(UUID(int=7), phone="393330000777", absorbed=(before,))
    scene.leave(before)
    scene.town.stored.subscribe(now)

    correction = corrected(scene)

    assert scene.row(now.id, correction.id).outcome is Outcome.ACCEPTED
    assert scene.row(before, correction.id).outcome is Outcome.OPTED_OUT


def test_it_is_written_while_the_wrong_one_is_paused_and_sent_once_that_is_stopped(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.send_now()
    scene.run(3)
    with pytest.raises(NotStoppedError):
        written(scene)
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))

    draft = written(scene)
    with pytest.raises(NotStoppedError):
        scene.town.office().approvals.submit(draft.id, None, scene.act("broadcast.submit too early"))
    scene.town.office().stop(NOTICE, scene.act("broadcast.stop"))
    scene.town.office().approvals.submit(draft.id, None, scene.act("broadcast.submit"))
    scene.run_to_the_end(draft.id)

    assert scene.town.stored.all_rows(draft.id).keys() == reached(scene)


def test_it_waits_until_nobody_of_the_stopped_one_is_open(scene: Scene) -> None:
    scene.subscribe(PEOPLE)
    scene.send_now()
    scene.run(3)
    scene.town.time.kills_left, scene.town.time.kill_rate = 4, 1.0
    scene.run(0.2)
    scene.town.office().stop(NOTICE, scene.act("broadcast.stop"))

    correction = corrected(scene)

    last_closed, frozen = scene.header().progress.last_closed_at, correction.freezing_at
    assert last_closed is not None
    assert frozen is not None
    assert frozen >= last_closed
    assert scene.town.stored.all_rows(correction.id).keys() == reached(scene)


def test_there_is_one_correction_and_a_cancelled_one_makes_room(scene: Scene) -> None:
    stopped_half_way(scene)
    first = written(scene)
    scene.run(1)
    with pytest.raises(ConflictError):
        written(scene)

    scene.town.office().stop(first.id, scene.act("broadcast.stop first"))
    second = corrected(scene)

    assert scene.header(first.id).status is BroadcastStatus.CANCELLED
    assert second.status is BroadcastStatus.CLOSED


def test_a_correction_is_corrected_like_any_notice(scene: Scene) -> None:
    stopped_half_way(scene)
    first = corrected(scene)

    second = scene.town.office().follow_ups.correct(first.id, RIGHT, scene.act("broadcast.correct again"))
    scene.town.office().approvals.submit(second.id, None, scene.act("broadcast.submit again"))
    scene.run_to_the_end(second.id)

    assert scene.town.stored.all_rows(second.id).keys() == reached(scene)


def test_it_goes_into_the_channel_where_the_wrong_words_stand(scene: Scene) -> None:
    stopped_half_way(scene)

    correction = corrected(scene)

    waiting = scene.town.office().channel_waiting(None, 10).items
    assert [post.broadcast_id for post in waiting] == [NOTICE, correction.id]


def test_a_notice_that_reached_nobody_has_nothing_to_correct(scene: Scene) -> None:
    scene.draft()
    with pytest.raises(NobodyReachedError):
        written(scene)

    scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))
    scene.run_to_the_end()

    with pytest.raises(NobodyReachedError):
        written(scene)


def test_its_words_are_checked_like_those_of_any_notice(scene: Scene) -> None:
    stopped_half_way(scene)

    with pytest.raises(InvalidError, match="luogo"):
        scene.town.office().follow_ups.correct(
            NOTICE, replace(RIGHT, parameters={}), scene.act("broadcast.correct")
        )


def test_it_is_refused_once_those_it_concerns_may_be_forgotten(scene: Scene) -> None:
    stopped_half_way(scene)
    scene.run_to_the_end()
    draft = written(scene)

    with pytest.raises(TooLongAgoError):
        in_29_days = scene.now + timedelta(days=29)
        scene.town.office().approvals.submit(draft.id, in_29_days, scene.act("broadcast.submit"))
