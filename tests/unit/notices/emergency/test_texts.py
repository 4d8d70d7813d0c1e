"""Emergency texts are written by one person and approved by another, for a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.unit.notices.emergency.emergency_town import DRAFT, TEXT, EmergencyTown
from urp.acts.second_person import SamePersonError
from urp.errors import InvalidError
from urp.notices.broadcasts.approval import ChangedSinceReadError
from urp.notices.emergency.office import TextChangedMeanwhileError


@pytest.fixture
def town() -> EmergencyTown:
    town = EmergencyTown(people=3)
    town.writes()
    return town


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"open": {"luogo": 61}}, "open.luogo"),
        ({"open": {"luogo": 0}}, "open.luogo"),
        ({"open": {"luogo": 7}}, "parameters.luogo"),
        ({"open": {"ora": 10}}, "open.ora"),
        ({"open": {"luogo": 9, "ora": 9, "zona": 9}}, "open"),
        ({"parameters": {"luogo": "male.example/x"}}, "parameters.luogo"),
        ({"link": "https://male.example"}, "link"),
        ({"template": "riconferma"}, "template"),
        ({"title": " "}, "title"),
    ],
)
def test_its_words_are_checked_as_those_of_any_notice(
    town: EmergencyTown, changes: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidError) as refused:
        town.texts.change(TEXT, replace(DRAFT, **changes), 1, town.by("editor"))  # type: ignore[arg-type]
    assert refused.value.field == field


def test_who_wrote_or_changed_it_does_not_approve_it(town: EmergencyTown) -> None:
    town.texts.change(TEXT, replace(DRAFT, title="Allagamento"), 1, town.by("colleague"))
    for who in ("editor", "colleague"):
        with pytest.raises(SamePersonError):
            town.approves(who)

    town.approves()
    assert town.texts.get(TEXT, town.now).problem is None


def test_a_change_drops_the_approval_and_is_not_overwritten(town: EmergencyTown) -> None:
    seen = town.texts.get(TEXT, town.now).seal
    town.approves()
    changed = town.texts.change(TEXT, replace(DRAFT, open={}), 1, town.by("editor"))

    assert changed.text.approval is None
    assert changed.problem == "Il testo non è approvato."
    with pytest.raises(ChangedSinceReadError):
        town.texts.approve(TEXT, seen, None, town.by("approver"))
    with pytest.raises(TextChangedMeanwhileError):
        town.texts.change(TEXT, DRAFT, 1, town.by("colleague"))


def test_an_approval_lasts_as_long_as_the_profile_lets_it(town: EmergencyTown) -> None:
    today, seen = town.now.date(), town.texts.get(TEXT, town.now).seal
    for until in (today - timedelta(days=1), today + timedelta(days=366)):
        with pytest.raises(InvalidError, match="until"):
            town.texts.approve(TEXT, seen, until, town.by("approver"))
    town.approves()

    approval = town.texts.get(TEXT, town.now).text.approval
    assert approval is not None
    assert approval.until == today + timedelta(days=365)


def test_who_reads_it_sees_the_words_and_how_many_they_would_reach(town: EmergencyTown) -> None:
    view = town.texts.get(TEXT, town.now)

    assert view.rendered.startswith("Strada chiusa: via Roma – Dettagli: https://")
    assert view.audience is not None
    assert (view.audience.people, view.audience.exact) == (3, True)


def test_a_deleted_one_is_in_no_list(town: EmergencyTown) -> None:
    assert [each.text.id for each in town.texts.page(None, 10, town.now).items] == [TEXT]
    town.texts.delete(TEXT, town.by("editor"))
    assert town.texts.page(None, 10, town.now).items == ()
