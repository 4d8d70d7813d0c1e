"""A duty officer alone sends an approved emergency text; another person reviews it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from tests.fakes.broadcasts.engine import ONE_PERSON, THREADS, Told
from tests.fakes.broadcasts.processes import KilledError
from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from tests.fakes.calendars import ROME
from tests.unit.notices.broadcasts.scene import ALERT
from tests.unit.notices.broadcasts.test_electoral_silence import PERIOD
from tests.unit.notices.emergency.emergency_town import DRAFT, NOTICE, OTHER, TEXT, EmergencyTown
from urp.acts.second_person import SamePersonError
from urp.acts.store.drills import DrillRegister
from urp.acts.store.staff import StaffNames
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.notices.api.silence_record import record_json
from urp.notices.broadcasts.approval import ChangedSinceReadError
from urp.notices.broadcasts.break_glass import Ground, ReviewState
from urp.notices.broadcasts.direct_send import DirectSend
from urp.notices.broadcasts.model import BroadcastStatus, Counts, Urgency
from urp.notices.emergency.register import SentAlone
from urp.notices.emergency.sending import (
    AlreadyReviewedError,
    BreakGlassLimitError,
    TextNotReadyError,
    WhyAloneError,
)
from urp.notices.silence.record import SilenceRecord
from urp.whatsapp.account import TemplateStatus


@pytest.fixture
def town() -> EmergencyTown:
    return EmergencyTown().ready()


def test_at_night_one_person_reaches_everybody_with_what_was_approved(town: EmergencyTown) -> None:
    ground = Ground("electoral_silence", "Riguarda l'incolumità delle persone.")
    town.sends(ground=ground)
    town.scene.run_to_the_end(NOTICE)

    header = town.scene.header(NOTICE)
    sent, approval = header.break_glass, header.approval
    assert sent is not None
    assert approval is not None
    assert town.scene.counts(NOTICE) == Counts(accepted=100)
    assert header.draft.parameters == {"luogo": "via Mazzini"}
    assert (header.draft.urgency, header.audience_rule.topics) == (Urgency.EMERGENCY, frozenset())
    assert (approval.by, approval.alone, approval.extent and approval.extent.people) == ("duty", True, 100)
    assert (sent.by, sent.text, sent.text_approved_by, sent.ground) == ("duty", TEXT, "approver", ground)


def test_by_day_it_is_asked_why_nobody_approves_and_whoever_says_why_sends(town: EmergencyTown) -> None:
    town.can_approve = ("Bruno Verdi", "Dora Blu")
    with pytest.raises(WhyAloneError, match="Possono approvare: Bruno Verdi, Dora Blu") as asked:
        town.sends()
    assert asked.value.facts == {"can_approve_now": ("Bruno Verdi", "Dora Blu")}
    assert town.scene.town.stored.broadcasts.load(NOTICE) is None

    town.sends(why_alone="Nessuno dei due risponde al telefono.")

    sent = town.scene.header(NOTICE).break_glass
    assert sent is not None
    assert sent.why_alone == "Nessuno dei due risponde al telefono."


def test_by_day_with_nobody_who_could_approve_it_says_so_and_asks_only_why(town: EmergencyTown) -> None:
    town.can_approve = ()
    with pytest.raises(WhyAloneError, match="Adesso nessuno può approvare: scrivi perché") as asked:
        town.sends()

    assert asked.value.facts == {"can_approve_now": ()}
    assert town.sends(why_alone="Chi approva è in malattia.").broadcast.break_glass


def test_nobody_is_asked_why_about_what_could_not_go_anyway(town: EmergencyTown) -> None:
    town.can_approve = ("Bruno Verdi",)
    with pytest.raises(ChangedSinceReadError):
        town.sends(people=90)
    town.limits = replace(town.limits, people=99)
    with pytest.raises(BreakGlassLimitError):
        town.sends()


def test_who_sends_alone_has_done_the_months_drill(town: EmergencyTown) -> None:
    town.sends()

    drilled = DrillRegister(town.scene.town.stored.tables).of("2026-11")

    assert {who: record.done for who, record in drilled.items()} == {"duty": True}


def test_it_is_loud_at_once_and_then_still_until_its_review_is_late(town: EmergencyTown) -> None:
    assert town.sends().alerted
    assert town.scene.town.alerts.alerts == [(NOTICE, "emergency_sent_alone")]
    assert [people for _, people in town.rung] == [1]

    town.passes(hours=23)
    assert town.ring(town.now) == {}
    for _ in range(3):
        town.passes(hours=24)
        assert town.ring(town.now) == {NOTICE: True}
        assert town.ring(town.now) == {}
    assert [kind for _, kind in town.scene.town.alerts.alerts[1:]] == ["emergency_not_reviewed"] * 3

    town.office.review(NOTICE, ReviewState.CONFIRMED, "Il torrente era uscito.", town.by("approver"))
    town.passes(hours=24)
    assert town.ring(town.now) == {}


def test_a_review_that_is_due_within_hours_rings_when_it_is_late() -> None:
    sent = SentAlone(NOTICE, START, START + timedelta(hours=2), rung_at=START)

    assert [hours for hours in range(50) if sent.rings(START + timedelta(hours=hours))] == list(range(2, 50))
    rung = replace(sent, rung_at=START + timedelta(hours=2))
    assert [hours for hours in range(2, 50) if rung.rings(START + timedelta(hours=hours))] == list(
        range(26, 50)
    )


def test_who_falls_between_the_send_and_the_alarm_is_made_up_for_by_the_minute(
    town: EmergencyTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def falls(*_: object) -> bool:
        raise KilledError

    with monkeypatch.context() as patched:
        patched.setattr(Told, "alert", falls)
        with pytest.raises(KilledError):
            town.sends()
    town.passes(minutes=1)

    assert town.ring(town.now) == {NOTICE: True}
    assert town.scene.town.alerts.alerts == [(NOTICE, "emergency_sent_alone")]


def test_the_number_read_is_the_number_of_now(town: EmergencyTown) -> None:
    town.sends(people=96)
    with pytest.raises(ChangedSinceReadError, match="100, non 90"):
        town.sends(OTHER, people=90)


def test_two_in_24_hours_and_the_third_says_whom_to_call(town: EmergencyTown) -> None:
    town.sends()
    town.passes(hours=1)
    town.sends(OTHER, who="other-duty")
    with pytest.raises(BreakGlassLimitError, match=r"Non è partito niente: .* Chiama il sindaco reperibile"):
        town.sends(ALERT)

    town.passes(hours=23)
    town.sends(ALERT)
    assert len(town.register.load().sends) == 3


def test_two_at_the_same_moment_do_not_pass_the_limit(
    town: EmergencyTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one's send comes between the counting of the first and its writing."""
    town.limits = replace(town.limits, per_day=1)
    office, done = town.office, list[str]()
    stored = type(office.register).send

    def send(*arguments: object) -> None:
        if not done:
            done.append("other")
            town.sends(OTHER, who="other-duty")
        stored(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(type(office.register), "send", send)
    with pytest.raises(BreakGlassLimitError):
        town.sends()
    assert town.scene.town.stored.broadcasts.load(NOTICE) is None
    assert town.register.load().to_review == (OTHER,)


def test_a_text_changed_while_it_is_sent_is_not_sent(
    town: EmergencyTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, done = type(town.register).send, list[str]()

    def send(*arguments: object) -> None:
        if not done:
            done.append("change")
            town.texts.change(TEXT, replace(DRAFT, title="Altro"), 1, town.by("colleague"))
        stored(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(type(town.register), "send", send)
    with pytest.raises(TextNotReadyError, match="non è approvato"):
        town.sends()
    assert town.scene.town.stored.broadcasts.load(NOTICE) is None


def test_beyond_its_people_or_switched_off_nobody_sends_alone(town: EmergencyTown) -> None:
    for people, why in ((99, "100 e da soli se ne raggiungono al massimo 99"), (0, "nessuno invia da solo")):
        town.limits = replace(town.limits, people=people)
        with pytest.raises(BreakGlassLimitError, match=why):
            town.sends()


def test_a_text_not_approved_lapsed_changed_or_deleted_says_what_happens_next(town: EmergencyTown) -> None:
    again = "Non è partito niente: scegli un altro testo approvato, o chiama il sindaco reperibile"
    town.scene.town.templates[TEMPLATE.name] = replace(TEMPLATE, body="Strada aperta: {{luogo}}.")
    with pytest.raises(TextNotReadyError, match=f"modello .* cambiato.*{again}"):
        town.sends()
    town.scene.town.templates[TEMPLATE.name] = TEMPLATE

    town.texts.change(TEXT, replace(DRAFT, title="Altro"), 1, town.by("colleague"))
    with pytest.raises(TextNotReadyError, match=f"non è approvato.*{again}"):
        town.sends()

    town.approves()
    town.scene.town.time.now = town.now + timedelta(days=366)
    with pytest.raises(TextNotReadyError, match=f"finita il .*{again}"):
        town.sends()

    town.texts.delete(TEXT, town.by("editor"))
    with pytest.raises(NotFoundError, match=again):
        town.sends()


def test_what_meta_forbids_is_said_and_not_left_in_doubt(town: EmergencyTown) -> None:
    town.scene.town.hear_of_the_account(
        TemplateStatus(TEMPLATE.name, TEMPLATE.language, "PAUSED", None, None)
    )
    town.passes(seconds=5)

    with pytest.raises(ConflictError, match=r"Non è partito niente\. .* Chiama il sindaco reperibile"):
        town.sends()


@pytest.mark.parametrize(
    ("luogo", "problem"),
    [("a" * 21, "più lungo di 20"), ("", "vuoto"), ("vai su male.example/x", "dominio ufficiale")],
)
def test_what_is_filled_in_at_that_moment_is_checked_as_any_parameter(
    town: EmergencyTown, luogo: str, problem: str
) -> None:
    with pytest.raises(InvalidError, match=problem) as refused:
        town.sends(luogo=luogo)
    assert refused.value.field == "values.luogo"


def test_who_sent_it_does_not_review_it_and_it_is_reviewed_once(town: EmergencyTown) -> None:
    town.sends()
    with pytest.raises(SamePersonError):
        town.office.review(NOTICE, ReviewState.CONFIRMED, "Va bene.", town.by("duty"))
    assert [each.id for each in town.office.to_review(None, 10).items] == [NOTICE]
    assert town.office.count_to_review() == 1

    town.office.review(NOTICE, ReviewState.CONTESTED, "Bastava la zona.", town.by("approver"))
    with pytest.raises(AlreadyReviewedError):
        town.office.review(NOTICE, ReviewState.CONFIRMED, "Va bene.", town.by("administrator"))
    assert town.office.count_to_review() == 0

    town.scene.run_to_the_end(NOTICE)
    review = town.scene.header(NOTICE).break_glass
    assert review is not None
    assert (review.review.state, review.review.by, review.review.words) == (
        ReviewState.CONTESTED, "approver", "Bastava la zona.",
    )  # fmt: skip


def test_what_two_people_sent_is_not_reviewed(town: EmergencyTown) -> None:
    town.scene.draft(ALERT)
    with pytest.raises(ConflictError, match="non c'è da verificare"):
        town.office.review(ALERT, ReviewState.CONFIRMED, "Va bene.", town.by("approver"))


def test_put_off_and_submitted_again_it_takes_two_people_and_none_of_its_authors(town: EmergencyTown) -> None:
    town.sends()
    header = town.scene.header(NOTICE)

    assert header.status is BroadcastStatus.SCHEDULED
    assert header.written_by == {"editor", "duty"}


def test_the_register_keeps_what_counts_and_what_waits_and_nothing_else(town: EmergencyTown) -> None:
    for number in range(6):
        town.sends(UUID(int=600 + number))
        if number % 2:
            town.office.review(UUID(int=600 + number), ReviewState.CONFIRMED, "Sì.", town.by("approver"))
        town.passes(hours=13)

    kept = [each.broadcast.int - 600 for each in town.register.load().sends]
    assert kept == [0, 2, 4, 5]


@pytest.mark.parametrize("code", [None, 100, 131047, 139200, 2388318, 2388330])
def test_where_meta_takes_no_text_directly_everybody_gets_the_template(
    town: EmergencyTown, code: int | None
) -> None:
    meta = town.scene.town.meta
    town.scene.town.direct, meta.no_direct_send = DirectSend(switched_on=True), code
    town.sends()
    town.scene.run_to_the_end(NOTICE)

    assert town.scene.counts(NOTICE) == Counts(accepted=100)
    assert town.scene.copies() == 1
    assert meta.direct == 100 if code is None else 1 <= meta.direct < 2 * THREADS


def test_what_two_people_approved_goes_as_its_template(town: EmergencyTown) -> None:
    town.scene.town.direct = DirectSend(switched_on=True)
    town.scene.town.approval = ONE_PERSON
    town.scene.alert()
    town.scene.run_to_the_end(ALERT)

    assert (town.scene.counts(ALERT), town.scene.town.meta.direct) == (Counts(accepted=100), 0)


def test_a_gap_left_in_its_words_is_neither_approved_nor_sent(town: EmergencyTown) -> None:
    with pytest.raises(InvalidError) as refused:
        town.sends(luogo="[inserire]")

    assert refused.value.field == "values.luogo"
    assert not town.scene.town.stored.headers()


def test_in_electoral_silence_it_goes_out_and_its_ground_is_in_the_periods_record(
    town: EmergencyTown,
) -> None:
    stored = town.scene.town.stored
    stored.silence.record(PERIOD, town.by("admin"))
    town.sends(ground=Ground("electoral_silence", "Riguarda l'incolumità delle persone."))
    town.scene.run_to_the_end(NOTICE)

    office = town.scene.town.office()
    record = SilenceRecord(stored.broadcasts, StaffNames(stored.tables), office.wording, ROME)
    (told,) = record_json(PERIOD, record.of(PERIOD)).items

    assert town.scene.counts(NOTICE) == Counts(accepted=100)
    assert told.break_glass is not None
    assert told.break_glass.ground is not None
    assert told.break_glass.ground.text == "Riguarda l'incolumità delle persone."
