"""What an open file holds beside its record: copies of what was received, and cases. An ended one holds
nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.errors import ConflictError, NotFoundError
from urp.moderation.casebook.model import BY_RULE, Case, CaseStep, Step, StepKind, StoredCase, make_case_id
from urp.moderation.evidence.model import ENDED, Chosen, EvidenceFile, KeptBody, KnownCase, ReceivedBody
from urp.town.municipality import Municipality

if TYPE_CHECKING:
    from urp.moderation.store.cases import CaseRegister
    from urp.moderation.store.evidence import EvidenceRegister

EVIDENCE = "casebook.evidence"


class EvidenceVault(Protocol):
    """Bytes, written once and held: no deletion of the service reaches them."""

    def read_received(self, key: str) -> ReceivedBody | None:
        """None once its class of retention has deleted it."""
        ...

    def keep(self, file_id: UUID, body: ReceivedBody) -> None:
        """Under hold from its first moment; the same bytes again change nothing."""
        ...

    def read(self, file_id: UUID, body: KeptBody) -> bytes:
        """NotFoundError when it is not there."""
        ...

    def let_go(self, file_id: UUID, bodies: Iterable[KeptBody]) -> None:
        """Lifts the hold: the copy goes its ordinary way. Again, or of what was never kept: nothing."""
        ...


class BytesLostError(ConflictError):
    """A copy is not there, or is not what was received. Nothing is decided about such a file."""

    code = "bytes_lost"


def keep_whole(vault: EvidenceVault, file: EvidenceFile) -> None:
    """All copies there, and byte for byte what was received; made here where a call died in between."""
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
    """A case that is held loses nothing until every file that holds it has released it. Of one whose text is
    already erased, the rest is held."""

    register: CaseRegister
    municipality: Municipality

    def hold(self, case_id: UUID, file_id: UUID, act: Act) -> Case:
        """By one file twice is once."""
        return retry_if_moved(lambda: self._change(case_id, file_id, StepKind.HELD, act))

    def release(self, case_id: UUID, file_id: UUID, act: Act) -> Case:
        """Once no file holds it, its text ends at its time, or at once if that is past."""
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
        step = Step(act.id, kind, act.at, act.by, EVIDENCE, "", version)  # why, the file says
        after = replace(before, held_by=files, changed_at=act.at)
        self.register.record(CaseStep(before, after, step), name_resource(act, str(case_id)))
        return replace(after, version=before.version + 1)


class AlreadyHeldError(ConflictError):
    """What was written about it belongs into the file that is open."""

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
        """A message that was judged stands in its conversation without a word: those are in its case."""
        found = map(self.holding.register.find_case, map(make_case_id, refs))
        return tuple(self._to_known_case(stored) for stored in found if stored is not None)

    def hold(self, file: EvidenceFile, act: Act) -> None:
        """Nothing of its cases is erased until it releases them; again changes nothing."""
        for case_id in file.case_ids:
            with suppress(NotFoundError):  # its time was over before it could be held: the file has its words
                self.holding.hold(case_id, file.id, _own_act(act, "hold", case_id))

    def release(self, file: EvidenceFile, act: Act) -> None:
        """What another open file holds besides stays held."""
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
            message=_chosen(case, text.whole if text else ""),
            known_since=min(people, default=None),
        )


def _chosen(case: Case, text: str) -> Chosen:
    return Chosen(
        ref=case.message,
        kind="case",
        at=case.written_at,
        text=text,
        author=None,
        received=case.received,
    )


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
        """After the copies. Whoever ended the file meanwhile let go what was held by then, and not what came
        after."""
        self.cases.hold(file, act)
        now = self.register.find(file.id)
        if now is not None and now.state in ENDED:
            self.let_go(file, act)

    def let_go(self, file: EvidenceFile, act: Act) -> None:
        """Again changes nothing."""
        self.vault.let_go(file.id, file.bodies)
        self.cases.release(file, act)
