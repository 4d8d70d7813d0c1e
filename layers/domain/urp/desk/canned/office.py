"""The office keeps its canned replies: those of the profile, changed or put aside, and its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.acts.acts import naming
from urp.acts.model import Act
from urp.desk.canned.model import CannedReply, check_reply
from urp.errors import ConflictError, NotFoundError
from urp.outgoing_text import check_addresses, check_link
from urp.town.municipality.model import Answering

if TYPE_CHECKING:
    from urp.desk.store.canned_register import CannedRegister


class ChangedMeanwhileError(ConflictError):
    """A colleague changed it after it was read: nobody's words are written over unseen."""

    code = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class KeptReply:
    """As the office left it, in the place of the profile's."""

    reply: CannedReply
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class CannedOffice:
    register: CannedRegister
    profile: Mapping[str, CannedReply]
    answering: Answering
    zone: ZoneInfo

    def texts(self) -> tuple[str, ...]:
        """Of every reply, also those a colleague put aside: they were said once."""
        kept = self.register.all()
        return tuple(
            each.text for each in {**self.profile, **{name: one.reply for name, one in kept.items()}}.values()
        )

    def replies(self, words: str, now: datetime, *, to_verify: bool | None = None) -> tuple[CannedReply, ...]:
        """By title; those that hold every one of the words, in any order."""
        wanted = words.casefold().split()
        kept = self.register.all()
        known = {**self.profile, **{name: each.reply for name, each in kept.items()}}
        found = [
            reply
            for name, reply in known.items()
            if not (name in kept and kept[name].deleted)
            and all(word in f"{reply.title}\n{reply.text}".casefold() for word in wanted)
            and to_verify in (None, self.to_verify(reply, now))
        ]
        return tuple(sorted(found, key=lambda reply: (reply.title.casefold(), reply.id)))

    def reply(self, reply_id: str) -> CannedReply:
        kept = self.register.one(reply_id)
        found = kept.reply if kept else self.profile.get(reply_id)
        if found is None or (kept is not None and kept.deleted):
            raise NotFoundError("Questa risposta pronta non c'è.")
        return found

    def to_verify(self, reply: CannedReply, now: datetime) -> bool:
        return reply.to_verify(self._today(now), self.answering.verified_for)

    def write(self, reply: CannedReply, act: Act, *, verified: bool) -> CannedReply:
        """A new one, under an id of its own."""
        return self._keep(reply, naming(act, reply.id), verified=verified)

    def change(self, reply: CannedReply, act: Act, *, verified: bool) -> CannedReply:
        """`version` is the one that was read. Changed words are to be verified again."""
        self.reply(reply.id)
        return self._keep(reply, act, verified=verified)

    def verify(self, reply_id: str, act: Act) -> CannedReply:
        return self._keep(self.reply(reply_id), act, verified=True)

    def delete(self, reply_id: str, act: Act) -> None:
        self.register.keep(KeptReply(self.reply(reply_id), deleted=True), act)

    def _keep(self, reply: CannedReply, act: Act, *, verified: bool) -> CannedReply:
        check_reply(reply)
        check_link(reply.link, self.answering.official_domains)
        check_addresses("text", reply.text, self.answering.official_domains)
        when, by = (self._today(act.at), act.by) if verified else (None, None)
        checked = replace(reply, verified_on=when, verified_by=by)
        self.register.keep(KeptReply(checked), act)
        return replace(checked, version=checked.version + 1)

    def _today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()
