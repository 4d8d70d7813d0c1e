"""Who writes in English is answered in English; names, commands and borrowed words tell nothing."""

from __future__ import annotations

from tests.cases import every
from urp.language import Language
from urp.meaning.understanding import understand


@every(
    "text",
    [
        "subscribe",
        "Unsubscribe",
        "hello",
        "Where is the office in piazza Roma?",
        "There's a huge hole in via Martiri della Resistenza",
        "thank you",
        "help me, my house is on fire",
        "как дела",
        "كيف الحال",
        "Bonjour, je suis une touriste",
        "Hola, necesito un certificado",
    ],
)
def test_what_is_clearly_not_italian_is_answered_in_english(text: str) -> None:
    assert understand(text).language is Language.ENGLISH


@every(
    "text",
    [
        "Iscrivimi",
        "stop",
        "ok",
        "link",
        "wifi al museo",
        "Via Rodi 8",
        "Mario Rossi",
        "123",
        "👍",
        "",
        "ho perso il badge del parking",
        "'ndo se va pe fa el tesserino?",
        "buongiorno, do you speak english? no, scusi, ho sbagliato",
        "Cittadella",
    ],
)
def test_everything_else_is_answered_in_italian(text: str) -> None:
    assert understand(text).language is Language.ITALIAN
