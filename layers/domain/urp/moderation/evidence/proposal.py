"""Propose a file: take the chosen messages from the received bodies and hold them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.model import OF_THE_OFFICE
from urp.errors import InvalidError, NotFoundError, RejectedError
from urp.moderation.evidence.custody import CustodyAct, take_step, to_utc_text
from urp.moderation.evidence.holding import Casebook, EvidenceVault, FileHold
from urp.moderation.evidence.model import (
    NOTHING_WRITTEN,
    Chosen,
    EvidenceFile,
    Facts,
    FileState,
    KeptBody,
    KeptMessage,
    KnownCase,
    ReceivedBody,
    Shown,
)
from urp.observability import digest
from urp.whatsapp.content import Attachment, Edit
from urp.whatsapp.message import InboundMessage, parse_message
from urp.whatsapp.webhook import split

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.store.desk_register import DeskRegister
    from urp.moderation.store.evidence import EvidenceRegister

MOST_MESSAGES = 50
CLOCKS_APART = timedelta(minutes=5)
"""WhatsApp's clock and the office's."""
MOST_BYTES = 3_200_000
"""Of all bodies: one of Meta's has at most 3 MB, and the export must fit into one answer of Lambda's."""
CUT_OFF = " […: il testo intero è nei dati grezzi]"
MOST_READABLE = 10_000
"""Characters of a text: WhatsApp's own limit is 4,096, but nothing keeps a body from holding more."""


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
class Cut:
    """What the file keeps of the chosen messages: whole bodies, and what those messages say."""

    received: tuple[ReceivedBody, ...]
    bodies: tuple[KeptBody, ...]
    messages: tuple[KeptMessage, ...]


@dataclass(frozen=True, slots=True)
class ProposeFile:
    register: EvidenceRegister
    vault: EvidenceVault
    desk: DeskRegister
    cases: Casebook
    people: CitizenReader
    policy_version: str

    def __call__(self, file_id: UUID, proposal: Proposal, act: Act) -> EvidenceFile:
        """Store the record, then the copies: a call that dies in between leaves a file whose copies the next
        call makes, never a copy without a file."""
        matter = self._gather(proposal)
        pieces = cut(matter.chosen, self.people.find_one(matter.citizen_id), self.vault.read_received)
        file = EvidenceFile(
            id=file_id,
            citizen_id=matter.citizen_id,
            conversation_id=proposal.conversation_id,
            case_ids=tuple(case.id for case in matter.cases),
            state=FileState.PROPOSED,
            reason=proposal.reason,
            proposed_by=act.by,
            proposed_at=_truncate_to_second(act.at),
            acquired_at=_find_acquired_time(proposal, matter, act.at),
            policy_version=self.policy_version,
            bodies=pieces.bodies,
            messages=len(pieces.messages),
            facts=proposal.facts,
        )
        details = _describe_file(file, pieces)
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

    def _gather(self, proposal: Proposal) -> _Matter:
        of_the_desk = self._list_chosen(proposal)
        wanted = [self.cases.find_case(case_id) for case_id in dict.fromkeys(proposal.cases)]
        judged = self.cases.find_by_messages(each.ref for each in of_the_desk if not each.author)
        cases = tuple({each.id: each for each in (*wanted, *judged)}.values())
        chosen = {each.ref: each for each in of_the_desk}
        chosen |= {case.messages[0].ref: case.messages[0] for case in cases}
        room = max(MOST_MESSAGES - len(chosen), 0) // max(len(cases), 1)
        chosen |= {each.ref: each for case in cases for each in _keep_ends(case.messages[1:], room)}
        citizens = {self._follow_merges(case.citizen_id) for case in cases}
        if proposal.conversation_id is not None:
            citizens.add(self._follow_merges(self._find_citizen(proposal.conversation_id)))
        if not chosen:
            raise InvalidError("messages", "indica messaggi di una conversazione, oppure casi")
        if len(chosen) > MOST_MESSAGES:
            raise InvalidError("messages", f"al massimo {MOST_MESSAGES} in un fascicolo")
        if len(citizens) != 1:
            raise InvalidError("cases", "non sono tutti della stessa persona: apri un fascicolo per ciascuna")
        return _Matter(citizens.pop(), tuple(chosen.values()), cases)

    def _find_citizen(self, conversation_id: UUID) -> UUID:
        conversation = self.desk.conversation(conversation_id)
        if conversation is None:
            raise NotFoundError("Questa conversazione non c'è.")
        return conversation.citizen_id

    def _follow_merges(self, citizen_id: UUID) -> UUID:
        """The citizen's current id, after merges."""
        citizen = self.people.find_one(citizen_id)
        return citizen.id if citizen else citizen_id

    def _list_chosen(self, proposal: Proposal) -> list[Chosen]:
        if proposal.conversation_id is None:
            return []
        stored = {each.ref: each for each in self._read_desk(proposal.conversation_id)}
        wanted = dict.fromkeys(proposal.messages)
        if not stored.keys() >= wanted.keys():
            raise InvalidError(
                "messages", "indica messaggi di questa conversazione, con gli id che mostra lo sportello"
            )
        return [stored[ref] for ref in wanted]

    def _read_desk(self, conversation_id: UUID) -> Iterable[Chosen]:
        for each in self.desk.messages(conversation_id):
            message = each.message
            ref = message.message_id if message.kind in OF_THE_OFFICE else digest(message.message_id)
            yield Chosen(ref, message.kind.value, message.at, message.text, message.author, message.received)


