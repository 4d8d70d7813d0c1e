"""Emergency texts (EMERGENCYTEXT#<id> / TEXT) and what was sent with them alone (BREAKGLASS / REGISTER)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from urp.acts.drills import Drill
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.store.act_items import act_writes
from urp.acts.store.drills import drill_write
from urp.aws.dynamodb import Item, Value, Write, get, put_new, put_version, to_iso
from urp.aws.dynamodb_pages import query_listing
from urp.aws.dynamodb_updates import transact_with_retry
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.errors import ConflictError
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.model import Broadcast
from urp.notices.emergency.register import BreakGlassRegister, SentAlone
from urp.notices.emergency.texts import EmergencyText
from urp.notices.store.broadcast_items import header_item
from urp.notices.store.broadcasts import header_write
from urp.notices.store.channel_items import post_item

_TEXT = Codec(EmergencyText, apart={"id"}, sparse={"authors", "deleted"})
_SENT = Codec(SentAlone)
_REGISTER = ("BREAKGLASS", "REGISTER")
_LISTING = "emergency_text"


class EmergencyTexts(Store):
    """Reads are consistent; `page` reads an index."""

    def load(self, text_id: UUID) -> EmergencyText | None:
        item = get(self._client, self._tables.broadcasts, *_text_key(text_id))
        return None if item is None else _text_from(item)

    def store(self, after: EmergencyText, act: Act) -> EmergencyText:
        """If `after.version` is still what is stored, 0 for a new one; the result has the next. Raises
        ConflictError otherwise: load again."""
        writes = [*act_writes(act, self._tables), _text_write(self._tables.broadcasts, after, self._days)]
        transact_with_retry(self._client, writes)
        return replace(after, version=after.version + 1)

    def page(self, cursor: str | None, limit: int) -> Page[EmergencyText]:
        """Newest first, the deleted left out."""
        items, following = query_listing(self._client, self._tables.broadcasts, _LISTING, cursor, limit)
        return Page(tuple(_text_from(item) for item in items), following)

    @property
    def _days(self) -> int:
        return self._tables.retention.notices


class BreakGlassStore(Store):
    """Of two at once one is stored: the other reads again what the first made."""

    def load(self) -> BreakGlassRegister:
        item = get(self._client, self._tables.broadcasts, *_REGISTER)
        if item is None:
            return BreakGlassRegister()
        return BreakGlassRegister(tuple(map(_SENT.decode, item["sends"])), item["version"])

    def send(
        self,
        before: BreakGlassRegister,
        after: BreakGlassRegister,
        text: EmergencyText,
        broadcast: Broadcast,
        post: ChannelPost | None,
        act: Act,
        drill: Drill,
    ) -> None:
        """The notice, its count and the text it was sent with, whole or not at all. Raises ConflictError if
        the register or the text moved."""
        table, days = self._tables.broadcasts, self._tables.retention.notices
        there = ConflictError("Esiste già un avviso con questo id.")
        transact_with_retry(
            self._client,
            [
                *act_writes(act, self._tables),
                self._write(before, after, act.at),
                _text_write(table, text, days),
                put_new(table, header_item(broadcast, days), there),
                *([put_new(table, post_item(post, broadcast.created_at, days))] if post else []),
                drill_write(drill, self._tables),
            ],
        )

    def review(
        self,
        register: tuple[BreakGlassRegister, BreakGlassRegister],
        header: tuple[Broadcast, Broadcast],
        act: Act,
    ) -> Broadcast:
        """Each before and after. Raises ConflictError if one moved."""
        reviewed = replace(header[1], version=header[0].version + 1)
        transact_with_retry(
            self._client,
            [
                *act_writes(act, self._tables),
                self._write(*register, act.at),
                header_write(self._tables, header[0], reviewed),
            ],
        )
        return reviewed

    def store(self, before: BreakGlassRegister, after: BreakGlassRegister, now: datetime) -> None:
        """Raises ConflictError if it moved."""
        transact_with_retry(self._client, [self._write(before, after, now)])

    def _write(self, before: BreakGlassRegister, after: BreakGlassRegister, now: datetime) -> Write:
        pk, sk = _REGISTER
        sends: Sequence[dict[str, Value]] = [_SENT.as_map().write(each) for each in after.sends]
        expires_at = to_expiry(now, self._tables.retention.notices)
        item: dict[str, Value] = {"pk": pk, "sk": sk, "sends": list(sends), "expires_at": expires_at}
        return put_version(self._tables.broadcasts, item, before.version)


def _text_key(text_id: UUID) -> tuple[str, str]:
    return f"EMERGENCYTEXT#{text_id}", "TEXT"


def _text_write(table: str, text: EmergencyText, notices_days: int) -> Write:
    """Kept from its last change, send or day of approval on, like the notices."""
    pk, sk = _text_key(text.id)
    approved_until = (
        None if text.approval is None else datetime.combine(text.approval.until, time.min, UTC) + timedelta(1)
    )
    kept_from = max(filter(None, (text.changed_at, text.last_sent_at, approved_until)))
    item: dict[str, Value] = {
        "pk": pk,
        "sk": sk,
        **_TEXT.encode(text),
        "listing": None if text.deleted else _LISTING,
        "listed_at": None if text.deleted else f"{to_iso(text.created_at)}#{text.id}",
        "expires_at": to_expiry(kept_from, notices_days),
    }
    return put_version(table, item, text.version)


def _text_from(item: Item) -> EmergencyText:
    return _TEXT.decode(item, id=UUID(item["pk"].removeprefix("EMERGENCYTEXT#")))
