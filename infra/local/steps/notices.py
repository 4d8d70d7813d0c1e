"""The notices' part of the story: a crowd joins, a notice goes out, its accounts add up, one is planned."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import requests

from infra.local.approval import approve, read_approval, submit_and_approve
from infra.local.meta.reading import Json, read_number, read_object, read_objects, read_text
from infra.local.meta_client import SentMessage
from infra.local.scene import EVERYBODY_ELSE, Person, Scene, StepFailedError, expect, wait_for
from infra.local.staff_client import StaffCallRefusedError, StaffClient
from infra.local.steps.reached_table import write_reached_table

TITLE = "Via Roma chiusa per lavori"
NOTICE = {
    "template": "avviso_viabilita",
    "parameters": {
        "luogo": "via Roma, tra piazza Cavour e il porto",
        "quando": "domani, dalle 8 alle 18",
        "modifica": "strada chiusa al traffico, anche agli autobus",
        "percorso": "via Marconi",
    },
    "link": "https://www.comune.ancona.it/avvisi/via-roma",
}
CROWD_AT_ONCE = 3
"""Every further one starts another copy of a cold function, which costs more than it saves."""
SECONDS_FOR_A_CROWD = 120.0
SECONDS_AHEAD = 20
SECONDS_TO_CLOSE = 120.0
SECONDS_FOR_A_PAGE = 30
LATE_S = 15.0
"""On a busy machine. How late it really was is printed; the benches hold it to less."""


def join_crowd(scene: Scene) -> str:
    begun = time.monotonic()
    with ThreadPoolExecutor(CROWD_AT_ONCE) as crowd:
        for joined in [crowd.submit(scene.says, person, "Iscrivimi") for person in EVERYBODY_ELSE]:
            joined.result()
    for person in EVERYBODY_ELSE:
        scene.answer(person, "welcome", patience=SECONDS_FOR_A_CROWD)
    seconds = time.monotonic() - begun
    return f"{len(EVERYBODY_ELSE)} persone con il benvenuto sul telefono in {seconds:.1f} s"


def send_notice(scene: Scene) -> str:
    editor = scene.town.staff("editor")
    scene.sent_before = scene.meta.sent().next
    preview = editor.post("/broadcasts/preview", {"title": TITLE, **NOTICE})
    expect(not preview.get("problems"), f"l'anteprima trova problemi: {preview.get('problems')}")
    scene.notice = read_text(editor.post("/broadcasts", {"title": TITLE, **NOTICE}), "id")
    approval = _approve_by_two(scene, scene.notice)
    leaver = _leave_half_way(scene, int(read_number(preview, "audience", 0)))
    closed = _wait_until_closed(scene, scene.notice)
    expect(not _has_notice(scene, leaver), "chi era uscito ha ricevuto lo stesso l'avviso")
    sends = _list_sends(scene, scene.notice)
    expect(len({send.tracker for send in sends}) == len(sends), "qualcuno ha ricevuto l'avviso due volte")
    return "\n".join(
        [
            approval,
            f"avviso chiuso, {len(sends)} persone raggiunte su {int(read_number(closed, 'audience', 0))}; "
            f"{leaver.name} ha scritto «Cancellami» a metà e non è fra loro",
            *write_reached_table([send.at for send in sends]),
        ]
    )


def check_statement(scene: Scene) -> str:
    statement = scene.town.staff("reader").get(f"/broadcasts/{scene.notice}/statement")
    counts = read_object(statement, "counts")
    audience, total = int(read_number(statement, "audience", -1)), int(read_number(counts, "total", -2))
    people = sum(int(read_number(counts, name, 0)) for name in counts if name != "total")
    expect(audience == total == people, f"il rendiconto non torna: {audience} persone, {people} contate")
    expect(read_number(counts, "opted_out", 0) >= 1, "chi è uscito a metà non è nel rendiconto")
    parts = ", ".join(f"{_IN_ITALIAN[name]} {int(read_number(counts, name, 0))}" for name in _IN_ITALIAN)
    return f"rendiconto di chiusura: {audience} persone = {parts}"


def check_channel_edition(scene: Scene) -> str:
    editor = scene.town.staff("editor")
    waiting = read_objects(editor.get("/channel-editions"), "items")
    edition = next((each for each in waiting if read_text(each, "broadcast") == scene.notice), None)
    if edition is None:
        raise StepFailedError("l'edizione per il Canale non è nell'elenco")
    editor.put(f"/channel-editions/{scene.notice}", {"link": "https://whatsapp.com/channel/esempio/1"})
    left = read_objects(editor.get("/channel-editions"), "items")
    expect(
        all(read_text(each, "broadcast") != scene.notice for each in left),
        "resta in attesa anche se pubblicata",
    )
    return (
        f"testo pronto da copiare ({len(read_text(edition, 'text'))} caratteri), poi segnato come pubblicato"
    )


def read_in_public(scene: Scene) -> str:
    """Page and feed, without a token."""
    address = scene.town.endpoints.api_url

    def shown() -> str | None:
        feed = requests.get(f"{address}/avvisi.json", timeout=SECONDS_FOR_A_PAGE).json()
        items = read_objects(feed, "items")
        found = next((each for each in items if read_text(each, "id") == f"urn:uuid:{scene.notice}"), None)
        return read_text(found, "title") if found else None

    title = wait_for(shown, "l'avviso non è nel feed pubblico", SECONDS_TO_CLOSE)
    page = requests.get(f"{address}/avvisi/{scene.notice}", timeout=SECONDS_FOR_A_PAGE)
    expect(page.status_code == requests.codes.ok, f"la pagina dell'avviso risponde {page.status_code}")
    expect(TITLE not in page.text, "la pagina mostra il titolo interno")
    return f"«{title}» nel feed e nella sua pagina ({len(page.content)} byte), senza nessuna persona"


def send_planned_notice(scene: Scene) -> str:
    editor = scene.town.staff("editor")
    planned = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=SECONDS_AHEAD)
    created = read_text(editor.post("/broadcasts", {"title": "Promemoria programmato", **NOTICE}), "id")
    submit_and_approve(scene.town, created, planned.isoformat())
    first = wait_for(
        lambda: next(iter(_list_sends(scene, created)), None),
        "l'avviso programmato non è partito",
        SECONDS_TO_CLOSE,
    )
    late = first.at - planned.timestamp()
    expect(0 <= late <= LATE_S, f"il primo messaggio è partito {late:.1f} s dopo l'ora prevista")
    _wait_until_closed(scene, created)
    reached = len(_list_sends(scene, created))
    return f"primo messaggio {late:.1f} s dopo l'ora prevista, {reached} persone raggiunte"


def _approve_by_two(scene: Scene, notice: str) -> str:
    """First who submitted it tries alone; they are an approver too."""
    town, writer = scene.town, scene.town.staff("approver", second=True)
    sheet = town.staff("approver").get(f"/broadcasts/{notice}/sheet")
    refusing = [each for each in read_objects(sheet, "findings") if each.get("severity") == "refuses"]
    expect(not refusing and not sheet.get("problems"), f"il foglio trova problemi: {refusing}")
    share = sheet.get("limit_percent")
    limit = "senza limite di WhatsApp" if share is None else f"{share} % del limite di WhatsApp"
    writer.post(f"/broadcasts/{notice}/submit", {})
    read = read_approval(town, notice)
    expect(_refusal(writer, notice, read) == "same_person", "chi lo ha mandato lo ha potuto approvare")
    wrong = {**read, "people": int(read_number(read, "people", 0)) * 2 + 1}
    expect(
        _refusal(town.staff("approver"), notice, wrong) == "changed_since_read",
        "approvato da chi ha letto un altro numero",
    )
    done = approve(town, notice)
    expect(read_text(done, "status") == "scheduled", f"non è approvato: {read_text(done, 'status')}")
    euro = read_number(read, "euro_cents", 0) / 100
    told = f"{euro:.2f}".replace(".", ",")
    return (
        f"foglio: {int(read_number(sheet, 'people', 0))} persone, {limit},"
        f" {len(read_objects(sheet, 'findings'))} dubbi sul testo;\n"
        "mandato in approvazione; rifiutata l'approvazione di chi lo ha mandato, e quella di chi ripete un"
        " altro numero;\napprovato da una seconda persona, che ha ripetuto"
        f" {int(read_number(read, 'people', 0))} persone e {told} euro"
    )


def _refusal(person: StaffClient, notice: str, read: Json) -> str:
    try:
        person.post(f"/broadcasts/{notice}/approve", read)
    except StaffCallRefusedError as refused:
        return read_text(refused.problem, "code")
    return "accepted"


_IN_ITALIAN = {
    "accepted": "consegnate a WhatsApp",
    "refused": "rifiutate",
    "opted_out": "uscite",
    "blocked": "bloccate",
    "expired": "scadute",
    "stopped": "fermate",
    "unclear": "incerte",
}


def _leave_half_way(scene: Scene, audience: int) -> Person:
    """A subscriber leaves who was not reached yet; one reached before the leave counts would be no
    example."""
    wait_for(
        lambda: True if len(_list_sends(scene, scene.notice)) >= audience // 3 else None,
        "l'avviso non arriva a un terzo delle persone",
        SECONDS_TO_CLOSE,
    )
    for person in reversed(EVERYBODY_ELSE):
        if not _has_notice(scene, person):
            seen = scene.lines_on(person)
            scene.says(person, "Cancellami")
            scene.answer(person, "goodbye", after=seen)
            if not _has_notice(scene, person):
                return person
    raise StepFailedError("l'avviso è arrivato a tutti prima che qualcuno potesse uscire")


def _wait_until_closed(scene: Scene, broadcast: str) -> Json:
    reader = scene.town.staff("reader")

    def closed() -> Json | None:
        found = reader.get(f"/broadcasts/{broadcast}")
        return found if read_text(found, "status") == "closed" else None

    return wait_for(closed, "l'avviso non si è chiuso", SECONDS_TO_CLOSE)


def _list_sends(scene: Scene, broadcast: str) -> list[SentMessage]:
    """What Meta accepted of this broadcast, in order."""
    sent = scene.meta.sent(scene.sent_before).messages
    return [
        each for each in sent if each.tracker.startswith(f"b:{broadcast}:") and each.outcome == "accepted"
    ]


def _has_notice(scene: Scene, person: Person) -> bool:
    return any(line.type == "template" for line in scene.meta.phone(person.phone))
