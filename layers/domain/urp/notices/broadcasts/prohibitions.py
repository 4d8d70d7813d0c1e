"""What forbids a notice: Meta, and after a restore the exclusions that were not replayed yet.

Answers of the desk are no part of this: who writes is answered, in danger above all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from urp.citizens.store.dynamodb_restore import DynamoRestore

WITHHELD = (
    "Le tabelle sono state ripristinate e chi è uscito dopo non è ancora stato tolto: nessun avviso parte"
    " finché il tecnico non ha eseguito «make replay-exclusions» (docs/ripristino.md). Lo sportello risponde"
    " come sempre."
)


class AccountChecks(Protocol):
    """What Meta's account events say at the moment."""

    def forbids(self, template: str, now: datetime) -> str | None:
        """Italian, why a notice with this template may not go out; None when it may."""
        ...

    def category(self, template: str) -> str | None:
        """Meta's, which decides the price, as it bills: in small letters. None for an unknown template."""
        ...


@dataclass(frozen=True, slots=True)
class NotBeforeTheReplay:
    """What Meta forbids, and before all else what a restore does."""

    restore: DynamoRestore
    account: AccountChecks

    def forbids(self, template: str, now: datetime) -> str | None:
        return WITHHELD if self.restore.withholds() else self.account.forbids(template, now)

    def category(self, template: str) -> str | None:
        return self.account.category(template)
