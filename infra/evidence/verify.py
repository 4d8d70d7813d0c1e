"""Controlla un fascicolo esportato: python3 verify.py fascicolo.zip

Usa solo la libreria standard di Python (3.10 o successivo). Controlla ogni byte dell'archivio, le impronte, i
file mancanti o in più, la custodia. Con APP_SECRET verifica anche la firma di Meta; con MANIFEST confronta
l'impronta del manifesto con quella della PEC. Esce con 0 se tutto torna, con 1 se no, con 2 se manca il file.
"""

import hashlib
import hmac
import json
import os
import struct
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

MANIFEST, CUSTODY, OTHERS = "manifesto.json", "custodia.json", ("LEGGIMI.txt", "fascicolo.html")
BEFORE_THE_FIRST = "0" * 64
LOCAL_HEADER, DIRECTORY_HEADER = b"PK\x03\x04", b"PK\x01\x02"
Member = tuple[bytes, bytes, int]  # nome, contenuto, dove comincia
FIELDS = ("fascicolo", "numero", "quando", "chi", "atto", "dettagli", "precedente")


def local_record(name: bytes, content: bytes) -> bytes:
    """Ciò che l'archivio contiene per un file: non compresso, datato 1 gennaio 1980, senza campi in più."""
    sizes = zlib.crc32(content), len(content), len(content), len(name), 0
    return LOCAL_HEADER + struct.pack("<HHHHHLLLHH", 20, 0, 0, 0, 33, *sizes) + name + content


def directory_record(name: bytes, content: bytes, offset: int) -> bytes:
    sizes = zlib.crc32(content), len(content), len(content), len(name)
    fields = (20 | 3 << 8, 20, 0, 0, 0, 33, *sizes, 0, 0, 0, 0, 0o100644 << 16, offset)
    return DIRECTORY_HEADER + struct.pack("<HHHHHHLLLHHHHHLL", *fields) + name


def members_of(archive: bytes) -> tuple[list[Member], int]:
    """I file e il punto in cui finiscono: letti dall'inizio o, se un'intestazione è rotta, dall'indice."""
    members, at = list[Member](), 0
    while archive[at : at + 4] == LOCAL_HEADER and at + 30 <= len(archive):
        size, name_size, extra_size = struct.unpack_from("<LHH", archive, at + 22)
        start = at + 30 + name_size + extra_size
        members.append((archive[at + 30 : at + 30 + name_size], archive[start : start + size], at))
        at = start + size
    if archive[at : at + 4] != DIRECTORY_HEADER:
        members = members_in_directory(archive) or members
    return members, max((at + 30 + len(name) + len(content) for name, content, at in members), default=0)


def members_in_directory(archive: bytes) -> list[Member]:
    try:
        listed = ZipFile(BytesIO(archive)).infolist()
    except (BadZipFile, ValueError, OverflowError, NotImplementedError, struct.error):
        return []
    places = [(each.orig_filename.encode(), each.header_offset, each.file_size) for each in listed]
    return [(name, archive[at + 30 + len(name) :][:size], at) for name, at, size in places]


def container_problems(archive: bytes, members: Sequence[Member], end: int) -> Iterator[str]:
    """L'archivio deve essere, byte per byte, quello che si ottiene dai suoi file."""
    altered = [
        name.decode("ascii", "replace")
        for name, content, at in members
        if not archive.startswith(local_record(name, content), at)
    ]
    yield from (f"{name}: il contenuto o la sua intestazione nell'archivio è alterato" for name in altered)
    directory = b"".join(directory_record(*member) for member in members)
    sizes = len(members), len(members), len(directory), end
    closing = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, *sizes, 0)
    if not altered and archive[end:] != directory + closing:
        yield "la parte finale dell'archivio (l'indice dei file) è alterata, oppure un file è troncato"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def strict_json(content: bytes) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) < len(pairs):
            raise ValueError("chiave ripetuta")  # due programmi potrebbero leggerne due valori diversi
        return dict(pairs)

    return json.loads(content.decode("utf-8"), object_pairs_hook=once)


def manifest_problems(manifest: Any, files: Mapping[str, bytes]) -> Iterator[str]:
    listed = {entry["nome"]: entry for entry in manifest["file"]}
    if manifest["algoritmo"] != "SHA-256" or manifest["formato"] != "urp-fascicolo/1":
        yield f"{MANIFEST}: formato o algoritmo sconosciuto"
    if len(listed) != len(manifest["file"]):
        yield f"{MANIFEST}: un nome è ripetuto"
    for name in sorted({*OTHERS, CUSTODY} - listed.keys()):
        yield f"{MANIFEST}: non elenca {name}"
    for name in sorted(listed.keys() - files.keys()):
        yield f"{name}: manca nell'archivio"
    for name in sorted(files.keys() - listed.keys() - {MANIFEST}):
        yield f"{name}: è in più, il manifesto non lo elenca"
    for name in sorted(listed.keys() & files.keys()):
        content, entry = files[name], listed[name]
        if (len(content), sha256(content)) != (entry["byte"], entry["sha256"]):
            yield f"{name}: la dimensione o l'impronta SHA-256 non è quella del manifesto"


