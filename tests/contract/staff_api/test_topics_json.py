"""The public JSON of topics, in the one profile that has some."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import FOLDER, promised
from tests.integration.staff_api.test_topics import ROADS
from tests.integration.staff_town import staff_town
from urp.acts.model import Role
from urp.notices.store.subscribers import SubscriberDays
from urp.notices.subscribers.counting import DayOfSubscribers

if TYPE_CHECKING:
    from tests.contract.staff_api.recording import Recorder


def test_a_notice_about_a_topic(outputs: Mapping[str, str], recorder: Recorder) -> None:
    town = staff_town(outputs, "urp_profile")
    editor, roads = town.staff(Role.EDITOR), {**ROADS, "topics": ["viabilita"]}
    unknown = {**ROADS, "topics": ["mercati"]}

    recorder.call("topics", town.staff(Role.READER), "GET /staff/topics")
    recorder.call("broadcast_about_a_topic", editor, "POST /staff/broadcasts", roads, key="roads-01")
    recorder.call(
        "broadcast_about_an_unknown_topic", editor, "POST /staff/broadcasts", unknown, key="roads-02"
    )

    assert recorder.kept == promised(recorder.kept)


def test_who_joined_and_who_left(outputs: Mapping[str, str], recorder: Recorder) -> None:
    town = staff_town(outputs, "urp_profile")
    days, reader = SubscriberDays(town.tables), town.staff(Role.READER)
    days.put(DayOfSubscribers(date(2026, 11, 23), 1210, 30, None, {"viabilita": 310}, 880), town.now)
    changes = {"viabilita": 16}, {"viabilita": 2}
    days.put(DayOfSubscribers(date(2026, 11, 24), 1216, 8, 2, {"viabilita": 312}, 884, *changes), town.now)
    days.put(DayOfSubscribers(date(2026, 11, 25), 1216, 3, 3, {"viabilita": 312}, 884), town.now)

    recorder.call("subscribers", reader, "GET /staff/subscribers", query={"month": "2026-11"})
    sheet = reader.get("/staff/subscribers", month="2026-11", format="csv")

    assert recorder.kept == promised(recorder.kept)
    assert sheet.text.encode() == (FOLDER / "subscribers.csv").read_bytes()
    assert sheet.headers["content-disposition"] == 'attachment; filename="iscritti-2026-11.csv"'
