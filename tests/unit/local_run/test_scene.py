"""How the story recognises one of the profile's texts on a phone."""

from typing import cast

from infra.local.scene import Scene
from infra.local.town import TownHall

TEXTS = {
    "welcome": "*Benvenuto {of_town}.*\nPer uscire scrivi *Cancellami*.\n🔒 *I tuoi dati*\nTitolare: {who}.",
    "receipt": "Abbiamo ricevuto la tua domanda.",
}


def _scene() -> Scene:
    return Scene(cast("TownHall", None), texts=TEXTS)


def test_a_filled_in_text_is_recognised() -> None:
    sent = (
        "*Benvenuto a Roccaserena.*\nPer uscire scrivi *Cancellami*.\n🔒 *I tuoi dati*\nTitolare: il Comune."
    )

    assert _scene().recognises(sent, "welcome")


def test_a_welcome_without_its_privacy_notice_is_not_one() -> None:
    assert not _scene().recognises("*Benvenuto a Roccaserena.*\nPer uscire scrivi *Cancellami*.", "welcome")


def test_another_text_is_not_taken_for_it() -> None:
    assert not _scene().recognises(TEXTS["receipt"], "welcome")
