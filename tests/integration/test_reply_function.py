"""reply_send as Lambda calls it: a whole batch at once, each reply alone in its failure."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Thread, current_thread
from typing import Any
from uuid import UUID

import boto3
import pytest

from functions.reply_send import handler
from tests.fakes.desk_world import RecordedReplies, ScriptedRate, StoppedClock
from tests.fakes.dynamodb.tables import open_tables
from tests.fakes.message_sender import RecordingSender
from tests.integration.functions_town import Invocation, records
from urp.aws.dynamodb import transact
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.citizens.store.citizens import CitizenReader, write_change
from urp.desk.outbox import OutboxRow, ReplyKind, ReplyState
from urp.desk.send_reply import Sending, SendReply
from urp.desk.slots import DeskSlots
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import outbox_write
from urp.whatsapp.error_codes import ErrorClass
from urp.whatsapp.ports import Refused, SendOutcome
from urp.wiring.reply_outcomes import follow_reply, outcome_writes
from urp.wiring.reply_send import THREADS

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
ANNA, PHONE = UUID(int=1), "393330000001"
MEMBER = Citizen(ANNA, phones=(PHONE,), window_ends_at=NOON + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Desk:
    outbox: Outbox
    sender: RecordingSender


@pytest.fixture
def desk(outputs: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    tables = open_tables(boto3.client("dynamodb"), outputs)
    transact(tables.client, list(write_change(CitizenChange(Citizen(ANNA), MEMBER), tables, NOON)))
    for name in ("one", "two", "three"):
        row = OutboxRow(name, ANNA, ReplyKind.AUTOMATIC, f"Ciao {name}", NOON, None, PHONE)
        transact(tables.client, [outbox_write(row, tables)])
    clock, sender = StoppedClock(NOON), RecordingSender()
    outbox = Outbox(tables, outcome_writes(tables))
    sending = SendReply(
        outbox,
        CitizenReader(tables),
        DeskSlots(ScriptedRate(), clock, clock.sleep),
        sender,
        RecordedReplies(),
        follow_reply(tables, lambda: "1"),
        clock,
    )
    monkeypatch.setattr(handler, "send_reply", lambda: sending)
    monkeypatch.setenv("STAGE", "local")
    monkeypatch.setenv("STACK", "urp-test")
    yield Desk(outbox, sender)


@pytest.fixture
def threads_in_turns() -> Iterator[None]:
    """Every few steps another thread goes on: what two do at the same moment happens in every run."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


def batch(*names: str) -> dict[str, Any]:
    return records({name: json.dumps({"outbox_id": name}) for name in names})


def state(desk: Desk, name: str) -> ReplyState | None:
    row = desk.outbox.get(name)
    return row.state if row else None


def test_every_reply_of_a_batch_is_sent(desk: Desk) -> None:
    answer = handler.lambda_handler(batch("one", "two", "three"), Invocation())

    assert answer == {"batchItemFailures": []}
    assert sorted(sent.tracker for sent in desk.sender.sent) == ["r:one", "r:three", "r:two"]
    assert state(desk, "one") is ReplyState.ACCEPTED


@pytest.mark.usefixtures("threads_in_turns")
def test_the_same_id_throughout_a_batch_is_sent_once(desk: Desk) -> None:
    again = batch("one")
    again["Records"] *= THREADS

    handler.lambda_handler(again, Invocation())

    assert len(desk.sender.attempts) == 1


def test_only_what_failed_comes_again(desk: Desk) -> None:
    mixed = batch("one", "two")
    mixed["Records"][0]["body"] = "no json"

    answer = handler.lambda_handler(mixed, Invocation())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "one"}]}
    assert state(desk, "two") is ReplyState.ACCEPTED


def test_a_reply_that_expired_long_ago_is_let_go(desk: Desk) -> None:
    assert handler.lambda_handler(batch("gone"), Invocation()) == {"batchItemFailures": []}


def test_threads_and_with_them_connections_outlive_a_batch(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new thread would greet Meta anew for every reply."""
    used: list[Thread] = []

    def sending(outbox_id: str) -> Sending:
        used.append(current_thread())
        return Sending.GONE

    monkeypatch.setattr(handler, "send_reply", lambda: sending)

    handler.lambda_handler(batch("one", "two"), Invocation())

    assert used
    assert all(thread.is_alive() for thread in used)


def test_an_account_that_meta_refuses_rings_an_alarm(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.sender._script = [Refused(190, ErrorClass.ACCOUNT, "token")]

    handler.lambda_handler(batch("one"), Invocation())

    assert '"AccountProblem":[1.0]' in capsys.readouterr().out.replace(" ", "")


@pytest.mark.parametrize("outcome", [Refused(190, ErrorClass.ACCOUNT, "token"), None])
def test_no_log_shows_a_citizen(
    desk: Desk, outcome: SendOutcome | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.StringIO()
    monkeypatch.setattr(handler.logger.registered_handler, "stream", written)
    desk.sender._script = [outcome] if outcome else []

    handler.lambda_handler(batch("one", "gone"), Invocation())

    logged = written.getvalue()
    assert "reply handled" in logged
    assert not [shown for shown in (PHONE, "wamid", "Ciao") if shown in logged]
