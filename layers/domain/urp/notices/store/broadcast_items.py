"""Headers, statements and rows of broadcasts as stored items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, to_iso
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, Counts, Progress
from urp.notices.broadcasts.tally import Tally
from urp.notices.store.broadcast_work import work_of

_REFUSED = "refused_"  # and Meta's code
COUNTS = Codec(Counts, names={field.name: f"count_{field.name}" for field in fields(Counts)})
_PROGRESS = Codec(
    Progress, names={"held": "count_held"}, apart={"counts", "last_closed_at", "refused_by_code"}
)
_BROADCAST = Codec(
    Broadcast,
    forms={
        BroadcastDraft: Codec(
            BroadcastDraft, names={"expires_at": "useful_until"}, sparse={"correction", "training"}
        ).as_map()
    },
    apart={"id", "progress"},
    sparse={"authors"},
)


def header_key(broadcast_id: UUID) -> tuple[str, str]:
    return f"BROADCAST#{broadcast_id}", "HEADER"


def header_item(broadcast: Broadcast, notices_days: int) -> dict[str, Value]:
    pk, sk = header_key(broadcast.id)
    return {"pk": pk, "sk": sk, **header_changes(broadcast, notices_days)}


def header_changes(broadcast: Broadcast, notices_days: int) -> dict[str, Value]:
    """Everything of a header but the counters, which have writers of their own."""
    kept_from = broadcast.closed_at or broadcast.due_at or broadcast.created_at
    return {
        **_BROADCAST.encode(broadcast),
        "listing": "broadcast",
        "listed_at": f"{to_iso(broadcast.created_at)}#{broadcast.id}",
        **work_of(broadcast),
        "expires_at": to_expiry(kept_from, notices_days),
    }


def broadcast_from(item: Item) -> Broadcast:
    return _BROADCAST.decode(
        item, id=UUID(item["pk"].removeprefix("BROADCAST#")), progress=_progress_from(item)
    )


def progress_counts(counted: Tally) -> dict[str, Value]:
    """What a closed job adds to the header, by attribute."""
    counts = COUNTS.encode(counted.counts) | {
        "count_held": counted.held,
        **{f"{_REFUSED}{code}": people for code, people in counted.refused_by_code},
    }
    return {name: value for name, value in counts.items() if value}


def _progress_from(item: Item) -> Progress:
    refused = {name.removeprefix(_REFUSED): item[name] for name in item if name.startswith(_REFUSED)}
    return _PROGRESS.decode(
        item,
        counts=COUNTS.decode(item),
        last_closed_at=_epoch(item.get("last_closed_at")),
        refused_by_code=codes_from(refused),
    )


def codes_item(codes: tuple[tuple[int, int], ...]) -> Mapping[str, int]:
    return {str(code): people for code, people in codes}


def codes_from(item: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(code), people) for code, people in item.items()))


def _epoch(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
