"""The export for the authority: raw bytes, a page to read, the custody log, a manifest of hashes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from textwrap import fill
from typing import TYPE_CHECKING
from uuid import UUID
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.errors import ConflictError, NotFoundError
from urp.moderation.evidence.custody import (
    CustodyAct,
    CustodyEntry,
    describe_span,
    take_step,
    to_log,
    to_utc_text,
)
from urp.moderation.evidence.holding import BytesLostError, EvidenceVault
from urp.moderation.evidence.model import POSSIBLE_STEPS, EvidenceFile, FileStep, KeptBody
from urp.moderation.evidence.page import ACTS, Contents, write_page
from urp.moderation.evidence.proposal import name_body
from urp.town.municipality.model import Municipality

if TYPE_CHECKING:
    from urp.moderation.store.evidence import EvidenceRegister

FORMAT = "urp-fascicolo/1"
MOST_BYTES = 4_600_000
"""Lambda answers with at most 6 MB, and as base64 a file grows by a third."""
MANIFEST = "manifesto.json"
UNIX = 3
READABLE_FILE = 0o100644 << 16


class NotSealedError(ConflictError):
    code = "not_sealed"


class TooLargeToExportError(ConflictError):
    code = "export_too_large"


@dataclass(frozen=True, slots=True)
class Exported:
    name: str
    content: bytes
    manifest_sha256: str
    """Hash to be written into the certified mail: it covers every byte of the file."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    register: EvidenceRegister
    vault: EvidenceVault
    municipality: Municipality
    most_bytes: int = MOST_BYTES

    def __call__(self, file_id: UUID, act: Act) -> Exported:
        """The custody log is exported up to this act; the act itself, with the manifest's hash, follows in
        the log of the town hall."""
        return retry_if_moved(lambda: self._export(file_id, act))

    def _export(self, file_id: UUID, act: Act) -> Exported:
        file = self.register.find(file_id)
        if file is None:
            raise NotFoundError("Questo fascicolo non c'è.")
        if FileStep.EXPORT not in POSSIBLE_STEPS[file.state]:
            raise NotSealedError("Si esporta solo un fascicolo sigillato.")
        custody = self.register.read_custody(file_id)
        members = self._write_members(file, custody, act)
        content = zip_members(members)
        if len(content) > self.most_bytes:
            raise TooLargeToExportError(f"Sono {len(content)} byte; una risposta ne porta {self.most_bytes}.")
        manifest = hash_bytes(members[MANIFEST])
        details = {"manifesto_sha256": manifest, "zip_sha256": hash_bytes(content), "byte": str(len(content))}
        take_step(self.register, file, file, CustodyAct.EXPORTED, act, details)
        return Exported(f"fascicolo-{file.id}.zip", content, manifest)

    def _write_members(
        self, file: EvidenceFile, custody: tuple[CustodyEntry, ...], act: Act
    ) -> dict[str, bytes]:
        contents = Contents(file, self.register.read_messages(file.id), custody, act.at, self.municipality)
        members = {
            "LEGGIMI.txt": write_instructions(file, self.municipality).encode(),
            "custodia.json": _to_json(to_log(custody)),
            "fascicolo.html": write_page(contents).encode(),
            **{name_body(body.number): self._read_bytes(file, body) for body in file.bodies},
        }
        return {**members, MANIFEST: _to_json(self._write_manifest(file, members, custody, act))}

    def _read_bytes(self, file: EvidenceFile, body: KeptBody) -> bytes:
        content = self.vault.read(file.id, body)
        if hash_bytes(content) != body.sha256:
            raise BytesLostError(f"L'originale {body.number} non è quello ricevuto.")
        return content

    def _write_manifest(
        self,
        file: EvidenceFile,
        members: dict[str, bytes],
        custody: tuple[CustodyEntry, ...],
        act: Act,
    ) -> dict[str, object]:
        bodies = {name_body(body.number): body for body in file.bodies}
        return {
            "formato": FORMAT,
            "algoritmo": "SHA-256",
            "fascicolo": str(file.id),
            "ente": self.municipality.name,
            "versione_regole": file.policy_version,
            "notizia_acquisita": to_utc_text(file.acquired_at),
            "tempo_trascorso": _describe_elapsed(file, act.at),
            "proposto": to_utc_text(file.proposed_at),
            "sigillato": to_utc_text(file.sealed_at) if file.sealed_at else None,
            "esportato": to_utc_text(act.at),
            "esportato_da": act.by,
            "custodia": {"voci": len(custody), "ultima_impronta": custody[-1].hash},
            "file": [
                {
                    "nome": name,
                    "byte": len(content),
                    "sha256": hash_bytes(content),
                    **(_describe_body(bodies[name]) if name in bodies else {}),
                }
                for name, content in members.items()
            ],
        }


