"""Channel editions as stored items: BROADCAST#<id> / CHANNEL, in the index `listing` while they wait."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso
from urp.aws.expiry import to_expiry
from urp.notices.broadcasts.channel_post import ChannelPost, Posted


def post_key(broadcast_id: UUID) -> tuple[str, str]:
    return f"BROADCAST#{broadcast_id}", "CHANNEL"


def post_item(post: ChannelPost, created_at: datetime, notices_days: int) -> dict[str, Value]:
    pk, sk = post_key(post.broadcast_id)
    return {
        "pk": pk,
        "sk": sk,
        "title": post.title,
        "text": post.text,
        "expires_at": to_expiry(created_at, notices_days),
    }


def post_from(item: Item) -> ChannelPost:
    return ChannelPost(
        broadcast_id=UUID(item["pk"].removeprefix("BROADCAST#")),
        title=item["title"],
        text=item["text"],
        waiting_since=from_iso(item["waiting_since"]) if "waiting_since" in item else None,
        posted=_posted(item),
    )


def _posted(item: Item) -> Posted | None:
    if "posted_at" not in item:
        return None
    return Posted(item["posted_by"], from_iso(item["posted_at"]), item.get("post_link"))
