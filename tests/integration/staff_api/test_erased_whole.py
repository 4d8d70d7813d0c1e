"""After an erasure no table says anything about the citizen but what the page says is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from tests.acting import AS_OPERATOR
from tests.fakes.cases import FILE, proposed
from tests.integration.own_data import asks_about_own_data
from tests.integration.sent_elsewhere import sent_elsewhere
from tests.integration.shown_places import places, stored
from urp.acts.model import Act, Role
from urp.citizens.consent import EntryKind, LedgerEntry, Source
from urp.citizens.identity.merging import merge
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.desk.model import RightsKind
from urp.inbound.model import Effect
from urp.privacy.store.forgetting import Forgetting

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown

SECRET = "abito in via dei Segretissimi"
INSULT = "siete segretissimi cretini"
PROOF = frozenset({"CITIZEN# CONSENT#", "CITIZEN# PROFILE", "ALIAS#", "FORGET#"})
REGISTER = frozenset({"RIGHTS# REQUEST", "OUTBOX# OUTBOX", "AUDIT#"})
"""The request, the answer on its way to them, the acts of staff."""


def leaves(town: StaffTown, citizen: Citizen, *, proof: bool) -> Citizen:
    before = replace(citizen, version=1)
    gone = replace(before, subscribed=False, topics=None)
    if not proof:
        gone = replace(gone, subscribed_at=None, consent_at=None)
    entry = LedgerEntry(
        citizen.id, EntryKind.LEFT, town.now, town.now, "wamid.left", Source.TEXT, "Cancellami", "1", "1"
    )
    town.stores(Effect(f"wamid.left.{citizen.id}", (CitizenChange(before, gone),), (entry,) if proof else ()))
    return replace(gone, version=2)


def has_a_past(town: StaffTown, *, proof: bool) -> tuple[Citizen, UUID, set[str]]:
    """A citizen known by two ids, with something of everything; the request; what shows them."""
    older = leaves(town, town.joins(user_id=False), proof=False)
    citizen = leaves(town, town.joins(phone=False), proof=proof)
    for each in (older, citizen):
        conversation = town.asks(each, SECRET)
        answer = {"text": f"Scrivi a {SECRET}", "seen": 1}
        path = f"/staff/conversations/{conversation}/answers"
        town.staff(Role.OPERATOR).post(path, answer, key=f"answer-{each.id}")
        sent_elsewhere(town, each, f"Buca dove {SECRET}", 1)
    judged = proposed(1, citizen=older.id, text=INSULT, at=town.now)
    town.stores(Effect("wamid.case.1", cases=(judged,)))
    request = asks_about_own_data(town, citizen, kind=RightsKind.ERASURE)
    merged = merge(citizen, older, same_person=True)
    town.stores(
        Effect("wamid.one", (CitizenChange(citizen, merged.winner), CitizenChange(older, merged.loser)))
    )
    shown = {str(older.id), str(citizen.id), *older.phones, *citizen.user_ids, SECRET, INSULT}
    return citizen, request, shown


def bystander(town: StaffTown) -> list[str]:
    """Somebody else, of whom nothing may go."""
    other = town.joins()
    town.asks(other, "Quando apre la biblioteca?")
    return sorted(str(item) for item in stored(town) if str(other.id) in str(item))


@pytest.mark.parametrize("proof", [True, False])
def test_only_the_kept_classes_still_show_who_was_erased(town: StaffTown, proof: bool) -> None:
    _, request, shown = has_a_past(town, proof=proof)
    others = bystander(town)
    before = places(town, shown)

    answer = town.staff(Role.ADMINISTRATOR).post(
        f"/staff/rights-requests/{request}/erase", {}, key="erase-0001"
    )

    after = places(town, shown)
    words = {SECRET, INSULT}
    assert answer.status == 200
    assert before >= {"CONVERSATION# MESSAGE#", "REDIRECT# MESSAGE", "CASE# TEXT", "DESK# STATE"}
    assert after <= PROOF | REGISTER
    assert places(town, words) == set()
    assert set(others) <= {str(item) for item in stored(town)}


def test_who_never_consented_is_forgotten_the_night_after_the_answer(town: StaffTown) -> None:
    _, request, shown = has_a_past(town, proof=False)
    town.staff(Role.ADMINISTRATOR).post(f"/staff/rights-requests/{request}/erase", {}, key="erase-0001")

    forgetting, cursor = Forgetting(town.tables), None
    night = town.now + timedelta(hours=38)
    while (page := forgetting.delete_page(cursor, night)).cursor is not None:
        cursor = page.cursor

    assert places(town, shown) <= REGISTER


def test_what_evidence_holds_stays_and_the_citizen_reads_nothing_of_it(town: StaffTown) -> None:
    citizen, request, _ = has_a_past(town, proof=True)
    held = proposed(2, citizen=citizen.id, text=INSULT, at=town.now)
    town.stores(Effect("wamid.case.2", cases=(held,)))
    act = Act("hold", "staff", "case.hold", f"case/{held.case.id}", town.now, standing=AS_OPERATOR)
    town.hold.hold(held.case.id, FILE, act)
    administrator, path = town.staff(Role.ADMINISTRATOR), f"/staff/rights-requests/{request}/erase"

    preview = administrator.get(path).json
    answer = administrator.post(path, {}, key="erase-0001").json

    kept = {(each["kind"], each["reason"]): each["items"] for each in preview["kept"]}
    assert kept["hidden_messages", "held_as_evidence"] == 1
    assert [each for each in preview["erased"] if each["kind"] == "cases"] == [{"kind": "cases", "items": 1}]
    assert places(town, {INSULT}) == {"CASE# TEXT"}
    assert "fascicolo" not in answer["closing"]["words"]


def test_the_same_key_again_answers_with_the_same_request(town: StaffTown) -> None:
    _, request, _ = has_a_past(town, proof=True)
    administrator, path = town.staff(Role.ADMINISTRATOR), f"/staff/rights-requests/{request}/erase"

    first = administrator.post(path, {}, key="erase-0001")
    second = administrator.post(path, {}, key="erase-0001")

    assert (second.status, second.json) == (200, first.json)


def test_a_moderator_neither_sees_nor_does_it(town: StaffTown) -> None:
    _, request, _ = has_a_past(town, proof=True)
    moderator, path = town.staff(Role.MODERATOR), f"/staff/rights-requests/{request}/erase"

    assert (moderator.get(path).status, moderator.post(path, {}, key="erase-0001").status) == (403, 403)


def test_a_long_conversation_goes_whole(town: StaffTown) -> None:
    citizen = leaves(town, town.joins(), proof=True)
    conversation = town.asks(citizen, SECRET)
    for number in range(130):
        note = {"text": f"nota {number}: {SECRET}"}
        town.staff(Role.OPERATOR).post(
            f"/staff/conversations/{conversation}/notes", note, key=f"note-{number:04d}"
        )
    request = asks_about_own_data(town, citizen, kind=RightsKind.ERASURE)
    administrator, path = town.staff(Role.ADMINISTRATOR), f"/staff/rights-requests/{request}/erase"
    erased = {each["kind"]: each["items"] for each in administrator.get(path).json["erased"]}

    administrator.post(path, {}, key="erase-0001")

    assert erased["desk_text"] > 130
    assert places(town, {SECRET}) == set()
