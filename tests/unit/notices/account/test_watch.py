"""What Meta says about templates and account stops what it forbids, with a sentence for the office."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fakes.broadcasts.town_hall import TEMPLATE
from tests.unit.notices.account.office import (
    DRAFT,
    MOVED_TO_MARKETING,
    NOTICE,
    PEOPLE,
    act,
    meta_says,
    notice,
    reached,
    template,
    town_that_is_sending,
    town_with_a_draft,
)
from urp.errors import ConflictError
from urp.notices.account.rules import told
from urp.notices.broadcasts.model import BroadcastStatus, HoldReason
from urp.whatsapp.account import (
    AccountChange,
    AccountEvent,
    Choice,
    MarketingPreference,
    NumberQuality,
    Restriction,
    SharedNumber,
    TemplateEdited,
)
from urp.whatsapp.reach import KnownLimit, LimitSource, MessagingLimit

TWO_SECONDS_AT_FULL_RATE = 2 * 80


def test_a_template_paused_while_its_notice_runs_stops_it_and_says_why() -> None:
    town = town_that_is_sending()
    before = reached(town)

    watched = meta_says(town, template("PAUSED"))
    town.run(600)
    town.time.stop()

    held = notice(town)
    assert (watched.held, watched.serious) == (1, 1)
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.reason is HoldReason.ACCOUNT
    assert held.hold.explanation == (
        "Il modello «avviso_viabilita» è in pausa: troppe persone lo hanno segnalato. "
        "I suoi avvisi sono sospesi."
    )
    assert 0 < before <= reached(town) <= before + TWO_SECONDS_AT_FULL_RATE
    assert reached(town) < PEOPLE


def test_a_template_moved_to_marketing_between_approval_and_send_stops_the_notice_and_names_the_cost() -> (
    None
):
    town = town_with_a_draft()
    town.office().approvals.submit(NOTICE, town.now + timedelta(minutes=5), act(town, "broadcast.submit"))

    meta_says(town, MOVED_TO_MARKETING)
    town.run(900)
    town.time.stop()

    held = notice(town)
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert "MARKETING: cambia il costo" in held.hold.explanation
    assert reached(town) == 0


def test_a_template_moved_back_to_the_profiles_category_says_that_its_notices_may_go_out() -> None:
    town = town_with_a_draft()
    meta_says(town, MOVED_TO_MARKETING)
    back = replace(MOVED_TO_MARKETING, previous="MARKETING", current="UTILITY")

    meta_says(town, back, at=town.now + timedelta(minutes=1))

    (note,) = (each for each in town.stored.notes.all() if each.category is not None)
    assert "È di nuovo quella del profilo: i suoi avvisi possono partire." in note.sentence
    assert "sospesi" not in note.sentence


def test_what_meta_forbids_while_it_is_silent_holds_the_notice_when_it_answers_again() -> None:
    town = town_that_is_sending()
    town.meta.silent = (town.now, town.now + timedelta(minutes=2))
    town.run(60)
    silent = notice(town).hold

    watched = meta_says(town, MOVED_TO_MARKETING)
    town.run(600)
    town.time.stop()

    held = notice(town)
    assert silent is not None
    assert silent.reason is HoldReason.META_SILENT
    assert watched.held == 1
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert held.hold.reason is HoldReason.ACCOUNT


def test_a_notice_with_another_template_goes_on() -> None:
    town = town_that_is_sending()

    watched = meta_says(town, template("PAUSED", name="evento"))
    town.run_until_over([NOTICE])
    town.time.stop()

    assert watched.held == 0
    assert reached(town) == PEOPLE


def test_what_meta_forbids_is_seen_in_the_preview_and_cannot_be_sent() -> None:
    town = town_with_a_draft()
    meta_says(town, template("DISABLED"))

    preview = town.office().preview(DRAFT, town.now)

    assert preview.problems == (
        "Il modello «avviso_viabilita» è disattivato per sempre. I suoi avvisi sono sospesi.",
    )
    with pytest.raises(ConflictError, match="disattivato"):
        town.office().approvals.submit(NOTICE, None, act(town, "broadcast.submit"))


def test_a_notice_is_resumed_only_once_meta_allows_its_template_again() -> None:
    town = town_that_is_sending()
    meta_says(town, template("PAUSED"))
    town.run(60)
    with pytest.raises(ConflictError, match="in pausa"):
        town.office().resume(NOTICE, act(town, "broadcast.resume"))

    meta_says(town, template("APPROVED"))
    town.office().resume(NOTICE, act(town, "broadcast.resume"))
    town.run_until_over([NOTICE])
    town.time.stop()

    assert town.stored.statement(NOTICE).counts.accepted == PEOPLE
    assert max(town.meta.copies().values()) == 1


def test_an_older_word_that_comes_late_does_not_undo_the_newer_one() -> None:
    town = town_with_a_draft()
    meta_says(town, template("APPROVED"))

    meta_says(town, template("PAUSED"), at=town.now - timedelta(hours=1))

    assert town.office().preview(DRAFT, town.now).problems == ()


def test_a_restriction_of_the_account_stops_every_notice_until_it_ends() -> None:
    town = town_with_a_draft()
    until = town.now + timedelta(days=3)
    restricted = AccountEvent(
        "ACCOUNT_RESTRICTION", (Restriction("RESTRICTED_BIZ_INITIATED_MESSAGING", until),)
    )

    meta_says(town, restricted)

    assert town.office().preview(DRAFT, town.now).problems
    assert town.office().preview(DRAFT, until).problems == ()


def test_words_changed_at_meta_hold_the_notices_that_use_them_until_an_administrator_has_looked() -> None:
    town = town_that_is_sending()

    watched = meta_says(town, TemplateEdited(TEMPLATE.name, "it"))
    town.run(60)
    town.time.stop()

    held = notice(town)
    assert (watched.held, watched.serious) == (1, 1)
    assert held.status is BroadcastStatus.HELD
    assert held.hold is not None
    assert "modificato il testo del modello «avviso_viabilita»" in held.hold.explanation
    with pytest.raises(ConflictError, match="modificato"):
        town.office().resume(NOTICE, act(town, "broadcast.resume"))


def test_words_of_another_template_hold_nothing() -> None:
    town = town_that_is_sending()

    watched = meta_says(town, TemplateEdited("evento", "it"))
    town.time.stop()

    assert (watched.held, watched.serious) == (0, 1)


def test_a_faster_number_is_learnt_from_metas_word() -> None:
    town = town_with_a_draft()

    meta_says(town, NumberQuality("THROUGHPUT_UPGRADE", None))

    assert town.rate.per_second() == 1000


def test_a_number_that_the_phones_own_app_uses_as_well_is_written_through_slowly() -> None:
    town = town_that_is_sending()
    meta_says(town, SharedNumber())
    since = town.now + timedelta(seconds=2)

    town.run_until_over([NOTICE])
    town.time.stop()

    assert town.rate.per_second() == 20
    assert sum(since < sent.at < since + timedelta(seconds=5) for sent in town.meta.accepted) <= 100
    assert reached(town) == PEOPLE


def test_wishes_of_single_people_are_told_as_a_number_and_name_nobody() -> None:
    town = town_with_a_draft()
    wishes = [
        MarketingPreference(f"key {number}", choice, town.now)
        for number, choice in enumerate([Choice.STOP, Choice.STOP, Choice.RESUME])
    ]

    watched = meta_says(town, *wishes)

    shown = told(town.stored.notes.all())
    assert [note.sentence for note in shown] == [
        "Persone che hanno chiesto a WhatsApp di non ricevere messaggi promozionali: 2."
    ]
    assert watched.notes == ()
    assert "39333" not in str(town.stored.notes)


@pytest.mark.parametrize("news", [MessagingLimit(2_000), NumberQuality("ONBOARDING", MessagingLimit(2_000))])
def test_the_messaging_limit_is_learnt_from_metas_word(news: AccountChange) -> None:
    town = town_with_a_draft()

    meta_says(town, news)

    known = town.rate.reach().known
    assert known == KnownLimit(2_000, town.now, LimitSource.META)
