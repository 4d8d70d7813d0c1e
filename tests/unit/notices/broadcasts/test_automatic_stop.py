"""A running notice that too many refuse, or that too many leave because of, waits for a person."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.fakes.broadcasts.meta import Temper
from tests.fakes.broadcasts.troubles import LIMITS
from tests.unit.notices.broadcasts.scene import ALERT, NOTICE, Scene
from urp.notices.broadcasts.automatic_stop import TooMany
from urp.notices.broadcasts.model import BroadcastStatus, Counts, HoldReason, Urgency
from urp.notices.broadcasts.trouble import Trouble
from urp.whatsapp.error_codes import BLOCKED_BY_US

SECOND = timedelta(seconds=1)
TOO_MANY = TooMany(LIMITS)


def resume(scene: Scene) -> None:
    scene.town.office().resume(NOTICE, scene.act("broadcast.resume"))


def people_complain(scene: Scene, people: int, about: UUID | None = NOTICE) -> None:
    for _ in range(people):
        scene.town.queues.report(about, Trouble(complaints=1))


def test_a_notice_that_meta_refuses_for_too_many_people_holds_itself_and_says_how_many(scene: Scene) -> None:
    scene.subscribe(600)
    scene.town.meta.temper = Temper(refused=0.3)
    scene.send_now()

    scene.run(60)

    held = scene.header()
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.reason is HoldReason.REFUSALS
    assert held.hold.explanation == (
        "Sospeso: 26 rifiuti di Meta negli ultimi 500 invii (soglia 25). "
        "Dopo una verifica si può riprendere: la soglia raddoppia."
    )
    assert len(scene.sent()) < 200


def test_refusals_within_what_is_usual_hold_nothing(scene: Scene) -> None:
    scene.subscribe(1500)
    scene.town.meta.temper = Temper(refused=0.02)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts().refused > 15
    assert scene.counts().accepted + scene.counts().refused == 1500


def test_people_on_our_own_block_list_are_refused_and_hold_nothing(scene: Scene) -> None:
    scene.subscribe(600)
    scene.town.meta.temper = Temper(refused=0.3, refusal=BLOCKED_BY_US)
    scene.send_now()

    scene.run_to_the_end()

    assert scene.counts().refused > 100
    assert scene.header().status is BroadcastStatus.CLOSED


def test_what_a_person_lets_go_on_is_not_held_again_for_the_same_old_numbers(scene: Scene) -> None:
    scene.subscribe(600)
    scene.town.meta.temper = Temper(refused=0.3)
    scene.send_now()
    scene.run(60)

    scene.town.meta.temper = Temper(refused=0.02)
    resume(scene)
    scene.run_to_the_end()

    assert scene.counts().accepted + scene.counts().refused == 600
    assert scene.copies() == 1


def test_each_time_a_person_lets_it_go_on_twice_as_much_is_tolerated(scene: Scene) -> None:
    scene.subscribe(600)
    scene.town.meta.temper = Temper(refused=0.5)
    scene.send_now()
    scene.run(60)

    resume(scene)
    scene.run(60)

    held = scene.header()
    assert held.hold is not None
    assert "(soglia 50)" in held.hold.explanation


def test_a_pause_of_staff_forgets_no_refusal(scene: Scene) -> None:
    scene.subscribe(600)
    scene.town.meta.temper = Temper(refused=0.1)
    scene.send_now()
    scene.run(2)
    scene.town.office().pause(NOTICE, scene.act("broadcast.pause"))
    scene.run(10)

    resume(scene)

    signs = scene.town.stored.signs_of_trouble(NOTICE)
    assert signs.get("accepted_by_staff", 0) == 0
    assert signs["refused"]


def test_messages_that_meta_took_and_does_not_deliver_hold_the_notice(scene: Scene) -> None:
    scene.subscribe(1500)
    scene.town.meta.temper = Temper(failed_later=0.3, status_delay=1)
    scene.send_now()

    scene.run(15)

    held = scene.header()
    assert held.hold is not None
    assert held.hold.reason is HoldReason.REFUSALS
    assert "messaggi non recapitati da Meta" in held.hold.explanation


def test_people_who_leave_because_of_a_notice_hold_it(scene: Scene) -> None:
    scene.subscribe(1500)
    scene.send_now()
    scene.later(6, lambda: people_complain(scene, 26))

    scene.run(15)

    held = scene.header()
    assert held.hold is not None
    assert held.hold.reason is HoldReason.COMPLAINTS
    assert held.hold.explanation.startswith(
        "Sospeso: 26 persone si sono cancellate o non vogliono più avvisi, su "
    )
    assert scene.sent_within(held.hold.at + 2 * SECOND, scene.now) == 0


def test_people_who_leave_by_writing_count_for_whatever_is_being_sent(scene: Scene) -> None:
    scene.subscribe(1500)
    scene.send_now()
    scene.later(6, lambda: people_complain(scene, 30, about=None))

    scene.run(15)

    assert scene.header().status is BroadcastStatus.HELD


def test_complaints_about_what_is_over_hold_nothing_and_are_not_kept(scene: Scene) -> None:
    scene.subscribe(20)
    scene.send_now()
    scene.run_to_the_end()

    people_complain(scene, 30)
    scene.run(10)

    assert scene.header().status is BroadcastStatus.CLOSED
    assert scene.town.stored.signs_of_trouble(NOTICE) == {}


def test_an_emergency_goes_on_whoever_leaves_and_whoever_is_refused(scene: Scene) -> None:
    scene.subscribe(400)
    scene.town.meta.temper = Temper(refused=0.3, failed_later=0.3, status_delay=1)
    scene.send_now(ALERT, urgency=Urgency.EMERGENCY)
    scene.later(3, lambda: people_complain(scene, 40, ALERT))

    scene.run_to_the_end(ALERT)

    assert scene.counts(ALERT).accepted + scene.counts(ALERT).refused == 400


def test_an_account_that_cannot_pay_stops_the_notice_after_its_first_messages(scene: Scene) -> None:
    scene.subscribe(1500)
    scene.send_now()
    scene.later(5, lambda: scene.town.queues.report(NOTICE, Trouble(failed=1, code=131042)))

    scene.run(20)

    held = scene.header()
    assert held.hold is not None
    assert (held.hold.reason, held.hold.code) == (HoldReason.ACCOUNT, 131042)
    assert held.hold.explanation == (
        "Problema con il metodo di pagamento (131042): Meta non recapita i messaggi che ha accettato."
    )


def test_late_news_of_what_a_person_has_seen_to_holds_nothing(scene: Scene) -> None:
    scene.subscribe(800)
    scene.send_now()
    scene.later(5, lambda: scene.town.queues.report(NOTICE, Trouble(failed=1, code=132015)))
    scene.run(20)

    resume(scene)
    scene.town.queues.report(NOTICE, Trouble(failed=3, code=132015))
    scene.run_to_the_end()

    assert scene.counts() == Counts(accepted=800)
