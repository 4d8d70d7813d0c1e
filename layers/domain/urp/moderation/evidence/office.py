"""Open files of evidence and act on them; every act is an entry in the custody log."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.alerts import Alerts
from urp.acts.model import Act
from urp.acts.page import Page
from urp.acts.second_person import (
    DESTROYING_LAPSES,
    DESTROYING_WAITS,
    Proposed,
    SamePersonError,
    SecondPerson,
    TwoPersonAct,
    confirm_proposal,
)
from urp.acts.second_person import Proposal as ReleaseProposal
from urp.desk.alarms import EVIDENCE_TO_APPROVE, RELEASE_PROPOSED
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.moderation.evidence.custody import (
    CustodyAct,
    CustodyEntry,
    hash_content,
    hash_facts,
    take_step,
    to_utc_text,
)
from urp.moderation.evidence.export import ExportFile
from urp.moderation.evidence.holding import EvidenceVault, keep_whole
from urp.moderation.evidence.model import (
    ENDED,
    NOTHING_WRITTEN,
    POSSIBLE_STEPS,
    Correction,
    EvidenceFile,
    Facts,
    FileState,
    FileStep,
    KeptMessage,
)
from urp.moderation.evidence.proposal import Proposal, ProposeFile

if TYPE_CHECKING:
    from urp.moderation.store.evidence import EvidenceRegister

MOST_CORRECTED_BYTES = 300_000
"""All corrections of a file together: DynamoDB keeps 400 KB in an item, facts and reasons take the rest."""
READABLE = frozenset({FileState.APPROVED, FileState.SEALED})
RELEASE = TwoPersonAct("evidence.release", RELEASE_PROPOSED, DESTROYING_WAITS, DESTROYING_LAPSES)


class WrongStateError(ConflictError):
    code = "wrong_state"


class FactsMissingError(ConflictError):
    code = "facts_missing"


class CorrectionsFullError(ConflictError):
    code = "corrections_full"


@dataclass(frozen=True, slots=True)
class FileView:
    file: EvidenceFile
    custody: tuple[CustodyEntry, ...] = ()
    messages: tuple[KeptMessage, ...] | None = None
    """Only where reading them was noted in the custody log."""
    alerted: bool | None = None
    """Whether somebody was told that it waits for approval; only of a proposal."""
    release: ReleaseProposal | None = None
    """The last one, open or over."""


@dataclass(frozen=True, slots=True)
class EvidenceOffice:
    register: EvidenceRegister
    vault: EvidenceVault
    open_file: ProposeFile
    export: ExportFile
    alerts: Alerts
    second_person: SecondPerson
    kept_after_end: timedelta
    """How long the record of an ended file is kept."""

    def list_page(self, cursor: str | None, limit: int) -> Page[EvidenceFile]:
        page = self.register.list_page(cursor, limit)
        return Page(tuple(map(find_readable_part, page.items)), page.cursor)

    def propose(self, file_id: UUID, proposal: Proposal, act: Act) -> FileView:
        """Propose a file: its bytes are kept from now on, and not read until another person approves."""
        return self._to_view(self.open_file(file_id, proposal, act))

    def repeat_propose(self, file_id: UUID, act: Act) -> FileView:
        """Repeat a proposal: complete what the first call may not have done."""
        file = self._require(file_id)
        if file.state not in ENDED:
            self._hold(file, act)
        return self._to_view(file) if file.state is FileState.PROPOSED else self._read_view(file)

    def view(self, file_id: UUID, act: Act) -> FileView:
        """Read a file, with an entry in its custody log; messages only once it is approved."""
        file = self._require(file_id)
        if file.state in ENDED:
            return self._read_view(file)
        file = retry_if_moved(lambda: self._record_view(file_id, act))
        messages = self.register.read_messages(file.id) if file.state in READABLE else None
        return replace(self._read_view(file), messages=messages)

    def view_header(self, file_id: UUID) -> FileView:
        """What the list shows of it: nothing is read that the custody log would note."""
        file = self._require(file_id)
        return FileView(file, release=self._find_release(file))

    def approve(self, file_id: UUID, act: Act) -> FileView:
        return self._read_view(retry_if_moved(lambda: self._approve(file_id, act)))

    def refuse(self, file_id: UUID, reason: str, act: Act) -> FileView:
        """Refuse a proposed file; what was kept expires as usual."""
        return self._let_go(retry_if_moved(lambda: self._refuse(file_id, reason, act)), act)

    def propose_release(self, file_id: UUID, reason: str, act: Act) -> Proposed:
        """Propose the release of a file that is no longer needed; another person confirms it."""
        file = self._require_step(file_id, FileStep.RELEASE)
        return self.second_person.propose(RELEASE, file.id, hash_content(file), reason, act)

    def confirm_release(self, file_id: UUID, seen: str, act: Act) -> FileView:
        return self._let_go(retry_if_moved(lambda: self._release(file_id, seen, act)), act)

    def cancel_release(self, file_id: UUID, act: Act) -> ReleaseProposal:
        return self.second_person.cancel(RELEASE, file_id, act)

    def write_facts(self, file_id: UUID, facts: Facts, act: Act) -> FileView:
        return self._read_view(retry_if_moved(lambda: self._write_facts(file_id, facts, act)))

    def correct(self, file_id: UUID, text: str, act: Act) -> FileView:
        """Add a correction after the seal; what was sealed does not change."""
        return self._read_view(retry_if_moved(lambda: self._correct(file_id, text, act)))

    def note_sent(self, file_id: UUID, at: datetime, to: str, reference: str, act: Act) -> FileView:
        """Note that the file was sent by certified mail, outside this service."""
        return self._read_view(retry_if_moved(lambda: self._note_sent(file_id, at, to, reference, act)))

    def seal(self, file_id: UUID, act: Act) -> FileView:
        return self._read_view(retry_if_moved(lambda: self._seal(file_id, act)))

    def _record_view(self, file_id: UUID, act: Act) -> EvidenceFile:
        file = self._require(file_id)
        if file.state in ENDED:
            raise _wrong_state(file)
        return take_step(self.register, file, file, CustodyAct.VIEWED, act)

    def _approve(self, file_id: UUID, act: Act) -> EvidenceFile:
        file = self._require_step(file_id, FileStep.APPROVE, done=FileState.APPROVED)
        if file.state is FileState.PROPOSED:
            _check_second_person(file, act)
            keep_whole(self.vault, file)
            after = replace(file, state=FileState.APPROVED, decided_by=act.by, decided_at=act.at)
            file = take_step(self.register, file, after, CustodyAct.APPROVED, act)
        self._hold(file, act)  # once it is decided: nobody refuses it any more and lets its cases go
        return file

    def _write_facts(self, file_id: UUID, facts: Facts, act: Act) -> EvidenceFile:
        file = self._require_step(file_id, FileStep.FACTS)
        after, details = replace(file, facts=facts), {"fatti_sha256": hash_facts(facts)}
        return take_step(self.register, file, after, CustodyAct.FACTS, act, details)

    def _seal(self, file_id: UUID, act: Act) -> EvidenceFile:
        file = self._require_step(file_id, FileStep.SEAL, done=FileState.SEALED)
        if file.state is FileState.SEALED:
            return file
        if not file.facts.essential:
            raise FactsMissingError("Prima di sigillare scrivi i fatti essenziali (art. 332 c.p.p.).")
        after = replace(file, state=FileState.SEALED, sealed_at=act.at)
        return take_step(
            self.register, file, after, CustodyAct.SEALED, act, {"fatti_sha256": hash_facts(file.facts)}
        )

    def _correct(self, file_id: UUID, text: str, act: Act) -> EvidenceFile:
        file = self._require_step(file_id, FileStep.CORRECT)
        corrections = (*file.corrections, Correction(act.at, act.by, text))
        if sum(len(correction.text.encode()) for correction in corrections) > MOST_CORRECTED_BYTES:
            raise CorrectionsFullError(
                "Le correzioni di questo fascicolo sono troppe: accorcia questa, o apri un altro fascicolo."
            )
        after = replace(file, corrections=corrections)
        return take_step(self.register, file, after, CustodyAct.CORRECTED, act, {"testo": text})

    def _note_sent(self, file_id: UUID, at: datetime, to: str, reference: str, act: Act) -> EvidenceFile:
        file = self._require_step(file_id, FileStep.SENT)
        if not (file.acquired_at <= at <= act.at):
            raise InvalidError("at", "è prima della notizia, o deve ancora venire")
        after = replace(file, sent_at=min(at, file.sent_at or at))
        details = {"inviato": to_utc_text(at), "a": to, "riferimento": reference}
        return take_step(self.register, file, after, CustodyAct.SENT, act, details)

    def _let_go(self, file: EvidenceFile, act: Act) -> FileView:
        """End the file, then lift its holds: a call that dies in between leaves too much held, and a repeat
        completes it."""
        if file.deleted_from is not None:
            return self._read_view(file)
        self.open_file.hold.let_go(file, act)
        gone = (file.ended_at or act.at) + self.kept_after_end
        self.register.let_expire(file, gone)
        return self._read_view(replace(file, deleted_from=gone))

    def _refuse(self, file_id: UUID, reason: str, act: Act) -> EvidenceFile:
        file = self._require_step(file_id, FileStep.REFUSE, done=FileState.REFUSED)
        if file.state is FileState.REFUSED:
            return file
        _check_second_person(file, act)
        after = replace(
            file,
            state=FileState.REFUSED,
            decided_by=act.by,
            decided_at=act.at,
            ended_at=act.at,
            end_reason=reason,
        )
        return take_step(self.register, file, after, CustodyAct.REFUSED, act, {"motivo": reason})

    def _release(self, file_id: UUID, seen: str, act: Act) -> EvidenceFile:
        file = self._require(file_id)
        if file.state is FileState.RELEASED and file.deleted_from is None:
            return file  # confirmed, but the call died before all was released
        proposal = self.second_person.confirmable(RELEASE, file.id, hash_content(file), seen, act)
        change, act = confirm_proposal(proposal, act)
        after = replace(file, state=FileState.RELEASED, ended_at=act.at, end_reason=proposal.reason)
        details = {
            "motivo": proposal.reason,
            "proposto_da": proposal.by,
            "proposto_il": to_utc_text(proposal.at),
        }
        return take_step(self.register, file, after, CustodyAct.RELEASED, act, details, confirmed=change)

    def _hold(self, file: EvidenceFile, act: Act) -> None:
        keep_whole(self.vault, file)
        self.open_file.hold.hold_cases(file, act)

    def _require_step(self, file_id: UUID, step: FileStep, done: FileState | None = None) -> EvidenceFile:
        """`done`: its state after the step, which may be repeated."""
        file = self._require(file_id)
        if step not in POSSIBLE_STEPS[file.state] and file.state is not done:
            raise _wrong_state(file)
        return file

    def _require(self, file_id: UUID) -> EvidenceFile:
        file = self.register.find(file_id)
        if file is None:
            raise NotFoundError("Questo fascicolo non c'è.")
        return file

    def _to_view(self, file: EvidenceFile) -> FileView:
        """Alert without delay (art. 331 c.p.p.), twice rather than never."""
        return replace(self._read_view(file), alerted=self.alerts.alert(file.id, EVIDENCE_TO_APPROVE))

    def _read_view(self, file: EvidenceFile) -> FileView:
        custody = () if file.state in ENDED else self.register.read_custody(file.id)
        return FileView(find_readable_part(file), custody, release=self._find_release(file))

    def _find_release(self, file: EvidenceFile) -> ReleaseProposal | None:
        if FileStep.RELEASE not in POSSIBLE_STEPS[file.state]:
            return None
        return self.second_person.register.find(RELEASE.name, file.id)


def _wrong_state(file: EvidenceFile) -> WrongStateError:
    return WrongStateError(f"Il fascicolo non è nello stato giusto: è «{file.state.value}».")


def _check_second_person(file: EvidenceFile, act: Act) -> None:
    if act.by == file.proposed_by:
        raise SamePersonError("Decide una persona diversa da chi l'ha proposto.")


def find_readable_part(file: EvidenceFile) -> EvidenceFile:
    """The file without accused, victims and reason, which are not read once it has ended."""
    if file.state not in ENDED:
        return file
    return replace(file, reason="", bodies=(), facts=NOTHING_WRITTEN, corrections=())
