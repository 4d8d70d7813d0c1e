"""Decide about a case: warn, warn again, block, lift, dismiss, answer an appeal, note.

Each step is stored with its act, what it does to the citizen, and what the citizen is told, or not at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.desk.model import (
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
)
from urp.desk.outbox import OutboxRow, Replies, ReplyKind, enqueue_stored
from urp.desk.refusals import CitizenBlockedError, WindowClosedError
from urp.desk.transitions import make_preview, open_conversation, record_message, record_removal
from urp.errors import NotFoundError
from urp.moderation.blocks.office import BlockOffice
from urp.moderation.casebook.ladder import LIFTING, Decision, apply_decision, check, find_skip_reason
from urp.moderation.casebook.model import (
    Case,
    CaseStep,
    CaseText,
    Correction,
    GivenBack,
    Step,
    StepKind,
    is_still_kept,
)
from urp.moderation.casebook.opening import read_corrections
from urp.moderation.casebook.telling import TellCitizen, make_reply
from urp.moderation.casebook.warnings import add_warning, count_warnings, drop_warning
from urp.town.municipality import Municipality
from urp.town.texts import TextKey
from urp.whatsapp.message import WINDOW

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.store.desk_register import DeskRegister
    from urp.moderation.store.cases import CaseRegister

_WARNINGS = frozenset({StepKind.WARNED, StepKind.WARNED_AGAIN})
_NO_BREACH = frozenset({StepKind.DISMISSED, StepKind.APPEAL_UPHELD})
_ABOUT_AN_APPEAL = frozenset({StepKind.APPEAL_RECEIVED, StepKind.APPEAL_UPHELD, StepKind.APPEAL_REJECTED})


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a step is decided on, read just before."""

    case: Case
    citizen: Citizen
    """Once forgotten, without an address or a window: their case can still be closed."""
    state: DeskState
    warnings: int


