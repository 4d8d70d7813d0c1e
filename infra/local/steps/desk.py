"""The desk's part of the story: joining, asking, what the desk does not take."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from infra.local.meta.reading import read_objects, read_text
from infra.local.scene import ANNA, BRUNO, CARLA, DINO, Scene, expect, wait_for
from infra.local.staff_client import StaffClient

ALL_DAY = ["00:00-23:59"]
QUESTION = "Buongiorno, quando apre l'ufficio anagrafe?"
ANSWER = "Buongiorno Anna, l'anagrafe apre alle 8:30 dal lunedì al venerdì."
CLOSURE = "chiusura straordinaria per manutenzione"


def join(scene: Scene) -> str:
    scene.says(ANNA, "Iscrivimi")
    welcome = scene.answer(ANNA, "welcome")
    return f"un solo messaggio con benvenuto e informativa, {len(welcome.text)} caratteri"


def ask_in_hours(scene: Scene) -> str:
    _set_today(scene, ALL_DAY, "apertura straordinaria")
    seen = scene.lines_on(ANNA)
    scene.says(ANNA, QUESTION)
    scene.answer(ANNA, "info_receipt", after=seen)
    operator = scene.town.staff("operator")
    conversation = wait_for(lambda: _find_conversation(operator, QUESTION), "la domanda non è allo sportello")
    said = operator.get(f"/conversations/{conversation}")["said"]
    operator.post(f"/conversations/{conversation}/answers", {"text": ANSWER, "seen": said})
    wait_for(
        lambda: next((line for line in scene.meta.phone(ANNA.phone) if line.text == ANSWER), None),
        "la risposta dell'operatore non è arrivata",
    )
    return "ricevuta automatica, poi la risposta scritta da un operatore"


def ask_out_of_hours(scene: Scene) -> str:
    _set_today(scene, [], CLOSURE)
    scene.says(BRUNO, "Si può pagare la mensa online?")
    # Where the desk opens only after WhatsApp's 24 hours, Bruno is asked to write again.
    courtesy = scene.answer(BRUNO, "closed_exceptionally", or_key="closed_exceptionally_write_again")
    expect(CLOSURE in courtesy.text, "la risposta non dice perché lo sportello è chiuso")
    _reset_today(scene)
    return f"«{courtesy.text.splitlines()[0]}»"


def send_photo(scene: Scene) -> str:
    photo = {"type": "image", "image": {"id": "1234567890", "mime_type": "image/jpeg", "sha256": "c2hhMjU2"}}
    scene.meta.send(CARLA.phone, photo, name=CARLA.name)
    scene.answer(CARLA, "non_text_refused")
    return "le viene detto con gentilezza che qui si legge solo testo"


def report_hole(scene: Scene) -> str:
    scene.says(DINO, "C'è una buca pericolosa in via Roma, dovete ripararla")
    scene.answer(DINO, "report_redirect")
    return "gli vengono indicati i canali per le segnalazioni; nulla è aperto come pratica"


def _set_today(scene: Scene, slots: list[str], reason: str) -> None:
    """By an exceptional day set through the API, so that the story plays at any hour."""
    day = _find_local_day(scene)
    scene.town.staff("editor").put(f"/calendar/exceptions/{day}", {"slots": slots, "reason": reason})


def _reset_today(scene: Scene) -> None:
    scene.town.staff("editor").delete(f"/calendar/exceptions/{_find_local_day(scene)}")


def _find_local_day(scene: Scene) -> str:
    zone = read_text(scene.town.staff("reader").get("/calendar"), "zone")
    return datetime.now(UTC).astimezone(ZoneInfo(zone)).date().isoformat()


def _find_conversation(operator: StaffClient, words: str) -> str | None:
    """The id of the open conversation that holds these words."""
    for summary in read_objects(operator.get("/conversations", status="open"), "items"):
        conversation = operator.get(f"/conversations/{read_text(summary, 'id')}")
        if any(read_text(message, "text") == words for message in read_objects(conversation, "messages")):
            return read_text(conversation, "id")
    return None
