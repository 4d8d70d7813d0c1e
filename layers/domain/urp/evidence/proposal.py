"""Proposing a file: the chosen messages are cut out of what was received, and held from that moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.desk.model import OF_THE_OFFICE
from urp.desk.office_ports import People
from urp.errors import InvalidError, NotFoundError
from urp.evidence.custody import CustodyAct
from urp.evidence.cutting import Chosen, Cut, cut
from urp.evidence.model import NOTHING_WRITTEN, EvidenceFile, Facts, FileState
from urp.evidence.moments import written
from urp.evidence.ports import Desk, EvidenceRegister, EvidenceVault
from urp.evidence.steps import take_step
from urp.observability import digest
from urp.staff.model import Act

MOST_MESSAGES = 50
CLOCKS_APART = timedelta(minutes=5)
"""WhatsApp's clock and the office's."""


@dataclass(frozen=True, slots=True)
class Proposal:
    conversation_id: UUID
    messages: tuple[str, ...]
    """As the desk names them: digests of the citizen's, ids of the office's answers."""
    reason: str
    learnt_at: datetime | None = None
    """When somebody of the staff first learnt of it; None: by this very proposal."""
    facts: Facts = NOTHING_WRITTEN


@dataclass(frozen=True, slots=True)
class ProposeFile:
    register: EvidenceRegister
    vault: EvidenceVault
    desk: Desk
    people: People
    policy_version: str

    def __call__(self, file_id: UUID, proposal: Proposal, act: Act) -> EvidenceFile:
        """The record comes first: a call that dies in between leaves a file whose copies are made by the next
        call, never a copy that no file knows of."""
        conversation = self.desk.conversation(proposal.conversation_id)
        if conversation is None:
            raise NotFoundError("there is no such conversation")
        chosen = self._chosen(proposal)
        pieces = cut(chosen, self.people.find_one(conversation.citizen_id), self.vault.received)
        file = EvidenceFile(
            id=file_id,
            citizen_id=conversation.citizen_id,
            conversation_id=conversation.id,
            case_id=None,
            state=FileState.PROPOSED,
            reason=proposal.reason,
            proposed_by=act.by,
            proposed_at=_second(act.at),
            acquired_at=_acquired(proposal, chosen, act.at),
            policy_version=self.policy_version,
            bodies=pieces.bodies,
            messages=len(pieces.messages),
            facts=proposal.facts,
        )
        details = _told(file, pieces)
        kept = take_step(
            self.register, file, file, CustodyAct.PROPOSED, act, details, messages=pieces.messages
        )
        for body in pieces.received:
            self.vault.keep(file.id, body)
        return kept

    def _chosen(self, proposal: Proposal) -> list[Chosen]:
        stored = {each.ref: each for each in self._of_the_desk(proposal.conversation_id)}
        wanted = dict.fromkeys(proposal.messages)
        if len(wanted) > MOST_MESSAGES:
            raise InvalidError("messages", f"at most {MOST_MESSAGES} in one file")
        if not wanted or not stored.keys() >= wanted.keys():
            raise InvalidError("messages", "name messages of this conversation, as the desk shows their ids")
        return [stored[ref] for ref in wanted]

    def _of_the_desk(self, conversation_id: UUID) -> Iterable[Chosen]:
        for each in self.desk.messages(conversation_id):
            message = each.message
            ref = message.message_id if message.kind in OF_THE_OFFICE else digest(message.message_id)
            yield Chosen(ref, message.kind.value, message.at, message.text, message.author, message.received)


def _told(file: EvidenceFile, pieces: Cut) -> dict[str, str]:
    """What was kept, in the first entry: whoever changes a copy later must change the whole chain."""
    return {
        "motivo": file.reason,
        "notizia_acquisita": written(file.acquired_at),
        "messaggi": str(len(pieces.messages)),
        **{body_name(body.number): body.sha256 for body in pieces.bodies},
    }


def body_name(number: int) -> str:
    """Of a body in the export."""
    return f"grezzo/{number:04d}.json"


def _acquired(proposal: Proposal, chosen: list[Chosen], now: datetime) -> datetime:
    learnt_at = proposal.learnt_at
    if learnt_at is None:
        return _second(now)
    if learnt_at > now:
        raise InvalidError("learnt_at", "is still to come")
    if learnt_at < min(each.at for each in chosen) - CLOCKS_APART:
        raise InvalidError("learnt_at", "is before the first of these messages was written")
    return _second(learnt_at)


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
