"""What the routes of moderation need: the offices, each made at its first use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.moderation.blocks.office import BlockOffice
    from urp.moderation.blocks.strangers_office import StrangersOffice
    from urp.moderation.casebook.deciding import DecideCase
    from urp.moderation.casebook.figures import CountCases
    from urp.moderation.casebook.office import CaseOffice
    from urp.moderation.casebook.opening import OpenCase
    from urp.moderation.evidence.office import EvidenceOffice
    from urp.town.municipality import Municipality


@dataclass(frozen=True, slots=True)
class CasebookUseCases:
    see: CaseOffice
    open: OpenCase
    decide: DecideCase
    count: CountCases


class ModerationOffices(Protocol):
    @property
    def municipality(self) -> Municipality: ...

    @property
    def casebook(self) -> CasebookUseCases: ...

    @property
    def blocks(self) -> BlockOffice: ...

    @property
    def strangers(self) -> StrangersOffice: ...


class EvidenceOffices(Protocol):
    """Of a function of its own, which alone may write files of evidence."""

    @property
    def municipality(self) -> Municipality: ...

    @property
    def evidence(self) -> EvidenceOffice: ...
