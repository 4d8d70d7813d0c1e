"""Controlla un registro esportato: python3 verify.py registro.jsonl

Usa solo la libreria standard di Python (3.10 o successivo). Il file contiene, una per riga, le pagine di
GET /staff/audit/export, oppure la prova di una voce. Controlla ogni voce, la catena e le teste dei giorni.
Con ANCHORS=cartella confronta le teste con quelle scaricate dal bucket bloccato: senza, chi avesse riscritto
tutto il registro non si troverebbe. Con ENTRY=numero e PROOF=file scrive la prova di quella voce, che si
controlla con lo stesso comando. Esce con 0 se tutto torna, con 1 se no, con 2 se manca il file.
"""

import hashlib
import json
import os
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

NOTHING_BEFORE = "0" * 64
SOON = timedelta(minutes=15)  # il registro si sigilla ogni cinque
Line = dict[str, Any]


def canonical(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def entry_hash(entry: Line) -> str:
    return sha256(canonical({name: value for name, value in entry.items() if name != "expires_at"}))


def link_hash(link: Line) -> str:
    return sha256(canonical({name: value for name, value in link.items() if name != "hash"}))


# RFC 6962, section 2.1


def leaf_hash(leaf: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def split_at(size: int) -> int:
    return 1 << (size - 1).bit_length() - 1


def root_of(leaves: Sequence[bytes]) -> bytes:
    if len(leaves) < 2:
        return leaf_hash(leaves[0]) if leaves else hashlib.sha256().digest()
    k = split_at(len(leaves))
    return node_hash(root_of(leaves[:k]), root_of(leaves[k:]))


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
    if len(leaves) < 2:
        return []
    k = split_at(len(leaves))
    if index < k:
        return [*inclusion_path(leaves[:k], index), root_of(leaves[k:])]
    return [*inclusion_path(leaves[k:], index - k), root_of(leaves[:k])]


def root_from_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """RFC 9162, sezione 2.1.3.2."""
    at, last, top = index, size - 1, leaf_hash(leaf)
    for step in path:
        if last == 0:
            raise ValueError("la prova è troppo lunga")
        if at & 1 or at == last:
            top = node_hash(step, top)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            top = node_hash(top, step)
        at, last = at >> 1, last >> 1
    if last:
        raise ValueError("la prova è troppo corta")
    return top


def named(link: Line) -> str:
    return f"voce {link['sequence']} ({link['entry_pk'].removeprefix('AUDIT#')}, {link['entry_sk']})"


def chain_problems(lines: Sequence[Line]) -> Iterator[str]:
    """Nell'ordine della catena: la prima frase nomina la prima voce che non torna."""
    sequence, before, begun = 0, NOTHING_BEFORE, False
    for line in lines:
        if line["kind"] == "head" and not begun:  # quella del giorno prima
            sequence, before = line["head"]["last_sequence"], line["head"]["last_hash"]
        if line["kind"] != "sealed":
            continue
        link, entry = line["link"], line["entry"]
        number = link["sequence"]
        if number > sequence + 1:
            yield f"{named(link)}: prima mancano le voci da {sequence + 1} a {number - 1}"
        elif number != sequence + 1:
            yield f"{named(link)}: scambiata o ripetuta"
        if link["previous"] != before:
            yield f"{named(link)}: non segue la voce che la precede"
        if link_hash(link) != link["hash"]:
            yield f"{named(link)}: il suo anello è stato cambiato"
        yield from entry_problems(link, entry)
        sequence, before, begun = number, link["hash"], True


def entry_problems(link: Line, entry: Line | None) -> Iterator[str]:
    if entry is None:
        yield f"{named(link)}: manca nel registro"
    elif (entry.get("pk"), entry.get("sk")) != (link["entry_pk"], link["entry_sk"]):
        yield f"{named(link)}: al suo posto c'è un'altra voce"
    elif entry_hash(entry) != link["entry_hash"]:
        yield f"{named(link)}: è stata cambiata"


def head_problems(lines: Sequence[Line]) -> Iterator[str]:
    """Di ogni giorno del file che ha una testa."""
    heads = [line["head"] for line in lines if line["kind"] == "head"]
    days = links_by_day(lines)
    for number, head in enumerate(heads):
        links = days.pop(head["day"], [])
        if number:
            yield from succession_problems(heads[number - 1], head)
        if (
            number or links or not head["size"]
        ):  # la prima può chiudere il giorno prima, le cui voci non sono qui
            yield from content_problems(head, links)
    for day in sorted(days):
        if any(head["day"] > day for head in heads):
            yield f"testa del {day}: manca"


def succession_problems(before: Line, head: Line) -> Iterator[str]:
    days = [datetime.fromisoformat(each["day"]) for each in (before, head)]
    if days[0] + timedelta(days=1) != days[1]:
        yield f"testa del {head['day']}: manca quella del giorno prima"
    elif head["previous"] != sha256(canonical(before)):
        yield f"testa del {head['day']}: non segue quella del giorno prima"


def content_problems(head: Line, links: Sequence[Line]) -> Iterator[str]:
    if head["size"] != len(links):
        yield f"testa del {head['day']}: conta {head['size']} voci, nel file sono {len(links)}"
    elif head["root"] != root_of([bytes.fromhex(link["hash"]) for link in links]).hex():
        yield f"testa del {head['day']}: non è quella delle sue voci"
    elif links and (links[-1]["sequence"], links[-1]["hash"]) != (head["last_sequence"], head["last_hash"]):
        yield f"testa del {head['day']}: nomina un'altra ultima voce"


def links_by_day(lines: Sequence[Line]) -> dict[str, list[Line]]:
    days = dict[str, list[Line]]()
    for line in lines:
        if line["kind"] == "sealed":
            days.setdefault(line["link"]["sealed_at"][:10], []).append(line["link"])
    return days


def unsealed_problems(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if line["kind"] == "unsealed" and not is_recent(line):
            entry = line["entry"]
            place = f"{entry['pk'].removeprefix('AUDIT#')}, {entry['sk']}"
            yield f"voce {place}: inserita dopo, non è nella catena"


def is_recent(line: Line) -> bool:
    return moment(line["exported_at"]) - moment(line["entry"]["at"]) < SOON


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def anchor_problems(lines: Sequence[Line], folder: Path) -> Iterator[str]:
    for line in lines:
        if line["kind"] not in ("head", "proof"):
            continue
        head = line["head"]
        kept = folder / f"{head['day']}.json"
        if not kept.is_file():
            yield f"testa del {head['day']}: nella cartella delle ancore non c'è"
        elif kept.read_bytes() != canonical(head):
            yield f"testa del {head['day']}: non è quella conservata nel bucket bloccato"


def stamp_problems(lines: Sequence[Line]) -> Iterator[str]:
    """La firma della marca si controlla con openssl: qui, che la marca parli di questa testa."""
    for line in lines:
        if line.get("stamp"):
            digest = hashlib.sha256(canonical(line["head"])).digest()
            if digest not in b64decode(line["stamp"]):
                yield f"marca temporale del {line['head']['day']}: è di un'altra testa"


def proof_problems(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        if line["kind"] != "proof":
            continue
        link, head = line["link"], line["head"]
        if link_hash(link) != link["hash"]:
            yield f"{named(link)}: il suo anello è stato cambiato"
        yield from entry_problems(link, line["entry"])
        path = [bytes.fromhex(step) for step in line["path"]]
        root = root_from_path(bytes.fromhex(link["hash"]), line["index"], head["size"], path)
        if root.hex() != head["root"]:
            yield f"{named(link)}: non è fra le voci del {head['day']}"


def proof_of(lines: Sequence[Line], wanted: str) -> Line | None:
    """Di una voce, per numero o per id dell'atto: basta con la testa del suo giorno."""
    for line in lines:
        if line["kind"] != "sealed":
            continue
        link = line["link"]
        if wanted in (str(link["sequence"]), link["entry_sk"].partition("#")[2]):
            day = link["sealed_at"][:10]
            links = links_by_day(lines)[day]
            index = [each["sequence"] for each in links].index(link["sequence"])
            path = inclusion_path([bytes.fromhex(each["hash"]) for each in links], index)
            closing = [each for each in lines if each["kind"] == "head" and each["head"]["day"] == day]
            if not closing:
                return None
            proof = {"kind": "proof", "entry": line["entry"], "link": link, "index": index}
            return {**proof, **closing[0], "kind": "proof", "path": [step.hex() for step in path]}
    return None


def read(content: str) -> list[Line]:
    lines = list[Line]()
    for text in filter(str.strip, content.splitlines()):
        page = json.loads(text)
        items = page.get("items", [page])
        lines += [{"exported_at": page.get("exported_at"), **item} for item in items]
    return lines


def problems(lines: Sequence[Line], anchors: Path | None = None) -> list[str]:
    """Tutto ciò che non torna, in frasi; niente, se torna tutto."""
    try:
        found = [*chain_problems(lines), *head_problems(lines), *unsealed_problems(lines)]
        found += [*stamp_problems(lines), *proof_problems(lines)]
        return [*found, *anchor_problems(lines, anchors)] if anchors else found
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        return [f"il file non si può leggere ({type(error).__name__})"]


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("Uso: python3 verify.py registro.jsonl (il file non c'è, oppure non è stato indicato)")
        return 2
    try:
        lines = read(Path(arguments[0]).read_text(encoding="utf-8"))
    except (ValueError, TypeError, AttributeError):
        print("NON TORNA: il file non è un registro esportato.")
        return 1
    folder = environment.get("ANCHORS")
    found = problems(lines, Path(folder) if folder else None)
    for problem in found:
        print(f"NON TORNA: {problem}.")
    if found or not lines:
        print(f"Il registro NON è integro: {len(found)} problemi." if lines else "Il file è vuoto.")
        return 1
    report(lines, anchored=bool(folder))
    return write_proof(lines, environment)


def report(lines: Sequence[Line], *, anchored: bool) -> None:
    links = [line["link"] for line in lines if line["kind"] in ("sealed", "proof")]
    heads = {line["head"]["day"] for line in lines if "head" in line}
    open_links = [link for link in links if link["sealed_at"][:10] not in heads]
    print(
        f"Il registro è integro: {len(links)} voci, {len(heads)} teste di giorni, tutte le impronte tornano."
    )
    if links:
        print(f"Dalla voce {links[0]['sequence']} alla {links[-1]['sequence']}.")
    if open_links:
        print(f"{len(open_links)} voci sono di un giorno senza testa: altre dopo di loro potrebbero mancare.")
    if waiting := sum(line["kind"] == "unsealed" for line in lines):
        print(f"{waiting} voci degli ultimi minuti non sono ancora nella catena.")
    if not anchored:
        print("Confrontare le teste con il bucket bloccato (ANCHORS=cartella): potrebbero essere rifatte.")
    if any(line.get("stamp") for line in lines):
        print("Marche: openssl ts -verify -data GIORNO.json -in GIORNO.tsr -CAfile autorità.pem")


def write_proof(lines: Sequence[Line], environment: Mapping[str, str]) -> int:
    wanted = environment.get("ENTRY")
    if not wanted:
        return 0
    proof = proof_of(lines, wanted)
    if proof is None:
        print(f"La voce {wanted} non c'è, o il suo giorno non ha ancora la testa.")
        return 1
    text = json.dumps(proof, ensure_ascii=False)
    if place := environment.get("PROOF"):
        Path(place).write_text(text + "\n", encoding="utf-8")
        print(f"Prova della voce {wanted}: {place}")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
