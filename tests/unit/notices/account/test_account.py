"""What Meta says about the account, in sentences for the office and in a safe reaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from tests.fakes.broadcasts.engine import OURS
from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.account.rules import AccountRules, told
from urp.notices.account.watch import UPGRADED_RATE, WatchAccount, Watched
from urp.notices.broadcasts.hold import Holds
from urp.notices.broadcasts.model import BroadcastStatus
from urp.whatsapp.account import AccountChange, parse_account_change, remove_ids
from urp.whatsapp.origin import Origin
from urp.whatsapp.signature import hash_sender

NAME = TEMPLATE.name


def change(field: str, **value: object) -> tuple[AccountChange, ...]:
    return parse_account_change(field, value)


def template_event(event: str) -> tuple[AccountChange, ...]:
    return change(
        "message_template_status_update",
        event=event,
        message_template_name=NAME,
        message_template_language="it",
    )


def category_change(category: str) -> tuple[AccountChange, ...]:
    return change(
        "template_category_update",
        message_template_name=NAME,
        message_template_language="it",
        previous_category="UTILITY",
        new_category=category,
    )


RESTRICTED = change(
    "account_update",
    event="ACCOUNT_RESTRICTION",
    restriction_info=[
        {
            "restriction_type": "RESTRICTED_BIZ_INITIATED_MESSAGING",
            "expiration": int((START + timedelta(days=1)).timestamp()),
        }
    ],
)
DISABLED = change("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": "DISABLE"})
REINSTATED = change("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": "REINSTATE"})


def watch(scene: Scene, changes: Sequence[AccountChange], at: datetime = START) -> Watched:
    stored = scene.town.stored
    broadcasts, notes = stored.broadcasts, stored.notes
    holds = Holds(broadcasts, stored.health, scene.town.queues)
    rules = AccountRules(notes, {NAME: TEMPLATE})
    rate, queues = scene.town.rate, scene.town.queues
    watch_account = WatchAccount(notes, rules, broadcasts, holds, rate, queues, OURS, rate)
    return watch_account("news", changes, Origin(), at, scene.now)


def forbidden(scene: Scene, now: datetime = START) -> str | None:
    return AccountRules(scene.town.stored.notes, {NAME: TEMPLATE}).forbids(NAME, now)


@pytest.mark.parametrize(
    "changes",
    [
        template_event("PAUSED"),
        template_event("DISABLED"),
        category_change("MARKETING"),
        RESTRICTED,
        DISABLED,
    ],
)
def test_what_meta_forbids_holds_what_is_running_and_tells_why(
    scene: Scene, changes: tuple[AccountChange, ...]
) -> None:
    scene.subscribe(400)
    scene.send_now()
    scene.run(2)

    watched = watch(scene, changes)
    moment = scene.now
    scene.run(300)

    held = scene.header()
    assert (watched.held, watched.serious) == (1, 1)
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.explanation == forbidden(scene)
    assert scene.sent_within(moment + timedelta(seconds=2), scene.now) == 0


def test_another_templates_pause_holds_nothing(scene: Scene) -> None:
    scene.subscribe(400)
    scene.send_now()
    scene.run(2)
    other = change(
        "message_template_status_update", event="PAUSED", message_template_name="scadenza", reason="NONE"
    )

    assert watch(scene, other).held == 0
    assert scene.header().status is BroadcastStatus.SENDING


@pytest.mark.parametrize(
    ("stops", "lifts"),
    [
        (template_event("PAUSED"), template_event("APPROVED")),
        (category_change("MARKETING"), category_change("UTILITY")),
        (DISABLED, REINSTATED),
    ],
)
def test_what_meta_lifts_is_allowed_again_and_nothing_resumes_by_itself(
    scene: Scene, stops: tuple[AccountChange, ...], lifts: tuple[AccountChange, ...]
) -> None:
    scene.subscribe(100)
    scene.send_now()
    scene.run(1)
    watch(scene, stops)

    watch(scene, lifts, START + timedelta(minutes=1))
    scene.run(120)

    assert forbidden(scene) is None
    assert scene.header().status is BroadcastStatus.HELD


def test_a_restriction_ends_by_itself(scene: Scene) -> None:
    watch(scene, RESTRICTED)

    assert forbidden(scene, START) is not None
    assert forbidden(scene, START + timedelta(days=2)) is None


def test_an_older_word_of_metas_arriving_late_changes_nothing(scene: Scene) -> None:
    watch(scene, template_event("APPROVED"), START)
    watch(scene, template_event("PAUSED"), START - timedelta(hours=1))

    assert forbidden(scene) is None


def test_a_faster_number_is_used_at_once(scene: Scene) -> None:
    watch(scene, change("phone_number_quality_update", event="THROUGHPUT_UPGRADE"))

    assert scene.town.rate.per_second() == UPGRADED_RATE


def test_a_template_no_longer_in_the_profile_is_not_sent(scene: Scene) -> None:
    assert AccountRules(scene.town.stored.notes, {}).forbids(NAME, START) is not None


def test_who_stops_marketing_messages_is_counted_and_never_named(scene: Scene) -> None:
    def preference(phone: str, value: str) -> tuple[AccountChange, ...]:
        wish = {"wa_id": phone, "value": value, "timestamp": int(START.timestamp())}
        return change("user_preferences", **remove_ids({"user_preferences": [wish]}, "made-up-hash-key"))

    watched = [
        watch(scene, preference(phone, value))
        for phone, value in (
            ("393330000001", "stop"),
            ("393330000002", "stop"),
            ("393330000002", "stop"),
            ("393330000003", "resume"),
        )
    ]
    shown = told(scene.town.stored.notes.all())

    assert all(each.notes == () and each.held == 0 for each in watched)
    assert [note.sentence for note in shown] == [
        "Persone che hanno chiesto a WhatsApp di non ricevere messaggi promozionali: 2."
    ]
    kept = {note.subject for note in scene.town.stored.notes.all()}
    assert kept == {
        f"preference/{hash_sender('made-up-hash-key', f'39333000000{number}')}" for number in (1, 2, 3)
    }


def test_a_notice_is_held_once_and_keeps_its_first_reason(scene: Scene) -> None:
    scene.subscribe(400)
    scene.send_now()
    scene.run(2)
    watch(scene, template_event("PAUSED"))
    first = scene.town.stored.header(NOTICE).hold

    watch(scene, DISABLED)

    assert scene.town.stored.header(NOTICE).hold == first
