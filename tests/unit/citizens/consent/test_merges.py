"""After two citizens proved to be one, the consent can still be proved from the one who stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.citizens.consent import EntryKind, LedgerEntry
from urp.citizens.identity.model import Citizen, SenderIds
from urp.citizens.identity.resolution import Resolution, merge_entries, resolve_change

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA, NEW_ANNA, NOBODY = UUID(int=1), UUID(int=2), UUID(int=3)
OLD_IDS, NEW_IDS = SenderIds("IT.1", "393330000001"), SenderIds("IT.2", "393330000002")


def changed_number(old: Citizen, new: Citizen) -> Resolution:
    return resolve_change(OLD_IDS, NEW_IDS, NOON, (old, old), (new, new), NOBODY)


def entries(resolution: Resolution) -> list[LedgerEntry]:
    return list(
        merge_entries(
            resolution,
            at=NOON,
            recorded_at=NOON,
            message_id="wamid.1",
            policy_version="1",
            privacy_version="1",
        )
    )


def test_a_subscription_that_came_over_says_where_its_proof_lies() -> None:
    old = Citizen(ANNA, 1, ("IT.1",), ("393330000001",), ids_as_of=NOON - timedelta(days=9))
    new = Citizen(
        NEW_ANNA,
        1,
        ("IT.2",),
        ("393330000002",),
        ids_as_of=NOON - timedelta(hours=1),
        subscribed=True,
        consent_at=NOON - timedelta(hours=1),
    )

    found = entries(changed_number(old, new))

    assert [(each.citizen_id, each.kind, each.text) for each in found] == [
        (NEW_ANNA, EntryKind.MERGED, str(ANNA)),
        (ANNA, EntryKind.MERGED_SUBSCRIPTION, str(NEW_ANNA)),
    ]


def test_who_was_subscribed_already_needs_no_other_proof() -> None:
    old = Citizen(ANNA, 1, ("IT.1",), ("393330000001",), subscribed=True, consent_at=NOON - timedelta(days=9))
    new = Citizen(NEW_ANNA, 1, ("IT.2",), ("393330000002",))

    assert [entry.kind for entry in entries(changed_number(old, new))] == [EntryKind.MERGED]
