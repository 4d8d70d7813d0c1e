"""The copies of a file's bodies: all there, and byte for byte what was received."""

from __future__ import annotations

import hashlib

from urp.errors import ConflictError, NotFoundError
from urp.moderation.evidence.model import EvidenceFile
from urp.moderation.evidence.ports import EvidenceVault


class BytesLostError(ConflictError):
    """A copy is not there, or is not what was received. Nothing is decided about such a file."""

    code = "bytes_lost"


def keep_whole(vault: EvidenceVault, file: EvidenceFile) -> None:
    """Copies what a call that died in between has not copied."""
    for body in file.bodies:
        try:
            content = vault.read(file.id, body)
        except NotFoundError:
            received = vault.received(body.received_key)
            if received is None:
                raise BytesLostError(f"L'originale {body.number} non è stato copiato in tempo.") from None
            content = received.content
            if hashlib.sha256(content).hexdigest() == body.sha256:
                vault.keep(file.id, received)
        if hashlib.sha256(content).hexdigest() != body.sha256:
            raise BytesLostError(f"L'originale {body.number} non è quello ricevuto.")
