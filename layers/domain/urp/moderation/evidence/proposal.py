"""Proposing a file: the chosen messages are cut out of what was received, and held from that moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.acts.model import Act
from urp.desk.model import OF_THE_OFFICE
from urp.desk.office_ports import People
from urp.errors import InvalidError, NotFoundError
from urp.moderation.evidence.custody import CustodyAct
from urp.moderation.evidence.cutting import Cut, cut
from urp.moderation.evidence.holding import FileHold
from urp.moderation.evidence.model import NOTHING_WRITTEN, Chosen, EvidenceFile, Facts, FileState
from urp.moderation.evidence.moments import written
from urp.moderation.evidence.ports import Cases, Desk, EvidenceRegister, EvidenceVault, KnownCase
from urp.moderation.evidence.steps import take_step
from urp.observability import digest

MOST_MESSAGES = 50
CLOCKS_APART = timedelta(minutes=5)
"""WhatsApp's clock and the office's."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Messages of one conversation, cases of the casebook, or both; all of one citizen."""

    reason: str
    conversation_id: UUID | None = None
    messages: tuple[str, ...] = ()
    """As the desk names them: digests of the citizen's, ids of the office's answers."""
    cases: tuple[UUID, ...] = ()
    learnt_at: datetime | None = None
    """When somebody of the staff first learnt of it; None: by a case or by this very proposal."""
    facts: Facts = NOTHING_WRITTEN


@dataclass(frozen=True, slots=True)
class _Matter:
    citizen_id: UUID
    chosen: tuple[Chosen, ...]
    cases: tuple[KnownCase, ...]


@dataclass(frozen=True, slots=True)
class ProposeFile:
    register: EvidenceRegister
    vault: EvidenceVault
    desk: Desk
    cases: Cases
    people: People
    policy_version: str

    def __call__(self, file_id: UUID, proposal: Proposal, act: Act) -> EvidenceFile:
        """The record comes first: a call that dies in between leaves a file whose copies are made by the next
        call, never a copy that no file knows of."""
        matter = self._matter(proposal)
        pieces = cut(matter.chosen, self.people.find_one(matter.citizen_id), self.vault.received)
        file = EvidenceFile(
            id=file_id,
            citizen_id=matter.citizen_id,
            conversation_id=proposal.conversation_id,
            case_ids=tuple(each.id for each in matter.cases),
            state=FileState.PROPOSED,
            reason=proposal.reason,
            proposed_by=act.by,
            proposed_at=_second(act.at),
            acquired_at=_acquired(proposal, matter, act.at),
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
        self.hold.hold_cases(file, act)
        return kept

    @property
    def hold(self) -> FileHold:
        return FileHold(self.register, self.vault, self.cases)

    def _matter(self, proposal: Proposal) -> _Matter:
        of_the_desk = self._chosen(proposal)
        wanted = [self.cases.case(case_id) for case_id in dict.fromkeys(proposal.cases)]
        judged = self.cases.of_messages(each.ref for each in of_the_desk if not each.author)
        cases = tuple({each.id: each for each in (*wanted, *judged)}.values())
        chosen = {each.ref: each for each in of_the_desk}
        chosen |= {each.message.ref: each.message for each in cases}
        citizens = {self._now(each.citizen_id) for each in cases}
        if proposal.conversation_id is not None:
            citizens.add(self._now(self._citizen(proposal.conversation_id)))
        if not chosen:
            raise InvalidError("messages", "indica messaggi di una conversazione, oppure casi")
        if len(chosen) > MOST_MESSAGES:
            raise InvalidError("messages", f"al massimo {MOST_MESSAGES} in un fascicolo")
        if len(citizens) != 1:
            raise InvalidError("cases", "non sono tutti della stessa persona: apri un fascicolo per ciascuna")
        return _Matter(citizens.pop(), tuple(chosen.values()), cases)

    def _citizen(self, conversation_id: UUID) -> UUID:
        conversation = self.desk.conversation(conversation_id)
        if conversation is None:
            raise NotFoundError("Questa conversazione non c'è.")
        return conversation.citizen_id

    def _now(self, citizen_id: UUID) -> UUID:
        """Two who turned out to be one person are one."""
        citizen = self.people.find_one(citizen_id)
        return citizen.id if citizen else citizen_id

    def _chosen(self, proposal: Proposal) -> list[Chosen]:
        if proposal.conversation_id is None:
            return []
        stored = {each.ref: each for each in self._of_the_desk(proposal.conversation_id)}
        wanted = dict.fromkeys(proposal.messages)
        if not stored.keys() >= wanted.keys():
            raise InvalidError(
                "messages", "indica messaggi di questa conversazione, con gli id che mostra lo sportello"
            )
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
        **({"casi": " ".join(map(str, file.case_ids))} if file.case_ids else {}),
        **{body_name(body.number): body.sha256 for body in pieces.bodies},
    }


def body_name(number: int) -> str:
    """Of a body in the export."""
    return f"grezzo/{number:04d}.json"


def _acquired(proposal: Proposal, matter: _Matter, now: datetime) -> datetime:
    """The first of: what the proposer says, what somebody did about one of the cases, this proposal."""
    learnt_at = proposal.learnt_at
    if learnt_at is not None and learnt_at > now:
        raise InvalidError("learnt_at", "deve ancora venire")
    if learnt_at is not None and learnt_at < min(each.at for each in matter.chosen) - CLOCKS_APART:
        raise InvalidError("learnt_at", "è prima che fosse scritto il primo di questi messaggi")
    known = (learnt_at, *(each.known_since for each in matter.cases), now)
    return _second(min(moment for moment in known if moment is not None))


def _second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)
