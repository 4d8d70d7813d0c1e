"""Anna and Bruno, as the tests of identity know them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.citizens.blocks import Block
from urp.citizens.identity.model import Citizen

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
EARLIER = NOON - timedelta(days=30)
LATER = NOON + timedelta(minutes=5)
ANNA, BRUNO, NEWCOMER = UUID(int=1), UUID(int=2), UUID(int=9)
ANNAS_ID, BRUNOS_ID, ANNAS_NEW_ID = (
    "IT.10000000000000000001",
    "IT.10000000000000000002",
    "IT.10000000000000000777",
)
PHONE, NEW_PHONE = "393330000001", "393330000009"
BLOCK = Block("linguaggio offensivo", "staff-1", EARLIER, None, "1")


def by_phone(**more: object) -> Citizen:
    return replace(
        Citizen(ANNA, version=3, phones=(PHONE,), ids_as_of=EARLIER),
        **more,  # type: ignore[arg-type]
    )


def by_user_id(**more: object) -> Citizen:
    return replace(
        Citizen(BRUNO, version=2, user_ids=(BRUNOS_ID,), ids_as_of=EARLIER),
        **more,  # type: ignore[arg-type]
    )


def subscribed(citizen: Citizen, at: datetime = EARLIER) -> Citizen:
    return replace(citizen, subscribed=True, consent_at=at, subscribed_at=at)


def left(citizen: Citizen, at: datetime = EARLIER) -> Citizen:
    return replace(citizen, subscribed=False, consent_at=at, left_at=at)
