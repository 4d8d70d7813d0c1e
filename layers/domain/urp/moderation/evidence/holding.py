"""What an open file holds beside its record: copies and cases. An ended one holds nothing."""

from __future__ import annotations

from dataclasses import dataclass

from urp.acts.model import Act
from urp.moderation.evidence.model import ENDED, EvidenceFile
from urp.moderation.evidence.ports import Cases, EvidenceRegister, EvidenceVault


@dataclass(frozen=True, slots=True)
class FileHold:
    register: EvidenceRegister
    vault: EvidenceVault
    cases: Cases

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
