"""The link, and that it corrects, reach the phone in parameters of templates as Meta approved them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.cases import every
from tests.unit.notices.broadcasts.scene import NOTICE, Scene
from tests.unit.town.texts.test_citizen_texts import SECOND_TOWN, SHIPPED
from urp.errors import InvalidError
from urp.notices.broadcasts.filling import CORRECTS, fill_gaps, render_notice, require_room
from urp.notices.broadcasts.model import BroadcastDraft
from urp.outgoing_text import LONGEST_LINK
from urp.town.templates import MessageTemplate, load_templates
from urp.town.templates.rendering import check_parameters
from urp.whatsapp.outgoing import NamedParameter, TemplateMessage

LINK = "https://www.comune.example/avvisi/1"
NOTICES = [
    each for town in (SHIPPED, SECOND_TOWN) for each in load_templates(town).values() if each.kind.is_notice
]


def filled(template: MessageTemplate, **values: str) -> BroadcastDraft:
    examples = {each.name: each.example for each in template.parameters}
    return BroadcastDraft(template.title, template.name, examples | values, LINK, correction=True)


@every("template", NOTICES)
def test_every_notice_says_once_where_to_read_on_and_that_it_corrects(template: MessageTemplate) -> None:
    draft = filled(template)

    text = render_notice(template, draft)

    assert f" – Dettagli: {LINK}\n" in text
    assert (text.count(LINK), text.count(CORRECTS)) == (1, 1)
    assert text.index(CORRECTS) < text.index(LINK)
    assert CORRECTS not in render_notice(template, replace(draft, correction=False))
    roomy = tuple(replace(each, max_length=700) for each in template.parameters)
    assert check_parameters(replace(template, parameters=roomy), fill_gaps(template, draft))


def test_what_meta_gets_is_what_the_town_hall_keeps(scene: Scene) -> None:
    scene.subscribe(1)
    scene.send_now()
    scene.run_to_the_end()

    message, words = scene.town.meta.last, scene.header().words
    assert isinstance(message, TemplateMessage)
    assert message.parameters == (NamedParameter("luogo", "via Roma – Dettagli: https://comune.example/1"),)
    assert words is not None
    assert "via Roma – Dettagli: https://comune.example/1\n" in words.text


def test_a_link_that_leaves_no_room_is_refused_by_its_own_name() -> None:
    template = next(each for each in NOTICES if each.name == "allerta")
    longest = {each.name: "x" * each.max_length for each in template.parameters}
    link = f"{LINK}/".ljust(LONGEST_LINK, "x")

    require_room(template, filled(template, **longest))
    with pytest.raises(InvalidError) as refused:
        require_room(template, replace(filled(template, **longest), link=link))

    assert refused.value.field == "link"


def test_a_link_that_nobody_finished_refuses_to_be_submitted(scene: Scene) -> None:
    scene.draft(link="https://comune.example/[inserire]")

    with pytest.raises(InvalidError) as refused:
        scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))

    assert refused.value.field == "link"
    found = scene.town.office().sheet(NOTICE, scene.now).findings
    assert ("link", "gap") in [(each.field, each.code) for each in found]
