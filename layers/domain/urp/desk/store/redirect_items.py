"""Redirects as they are stored: the count without anybody in it, the text beside it for its few days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID

from urp.aws.dynamodb import Item, Value, Write, put_new, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Tables
from urp.desk.redirects.model import KeptRedirect, Redirect, RedirectState

if TYPE_CHECKING:
    from urp.retention.days import RetentionDays

type Key = tuple[str, str]

KEPT = "REDIRECTED"
"""Value of `queue` in the desk's index: the texts still kept, by time."""


_REDIRECT = Codec(Redirect, names={"citizen_id": "citizen", "conversation_id": "conversation"}, apart={"id"})


def month_key(month: str) -> str:
    return f"REDIRECTS#{month}"


def count_key(day: date, redirect_id: UUID) -> tuple[str, str]:
    """One item each: nobody's counter is waited for, and a correction changes just this one."""
    return month_key(f"{day:%Y-%m}"), f"{day.isoformat()}#{redirect_id}"


def kept_key(redirect_id: UUID) -> tuple[str, str]:
    return f"REDIRECT#{redirect_id}", "MESSAGE"


def count_item(redirect: Redirect, retention: RetentionDays) -> dict[str, Value]:
    pk, sk = count_key(redirect.day, redirect.id)
    first_second = datetime.combine(redirect.day, time(), UTC)
    return {
        "pk": pk,
        "sk": sk,
        "kind": redirect.kind.value,
        "category": redirect.category.value,
        "expires_at": to_expiry(
            first_second, retention.redirect_counts
        ),  # the hour would be one detail too many
    }


def kept_item(redirect: Redirect, retention: RetentionDays, copies: Sequence[Key]) -> dict[str, Value]:
    """`copies`: where its words stand in a conversation; then they stand nowhere else."""
    pk, sk = kept_key(redirect.id)
    return {
        "pk": pk,
        "sk": sk,
        **_REDIRECT.encode(redirect),
        "state": RedirectState.REDIRECTED.value,
        "text": None if copies else redirect.text,
        "copies": [list(copy) for copy in copies],
        "queue": KEPT,
        "queue_at": to_iso(redirect.at),
        "version": 1,
        "expires_at": to_expiry(redirect.at, retention.redirected_reports),
    }


def redirect_writes(redirect: Redirect, tables: Tables, copies: Sequence[Key]) -> tuple[Write, Write]:
    kept = kept_item(redirect, tables.retention, copies)
    return put_new(tables.desk, count_item(redirect, tables.retention)), put_new(tables.desk, kept)


def kept_from(item: Item, copies: Mapping[Key, Item]) -> KeptRedirect:
    """`copies`: what is left of its words in a conversation, in the order of its keys."""
    shown = [copies[key]["text"] for key in sorted(copies) if "text" in copies[key]]
    elsewhere = bool(item.get("copies"))
    redirect = _REDIRECT.decode(
        item,
        id=UUID(item["pk"].removeprefix("REDIRECT#")),
        text="\n".join(shown) if elsewhere else item.get("text", ""),
    )
    hidden = item.get("hidden", False) or (elsewhere and not shown)
    return KeptRedirect(redirect, RedirectState(item["state"]), hidden=hidden, version=item["version"])
