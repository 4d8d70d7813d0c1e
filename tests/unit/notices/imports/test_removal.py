"""The night after the date: who was asked and did not answer is removed, and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from tests.unit.notices.imports.office import NOON, PAPER, Office, phone
from urp.citizens.consent import Command, EntryKind, Source, decide_consent
from urp.citizens.identity.merging import merge
from urp.citizens.identity.model import Citizen
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, BroadcastStatus, Counts, Progress
from urp.notices.imports.model import Taken

CAMPAIGN, NEXT = UUID(int=500), UUID(int=72)
EVERYBODY = Counts(accepted=100)
NIGHT_AFTER = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
"""Half past midnight of 1 January in Rome."""


def asked(office: Office, at: datetime | None = NOON, counts: Counts = EVERYBODY) -> None:
    draft = BroadcastDraft("Riconferma", "riconferma", {}, "https://comune.example")
    office.broadcasts[CAMPAIGN] = Broadcast(
        CAMPAIGN,
        draft,
        BroadcastStatus.CLOSED,
        NOON,
        "staff-1",
        closed_at=at,
        progress=Progress(counts),
    )
    found = office.found()
    office.register.announce(found, replace(found, campaigns=frozenset({CAMPAIGN})))


def ready(people: int = 100) -> Office:
    office = Office()
    office.takes_over(*map(phone, range(people)))
    asked(office)
    return office


def says(office: Office, number: int, command: Command) -> None:
    before = office.citizen(number)
    office.changes(before, decide_consent(before, command, NOON + timedelta(days=2)).citizen)


def test_the_silent_are_removed_without_a_message_and_the_others_stay_as_they_said() -> None:
    office = ready()
    says(office, 1, Command.JOIN)
    says(office, 2, Command.LEAVE)
    office.now = NIGHT_AFTER

    assert office.purges() == 98
    silent = office.citizen(3)
    (entry,) = [
        each
        for each in office.ledger()
        if each.citizen_id == silent.id and each.kind is EntryKind.NOT_CONFIRMED
    ]
    assert (silent.subscribed, silent.left_at, silent.unconfirmed) == (False, None, PAPER)
    assert (entry.source, entry.at) == (Source.IMPORT, NIGHT_AFTER)
    assert office.audience() == {office.citizen(1).id}
    assert office.found().progress.removed == 98


def test_a_second_night_finds_nobody_and_ends_the_import() -> None:
    office = ready()
    office.now = NIGHT_AFTER
    office.purges()
    office.passes(days=1)

    assert office.purges() == 0
    assert office.found().ended_at == office.now
    assert office.found().progress.removed == 100


def test_nobody_is_removed_before_the_day_is_over_in_the_towns_own_time() -> None:
    office = ready()
    office.now = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)

    assert office.purges() == 0


def test_nobody_is_removed_who_was_never_asked() -> None:
    office = Office()
    office.takes_over(phone(1))
    office.now = NIGHT_AFTER

    assert office.purges() == 0
    asked(office, at=None)  # written, never sent
    assert office.purges() == 0


@pytest.mark.parametrize("cut_short", [Counts(accepted=9, stopped=1), Counts(accepted=9, expired=1)])
def test_a_campaign_cut_short_removes_nobody_until_everybody_was_asked(cut_short: Counts) -> None:
    office = ready(10)
    asked(office, counts=cut_short)
    office.now = NIGHT_AFTER

    assert office.purges() == 0


def test_everybody_has_seven_days_from_the_question_however_late_it_was_asked() -> None:
    office = ready()
    asked(office, NIGHT_AFTER - timedelta(days=2))
    office.now = NIGHT_AFTER

    assert office.purges() == 0
    office.passes(days=5)
    assert office.purges() == 100


def test_a_word_at_the_very_moment_of_the_removal_counts() -> None:
    office = ready()
    office.now = NIGHT_AFTER
    speaking = iter([5])

    def confirms(_: object) -> None:
        for number in speaking:
            says(office, number, Command.JOIN)

    office.people.before_store = confirms

    assert office.purges() == 99
    assert office.audience() == {office.citizen(5).id}


def test_a_purge_cut_off_anywhere_removes_and_counts_everybody_once() -> None:
    office = ready(200)
    office.now = NIGHT_AFTER

    first = office.purges()
    again = office.purges()

    assert (first, again) == (200, 0)
    kinds = [each.kind for each in office.ledger()]
    assert kinds.count(EntryKind.NOT_CONFIRMED) == 200


def test_who_was_removed_is_not_brought_back_by_the_next_list_but_by_their_own_word() -> None:
    office = ready(2)
    office.now = NIGHT_AFTER
    office.purges()
    office.hands_over(phone(0), phone(1), import_id=NEXT, confirm_by=date(2027, 1, 31))
    office.works()

    assert office.taken(NEXT) == {Taken.NOT_CONFIRMED_BEFORE: 2}
    says(office, 1, Command.JOIN)
    assert office.citizen(1).subscribed


def test_who_was_removed_under_a_phone_ends_no_subscription_of_their_own_in_a_merge() -> None:
    removed = Citizen(UUID(int=1), phones=(phone(1),), subscribed_at=NOON, unconfirmed=PAPER)
    joined = Citizen(UUID(int=2), user_ids=("IT.10000000000000000002",), subscribed=True, consent_at=NOON)

    after = merge(joined, removed, same_person=False).winner

    assert (after.subscribed, after.unconfirmed) == (True, None)


def test_a_number_changed_by_whatsapps_word_keeps_the_consent_of_ones_own() -> None:
    imported = Citizen(
        UUID(int=1), phones=(phone(1),), subscribed=True, subscribed_at=NOON, unconfirmed=PAPER
    )
    joined = Citizen(UUID(int=2), phones=(phone(2),), subscribed=True, subscribed_at=NOON, consent_at=NOON)

    after = merge(imported, joined, same_person=True).winner

    assert (after.subscribed, after.unconfirmed) == (True, None)


def test_the_date_moved_by_a_new_campaign_counts() -> None:
    office = ready(3)
    found = office.found()
    office.register.announce(found, replace(found, confirm_by=date(2027, 1, 31)))
    office.now = NIGHT_AFTER

    assert office.purges() == 0
