"""Whoever types a notice is told the doubts of its sheet, and reads it as a citizen would."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.unit.notices.broadcasts.scene import DRAFT, NOTICE, Scene
from urp.errors import InvalidError
from urp.notices.broadcasts.text_checks import Severity
from urp.notices.broadcasts.typed_words import TypedWords


def typed(scene: Scene, place: str, link: str = "") -> TypedWords:
    draft = replace(DRAFT, title="", parameters={"luogo": place}, link=link)
    return scene.town.office().look_at_words(draft, scene.now)


def said(words: TypedWords) -> set[tuple[str, str]]:
    return {(each.field, each.code) for each in words.findings}


def test_before_anything_is_typed_the_phone_has_the_examples_and_nothing_is_doubted(scene: Scene) -> None:
    words = typed(scene, "  ")

    assert TEMPLATE.parameters[0].example in words.text
    assert words.characters == len(words.text)
    assert said(words) == set()


def test_what_is_typed_has_the_doubts_of_the_sheet_and_stands_in_the_phone(scene: Scene) -> None:
    scene.draft(parameters={"luogo": "VIA MARCONI CHIUSA, dal 3 dicembre"})

    words = typed(scene, "VIA MARCONI CHIUSA, dal 3 dicembre", DRAFT.link)

    assert "VIA MARCONI CHIUSA" in words.text
    assert words.findings == scene.town.office().sheet(NOTICE, scene.now).findings
    assert {("parameters.luogo", "capitals"), ("parameters.luogo", "weekday_missing")} <= said(words)


def test_what_storing_would_be_refused_for_is_said_once_and_first(scene: Scene) -> None:
    words = typed(scene, "via\tRoma", "https://altrove.example/")

    assert [(each.field, each.severity) for each in words.findings][:2] == [
        ("parameters.luogo", Severity.REFUSES),
        ("link", Severity.REFUSES),
    ]
    assert len([each for each in words.findings if each.field == "link"]) == 1
    with pytest.raises(InvalidError):
        scene.town.office().look_at_words(replace(DRAFT, template="saluto"), scene.now)
