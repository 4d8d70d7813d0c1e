"""The office's canned replies in memory, with the refusals of the real store."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tests.fakes.memory_office import MemoryActs
from urp.acts.model import Act
from urp.desk.canned.office import ChangedMeanwhileError, KeptReply


@dataclass(slots=True)
class MemoryCannedReplies:
    acts: MemoryActs = field(default_factory=MemoryActs)
    kept: dict[str, KeptReply] = field(default_factory=dict)

    def all(self) -> dict[str, KeptReply]:
        return dict(self.kept)

    def one(self, reply_id: str) -> KeptReply | None:
        return self.kept.get(reply_id)

    def keep(self, kept: KeptReply, act: Act) -> None:
        self.acts.check(act)
        stored = self.kept.get(kept.reply.id)
        if (stored.reply.version if stored else 0) != kept.reply.version:
            raise ChangedMeanwhileError("a colleague changed it meanwhile: read it again")
        self.kept[kept.reply.id] = replace(kept, reply=replace(kept.reply, version=kept.reply.version + 1))
        self.acts.entries.append(act)
