"""Evidence: a case that is held loses nothing until every file that holds it has released it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import naming, retried
from urp.acts.model import Act
from urp.errors import NotFoundError
from urp.moderation.casebook.model import Case, CaseStep, Step, StepKind
from urp.town.municipality import Municipality

if TYPE_CHECKING:
    from urp.moderation.store.cases import CaseRegister


EVIDENCE = "casebook.evidence"


@dataclass(frozen=True, slots=True)
class HoldCase:
    """Of a case whose text is already erased, the rest is held."""

    register: CaseRegister
    municipality: Municipality

    def hold(self, case_id: UUID, file_id: UUID, act: Act) -> Case:
        """By one file twice is once."""
        return retried(lambda: self._change(case_id, file_id, StepKind.HELD, act))

    def release(self, case_id: UUID, file_id: UUID, act: Act) -> Case:
        """Once no file holds it, its text ends at its time, or at once if that is past."""
        return retried(lambda: self._change(case_id, file_id, StepKind.RELEASED, act))

    def _change(self, case_id: UUID, file_id: UUID, kind: StepKind, act: Act) -> Case:
        stored = self.register.case(case_id)
        if stored is None:
            raise NotFoundError("Questo caso non c'è.")
        before = stored.case
        files = before.held_by | {file_id} if kind is StepKind.HELD else before.held_by - {file_id}
        if files == before.held_by:
            return before
        version = self.municipality.policy.version
        step = Step(act.id, kind, act.at, act.by, EVIDENCE, "", version)  # why, the file says
        after = replace(before, held_by=files, changed_at=act.at)
        self.register.record(CaseStep(before, after, step), naming(act, str(case_id)))
        return replace(after, version=before.version + 1)
