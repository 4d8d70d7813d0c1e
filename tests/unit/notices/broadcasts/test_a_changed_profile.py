"""A notice outlives the profile it was written with."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.fakes.broadcasts.town_hall import TEMPLATE, TownHall
from urp.acts.model import Act
from urp.notices.broadcasts.model import BroadcastDraft
from urp.town.templates.model import TemplateParameter

NOTICE = UUID(int=7)
DRAFT = BroadcastDraft("Via Roma", TEMPLATE.name, {"luogo": "via Roma"}, "https://comune.example/1")


def town_with_a_notice() -> TownHall:
    town = TownHall()
    act = Act("act-1", "staff-1", "broadcast.create", f"broadcast/{NOTICE}", town.now, standing=AS_OPERATOR)
    town.office().create(NOTICE, DRAFT, act)
    town.time.stop()
    return town


def test_a_notice_whose_template_left_the_profile_can_still_be_read() -> None:
    town = town_with_a_notice()

    view = replace(town.office(), templates={}).get(NOTICE, town.now)

    assert view.broadcast.draft == DRAFT
    assert "«avviso_viabilita» non è più" in view.text


def test_a_notice_whose_template_asks_for_other_parameters_now_can_still_be_read() -> None:
    town = town_with_a_notice()
    other = replace(
        TEMPLATE, body="Chiuso: {{dove}}.", parameters=(TemplateParameter("dove", "Dove", "via Roma", 60),)
    )

    view = replace(town.office(), templates={TEMPLATE.name: other}).get(NOTICE, town.now)

    assert "«avviso_viabilita» non è più" in view.text
