"""What the broadcast engine needs from outside: headers, statements, posts, queues. Freezing, sending,
receipts and the rate have their ports in files of their own.

Every method is one step that survives being cut off before or after it: what it wrote is whole or absent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.jobs import JobId
from urp.notices.broadcasts.model import Broadcast, Urgency
from urp.notices.broadcasts.statement import Statement
from urp.notices.broadcasts.tally import Tally


class Broadcasts(Protocol):
    """Headers. All reads are consistent but for `active`, `page` and `stale`, which read indexes."""

    def create(self, broadcast: Broadcast, post: ChannelPost | None, act: Act) -> None:
        """Without a post where the words are not for the Channel."""
        ...

    def load(self, broadcast_id: UUID) -> Broadcast | None: ...

    def store(self, before: Broadcast, after: Broadcast, act: Act | None = None) -> Broadcast:
        """Everything but `progress`, if `before.version` is still what is stored; the result has the next
        version. Raises ConflictError otherwise: load again."""
        ...

    def active(self, until: datetime) -> Sequence[UUID]:
        """Those due up to then and those running."""
        ...

    def page(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Newest first."""
        ...

    def stale(self, cursor: str | None, limit: int) -> Page[Broadcast]:
        """Those found too late, which a person sends or drops; the longest due first."""
        ...


class Statements(Protocol):
    def close(self, before: Broadcast, after: Broadcast, statement: Statement) -> None:
        """Statement and status together, once. Raises ConflictError when the header moved."""
        ...

    def statement(self, broadcast_id: UUID) -> Statement | None: ...

    def add_part(self, broadcast_id: UUID, shard: int, counted: Tally, now: datetime) -> bool:
        """The rows of one shard, counted: the first count stays. False when there was one."""
        ...

    def parts(self, broadcast_id: UUID) -> Mapping[int, Tally]:
        """By shard, read consistently."""
        ...


class ChannelPosts(Protocol):
    def load(self, broadcast_id: UUID) -> ChannelPost | None: ...

    def wait(self, broadcast_id: UUID, since: datetime) -> None:
        """The notice is out: its edition joins the list of those to post. Doing it again changes nothing."""
        ...

    def mark_posted(self, post: ChannelPost, act: Act) -> None:
        """Raises ConflictError when somebody else did."""
        ...

    def waiting(self, cursor: str | None, limit: int) -> Page[ChannelPost]:
        """Longest waiting first."""
        ...


class Queues(Protocol):
    """Anything put here may be lost, late or doubled: the ledger is the truth and the sweep repairs."""

    def expand(self, broadcast_id: UUID, shards: Sequence[int], delay_seconds: int = 0) -> None: ...

    def send(
        self,
        broadcast_id: UUID,
        urgency: Urgency,
        jobs: Sequence[JobId],
        delay_seconds: int = 0,
        probe: bool = False,
    ) -> None: ...

    def dispatch(self, broadcast_id: UUID, delay_seconds: int = 0) -> None:
        """Look at this broadcast now, or in a while (at most 900 s)."""
        ...


class AccountChecks(Protocol):
    """What Meta's account events say at the moment."""

    def forbids(self, template: str, now: datetime) -> str | None:
        """Italian, why a notice with this template may not go out; None when it may."""
        ...

    def category(self, template: str) -> str | None:
        """Meta's, which decides the price, as it bills: in small letters. None for an unknown template."""
        ...
