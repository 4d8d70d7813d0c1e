"""The public JSON of topics, in the one profile that has some."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import promised
from tests.integration.staff_api.test_topics import ROADS
from tests.integration.staff_town import staff_town
from urp.acts.model import Role

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
