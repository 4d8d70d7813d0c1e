"""What was corrected is not sent to anybody any more: the others get the right words."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from tests.unit.notices.broadcasts.test_reruns import LATER, PEOPLE, closed_notice, run_again, written
from tests.unit.notices.broadcasts.test_resending import PEOPLE as PEOPLE_REACHED
from tests.unit.notices.broadcasts.test_resending import closed_with_some_unclear
from urp.errors import ConflictError
from urp.notices.broadcasts.follow_up_office import CorrectedWords
from urp.notices.broadcasts.follow_ups import CorrectedError, NotStoppedError
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus

RIGHT = CorrectedWords(TEMPLATE.name, {"luogo": "via Verdi"})


def test_after_a_correction_the_others_get_the_right_words(scene: Scene) -> None:
    closed_notice(scene)
    written_before = written(scene)
    corrected(scene, NOTICE, "via Verdi")
    scene.subscribe(LATER)

    with pytest.raises(CorrectedError):
        scene.town.office().approvals.submit(written_before.id, None, scene.act("broadcast.submit wrong"))
    scene.town.office().stop(written_before.id, scene.act("broadcast.stop"))
    again = run_again(scene)

    assert again.draft.parameters == {"luogo": "via Verdi"}
    assert scene.town.stored.all_rows(again.id).keys() == set(scene.people[PEOPLE:])


def test_a_correction_of_a_correction_has_the_last_word(scene: Scene) -> None:
    closed_notice(scene)
    first = corrected(scene, NOTICE, "via Verdi")
    corrected(scene, first.id, "via Bianchi")

    assert written(scene).draft.parameters == {"luogo": "via Bianchi"}


def test_a_correction_that_never_went_out_changes_no_words(scene: Scene) -> None:
    closed_notice(scene)
    words = CorrectedWords("avviso_viabilita", {"luogo": "via Verdi"})
    scene.town.office().follow_ups.correct(NOTICE, words, scene.act("broadcast.correct"))

    assert written(scene).draft.parameters == {"luogo": "via Roma"}


def corrected(scene: Scene, notice: UUID, place: str) -> Broadcast:
    act, words = scene.act(f"broadcast.correct {notice}"), CorrectedWords(TEMPLATE.name, {"luogo": place})
    draft = scene.town.office().follow_ups.correct(notice, words, act)
    scene.town.office().approvals.submit(draft.id, None, scene.act(f"broadcast.submit {draft.id}"))
    scene.run_to_the_end(draft.id)
    return draft


def test_a_rerun_planned_before_the_correction_is_left_to_a_person(scene: Scene) -> None:
    closed_notice(scene)
    planned = written(scene)
    scene.town.office().approvals.submit(
        planned.id, scene.now + timedelta(hours=1), scene.act("broadcast.submit")
    )
    corrected(scene, NOTICE, "via Verdi")

    scene.run(3700)

    assert scene.header(planned.id).status is BroadcastStatus.STALE
    assert scene.town.stored.all_rows(planned.id) == {}


def test_words_that_were_corrected_are_not_sent_to_the_unclear_again(scene: Scene) -> None:
    closed_with_some_unclear(scene)
    corrected(scene, NOTICE, "via Verdi")

    with pytest.raises(CorrectedError):
        scene.town.office().follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))


def test_the_unclear_of_a_rerun_do_not_get_words_that_were_corrected_in_the_first(scene: Scene) -> None:
    closed_notice(scene)
    scene.subscribe(LATER)
    scene.town.meta.temper = Temper(answer_lost=1.0, status_lost=1.0)
    again = run_again(scene)
    scene.town.meta.temper = Temper()
    corrected(scene, NOTICE, "via Verdi")
    resend = scene.town.office().follow_ups.resend_unclear

    with pytest.raises(CorrectedError):
        resend(again.id, scene.act("broadcast.resend_unclear"))


def test_no_correction_goes_out_while_the_wrong_words_still_go_to_others(scene: Scene) -> None:
    """The unclear of the first are those of the correction too: the wrong words must not come last."""
    closed_with_some_unclear(scene)
    office = scene.town.office()
    again = office.follow_ups.resend_unclear(NOTICE, scene.act("broadcast.resend_unclear"))
    office.approvals.submit(again.id, None, scene.act("broadcast.submit again"))
    scene.town.run(60, lambda: scene.header(again.id).status is BroadcastStatus.FREEZING)
    office.pause(again.id, scene.act("broadcast.pause again"))
    draft = office.follow_ups.correct(NOTICE, RIGHT, scene.act("broadcast.correct"))

    with pytest.raises(NotStoppedError):
        office.approvals.submit(draft.id, None, scene.act("broadcast.submit too early"))
    office.stop(again.id, scene.act("broadcast.stop again"))
    office.approvals.submit(draft.id, None, scene.act("broadcast.submit"))
    scene.run_to_the_end(again.id, draft.id)

    assert scene.sent(again.id) == []
    assert scene.counts(draft.id).accepted == PEOPLE_REACHED


def test_a_correction_that_was_stopped_half_way_makes_room_for_another(scene: Scene) -> None:
    closed_notice(scene)
    office = scene.town.office()
    first = office.follow_ups.correct(NOTICE, RIGHT, scene.act("broadcast.correct"))
    office.approvals.submit(first.id, None, scene.act("broadcast.submit first"))
    scene.town.run(60, lambda: len(scene.sent(first.id)) > 20)
    office.stop(first.id, scene.act("broadcast.stop first"))
    scene.run_to_the_end(first.id)
    words_meanwhile = written(scene)

    second = corrected(scene, NOTICE, "via Bianchi")

    assert 20 < scene.counts(first.id).accepted < PEOPLE
    assert words_meanwhile.draft.parameters == {"luogo": "via Verdi"}
    assert scene.town.stored.all_rows(second.id).keys() == set(scene.people)
    assert scene.counts(second.id).accepted == PEOPLE


def test_a_correction_that_reached_everybody_is_the_only_one(scene: Scene) -> None:
    closed_notice(scene)
    corrected(scene, NOTICE, "via Verdi")

    with pytest.raises(ConflictError):
        scene.town.office().follow_ups.correct(NOTICE, RIGHT, scene.act("broadcast.correct again"))
