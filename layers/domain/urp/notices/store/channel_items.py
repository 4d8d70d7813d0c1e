"""Channel editions as stored items: BROADCAST#<id> / CHANNEL, in the index `listing` while they wait."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.notices.broadcasts.channel_post import ChannelPost, Discarded, Posted

_POST = Codec(ChannelPost, apart={"broadcast_id", "posted", "discarded"})
_DISCARDED = Codec(Discarded, names={"by": "discarded_by", "at": "discarded_at", "reason": "discard_reason"})
_POSTED = Codec(Posted, names={"by": "posted_by", "at": "posted_at", "link": "post_link"})


def post_key(broadcast_id: UUID) -> tuple[str, str]:
    return f"BROADCAST#{broadcast_id}", "CHANNEL"


def post_item(post: ChannelPost, created_at: datetime, notices_days: int) -> dict[str, Value]:
    pk, sk = post_key(post.broadcast_id)
    return {
        "pk": pk,
        "sk": sk,
        **_POST.encode(post),
        "expires_at": to_expiry(created_at, notices_days),
    }


def post_from(item: Item) -> ChannelPost:
    return _POST.decode(
        item,
        broadcast_id=UUID(item["pk"].removeprefix("BROADCAST#")),
        posted=_POSTED.decode(item) if "posted_at" in item else None,
        discarded=_DISCARDED.decode(item) if "discarded_at" in item else None,
    )
