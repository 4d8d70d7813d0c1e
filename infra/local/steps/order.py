"""The rules' part of the story: an insult, a person who decides, and what a block leaves open."""

from infra.local.meta.reading import Json, read_objects, read_text
from infra.local.scene import ELIO, Scene, expect, wait_for

INSULT = "Siete dei coglioni"
"""Said to somebody's face: the only kind of breach that is warned of before a person has looked."""
QUESTION = "Quando apre l'ufficio tributi?"
EMERGENCY = "Aiuto, c'è un incendio in casa!"
WHY = "offese ripetute, come prova della storia"


def insult(scene: Scene) -> str:
    scene.says(ELIO, INSULT)
    warning = scene.answer(ELIO, "moderation_warning")
    case = wait_for(lambda: _find_case(scene), "il caso non è nell'elenco del moderatore")
    kinds = [read_text(step, "kind") for step in read_objects(case, "steps")]
    expect(kinds[:2] == ["proposed", "warned"], f"i passi del caso sono {kinds}")
    return f"«{warning.text.splitlines()[0]}» Il caso aspetta una persona"


def block(scene: Scene) -> str:
    case = read_text(wait_for(lambda: _find_case(scene), "il caso non c'è più"), "id")
    _decide(scene, case, step="blocked", reason=WHY, beyond_ladder="la storia dura pochi secondi")
    notice = scene.answer(ELIO, "block_notice")
    expect("112" in notice.text, "la notizia del blocco non nomina il 112")
    seen = scene.lines_on(ELIO)
    scene.says(ELIO, QUESTION)
    scene.says(ELIO, EMERGENCY)
    scene.answer(ELIO, "emergency_alerted", after=seen)
    said = [line.text for line in scene.meta.phone(ELIO.phone)[seen:] if line.direction == "out"]
    expect(len(said) == 1, "la domanda di chi è bloccato ha avuto risposta")
    _decide(scene, case, step="unblocked", reason="la storia va avanti")
    scene.answer(ELIO, "unblock_notice", after=seen)
    return "gli viene detto perché; la sua domanda resta senza risposta, la sua emergenza no; poi è sbloccato"


def _find_case(scene: Scene) -> Json | None:
    """The one opened by the insult, as a moderator sees it."""
    moderator = scene.town.staff("moderator")
    for summary in read_objects(moderator.get("/cases"), "items"):
        if read_text(summary, "breach") == "offensive_language":
            return moderator.get(f"/cases/{read_text(summary, 'id')}")
    return None


def _decide(scene: Scene, case: str, **step: str) -> None:
    scene.town.staff("moderator").post(f"/cases/{case}/steps", step)