def custody_problems(manifest: Any, log: Any) -> Iterator[str]:
    previous, moment = BEFORE_THE_FIRST, ""
    for number, entry in enumerate(log, start=1):
        fields = {name: entry[name] for name in FIELDS}
        text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        if set(entry) != {*FIELDS, "impronta"}:
            yield f"{CUSTODY}: la voce {number} ha campi in più"
        if sha256(text.encode("utf-8", "surrogatepass")) != entry["impronta"]:
            yield f"{CUSTODY}: l'impronta della voce {number} non corrisponde al suo contenuto"
        expected = (previous, number, manifest["fascicolo"])
        if (entry["precedente"], entry["numero"], entry["fascicolo"]) != expected:
            yield f"{CUSTODY}: la voce {number} non segue la precedente dello stesso fascicolo"
        if entry["quando"] < moment:
            yield f"{CUSTODY}: la voce {number} è più vecchia della precedente"
        previous, moment = entry["impronta"], entry["quando"]
    if manifest["custodia"] != {"voci": len(log), "ultima_impronta": previous}:
        yield f"{CUSTODY}: non finisce dove dice il manifesto"
    yield from people_problems(log)


def people_problems(log: Any) -> Iterator[str]:
    proposed = [entry["chi"] for entry in log if entry["atto"] == "proposed"]
    approved = [entry["chi"] for entry in log if entry["atto"] == "approved"]
    if len(proposed) != 1 or log[0]["atto"] != "proposed" or len(approved) != 1:
        yield f"{CUSTODY}: un fascicolo è proposto una volta, come primo atto, e approvato una volta"
    elif proposed == approved:
        yield f"{CUSTODY}: chi ha approvato è la stessa persona che ha proposto"
    if not any(entry["atto"] == "sealed" for entry in log):
        yield f"{CUSTODY}: il fascicolo non è stato sigillato"


def raw_problems(manifest: Any, log: Any, files: Mapping[str, bytes], secret: str) -> Iterator[str]:
    """I dati grezzi devono essere quelli fissati nella prima voce di custodia, e firmati da Meta."""
    fixed = {name: value for name, value in log[0]["dettagli"].items() if name.startswith("grezzo/")}
    raw = {name for name in files if name.startswith("grezzo/")}
    for name in sorted(raw ^ fixed.keys()):
        yield f"{name}: non coincide con i dati grezzi fissati alla proposta"
    for entry in manifest["file"]:
        name = entry["nome"]
        if name in raw & fixed.keys() and sha256(files[name]) != fixed[name]:
            yield f"{name}: non è quello fissato nella prima voce di custodia"
        if name in fixed and entry["sha256"] not in entry["nome_alla_ricezione"]:
            yield f"{name}: i byte non sono quelli a cui fu dato il nome alla ricezione"
        if secret and name in raw:
            signed = "sha256=" + hmac.new(secret.encode(), files[name], hashlib.sha256).hexdigest()
            if not hmac.compare_digest(signed, entry["intestazione_x_hub_signature_256"].lower()):
                yield f"{name}: la firma di Meta non torna con questa chiave"


def problems(archive: bytes, secret: str = "", expected_manifest: str = "") -> list[str]:
    """Tutto ciò che non torna, in frasi; niente, se torna tutto."""
    members, end = members_of(archive)
    found = list(container_problems(archive, members, end))
    files = {name.decode("utf-8", "replace"): content for name, content, _ in members}
    if len(files) != len(members):
        found.append("l'archivio contiene due file con lo stesso nome")
    missing = sorted({MANIFEST, CUSTODY} - files.keys())
    if missing:
        return [*found, f"{' e '.join(missing)}: manca, e il resto non si può controllare"]
    if expected_manifest and sha256(files[MANIFEST]) != expected_manifest.strip().lower():
        found.append(f"{MANIFEST}: l'impronta non è quella indicata (MANIFEST)")
    try:
        manifest, log = strict_json(files[MANIFEST]), strict_json(files[CUSTODY])
        found += manifest_problems(manifest, files)
        found += custody_problems(manifest, log)
        found += raw_problems(manifest, log, files, secret)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        found.append(f"{MANIFEST} o {CUSTODY}: non si può leggere ({type(error).__name__})")
    return found


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("Uso: python3 verify.py fascicolo.zip (il file non c'è, oppure non è stato indicato)")
        return 2
    archive, secret = Path(arguments[0]).read_bytes(), environment.get("APP_SECRET", "")
    found = problems(archive, secret, environment.get("MANIFEST", ""))
    for problem in found:
        print(f"NON TORNA: {problem}.")
    if found:
        print(f"Il fascicolo NON è integro: {len(found)} problemi.")
        return 1
    files = {name.decode(): content for name, content, _ in members_of(archive)[0]}
    signed = "verificata con APP_SECRET" if secret else "non verificata qui (manca APP_SECRET)"
    print(f"Il fascicolo è integro: {len(files)} file, tutte le impronte e la custodia tornano.")
    print(f"Firma di Meta: {signed}.\nImpronta SHA-256 di {MANIFEST}: {sha256(files[MANIFEST])}")
    if "MANIFEST" not in environment:
        print("Confrontarla con quella scritta nella PEC: solo così si sa che l'archivio è quello esportato.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
