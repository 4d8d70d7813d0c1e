"""LEGGIMI.txt: what is in the archive, and how somebody who has only that checks it."""

from __future__ import annotations

from textwrap import fill

from urp.moderation.evidence.model import EvidenceFile
from urp.moderation.evidence.page_words import ACTS
from urp.town.municipality.model import Municipality

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


def instructions(file: EvidenceFile, municipality: Municipality) -> str:
    acts = ", ".join(f"{act.value} = {words}" for act, words in ACTS.items())
    legend = fill(f"Gli atti: {acts}.", 100, initial_indent=_BESIDE, subsequent_indent=_BESIDE)
    return _TEXT.format(file=file.id, town=municipality.name, legend=legend)
