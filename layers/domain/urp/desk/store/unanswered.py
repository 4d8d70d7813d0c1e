"""That the office was told of a question nobody answered: UNANSWERED#<conversation> in the control table."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from urp.aws.dynamodb import Value, put_new, transact
from urp.aws.expiry import to_expiry
from urp.aws.tables import Store
from urp.errors import ConflictError

if TYPE_CHECKING:
    from datetime import datetime


class UnansweredMarks(Store):
    def mark(self, about: str, kind: str, now: datetime) -> bool:
        """False where another run, or this one before it died, marked it."""
        item: dict[str, Value] = {
            "pk": f"UNANSWERED#{about}",
            "sk": kind,
            "expires_at": to_expiry(now, self._tables.retention.deduplication),
        }
        with suppress(_ToldError):
            transact(self._client, [put_new(self._tables.control, item, _ToldError())])
            return True
        return False


class _ToldError(ConflictError):
    """Another run marked it."""
