"""The record tells each state a notice was in, and who brought it there: a person or the clock."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from tests.fakes.broadcasts.troubles import LIMITS
from tests.fakes.stored import items_of
from tests.unit.notices.broadcasts.invariants import untold
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from urp.notices.broadcasts.recorded import clock_act
from urp.notices.broadcasts.trouble import Trouble


def told(scene: Scene) -> list[tuple[str, str, str, str]]:
    """By, act, before, after: in the order of the acts' moments."""
    entries = [
        item for item in items_of(scene.town.stored.tables, "Audit") if item["pk"].startswith("AUDIT#")
    ]
    ordered = sorted(entries, key=lambda item: (item["pk"], item["sk"]))
    return [(each["by"], each["act"], each.get("before", ""), each.get("after", "")) for each in ordered]


def test_from_its_draft_to_its_close_no_state_is_left_out(scene: Scene) -> None:
    scene.subscribe(40)
    scene.send_now()
    scene.run_to_the_end()

    acts = Counter((by, act) for by, act, _, _ in told(scene))
    assert acts[("clock", "broadcast.freezing")] == acts[("clock", "broadcast.sending")] == 1
    assert acts[("clock", "broadcast.closed")] == 1
    assert list(untold(scene.town.stored, NOTICE)) == []


def test_a_notice_that_holds_itself_and_is_resumed_says_who_did_which(scene: Scene) -> None:
    scene.subscribe(600)
    scene.send_now()
    scene.run(2)
    for _ in range(LIMITS.complaints_people + 20):
        scene.town.queues.report(NOTICE, Trouble(complaints=1))
    scene.run(60)
    assert told(scene)[-1][:2] == ("clock", "broadcast.held")
    assert told(scene)[-1][3] == "held complaints"

    scene.town.office().resume(NOTICE, scene.act("broadcast.resume"))
    scene.run_to_the_end()

    assert ("staff-1", "broadcast.resume", "held complaints", "sending") in told(scene)
    assert list(untold(scene.town.stored, NOTICE)) == []


def test_what_decides_nothing_is_no_entry(scene: Scene) -> None:
    scene.draft()
    before = scene.header()

    assert clock_act(before, replace(before, look_at=scene.now + timedelta(minutes=1)), scene.now) is None
