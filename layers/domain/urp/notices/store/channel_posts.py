"""Channel editions: what waits to be posted by a person, and what was."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Value, Write, get, to_iso
from urp.aws.dynamodb_pages import query_page
from urp.aws.dynamodb_updates import Changed, transact_with_retry, update_if
from urp.aws.tables import Store
from urp.errors import ConflictError
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.store.channel_items import post_from, post_key

_WAITING = "channel-waiting"
_OPEN = "attribute_exists(pk) AND attribute_not_exists(posted_at) AND attribute_not_exists(discarded_at)"


class ChannelPosts(Store):
    def load(self, broadcast_id: UUID) -> ChannelPost | None:
        item = get(self._client, self._tables.broadcasts, *post_key(broadcast_id))
        return None if item is None else post_from(item)

    def wait(self, broadcast_id: UUID, since: datetime) -> None:
        """The notice is out: its edition joins the list of those to post. Doing it again changes nothing."""
        update_if(
            self._client,
            self._tables.broadcasts,
            post_key(broadcast_id),
            "SET waiting_since = :since, listing = :waiting, listed_at = :order",
            {":since": to_iso(since), ":waiting": _WAITING, ":order": f"{to_iso(since)}#{broadcast_id}"},
            "attribute_exists(pk) AND attribute_not_exists(waiting_since)",
        )

    def mark_posted(self, post: ChannelPost, act: Act) -> None:
        """Raises ConflictError when somebody else did."""
        if post.posted is None:
            raise ConflictError("Nessuno l'ha ancora pubblicato.")
        pk, sk = post_key(post.broadcast_id)
        posted: dict[str, Value] = {":by": post.posted.by, ":at": to_iso(post.posted.at)}
        link = "" if post.posted.link is None else ", post_link = :link"
        marked = Write(
            "Update",
            self._tables.broadcasts,
            {"pk": pk, "sk": sk},
            condition=_OPEN,
            update=f"SET posted_by = :by, posted_at = :at{link} REMOVE listing, listed_at",
            values={**posted, ":link": post.posted.link} if link else posted,
            on_conflict=ConflictError("È già segnato come pubblicato, o scartato."),
        )
        acts = act_writes(act, self._tables)
        transact_with_retry(self._client, [*acts, marked])

    def mark_discarded(self, post: ChannelPost, act: Act) -> None:
        """Raises ConflictError when somebody posted it, or discarded it."""
        how = post.discarded
        if how is None:
            raise ConflictError("Nessuno l'ha scartato.")
        pk, sk = post_key(post.broadcast_id)
        marked = Write(
            "Update",
            self._tables.broadcasts,
            {"pk": pk, "sk": sk},
            condition=_OPEN,
            update="SET discarded_by = :by, discarded_at = :at, discard_reason = :reason"
            " REMOVE listing, listed_at",
            values={":by": how.by, ":at": to_iso(how.at), ":reason": how.reason},
            on_conflict=ConflictError("È già segnato come pubblicato, o scartato."),
        )
        transact_with_retry(self._client, [*act_writes(act, self._tables), marked])

    def mark_reminded(self, broadcast_id: UUID, now: datetime) -> bool:
        """Once; False where somebody else did, or it waits no more."""
        done = update_if(
            self._client,
            self._tables.broadcasts,
            post_key(broadcast_id),
            "SET reminded_at = :now",
            {":now": to_iso(now)},
            f"{_OPEN} AND attribute_not_exists(reminded_at)",
        )
        return isinstance(done, Changed)

    def waiting(self, cursor: str | None, limit: int) -> Page[ChannelPost]:
        """Longest waiting first."""
        items, following = query_page(
            self._client,
            self._tables.broadcasts,
            cursor,
            limit,
            IndexName="listing",
            KeyConditionExpression="listing = :waiting",
            ExpressionAttributeValues={":waiting": _WAITING},
        )
        return Page(tuple(map(post_from, items)), following)
