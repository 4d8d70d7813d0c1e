"""What can go wrong with an act of staff beyond the failures every part of the service has."""

from __future__ import annotations

from urp.errors import ConflictError


class AlreadyActedError(ConflictError):
    """The same Idempotency-Key was used before; the caller reads the mark and answers with its resource."""

    code = "already_acted"