@dataclass(frozen=True, slots=True)
class DecideCase:
    register: CaseRegister
    desk: DeskRegister
    people: CitizenReader
    replies: Replies
    blocks: BlockOffice
    tell: TellCitizen
    municipality: Municipality

    def __call__(self, case_id: UUID, decision: Decision, act: Act) -> None:
        scene = self._load_scene(case_id, act)
        if decision.kind is StepKind.ACKNOWLEDGED and scene.case.acknowledged:
            return  # a repeat changes nothing
        if decision.kind is StepKind.BLOCKED:
            self._block(scene, decision, act)
        elif self._lifts_block(scene, decision, act):
            self._unblock(scene, decision, act)
        else:
            row = retry_if_moved(lambda: self._record(self._load_scene(case_id, act), decision, act))
            self._enqueue([row] if row else [])

    def _load_scene(self, case_id: UUID, act: Act) -> _Scene:
        stored = self.register.find_case(case_id)
        if stored is None:
            raise NotFoundError("Questo caso non c'è.")
        citizen = self.people.find_one(stored.case.citizen_id) or Citizen(stored.case.citizen_id)
        state = self.register.read_state(citizen.id)
        days = self.municipality.retention.warnings
        warnings = count_warnings(citizen, self.register, days, act.at)
        return _Scene(stored.case, citizen, state, warnings)

    def _record(self, scene: _Scene, decision: Decision, act: Act) -> OutboxRow | None:
        check(scene.case, decision, scene.warnings, act.at)
        row = self._make_reply(scene, decision, act)
        step = replace(self._make_step(scene, decision, act, row), reply=row)
        self.register.record(step, name_resource(act, str(scene.case.id)))
        return row

    def _block(self, scene: _Scene, decision: Decision, act: Act) -> None:
        """Block, notice and step in one transaction."""
        check(scene.case, decision, scene.warnings, act.at)
        self.blocks.block(
            scene.citizen.id,
            decision.reason,
            decision.until,
            act,
            breach=scene.case.breach,
            notify=decision.notify,
            by_administrator=decision.by_administrator,
            beside=lambda row: self._decide_anew(scene.case.id, decision, act, row),
        )

    def _unblock(self, scene: _Scene, decision: Decision, act: Act) -> None:
        check(scene.case, decision, scene.warnings, act.at)
        language = scene.state.language
        words = self.tell.texts.render(TextKey.UNBLOCK_NOTICE, language=language)
        if decision.kind is StepKind.APPEAL_UPHELD:
            words = f"{self.tell.write_text(scene.case, decision.kind, language)}\n{words}"
        self.blocks.unblock(
            scene.citizen.id,
            decision.reason,
            act,
            words=words,
            by_administrator=decision.by_administrator,
            beside=lambda row: self._decide_anew(scene.case.id, decision, act, row),
        )

    def _lifts_block(self, scene: _Scene, decision: Decision, act: Act) -> bool:
        """True if the step lifts a block. An appeal may be upheld about a block that is over; an end by other
        causes is recorded without telling the citizen."""
        in_force = scene.case.block_in_force(act.at) and scene.citizen.is_blocked(act.at)
        return decision.kind in LIFTING and in_force

    def _decide_anew(self, case_id: UUID, decision: Decision, act: Act, row: OutboxRow | None) -> CaseStep:
        scene = self._load_scene(case_id, act)
        check(scene.case, decision, scene.warnings, act.at)
        return self._make_step(scene, decision, act, row)

    def _make_step(self, scene: _Scene, decision: Decision, act: Act, row: OutboxRow | None) -> CaseStep:
        case, kind = scene.case, decision.kind
        step = Step(
            id=act.id,
            kind=kind,
            at=act.at,
            author=act.by,
            rule=f"casebook.{kind}",
            reason=decision.reason,
            policy_version=self.municipality.policy.version,
            until=decision.until,
            beyond_ladder=find_skip_reason(case, decision, scene.warnings),
            reported_at=decision.reported_at,
            reply_id=row.id if row else None,
        )
        after, state = apply_decision(case, decision, act.at), scene.state
        back: GivenBack | None = None
        erases = False
        if kind in _WARNINGS:
            days = self.municipality.retention.warnings
            state = add_warning(state, case.id, days, act.at)
        if kind in _NO_BREACH:
            state = drop_warning(state, case.id)
            text = self.register.read_texts([case.id]).get(case.id)
            taken_back = text is not None and text.taken_back
            erases = taken_back and not after.needs_what_was_taken_back
            if case.hidden and text is not None and is_still_kept(text, act.at) and not taken_back:
                gap = self.municipality.answering.turn_gap
                back, state = give_back(case, text, scene.citizen, state, self.desk, gap)
                after = replace(after, hidden=False)
        corrections: tuple[Correction, ...] = ()
        if kind is StepKind.HIDDEN and case.conversation_id is not None:
            corrections = read_corrections(self.desk, case.conversation_id, case.message)
        change = DeskStateChange(scene.state, state) if state != scene.state else None
        emptied = self._empty_conversation(case, kind, act)
        return CaseStep(
            case,
            after,
            step,
            change,
            back=back,
            conversation=emptied,
            corrections=corrections,
            erases_text=erases,
        )

    def _empty_conversation(self, case: Case, kind: StepKind, act: Act) -> ConversationChange | None:
        if kind is not StepKind.HIDDEN or case.conversation_id is None:
            return None
        before = self.desk.conversation(case.conversation_id)
        return ConversationChange(before, record_removal(before, act.by)) if before else None

    def _make_reply(self, scene: _Scene, decision: Decision, act: Act) -> OutboxRow | None:
        """The reply of a step. A warning that cannot reach the citizen is refused: it would count without
        having been given."""
        kind, citizen, language = decision.kind, scene.citizen, scene.state.language
        withdrawn = kind is StepKind.DISMISSED and scene.case.warned_at is not None
        if kind not in _WARNINGS and kind not in _ABOUT_AN_APPEAL and not withdrawn:
            return None
        if kind in _WARNINGS and citizen.is_blocked(act.at):
            raise CitizenBlockedError("La persona è bloccata.")
        warning_of = scene.case.id if kind in _WARNINGS else None
        row = make_reply(
            citizen,
            ReplyKind.MODERATION,
            self.tell.write_text(scene.case, kind, language),
            act,
            language,
            warning_of,
        )
        if row is None and kind in _WARNINGS:
            raise WindowClosedError("Le 24 ore sono finite: adesso non si può scrivere alla persona.")
        return row

    def _enqueue(self, rows: Sequence[OutboxRow]) -> None:
        enqueue_stored(self.replies, *(row.id for row in rows))


def give_back(
    case: Case, text: CaseText, citizen: Citizen, state: DeskState, desk: DeskRegister, turn_gap: timedelta
) -> tuple[GivenBack, DeskState]:
    """Give a dismissed message back to the desk, in the open conversation or a new one, so that it is
    answered."""
    ends = citizen.window_ends_at or case.written_at + WINDOW
    now_open = desk.conversation(state.conversation_id) if state.conversation_id else None
    before = now_open
    if before is None or before.status is ConversationStatus.CLOSED:
        before = open_conversation(uuid5(case.id, "conversation"), citizen.id, case.written_at, ends)
    kind = MessageKind.QUESTION
    preview = make_preview(kind, text.text, state.language)
    after = record_message(before, kind, case.written_at, ends, turn_gap, preview=preview)
    message = DeskMessage(after.id, text.message_id, kind, case.written_at, text.text, received=case.received)
    corrections = (
        replace(
            message,
            message_id=correction.message_id,
            at=correction.at,
            text=correction.text,
            received=correction.received,
            amends=text.message_id,
        )
        for correction in text.corrections
    )
    change = ConversationChange(before, after)
    return GivenBack((message, *corrections), change), replace(state, conversation_id=after.id)
