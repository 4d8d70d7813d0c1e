"""The office and its notices."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.cases import every
from tests.fakes.broadcasts.number_rate import MemoryNumberRate
from tests.fakes.broadcasts.queues import VirtualQueues
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import DRAFT, NOTICE, Scene
from urp.acts.model import AlreadyActedError, IdempotencyMark
from urp.errors import ConflictError, InvalidError, NotFoundError, UnavailableError
from urp.notices.account.model import AccountNote
from urp.notices.broadcasts.model import BroadcastStatus, Counts, HoldReason, Urgency

MINUTE = timedelta(minutes=1)
PAUSED = AccountNote("template/avviso_viabilita", START, "Il modello è in pausa.", serious=True, forbids=True)
MARKETING = AccountNote(
    "category/avviso_viabilita", START, "Cambia il costo.", serious=True, category="MARKETING"
)


def test_a_preview_shows_whom_it_reaches_what_they_read_and_how_long_it_takes(scene: Scene) -> None:
    scene.subscribe(160)
    scene.block(scene.people[0])

    preview = scene.town.office().preview(DRAFT, START)

    assert (preview.audience.people, preview.seconds, preview.category) == (159, 3, "UTILITY")
    assert "Strada chiusa: via Roma – Dettagli: https://comune.example/1\n" in preview.text
    assert preview.channel_text == "Strada chiusa: via Roma. https://comune.example/1"
    assert preview.problems == ()


@every(
    ("change", "field"),
    [
        ({"template": "unknown"}, "template"),
        ({"title": "  "}, "title"),
        ({"parameters": {}}, "parameters.luogo"),
        ({"parameters": {"luogo": "via\nRoma"}}, "parameters.luogo"),
        ({"link": "not a link"}, "link"),
        ({"expires_at": START - MINUTE}, "expires_at"),
    ],
)
def test_a_draft_with_a_wrong_field_is_refused_and_the_field_is_named(
    scene: Scene, change: dict[str, object], field: str
) -> None:
    draft = replace(DRAFT, **change)  # type: ignore[arg-type]

    with pytest.raises(InvalidError) as refused:
        scene.town.office().create(NOTICE, draft, scene.act("broadcast.create"))

    assert refused.value.field == field
    assert scene.town.stored.headers() == ()


def test_every_act_of_staff_is_recorded_with_its_change(scene: Scene) -> None:
    scene.subscribe(1)
    scene.send_now()
    scene.town.office().stop(NOTICE, scene.act("broadcast.stop"))

    assert [act.split()[0] for act in scene.town.stored.acts()] == [
        "broadcast.create",
        "broadcast.submit",
        "broadcast.stop",
    ]


def does_not_answer(*_: object, **__: object) -> None:
    raise UnavailableError("it does not answer")


def test_an_emergency_that_is_stored_is_sent_by_the_minute_though_nothing_else_answers(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.subscribe(3)
    scene.draft(urgency=Urgency.EMERGENCY)

    with monkeypatch.context() as outage:
        outage.setattr(VirtualQueues, "dispatch", does_not_answer)
        outage.setattr(MemoryNumberRate, "emergency_begins", does_not_answer)
        sent = scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit")).broadcast
    scene.run_to_the_end()

    assert sent.status is BroadcastStatus.SCHEDULED
    assert scene.counts() == Counts(accepted=3)


def test_a_stop_that_is_stored_is_no_error_though_the_queue_does_not_answer(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.subscribe(3)
    scene.draft()
    office = scene.town.office()
    office.approvals.submit(NOTICE, START + MINUTE, scene.act("broadcast.submit"))

    with monkeypatch.context() as outage:
        outage.setattr(VirtualQueues, "dispatch", does_not_answer)
        stopped = office.stop(NOTICE, scene.act("broadcast.stop"))
    scene.run_to_the_end()

    assert stopped.status is BroadcastStatus.CANCELLED
    assert scene.sent() == []


def test_the_same_key_creates_one_notice(scene: Scene) -> None:
    keyed = replace(scene.act("broadcast.create"), idempotency=IdempotencyMark("key", "print", str(NOTICE)))
    scene.town.office().create(NOTICE, DRAFT, keyed)

    with pytest.raises(AlreadyActedError):
        scene.town.office().create(NOTICE, DRAFT, keyed)


@pytest.mark.parametrize("at", [START, START - MINUTE, START + timedelta(days=366)])
def test_a_notice_is_scheduled_in_the_future_and_within_a_year(scene: Scene, at: object) -> None:
    scene.draft()

    with pytest.raises(InvalidError) as refused:
        scene.town.office().approvals.submit(NOTICE, at, scene.act("broadcast.submit"))  # type: ignore[arg-type]

    assert refused.value.field == "at"


def test_a_notice_cannot_be_planned_after_it_expires(scene: Scene) -> None:
    scene.draft(expires_at=START + MINUTE)

    with pytest.raises(ConflictError):
        scene.town.office().approvals.submit(NOTICE, START + 2 * MINUTE, scene.act("broadcast.submit"))


def test_a_notice_planned_anew_leaves_at_its_new_time_alone(scene: Scene) -> None:
    scene.subscribe(3)
    scene.draft()
    office = scene.town.office()
    office.approvals.submit(NOTICE, START + MINUTE, scene.act("one"))
    scene.run(30)
    office.approvals.submit(NOTICE, START + 10 * MINUTE, scene.act("two"))

    scene.run_to_the_end()

    assert scene.sent()[0].at >= START + 10 * MINUTE
    assert scene.counts() == Counts(accepted=3)


@pytest.mark.parametrize("note", [PAUSED, MARKETING])
def test_nothing_is_sent_with_a_template_that_meta_paused_or_moved(scene: Scene, note: AccountNote) -> None:
    scene.draft()
    scene.town.stored.notes.store(note)

    with pytest.raises(ConflictError, match=note.sentence):
        scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))

    assert scene.town.office().preview(DRAFT, START).problems == (note.sentence,)


@pytest.mark.parametrize("note", [PAUSED, MARKETING])
def test_a_template_paused_between_the_plan_and_its_time_holds_the_notice(
    scene: Scene, note: AccountNote
) -> None:
    scene.subscribe(3)
    scene.draft()
    scene.town.office().approvals.submit(NOTICE, START + MINUTE, scene.act("broadcast.submit"))
    scene.town.stored.notes.store(note)

    scene.run(300)

    held = scene.header()
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert (held.hold.reason, held.hold.explanation) == (HoldReason.TEMPLATE, note.sentence)
    assert scene.sent() == []


def test_a_held_notice_goes_on_only_when_meta_allows_it_again(scene: Scene) -> None:
    test_a_template_paused_between_the_plan_and_its_time_holds_the_notice(scene, PAUSED)
    office = scene.town.office()
    with pytest.raises(ConflictError):
        office.resume(NOTICE, scene.act("broadcast.resume"))

    scene.town.stored.take_back_notes()
    office.resume(NOTICE, scene.act("broadcast.resume"))
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=3)


def test_a_notice_nobody_made_is_not_found(scene: Scene) -> None:
    office = scene.town.office()

    with pytest.raises(NotFoundError):
        office.get(NOTICE, START)
    with pytest.raises(NotFoundError):
        office.mark_posted(NOTICE, None, scene.act("posted"))


def test_the_office_sees_live_counts_and_in_the_end_the_statement(scene: Scene) -> None:
    scene.subscribe(400)
    scene.send_now()
    scene.run(4)
    midway = scene.town.office().get(NOTICE, scene.now)

    scene.run_to_the_end()
    scene.run(30)
    finally_ = scene.town.office().get(NOTICE, scene.now)

    assert midway.statement is None
    assert 0 < midway.figures.counts.accepted < 400
    assert midway.figures.open_people == 400 - midway.figures.counts.total
    assert finally_.statement is not None
    assert finally_.statement.counts.total == finally_.statement.audience == 400
    assert finally_.figures.delivery.delivered == 400
