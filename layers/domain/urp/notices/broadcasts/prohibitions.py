"""What forbids a notice: Meta, and after a restore the exclusions that were not replayed yet.

Answers of the desk are no part of this: who writes is answered, in danger above all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from urp.citizens.store.dynamodb_restore import DynamoRestore
    from urp.notices.account.rules import AccountRules

WITHHELD = (
    "Le tabelle sono state ripristinate e chi è uscito dopo non è ancora stato tolto: nessun avviso parte"
    " finché il tecnico non ha eseguito «make replay-exclusions» (docs/ripristino.md). Lo sportello risponde"
    " come sempre."
)


@dataclass(frozen=True, slots=True)
class NotBeforeTheReplay:
    """What Meta forbids, and before all else what a restore does."""

    restore: DynamoRestore
    account: AccountRules

    def forbids(self, template: str, now: datetime) -> str | None:
        return WITHHELD if self.restore.withholds() else self.account.forbids(template, now)

    def category(self, template: str) -> str | None:
        return self.account.category(template)


type AccountChecks = AccountRules | NotBeforeTheReplay
"""What Meta's account events say at the moment."""
