"""After a restore of the tables no notice goes out until the record of exclusions was replayed.

Answers of the desk are no part of this: whoever writes is answered, in danger above all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from urp.notices.broadcasts.ports import AccountChecks

WITHHELD = (
    "Le tabelle sono state ripristinate e chi è uscito dopo non è ancora stato tolto: nessun avviso parte"
    " finché il tecnico non ha eseguito «make replay-exclusions» (docs/ripristino.md). Lo sportello risponde"
    " come sempre."
)


class Restore(Protocol):
    def withholds(self) -> bool:
        """Tables were restored, and the exclusions since then are not carried out yet."""
        ...


@dataclass(frozen=True, slots=True)
class NotBeforeTheReplay:
    """What Meta forbids, and before all else what a restore does."""

    restore: Restore
    account: AccountChecks

    def forbids(self, template: str, now: datetime) -> str | None:
        return WITHHELD if self.restore.withholds() else self.account.forbids(template, now)

    def category(self, template: str) -> str | None:
        return self.account.category(template)
