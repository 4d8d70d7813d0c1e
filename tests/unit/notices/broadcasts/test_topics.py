"""A notice about a topic goes to whoever wants to hear of it; an alert goes to everybody."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from tests.fakes.broadcasts.town_hall import START, TEMPLATE
from tests.unit.notices.broadcasts.scene import DRAFT, NOTICE, Scene
from urp.errors import InvalidError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.model import Urgency
from urp.town.templates.model import TemplateKind

SCUOLA, EVENTI = frozenset({"scuola"}), frozenset({"eventi"})


def chooses(scene: Scene, number: int, topics: frozenset[str] | None) -> None:
    before = scene.town.stored.subscriber(scene.people[number])
    scene.town.stored.subscribe(replace(before, topics=topics))


def town_of_choices(scene: Scene) -> None:
    """Of ten people the first chose school, the second events, the third nothing at all."""
    scene.subscribe(10)
    for number, topics in enumerate((SCUOLA, EVENTI, frozenset[str]())):
        chooses(scene, number, topics)


def sent_about(scene: Scene, *topics: str) -> set[object]:
    scene.town.office().create(NOTICE, DRAFT, scene.act("broadcast.create"), frozenset(topics))
    scene.town.office().approvals.submit(NOTICE, None, scene.act("broadcast.submit"))
    scene.run_to_the_end()
    return set(scene.town.stored.all_rows(NOTICE))


def test_it_goes_to_whoever_chose_the_topic_and_to_whoever_made_no_choice(scene: Scene) -> None:
    town_of_choices(scene)

    reached = sent_about(scene, "scuola")

    assert reached == {scene.people[0], *scene.people[3:]}
    assert scene.header().audience == 8
    assert scene.header().audience_rule == AudienceRule(topics=SCUOLA)
    assert scene.header().audience_rule.describe(["Scuola"]) == "gli iscritti che vogliono sapere di: Scuola"


def test_one_topic_of_several_is_enough(scene: Scene) -> None:
    town_of_choices(scene)

    assert scene.people[2] not in sent_about(scene, "eventi", "scuola")
    assert scene.header().audience == 9


def test_a_notice_about_no_topic_goes_to_everybody(scene: Scene) -> None:
    town_of_choices(scene)

    assert sent_about(scene) == set(scene.people)


def test_an_emergency_goes_to_everybody_whatever_they_chose(scene: Scene) -> None:
    town_of_choices(scene)

    scene.send_now(urgency=Urgency.EMERGENCY)
    scene.run_to_the_end()

    assert scene.town.stored.all_rows(NOTICE).keys() == set(scene.people)


def test_a_choice_made_after_the_freeze_is_for_the_next_notice(scene: Scene) -> None:
    scene.subscribe(300)
    scene.later(2, lambda: chooses(scene, 299, EVENTI))

    assert len(sent_about(scene, "scuola")) == 300
    assert scene.counts().accepted == 300


def test_the_preview_counts_those_it_would_reach(scene: Scene) -> None:
    town_of_choices(scene)
    office = scene.town.office()

    assert office.preview(DRAFT, START).audience.people == 10
    assert office.preview(DRAFT, START, SCUOLA).audience.people == 8
    assert office.preview(replace(DRAFT, urgency=Urgency.EMERGENCY), START).audience.people == 10


def test_a_rerun_keeps_to_the_topics_of_the_first(scene: Scene) -> None:
    town_of_choices(scene)
    sent_about(scene, "scuola")
    scene.subscribe(4)
    chooses(scene, 10, EVENTI)

    again = run_again(scene)

    assert scene.header(again).audience_rule == AudienceRule(AudienceKind.NOT_REACHED_OF, NOTICE, SCUOLA)
    assert scene.town.stored.all_rows(again).keys() == set(scene.people[11:])


def test_whoever_changes_their_mind_gets_it_with_the_rerun(scene: Scene) -> None:
    town_of_choices(scene)
    sent_about(scene, "scuola")
    chooses(scene, 1, SCUOLA)

    assert set(scene.town.stored.all_rows(run_again(scene))) == {scene.people[1]}


def run_again(scene: Scene) -> UUID:
    again = scene.town.office().follow_ups.rerun(NOTICE, scene.act("broadcast.rerun"))
    scene.town.office().approvals.submit(again.id, None, scene.act("broadcast.submit again"))
    scene.run_to_the_end(again.id)
    return again.id


def test_an_unknown_topic_is_refused_with_those_there_are(scene: Scene) -> None:
    with pytest.raises(InvalidError, match="quelli del Comune: eventi, scuola, viabilita") as refused:
        scene.town.office().preview(DRAFT, START, frozenset({"scuola", "mercati"}))

    assert refused.value.field == "topics"


def test_an_emergency_or_an_alert_about_a_topic_is_refused(scene: Scene) -> None:
    scene.town.templates["allerta"] = replace(TEMPLATE, name="allerta", kind=TemplateKind.ALERT)

    for draft in (replace(DRAFT, urgency=Urgency.EMERGENCY), replace(DRAFT, template="allerta")):
        with pytest.raises(InvalidError, match="tutti"):
            scene.town.office().create(NOTICE, draft, scene.act("broadcast.create"), SCUOLA)
