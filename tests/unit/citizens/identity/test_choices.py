"""Two citizens prove to be one person, and one of them had chosen topics."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.citizens.identity.people import (
    ANNA,
    ANNAS_ID,
    ANNAS_NEW_ID,
    BRUNO,
    EARLIER,
    NEWCOMER,
    NOON,
    by_phone,
    by_user_id,
    left,
    subscribed,
)
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.identity.resolution import resolve, resolve_change

OLD, NEW = SenderIds(ANNAS_ID, None), SenderIds(ANNAS_NEW_ID, None)
EVENTI, SCUOLA = frozenset({"eventi"}), frozenset({"scuola"})


def changed_number(before: frozenset[str] | None, after: frozenset[str] | None) -> Citizen:
    old = subscribed(Citizen(ANNA, 1, user_ids=(ANNAS_ID,), topics=before), EARLIER)
    new = subscribed(Citizen(BRUNO, 1, user_ids=(ANNAS_NEW_ID,), topics=after), EARLIER)
    return resolve_change(OLD, NEW, NOON, (old, None), (new, None), NEWCOMER).citizen


def test_a_choice_that_was_made_outlives_the_silence_of_the_other() -> None:
    assert changed_number(EVENTI, None).topics == EVENTI
    assert changed_number(None, SCUOLA).topics == SCUOLA
    assert changed_number(None, None).topics is None


def test_of_two_choices_that_of_whose_consent_it_is_stays() -> None:
    assert changed_number(EVENTI, SCUOLA).topics == EVENTI


def test_a_number_that_may_be_somebody_elses_by_now_brings_no_choice() -> None:
    winner, loser = subscribed(by_user_id()), replace(subscribed(by_phone()), topics=EVENTI)

    found = resolve(SenderIds(winner.user_id, loser.phone), NOON, winner, loser, NEWCOMER)

    assert found.citizen.topics is None


def test_an_opt_out_that_wins_the_merge_ends_the_choice_too() -> None:
    winner = replace(subscribed(by_user_id()), topics=EVENTI)

    found = resolve(
        SenderIds(winner.user_id, by_phone().phone), NOON, winner, left(by_phone(), NOON), NEWCOMER
    )

    assert (found.citizen.subscribed, found.citizen.topics) == (False, None)


def test_whoever_gives_way_is_remembered_by_the_other_with_those_they_had_absorbed() -> None:
    loser = replace(by_phone(), absorbed=(NEWCOMER,))

    found = resolve(SenderIds(by_user_id().user_id, loser.phone), NOON, by_user_id(), loser, NEWCOMER)

    assert found.citizen.absorbed == (ANNA, NEWCOMER)
    assert found.changes[1].after.absorbed == ()
