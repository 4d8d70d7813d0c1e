"""A notice is taken out of what is public, and the place where it stood says when and why."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import UUID

import pytest

from tests.unit.notices.broadcasts.scene import ALERT, NOTICE
from tests.unit.notices.broadcasts.test_corrections import RIGHT
from tests.unit.public.reading import CAP, Page, read_cap
from tests.unit.public.town import BASE, PublicTown
from urp.errors import ConflictError, InvalidError
from urp.notices.broadcasts.model import Urgency
from urp.notices.broadcasts.public_record import NotPublicError, StillSendingError

WHY = "Conteneva dati che non andavano pubblicati."
FEEDS = ("/avvisi.rss", "/avvisi.atom", "/avvisi.json")


def take_down(town: PublicTown, notice: UUID = NOTICE, why: str = WHY) -> None:
    act = replace(town.scene.act("broadcast.take_down"), by="approver")
    town.scene.town.office().take_down(notice, why, act)
    town.publish(notice)


def test_page_and_feeds_say_when_and_why_and_hold_nothing_of_it_any_more(town: PublicTown) -> None:
    town.goes_out(parameters={"luogo": "via Verdi, da Anna"})
    before = [town.get(path).body for path in (*FEEDS, f"/avvisi/{NOTICE}")]

    take_down(town)

    assert all("Anna" in each for each in before)
    for path in ("/avvisi", *FEEDS, f"/avvisi/{NOTICE}"):
        body = town.get(path).body
        assert "Anna" not in body
        assert "comune.example/1" not in body
        assert "Ritirato dal Comune il 25 novembre 2026" in body
    page = Page(town.get(f"/avvisi/{NOTICE}").body)
    page.require_accessible()
    assert WHY in page.text
    assert "external_url" not in json.loads(town.get("/avvisi.json").body)["items"][0]
    assert town.scene.town.stored.acts()[-1].startswith("broadcast.take_down")


def test_the_nights_pass_does_not_bring_it_back(town: PublicTown) -> None:
    town.goes_out()
    take_down(town)
    there = town.archive.find(NOTICE)
    town.archive.remove(NOTICE)

    assert [each.id for each, _ in town.publish.everything()] == [NOTICE]
    assert town.archive.find(NOTICE) == there
    assert town.publish(NOTICE) == there


def test_its_correction_stays_and_does_not_name_it(town: PublicTown) -> None:
    town.goes_out()
    correction = town.scene.town.office().follow_ups.correct(
        NOTICE, RIGHT, town.scene.act("broadcast.correct")
    )
    town.is_approved(correction.id)
    town.scene.run_to_the_end(correction.id)
    town.publish(correction.id)
    assert "«Viabilità»" in town.get("/avvisi").body

    take_down(town)

    shown = town.get(f"/avvisi/{correction.id}").body
    assert "via Verdi" in shown
    assert "Viabilità" not in Page(shown).text


def test_an_emergency_is_cancelled_for_warning_systems(town: PublicTown) -> None:
    town.goes_out(ALERT, urgency=Urgency.EMERGENCY)
    first = read_cap(town.get(f"/avvisi/{ALERT}.cap").body).findtext(f"{CAP}identifier")

    take_down(town, ALERT)

    cancel = read_cap(town.get(f"/avvisi/{ALERT}.cap").body)
    assert cancel.findtext(f"{CAP}msgType") == "Cancel"
    assert cancel.findtext(f"{CAP}identifier") != first
    assert f",{first}," in (cancel.findtext(f"{CAP}references") or "")
    assert WHY in (cancel.findtext(f"{CAP}note") or "")
    assert cancel.find(f"{CAP}info") is None
    assert f"{BASE}/avvisi/{ALERT}.cap" in town.get("/avvisi.atom").body


def test_it_must_be_public_and_over_and_is_taken_down_once(town: PublicTown) -> None:
    town.scene.subscribe(300)
    town.scene.draft()
    with pytest.raises(NotPublicError):
        take_down(town)
    town.is_approved()
    town.scene.run(3)
    with pytest.raises(StillSendingError):
        take_down(town)
    town.scene.run_to_the_end()
    with pytest.raises(InvalidError):
        take_down(town, why="Vedi https://altrove.example")

    take_down(town)

    with pytest.raises(ConflictError):
        take_down(town)
