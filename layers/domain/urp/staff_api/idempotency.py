"""A call with the same Idempotency-Key acts once and gets the same resource again."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from urp.acts.model import IdempotencyMark, StaffMember
from urp.errors import ConflictError
from urp.staff_api.problems import KeyMissingError, KeyReusedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from urp.acts.store.audit import Marks

_KEY = re.compile(r"[\x21-\x7e]{8,128}")
_RESOURCES = uuid5(NAMESPACE_URL, "urn:urp:staff")


def make_mark(
    member: StaffMember, method: str, path: str, content: bytes, key: str | None
) -> IdempotencyMark:
    """The new resource's id derives from the key, so that a race writes the same id twice, never two."""
    if key is None or not _KEY.fullmatch(key):
        raise KeyMissingError("Manda un'intestazione Idempotency-Key di 8-128 caratteri visibili.")
    digest = _hash_request(f"{member.id}\n{method} {path}\n{key}".encode())
    return IdempotencyMark(digest, _hash_request(content), str(uuid5(_RESOURCES, digest)))


def once[Answer](
    marks: Marks,
    mark: IdempotencyMark,
    act: Callable[[], Answer],
    repeat: Callable[[str], Answer],
) -> Answer:
    """Look for the mark before acting: a repeat must not fail because the first call changed the state."""
    before = marks.find(mark.key)
    if before is not None:
        return repeat(_check_same(before, mark))
    try:
        return act()
    except ConflictError:
        raced = marks.find(mark.key)  # the same call at the same moment: it moved the state, or left its mark
        if raced is None:
            raise
        return repeat(_check_same(raced, mark))


def _check_same(stored: IdempotencyMark, asked: IdempotencyMark) -> str:
    if stored.fingerprint != asked.fingerprint:
        raise KeyReusedError("Questa Idempotency-Key è già arrivata con un altro contenuto.")
    return stored.resource_id


def _hash_request(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
