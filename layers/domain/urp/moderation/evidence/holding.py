"""Hold copies of received bodies, and cases, as long as a file is open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.errors import ConflictError, NotFoundError
from urp.moderation.casebook.model import (
    BY_RULE,
    Case,
    CaseStep,
    CaseText,
    Step,
    StepKind,
    StoredCase,
    make_case_id,
)
from urp.moderation.evidence.model import ENDED, Chosen, EvidenceFile, KeptBody, KnownCase, ReceivedBody
from urp.observability import digest
from urp.town.municipality import Municipality

if TYPE_CHECKING:
    from urp.moderation.store.cases import CaseRegister
    from urp.moderation.store.evidence import EvidenceRegister

EVIDENCE = "casebook.evidence"


class EvidenceVault(Protocol):
    """A store of bytes written once and held, which the service cannot delete."""

    def read_received(self, key: str) -> ReceivedBody | None:
        """None once its class of retention has deleted it."""
        ...

    def keep(self, file_id: UUID, body: ReceivedBody) -> None:
        """Keep a copy under hold from its creation; idempotent."""
        ...

    def read(self, file_id: UUID, body: KeptBody) -> bytes:
        """NotFoundError when it is not there."""
        ...

    def let_go(self, file_id: UUID, bodies: Iterable[KeptBody]) -> None:
        """Lift the hold, after which the copy expires; idempotent, also for what was never kept."""
        ...


class BytesLostError(ConflictError):
    """A copy is missing, or differs from what was received. No decision about such a file is allowed."""

    code = "bytes_lost"


def keep_whole(vault: EvidenceVault, file: EvidenceFile) -> None:
    """Ensure that all copies exist and equal what was received; make those missing after a failed call."""
    for body in file.bodies:
        try:
            content = vault.read(file.id, body)
        except NotFoundError:
            received = vault.read_received(body.received_key)
            if received is None:
                raise BytesLostError(f"L'originale {body.number} non è stato copiato in tempo.") from None
            content = received.content
            if hashlib.sha256(content).hexdigest() == body.sha256:
                vault.keep(file.id, received)
        if hashlib.sha256(content).hexdigest() != body.sha256:
            raise BytesLostError(f"L'originale {body.number} non è quello ricevuto.")


@dataclass(frozen=True, slots=True)
class HoldCase:
    """Hold a case: nothing of it is erased until every file has released it. If its text is already erased,
    the rest is held."""

    register: CaseRegister
    municipality: Municipality

    def hold(self, case_id: UUID, file_id: UUID, act: Act) -> Case:
        """Idempotent for one file."""
        return retry_if_moved(lambda: self._change(case_id, file_id, StepKind.HELD, act))

    def release(self, case_id: UUID, file_id: UUID, act: Act) -> Case:
        """Release a case. Once no file holds it, its text expires at its time, or at once if that is past."""
        return retry_if_moved(lambda: self._change(case_id, file_id, StepKind.RELEASED, act))

    def _change(self, case_id: UUID, file_id: UUID, kind: StepKind, act: Act) -> Case:
        stored = self.register.find_case(case_id)
        if stored is None:
            raise NotFoundError("Questo caso non c'è.")
        before = stored.case
        files = before.held_by | {file_id} if kind is StepKind.HELD else before.held_by - {file_id}
        if files == before.held_by:
            return before
        version = self.municipality.policy.version
        step = Step(act.id, kind, act.at, act.by, EVIDENCE, "", version)  # the file has the reason
        after = replace(before, held_by=files, changed_at=act.at)
        self.register.record(CaseStep(before, after, step), name_resource(act, str(case_id)))
        return replace(after, version=before.version + 1)


class AlreadyHeldError(ConflictError):
    """The case is held by another open file; add to that one."""

    code = "already_held"


@dataclass(frozen=True, slots=True)
class Casebook:
    """Cases as a file of evidence needs them: their words, and a hold on them. NotFoundError for no case;
    AlreadyHeldError for one of another open file."""

    holding: HoldCase

    def find_case(self, case_id: UUID) -> KnownCase:
        stored = self.holding.register.find_case(case_id)
        if stored is None:
            raise NotFoundError("Questo caso non c'è.")
        return self._to_known_case(stored)

    def find_by_messages(self, refs: Iterable[str]) -> tuple[KnownCase, ...]:
        """Cases of messages: a message made a case has no text in its conversation."""
        found = map(self.holding.register.find_case, map(make_case_id, refs))
        return tuple(self._to_known_case(stored) for stored in found if stored is not None)

    def hold(self, file: EvidenceFile, act: Act) -> None:
        """Hold cases: nothing of them is erased until released; idempotent."""
        for case_id in file.case_ids:
            with suppress(NotFoundError):  # it expired before it could be held: the file has its text
                self.holding.hold(case_id, file.id, _own_act(act, "hold", case_id))

    def release(self, file: EvidenceFile, act: Act) -> None:
        """Release cases; those held by another open file stay held."""
        for case_id in file.case_ids:
            with suppress(NotFoundError):
                self.holding.release(case_id, file.id, _own_act(act, "release", case_id))

    def _to_known_case(self, stored: StoredCase) -> KnownCase:
        case = stored.case
        if case.held:
            raise AlreadyHeldError("Un caso fa parte di un altro fascicolo aperto.")
        people = [step.at for step in stored.steps if step.author != BY_RULE]
        text = self.holding.register.read_texts([case.id]).get(case.id)
        return KnownCase(
            id=case.id,
            citizen_id=case.citizen_id,
            messages=tuple(_list_chosen(case, text)),
            known_since=min(people, default=None),
        )


def _list_chosen(case: Case, text: CaseText | None) -> Iterator[Chosen]:
    """Each correction is a message, with a body of its own."""
    yield Chosen(case.message, "case", case.written_at, text.text if text else "", None, case.received)
    for each in text.corrections if text else ():
        yield Chosen(digest(each.message_id), "case", each.at, each.text, None, each.received)


def _own_act(act: Act, verb: str, case_id: UUID) -> Act:
    """An entry of its own in the audit; the reason stays in the file."""
    return replace(
        act,
        id=f"{act.id}-{verb}-{case_id.hex[:8]}",
        name=f"case.{verb}",
        resource=f"case/{case_id}",
        reason=None,
        idempotency=None,
    )


@dataclass(frozen=True, slots=True)
class FileHold:
    register: EvidenceRegister
    vault: EvidenceVault
    cases: Casebook

    def hold_cases(self, file: EvidenceFile, act: Act) -> None:
        """Hold the cases, after the copies. A concurrent end of the file has released only what was held by
        then."""
        self.cases.hold(file, act)
        now = self.register.find(file.id)
        if now is not None and now.state in ENDED:
            self.let_go(file, act)

    def let_go(self, file: EvidenceFile, act: Act) -> None:
        """Release all; idempotent."""
        self.vault.let_go(file.id, file.bodies)
        self.cases.release(file, act)
