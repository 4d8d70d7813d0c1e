"""What of a notice anybody may read, and when."""

from __future__ import annotations

import re
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fakes.broadcasts.engine import ONE_PERSON
from tests.fakes.broadcasts.town_hall import START
from tests.unit.notices.broadcasts.scene import DRAFT, NOTICE
from tests.unit.notices.broadcasts.test_corrections import RIGHT
from tests.unit.public.town import PublicTown
from urp.desk.small_cells import round_people
from urp.notices.broadcasts.approval import Approval
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.model import Broadcast, BroadcastStatus
from urp.notices.broadcasts.public_record import is_public
from urp.public.model import NoticeState, PublicNotice

TEXT = "Strada chiusa: via Roma – Dettagli: https://comune.example/1\nBuona giornata."
APPROVED = Approval("staff-2", START, "seal", START)
OUT = Broadcast(NOTICE, DRAFT, BroadcastStatus.SENDING, START, "staff-1", approval=APPROVED, sending_at=START)


def test_a_notice_is_public_once_it_goes_out_and_says_in_the_end_how_it_went(town: PublicTown) -> None:
    town.scene.subscribe(120)
    town.scene.draft()
    as_draft = town.publish(NOTICE)
    town.is_approved()
    town.scene.run(2)
    meanwhile = town.publish(NOTICE)
    town.scene.run_to_the_end()
    closed = town.publish(NOTICE)

    assert as_draft is None
    assert meanwhile is not None
    assert (meanwhile.state, meanwhile.people) == (NoticeState.SENDING, None)
    assert closed is not None
    assert (closed.state, closed.people, closed.reached_percent) == (NoticeState.SENT, 100, 100)
    assert (closed.text, closed.headline) == (TEXT, "Viabilità")
    assert town.archive.find(NOTICE) == closed
    assert list(town.archive.newest(5)) == [closed]
    assert town.archive.years() == [2026]


@pytest.mark.parametrize(
    "broadcast",
    [
        replace(OUT, sending_at=None, status=BroadcastStatus.SCHEDULED),
        replace(OUT, approval=None),
        replace(OUT, draft=replace(DRAFT, training=True)),
        replace(OUT, audience_rule=AudienceRule(AudienceKind.UNCLEAR_OF, UUID(int=9))),
        replace(OUT, audience_rule=AudienceRule(AudienceKind.NOT_REACHED_OF, UUID(int=9))),
        replace(OUT, audience_rule=AudienceRule(AudienceKind.UNCONFIRMED, UUID(int=9))),
    ],
)
def test_drafts_follow_ups_and_what_nobody_approved_are_nobodys_to_read(broadcast: Broadcast) -> None:
    assert is_public(OUT)
    assert not is_public(broadcast)


def test_a_notice_that_reached_nobody_is_no_notice(town: PublicTown) -> None:
    town.is_sent()
    town.scene.run(1)
    town.publish(NOTICE)
    town.scene.run_to_the_end()

    assert town.publish(NOTICE) is None
    assert town.archive.find(NOTICE) is None
    assert town.get(f"/avvisi/{NOTICE}").status == 404


def test_a_stopped_one_says_so_and_its_correction_stands_beside_it(town: PublicTown) -> None:
    town.scene.subscribe(300)
    town.is_sent()
    town.scene.run(3)
    town.scene.town.office().stop(NOTICE, town.scene.act("broadcast.stop"))
    town.scene.run_to_the_end()
    office = town.scene.town.office()
    correction = office.follow_ups.correct(NOTICE, RIGHT, town.scene.act("broadcast.correct"))
    town.is_approved(correction.id)
    town.scene.run_to_the_end(correction.id)

    right = town.publish(correction.id)
    wrong = town.archive.find(NOTICE)

    assert right is not None
    assert right.corrects is not None
    assert right.corrects.id == NOTICE
    assert wrong is not None
    assert (wrong.state, wrong.corrected_by) == (NoticeState.STOPPED, correction.id)
    assert "Rettifica di «Viabilità»" in town.get("/avvisi").body
    assert f'href="{correction.id}"' in town.get(f"/avvisi/{NOTICE}").body
    assert "fermato" in town.get(f"/avvisi/{NOTICE}").body
    assert town.publish(NOTICE) == wrong


def test_the_words_stay_those_it_went_out_with(town: PublicTown) -> None:
    town.goes_out()
    before = town.archive.find(NOTICE)
    changed = replace(town.publish, wording=replace(town.publish.wording, templates={}))

    assert changed(NOTICE) == before
    town.archive.remove(NOTICE)
    again = changed(NOTICE)
    assert again is not None
    assert again.text == TEXT


def test_what_was_lost_on_its_way_is_found_at_night(town: PublicTown) -> None:
    town.goes_out()
    there = town.archive.find(NOTICE)
    town.archive.remove(NOTICE)

    found = [broadcast.id for broadcast, _ in town.publish.everything()]

    assert found == [NOTICE]
    assert town.archive.find(NOTICE) == there


@given(st.integers(0, 100_000))
def test_people_are_told_by_fifties_and_never_as_a_few(people: int) -> None:
    shown = round_people(people)

    assert (shown is None) is (people < 50)
    assert shown is None or (shown % 50 == 0 and abs(shown - people) <= 25)


@settings(max_examples=4, deadline=None)
@given(
    st.integers(1, 9),
    st.text("0123456789", min_size=9, max_size=12).map(lambda digits: f"39{digits}"),
    st.uuids(),
)
def test_nothing_public_holds_a_number_or_an_id_of_a_person(people: int, title: str, author: UUID) -> None:
    """Its title is the office's, and may say anything; who wrote and approved it is the town hall's."""
    town = PublicTown()
    town.scene.subscribe(people)
    draft = replace(DRAFT, title=title)
    act = replace(town.scene.act("broadcast.create"), by=str(author))
    town.scene.town.office().create(NOTICE, draft, act)
    town.is_approved()
    town.scene.run_to_the_end()
    town.publish(NOTICE)

    paths = ("/avvisi", f"/avvisi/{NOTICE}", "/avvisi.rss", "/avvisi.atom", "/avvisi.json")
    shown = "".join(town.get(path).body for path in paths)

    assert "Strada chiusa" in shown
    assert title not in shown
    assert str(author) not in shown
    assert "staff-1" not in shown
    assert not re.search(r"\d{8,}", shown.replace(str(NOTICE), ""))
    assert not [each for each in town.scene.people if str(each) in shown or each.hex in shown]
    assert isinstance(town.archive.find(NOTICE), PublicNotice)


def test_what_one_person_sent_alone_is_not_public(town: PublicTown) -> None:
    town.scene.town.approval = ONE_PERSON
    town.scene.subscribe(3)
    town.scene.send_now()
    town.scene.run_to_the_end()

    assert town.publish(NOTICE) is None


def test_while_the_whole_service_is_in_training_nothing_becomes_public(town: PublicTown) -> None:
    town.goes_out()
    town.archive.remove(NOTICE)

    assert replace(town.publish, training=True)(NOTICE) is None
    assert list(replace(town.publish, training=True).everything()) == []
