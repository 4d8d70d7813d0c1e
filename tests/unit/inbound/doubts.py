"""A town in which three messages are between a report and a question, and its buttons."""

from __future__ import annotations

import pytest

from tests.unit.inbound.town import Town
from urp.desk.model import ConversationStatus
from urp.language import Language
from urp.meaning.model import Kind, Meaning
from urp.meaning.town_words import TownWords
from urp.meaning.understanding import understand
from urp.town.texts import TextKey
from urp.whatsapp.content import MessageKind as Sent
from urp.whatsapp.content import Tap
from urp.whatsapp.outgoing import Button

BINS = "I cassonetti in via Marconi"
LAMP = "E il lampione"
REPORT, QUESTION = "Segnala un problema", "Chiedi informazioni"


@pytest.fixture(autouse=True)
def in_doubt(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the classifier finds doubtful is its own matter; here these are."""

    def read(text: str, *, town: TownWords) -> Meaning:
        language = Language.ENGLISH if text.startswith("Bins") else Language.ITALIAN
        doubtful = Meaning(Kind.REPORT, "reports.doubt", doubtful=True, language=language)
        if text == "E quella di Torrette?":
            return Meaning(Kind.QUESTION, "reports.doubt", doubtful=True)
        return doubtful if text in (BINS, LAMP, "Bins in via Marconi") else understand(text, town=town)

    monkeypatch.setattr("urp.inbound.reading.understand", read)


def asked() -> Town:
    town = Town()
    assert town.writes(BINS, message_id="wamid.bins") == [TextKey.DOUBT]
    town.passes(minutes=1)
    return town


def buttons(town: Town) -> dict[str, Button]:
    rows = town.stored.replies
    return {button.title: button for row in rows for button in row.buttons}


def presses(town: Town, title: str) -> list[TextKey]:
    """A button that was shown last."""
    button = buttons(town)[title]
    return town.receives(Tap(button.id, button.title), kind=Sent.BUTTON_REPLY)


def status(town: Town) -> list[ConversationStatus]:
    return [conversation.status for conversation in town.conversations]
