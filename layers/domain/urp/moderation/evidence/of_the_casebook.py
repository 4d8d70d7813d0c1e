"""Cases of the casebook as a file of evidence needs them: their words, and a hold on them."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from urp.acts.model import Act
from urp.errors import ConflictError, NotFoundError
from urp.moderation.casebook.holding import HoldCase
from urp.moderation.casebook.model import BY_RULE, Case, StoredCase, case_id_of
from urp.moderation.evidence.model import Chosen, EvidenceFile
from urp.moderation.evidence.ports import KnownCase


class AlreadyHeldError(ConflictError):
    """What was written about it belongs into the file that is open."""

    code = "already_held"


@dataclass(frozen=True, slots=True)
class Casebook:
    holding: HoldCase

    def case(self, case_id: UUID) -> KnownCase:
        stored = self.holding.register.case(case_id)
        if stored is None:
            raise NotFoundError("Questo caso non c'è.")
        return self._known(stored)

    def of_messages(self, refs: Iterable[str]) -> tuple[KnownCase, ...]:
        """A message that was judged stands in its conversation without a word: those are in its case."""
        found = map(self.holding.register.case, map(case_id_of, refs))
        return tuple(self._known(stored) for stored in found if stored is not None)

    def hold(self, file: EvidenceFile, act: Act) -> None:
        for case_id in file.case_ids:
            with suppress(NotFoundError):  # its time was over before it could be held: the file has its words
                self.holding.hold(case_id, file.id, _own_act(act, "hold", case_id))

    def release(self, file: EvidenceFile, act: Act) -> None:
        for case_id in file.case_ids:
            with suppress(NotFoundError):
                self.holding.release(case_id, file.id, _own_act(act, "release", case_id))

    def _known(self, stored: StoredCase) -> KnownCase:
        case = stored.case
        if case.held:
            raise AlreadyHeldError("Un caso fa parte di un altro fascicolo aperto.")
        people = [step.at for step in stored.steps if step.author != BY_RULE]
        text = self.holding.register.texts([case.id]).get(case.id)
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
