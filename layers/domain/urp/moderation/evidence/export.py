"""The export for the authority: raw bytes, a page to read, the custody log, the manifest that ties them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from urp.acts.acts import retried
from urp.acts.model import Act
from urp.errors import ConflictError, NotFoundError
from urp.moderation.evidence.archive import sha256, zipped
from urp.moderation.evidence.custody import CustodyAct, CustodyEntry, log_of
from urp.moderation.evidence.instructions import instructions
from urp.moderation.evidence.kept_whole import BytesLostError
from urp.moderation.evidence.model import EvidenceFile, FileState, KeptBody
from urp.moderation.evidence.moments import span_in_words, written
from urp.moderation.evidence.page import Contents, page
from urp.moderation.evidence.ports import EvidenceRegister, EvidenceVault
from urp.moderation.evidence.proposal import body_name
from urp.moderation.evidence.steps import take_step
from urp.town.municipality.model import Municipality

FORMAT = "urp-fascicolo/1"
MOST_BYTES = 4_600_000
"""Lambda answers with at most 6 MB, and as base64 a file grows by a third."""
MANIFEST = "manifesto.json"


class NotSealedError(ConflictError):
    code = "not_sealed"


class TooLargeToExportError(ConflictError):
    code = "export_too_large"


@dataclass(frozen=True, slots=True)
class Exported:
    name: str
    content: bytes
    manifest_sha256: str
    """To be written into the certified mail: it fixes every byte of the file."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    register: EvidenceRegister
    vault: EvidenceVault
    municipality: Municipality
    most_bytes: int = MOST_BYTES

    def __call__(self, file_id: UUID, act: Act) -> Exported:
        """The custody log is exported up to this act; the act itself, with the manifest's hash, follows in
        the log of the town hall."""
        return retried(lambda: self._export(file_id, act))

    def _export(self, file_id: UUID, act: Act) -> Exported:
        file = self.register.find(file_id)
        if file is None:
            raise NotFoundError("Questo fascicolo non c'è.")
        if file.state is not FileState.SEALED:
            raise NotSealedError("Si esporta solo un fascicolo sigillato.")
        custody = self.register.custody(file_id)
        members = self._members(file, custody, act)
        content = zipped(members)
        if len(content) > self.most_bytes:
            raise TooLargeToExportError(f"Sono {len(content)} byte; una risposta ne porta {self.most_bytes}.")
        manifest = sha256(members[MANIFEST])
        details = {"manifesto_sha256": manifest, "zip_sha256": sha256(content), "byte": str(len(content))}
        take_step(self.register, file, file, CustodyAct.EXPORTED, act, details)
        return Exported(f"fascicolo-{file.id}.zip", content, manifest)

    def _members(self, file: EvidenceFile, custody: tuple[CustodyEntry, ...], act: Act) -> dict[str, bytes]:
        contents = Contents(file, self.register.messages(file.id), custody, act.at, self.municipality)
        members = {
            "LEGGIMI.txt": instructions(file, self.municipality).encode(),
            "custodia.json": _json(log_of(custody)),
            "fascicolo.html": page(contents).encode(),
            **{body_name(body.number): self._bytes(file, body) for body in file.bodies},
        }
        return {**members, MANIFEST: _json(self._manifest(file, members, custody, act))}

    def _bytes(self, file: EvidenceFile, body: KeptBody) -> bytes:
        content = self.vault.read(file.id, body)
        if sha256(content) != body.sha256:
            raise BytesLostError(f"L'originale {body.number} non è quello ricevuto.")
        return content

    def _manifest(
        self,
        file: EvidenceFile,
        members: dict[str, bytes],
        custody: tuple[CustodyEntry, ...],
        act: Act,
    ) -> dict[str, object]:
        bodies = {body_name(body.number): body for body in file.bodies}
        return {
            "formato": FORMAT,
            "algoritmo": "SHA-256",
            "fascicolo": str(file.id),
            "ente": self.municipality.name,
            "versione_regole": file.policy_version,
            "notizia_acquisita": written(file.acquired_at),
            "tempo_trascorso": _elapsed(file, act.at),
            "proposto": written(file.proposed_at),
            "sigillato": written(file.sealed_at) if file.sealed_at else None,
            "esportato": written(act.at),
            "esportato_da": act.by,
            "custodia": {"voci": len(custody), "ultima_impronta": custody[-1].hash},
            "file": [
                {
                    "nome": name,
                    "byte": len(content),
                    "sha256": sha256(content),
                    **(_received(bodies[name]) if name in bodies else {}),
                }
                for name, content in members.items()
            ],
        }


def _received(body: KeptBody) -> dict[str, object]:
    return {
        "ricevuto": written(body.received_at),
        "nome_alla_ricezione": body.received_key,
        "uguale_alla_ricezione": body.as_received,
        "intestazione_x_hub_signature_256": body.signature,
        "firma_verificata_alla_ricezione": True,
    }


def _elapsed(file: EvidenceFile, now: datetime) -> dict[str, object]:
    span = file.elapsed_until(now) - file.acquired_at
    return {"secondi": int(span.total_seconds()), "parole": span_in_words(span)}


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
