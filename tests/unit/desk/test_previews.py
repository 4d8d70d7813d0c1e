"""What the list shows of the last message that waits."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.cases import every
from urp.desk.model import MessageKind
from urp.desk.transitions import forget_words, make_preview, open_conversation, record_message
from urp.town.municipality.codes import Category

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
BORDER = "Per la pratica di mia madre, che abita in via Roma e non può uscire, chiami il 333 0000123"


@every(
    "text, shown",
    [
        ("Quando apre\n\nl'anagrafe?", "Quando apre l'anagrafe?"),
        ("Sono RSSNNA80A41A271Z", "Sono [codice fiscale]"),
        (BORDER, "Per la pratica di mia madre, che abita in via Roma e non può uscire, chiami il…"),
    ],
)
def test_first_words_are_masked_and_short(text: str, shown: str) -> None:
    preview = make_preview(MessageKind.QUESTION, text, "it")

    assert preview.words == shown
    assert len(preview.words) <= 80


def test_a_report_is_kept_shorter_than_its_conversation_so_its_words_are_not_on_it() -> None:
    preview = make_preview(MessageKind.REPORT, "C'è una buca.", "it", Category.STRADE)

    assert (preview.words, preview.category) == ("", Category.STRADE)


def test_what_waits_for_nobody_leaves_the_preview_of_what_waits() -> None:
    question = make_preview(MessageKind.QUESTION, "Quando apre l'anagrafe?", "it")
    thanks = make_preview(MessageKind.QUESTION, "Grazie", "it")
    new = open_conversation(UUID(int=1), UUID(int=2), NOON, NOON + DAY)

    asked = record_message(new, MessageKind.QUESTION, NOON, NOON + DAY, DAY, preview=question)
    thanked = record_message(asked, MessageKind.QUESTION, NOON, NOON + DAY, DAY, preview=thanks, reopen=False)

    assert thanked.preview == question
    left = forget_words(thanked).preview
    assert left is not None
    assert (left.words, left.kind) == ("", MessageKind.QUESTION)
