"""What lies by person, in memory: as the real store finds it, erases it and takes the last step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from uuid import UUID

from tests.fakes.memory_rights import MemoryRightsRegister
from urp.acts.model import Act
from urp.citizens.identity.model import Citizen
from urp.errors import ConflictError
from urp.privacy.rights.erasure import Trace
from urp.privacy.rights.ports import ErasureStep
from urp.retention.classes import RetentionClass

if TYPE_CHECKING:
    from tests.fakes.desk_world import KnownPeople


@dataclass(slots=True)
class MemoryErasure:
    register: MemoryRightsRegister
    people: KnownPeople
    traces: dict[tuple[str, str], Trace] = field(default_factory=dict)
    """Of one citizen."""

    def of(self, citizen: Citizen, ids: Sequence[UUID]) -> tuple[Trace, ...]:
        requests = (each for each in self.register.stored.values() if each.citizen_id in ids)
        kind = RetentionClass.RIGHTS_REQUESTS
        stored = (
            Trace(kind, (f"RIGHTS#{each.id}", "REQUEST"), {kind: 1}, each.version, request=each)
            for each in requests
        )
        return (*self.traces.values(), *stored)

    def erase(self, trace: Trace) -> None:
        there = self.traces.get(trace.place)
        if there is not None and there.version != trace.version:
            raise ConflictError("changed since it was read")
        self.traces.pop(trace.place, None)

    def finish(self, step: ErasureStep, act: Act) -> None:
        self.register.acts.check(act)
        stored = self.register.stored[step.request.id]
        if stored.version != step.request.version:
            raise ConflictError("changed by somebody else in the meantime")
        self.register.stored[stored.id] = replace(step.request, version=stored.version + 1)
        for change in step.states:
            self.register.states[change.after.citizen_id] = replace(
                change.after, version=change.before.version + 1
            )
        self.register.replies += [step.reply] if step.reply else []
        if not step.forgets and not step.keeps_block:
            citizen = replace(step.citizen, topics=None, block=None, at_whatsapp=None)
            self.people.citizens[citizen.id] = citizen
        self.register.acts.entries.append(act)