def _describe_body(body: KeptBody) -> dict[str, object]:
    return {
        "ricevuto": to_utc_text(body.received_at),
        "nome_alla_ricezione": body.received_key,
        "uguale_alla_ricezione": body.as_received,
        "intestazione_x_hub_signature_256": body.signature,
        "firma_verificata_alla_ricezione": True,
    }


def _describe_elapsed(file: EvidenceFile, now: datetime) -> dict[str, object]:
    span = file.find_clock_end(now) - file.acquired_at
    return {"secondi": int(span.total_seconds()), "parole": describe_span(span)}


def _to_json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def zip_members(members: Mapping[str, bytes]) -> bytes:
    """The same members give the same bytes, on any machine. They are stored, not compressed: then every byte
    of the container follows from the members, and the check finds any that does not. Names are ASCII, in the
    order given, dated 1980."""
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = UNIX
            entry.external_attr = READABLE_FILE
            archive.writestr(entry, content)
    return written.getvalue()


def hash_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


_BESIDE = " " * 19
_TEXT = """FASCICOLO {file}
{town}: servizio URP su WhatsApp

CHE COSA CONTIENE
  fascicolo.html   il fascicolo da leggere: fatti, messaggi scelti, custodia. Si apre con un browser.
  grezzo/          i dati ricevuti da WhatsApp, byte per byte, mai modificati. Ogni file è una
                   consegna intera: può contenere anche messaggi di altre persone.
  custodia.json    il registro di custodia: chi ha fatto che cosa e quando. Ogni voce contiene
                   l'impronta della voce precedente. Chi ha agito è indicato con il suo codice nel
                   sistema: l'ente conosce il nome.
{legend}
  manifesto.json   nomi, dimensioni e impronte SHA-256 di tutti gli altri file.

COME SI VERIFICA
  1. Calcolare l'impronta SHA-256 di manifesto.json e confrontarla con quella scritta nella PEC:
       sha256sum manifesto.json
     Se è uguale, il manifesto è quello esportato. L'ente conserva la stessa impronta nel suo
     registro di custodia.
  2. Calcolare l'impronta di ogni altro file e confrontarla con quella scritta in manifesto.json.
  3. In custodia.json, per ogni voce: togliere il campo "impronta", scrivere il resto come JSON in
     UTF-8 con le chiavi in ordine alfabetico e senza spazi, calcolarne SHA-256. Il risultato è
     "impronta", ed è il campo "precedente" della voce che segue. La prima voce ha come
     "precedente" 64 zeri, e contiene le impronte dei file grezzi, fissate alla proposta.
  Lo stesso controllo, byte per byte e in automatico, con Python 3.10 o successivo:
       python3 verify.py fascicolo-{file}.zip
  Il programma si trova nel codice pubblico del servizio, in infra/evidence/verify.py.

LA FIRMA DI META
  Ogni consegna di Meta porta l'intestazione X-Hub-Signature-256: HMAC-SHA256 dei byte, con la
  chiave segreta dell'applicazione. Il servizio la verifica al ricevimento, prima di salvare i byte:
  senza una firma giusta la consegna è rifiutata. L'intestazione è riportata in manifesto.json.
  La firma si può verificare di nuovo solo con la chiave segreta in uso quel giorno, custodita
  dall'ente:
       APP_SECRET=... python3 verify.py fascicolo-{file}.zip
  oppure, per un singolo file:
       openssl dgst -sha256 -hmac "$APP_SECRET" grezzo/0001.json
  Chi conosce la chiave può anche creare una firma: la firma mostra che i byte venivano da chi
  conosceva la chiave, cioè da Meta o dall'ente.

COME SI TRASMETTE
  Il servizio non trasmette nulla. L'ente invia questo archivio all'autorità con la posta
  elettronica certificata (PEC) e scrive nel messaggio l'impronta SHA-256 di manifesto.json.

CHE COSA NON DICE
  Il programma non valuta se un fatto sia reato. I fatti sono scritti da una persona dell'ente.
  Il nome mostrato da WhatsApp è scelto da chi scrive e non prova l'identità. Il numero di telefono
  è quello che WhatsApp ha indicato.
"""


def write_instructions(file: EvidenceFile, municipality: Municipality) -> str:
    """LEGGIMI.txt: the content of the archive, and how to check it without other tools."""
    acts = ", ".join(f"{act.value} = {words}" for act, words in ACTS.items())
    legend = fill(f"Gli atti: {acts}.", 100, initial_indent=_BESIDE, subsequent_indent=_BESIDE)
    return _TEXT.format(file=file.id, town=municipality.name, legend=legend)