def _describe_file(file: EvidenceFile, pieces: Cut) -> dict[str, str]:
    """Describe the file in the first custody entry, so that a changed copy breaks the whole chain."""
    return {
        "motivo": file.reason,
        "notizia_acquisita": to_utc_text(file.acquired_at),
        "messaggi": str(len(pieces.messages)),
        **({"casi": " ".join(map(str, file.case_ids))} if file.case_ids else {}),
        **{name_body(body.number): body.sha256 for body in pieces.bodies},
    }


def name_body(number: int) -> str:
    """Of a body in the export."""
    return f"grezzo/{number:04d}.json"


def _find_acquired_time(proposal: Proposal, matter: _Matter, now: datetime) -> datetime:
    """When staff learnt of it, the earliest of: what the proposer says, the first act on one of the cases,
    now."""
    learnt_at = proposal.learnt_at
    if learnt_at is not None and learnt_at > now:
        raise InvalidError("learnt_at", "deve ancora venire")
    if learnt_at is not None and learnt_at < min(each.at for each in matter.chosen) - CLOCKS_APART:
        raise InvalidError("learnt_at", "è prima che fosse scritto il primo di questi messaggi")
    known = (learnt_at, *(case.known_since for case in matter.cases), now)
    return _truncate_to_second(min(moment for moment in known if moment is not None))


def _truncate_to_second(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def cut(
    chosen: Sequence[Chosen], citizen: Citizen | None, received: Callable[[str], ReceivedBody | None]
) -> Cut:
    """InvalidError where nothing is left of a message, or the bodies are too large together."""
    keys = dict.fromkeys(each.received for each in chosen if each.received)
    found = sorted(filter(None, map(received, keys)), key=lambda body: (body.received_at, body.key))
    if sum(len(body.content) for body in found) > MOST_BYTES:
        raise InvalidError(
            "messages", "sono troppo grandi per un fascicolo: aprine due, con meno messaggi ciascuno"
        )
    bodies = tuple(_to_kept_body(body, number) for number, body in enumerate(found, start=1))
    numbers = {body.received_key: body.number for body in bodies}
    read = {body.key: _read_messages(body) for body in found}
    messages = tuple(
        _to_kept_message(each, number, numbers, read, citizen)
        for number, each in enumerate(sorted(chosen, key=lambda each: each.at), start=1)
    )
    return Cut(tuple(found), bodies, messages)


def _to_kept_body(body: ReceivedBody, number: int) -> KeptBody:
    return KeptBody(
        number=number,
        received_key=body.key,
        sha256=hashlib.sha256(body.content).hexdigest(),
        size=len(body.content),
        signature=body.signature,
        received_at=body.received_at,
    )


def _to_kept_message(
    chosen: Chosen,
    number: int,
    numbers: Mapping[str, int],
    read: Mapping[str, Mapping[str, InboundMessage]],
    citizen: Citizen | None,
) -> KeptMessage:
    """A message as read from the bytes, or from the desk's copy if they have expired."""
    original = read.get(chosen.received or "", {}).get(chosen.ref)
    text = _find_words(original) if original else chosen.text
    if original is None and not text:
        raise InvalidError("messages", "di uno non resta niente: il testo e l'originale non ci sono più")
    if chosen.author:
        shown = Shown()
    elif original:
        sender = original.sender
        shown = Shown(sender.phone, sender.user_id, _to_storable(sender.name), sender.username)
    else:
        shown = Shown(citizen.phone, citizen.user_id) if citizen else Shown()
    return KeptMessage(
        number=number,
        ref=chosen.ref,
        kind=original.kind.value if original else chosen.kind,
        at=original.at if original else chosen.at,
        text=_to_storable(text),
        body=numbers.get(chosen.received or "") if original else None,
        author=chosen.author,
        shown=shown,
    )


def _keep_ends(corrections: Sequence[Chosen], room: int) -> Sequence[Chosen]:
    """Of very many the first and the last: who corrects a message again and again does not make it too long
    to be kept."""
    if len(corrections) <= room:
        return corrections
    last = room // 2
    return (*corrections[: room - last], *corrections[len(corrections) - last :])


def _find_words(message: InboundMessage) -> str:
    match message.content:
        case Attachment(caption):
            return caption or ""
        case Edit(_, body):
            return body or ""
        case _:
            return message.text or ""


def _to_storable(text: str) -> str:
    """Text without lone surrogates, which no store takes, and of limited length; the bytes keep all."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole if len(whole) <= MOST_READABLE else whole[:MOST_READABLE] + CUT_OFF


def _read_messages(body: ReceivedBody) -> dict[str, InboundMessage]:
    """Every message of the body that can be read, by the digest of its id."""
    return dict(_find_readable(body))


def _find_readable(body: ReceivedBody) -> Iterable[tuple[str, InboundMessage]]:
    try:
        found = split(body.content).messages
    except RejectedError:  # it was readable once; its bytes are kept anyway
        return
    for each in found:
        try:
            message = parse_message(each.message, each.contact, received_at=body.received_at)
        except RejectedError:
            continue
        yield digest(message.message_id), message
