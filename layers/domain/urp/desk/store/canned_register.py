"""Canned replies that the office wrote, changed or put aside: one item each, in one partition."""

from __future__ import annotations

from urp.acts.model import Act
from urp.acts.store.act_items import act_writes
from urp.aws.dynamodb import Item, Value, Write, get, put_version, query_partition, transact
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store
from urp.desk.canned import CannedReply, ChangedMeanwhileError, KeptReply

_PARTITION = "CANNED"
_REPLY = Codec(CannedReply, apart={"id"})


class CannedRegister(Store):
    def all(self) -> dict[str, KeptReply]:
        items = query_partition(self._client, self._tables.control, _PARTITION)
        return {item["sk"]: _kept_from(item) for item in items}

    def one(self, reply_id: str) -> KeptReply | None:
        item = get(self._client, self._tables.control, _PARTITION, reply_id)
        return _kept_from(item) if item else None

    def keep(self, kept: KeptReply, act: Act) -> None:
        """As `version` + 1, together with the act. ChangedMeanwhileError when that version is not stored."""
        acts = act_writes(act, self._tables)
        transact(self._client, [*acts, self._write(kept, act)])

    def _write(self, kept: KeptReply, act: Act) -> Write:
        """Kept from its last change or verification: what nobody looked at for so long is not trusted."""
        reply = kept.reply
        item: dict[str, Value] = {
            "pk": _PARTITION,
            "sk": reply.id,
            **_REPLY.encode(reply),
            "changed_by": act.by,
            "deleted": kept.deleted,
            "expires_at": to_expiry(act.at, self._tables.retention.notices),
        }
        moved = ChangedMeanwhileError("Nel frattempo un collega l'ha cambiata: rileggila e riprova.")
        return put_version(self._tables.control, item, reply.version, moved)


def _kept_from(item: Item) -> KeptReply:
    return KeptReply(_REPLY.decode(item, id=item["sk"]), item["deleted"])
