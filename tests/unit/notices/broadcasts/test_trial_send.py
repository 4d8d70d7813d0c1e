"""A notice on the staff's own phones, before anybody else gets it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.fakes.broadcasts.town_hall import START
from tests.fakes.desk_world import RecordedReplies, StoppedClock
from tests.fakes.message_sender import RecordingSender
from tests.unit.desk.reply_town import Town, outbox_of
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from tests.unit.notices.broadcasts.test_approval import TWO_PEOPLE, approve, submit
from tests.unit.notices.broadcasts.test_office import PAUSED
from urp.errors import ConflictError
from urp.notices.broadcasts.sheet import OnItsWayError
from urp.notices.broadcasts.trial_send import TRIALS_A_DAY, NoTestPhonesError, TrialSend, TrialsLimitError
from urp.notices.store.trials import Trials
from urp.whatsapp.outgoing import Address, NamedParameter, TemplateMessage

PHONES = ("393330000001", "393330000002")


@pytest.fixture
def queue() -> RecordedReplies:
    return RecordedReplies()


@pytest.fixture
def trial(scene: Scene, queue: RecordedReplies) -> TrialSend:
    scene.town.approval = TWO_PEOPLE
    office = scene.town.office()
    trials = Trials(scene.town.stored.tables)
    return TrialSend(office.steps, office.wording, trials, queue, PHONES, ZoneInfo("Europe/Rome"))


def test_the_staffs_phones_get_it_as_citizens_will_and_nobody_else_does(
    scene: Scene, trial: TrialSend, queue: RecordedReplies
) -> None:
    scene.subscribe(3)
    scene.draft()

    sent = trial(NOTICE, scene.act("broadcast.test"))

    tables = scene.town.stored.tables
    desk = Town(outbox_of(tables), RecordingSender(), tables, clock=StoppedClock(START))
    for each in queue.ids:
        desk.send(each)
    filled = NamedParameter("luogo", "via Roma – Dettagli: https://comune.example/1")
    notice = TemplateMessage("avviso_viabilita", "it", (filled,))
    assert [(each.message, each.address) for each in desk.sender.attempts] == [
        (notice, Address(phone, None)) for phone in PHONES
    ]
    assert (sent.phones, sent.left_today) == (2, TRIALS_A_DAY - 1)
    assert "non permette di scrivere «PROVA»" in sent.words
    assert scene.town.stored.acts()[-1].startswith("broadcast.test")
    assert scene.sent() == []
    assert scene.header().audience is None


def test_ten_times_a_day_in_all_and_then_tomorrow(
    scene: Scene, trial: TrialSend, queue: RecordedReplies
) -> None:
    scene.draft()
    for _ in range(TRIALS_A_DAY):
        trial(NOTICE, scene.act("broadcast.test"))

    with pytest.raises(TrialsLimitError):
        trial(NOTICE, scene.act("broadcast.test"))
    assert len(queue.ids) == TRIALS_A_DAY * len(PHONES)

    tomorrow = replace(scene.act("broadcast.test"), at=START + timedelta(days=1))
    assert trial(NOTICE, tomorrow).left_today == TRIALS_A_DAY - 1


def test_nobody_is_written_to_where_no_phone_is_named(
    scene: Scene, trial: TrialSend, queue: RecordedReplies
) -> None:
    scene.draft()

    with pytest.raises(NoTestPhonesError, match="TestPhones"):
        replace(trial, phones=())(NOTICE, scene.act("broadcast.test"))
    assert queue.ids == []


def test_what_meta_forbids_is_not_tried(scene: Scene, trial: TrialSend, queue: RecordedReplies) -> None:
    scene.draft()
    scene.town.stored.notes.store(PAUSED)

    with pytest.raises(ConflictError, match=PAUSED.sentence):
        trial(NOTICE, scene.act("broadcast.test"))
    assert queue.ids == []


def test_a_drill_leaves_for_no_phone_at_all(scene: Scene, trial: TrialSend, queue: RecordedReplies) -> None:
    scene.draft(training=True)

    with pytest.raises(ConflictError, match="esercitazione"):
        trial(NOTICE, scene.act("broadcast.test"))

    assert queue.ids == []


def test_what_has_left_is_not_tried(scene: Scene, trial: TrialSend) -> None:
    scene.subscribe(3)
    submit(scene)
    approve(scene)
    scene.run_to_the_end()

    with pytest.raises(OnItsWayError):
        trial(NOTICE, scene.act("broadcast.test"))


def test_a_queue_that_does_not_answer_delays_it_until_the_sweep(
    scene: Scene, trial: TrialSend, queue: RecordedReplies
) -> None:
    scene.draft()
    queue.down = True

    assert trial(NOTICE, scene.act("broadcast.test")).phones == len(PHONES)
