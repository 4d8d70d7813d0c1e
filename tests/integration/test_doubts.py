"""What is remembered of a doubt, and what its answer changes of the message that was in doubt."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.fakes.days import RETENTION
from tests.fakes.memory_exclusions import MemoryExclusions
from tests.integration.test_inbound_ledger import ANNA, ANNAS_IDS, NOON, TALK, joining, question
from tests.integration.test_inbound_ledger import ledger as ledger
from tests.integration.test_redirect_counts import desk as desk
from urp.aws.dynamodb import query
from urp.aws.tables import Tables
from urp.desk.doubt import Doubt, DoubtAnswer, DoubtedMessage
from urp.desk.model import DeskState, DeskStateChange, MessageKind
from urp.desk.redirects.model import Redirect
from urp.inbound.model import Effect
from urp.inbound.store.ledger import InboundLedger
from urp.town.municipality.codes import Category, RedirectKind

DOUBT = Doubt(
    id="4f1d2c3b5a69788796a5",
    asked_at=NOON,
    kind=RedirectKind.COMPLAINT,
    conversation_id=TALK,
    waited=True,
    closes=False,
    messages=(
        DoubtedMessage("wamid.1", NOON, Category.RIFIUTI, "categories.RIFIUTI.names", "messages/1.json"),
        DoubtedMessage("2", NOON, Category.ALTRO, "categories.none"),
    ),
)


def test_a_doubt_is_read_back_as_it_was_remembered(ledger: InboundLedger) -> None:
    ledger.commit(joining(), NOON)
    doubted = DeskState(ANNA, doubt=DOUBT)
    ledger.commit(Effect("wamid.D", desk=DeskStateChange(DeskState(ANNA), doubted)), NOON)

    assert ledger.load(ANNAS_IDS).desk == replace(doubted, version=1)

    settled = replace(doubted, doubt=replace(DOUBT, answer=DoubtAnswer.REPORT, messages=()))
    ledger.commit(Effect("wamid.E", desk=DeskStateChange(replace(doubted, version=1), settled)), NOON)

    assert ledger.load(ANNAS_IDS).desk == replace(settled, version=2)


def test_a_message_that_was_a_report_after_all_is_kept_as_long_as_one_and_its_words_stand_once(
    tables: Tables,
) -> None:

    client = tables.client
    store = InboundLedger(tables, exclusions=MemoryExclusions())
    store.commit(question("wamid.ASK"), NOON)
    later = NOON + timedelta(minutes=5)
    redirect = Redirect(
        id=UUID(int=7),
        kind=RedirectKind.REPORT,
        category=Category.ALTRO,
        rule="categories.none",
        day=NOON.date(),
        citizen_id=ANNA,
        message_id="wamid.ASK",
        at=NOON,
        text="",
    )

    store.commit(Effect("wamid.TAP", reread=(("wamid.ASK", MessageKind.REPORT),), redirect=redirect), later)

    def items(pk: str) -> list[dict[str, object]]:
        found = query(
            client, tables.desk, KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": pk}
        )
        return [item for item in found if str(item["sk"]).startswith("MESSAGE")]

    (message,) = items(f"CONVERSATION#{TALK}")
    (kept,) = items(f"REDIRECT#{UUID(int=7)}")
    assert message["kind"] == "report"
    until = later + timedelta(days=RETENTION.redirected_reports)
    assert message["expires_at"] == int(until.timestamp())
    assert "text" not in kept
    assert kept["copies"] == [[message["pk"], message["sk"]]]
