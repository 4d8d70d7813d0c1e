"""The desk: conversations, what is said in them and on its way, what was sent on, what the office keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from unittest.mock import patch
from uuid import UUID

from tests.contract.stored_items.kinds import (
    COLLEAGUE,
    GIULIA,
    GIULIAS_TALK,
    MESSAGE_ID,
    NOON,
    PHONE,
    STAFF,
    USER_ID,
    Kind,
    act,
    first,
    later,
    table_of,
    write,
)
from urp.acts.store.call_counts import CallCounts
from urp.aws.dynamodb import query_partition
from urp.aws.tables import Tables
from urp.desk.canned import CannedReply, KeptReply
from urp.desk.doubt import Doubt, DoubtAnswer, DoubtedMessage
from urp.desk.duty.model import Alert, Step, make_code
from urp.desk.floods import CrowdKind, CrowdLine, Pace
from urp.desk.model import (
    Alarm,
    AutomaticReply,
    Conversation,
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    DeskStep,
    Facts,
    GivenWarning,
    Hold,
    MessageKind,
    OpenRequest,
    OwnNotes,
    PendingAnswer,
    Preview,
    RightsKind,
    StoredMessage,
    Writing,
)
from urp.desk.outbox import Delivery, OutboxRow, ReplyKind, ReplyProblem, ReplyState
from urp.desk.redirects.counts import Counted
from urp.desk.redirects.model import KeptRedirect, Redirect, RedirectState
from urp.desk.refusals import NumbersLimitError
from urp.desk.store.alerts import AlertRegister
from urp.desk.store.canned_register import CannedRegister
from urp.desk.store.conversation_items import (
    conversation_write,
    hiding_write,
    message_key,
    message_write,
    state_write,
)
from urp.desk.store.crowds import Crowds
from urp.desk.store.desk_register import DeskRegister
from urp.desk.store.outbox import Outbox
from urp.desk.store.outbox_items import outbox_write
from urp.desk.store.redirect_items import kept_key, redirect_writes
from urp.desk.store.redirects import RedirectCounts, RedirectRegister
from urp.language import Language
from urp.town.municipality.codes import Category, RedirectKind
from urp.whatsapp.outgoing import Button, Choice, NamedParameter, QuickReply, Row, TemplateMessage

RECEIVED = "messages/2026/11/25/made-up.json"
CASE = UUID("ca5e0000-0000-4000-8000-000000000001")

TALK = Conversation(
    id=GIULIAS_TALK,
    citizen_id=GIULIA,
    status=ConversationStatus.OPEN,
    opened_at=NOON,
    last_message_at=later(minutes=9),
    window_ends_at=later(days=1),
    version=1,
    danger=True,
    possible_danger=True,
    written_in="en",
    hold=Hold(STAFF, later(minutes=1)),
    writing=Writing(COLLEAGUE, later(minutes=2)),
    said=7,
    said_by=STAFF,
    facts=Facts(3, later(minutes=3), later(minutes=4), later(minutes=5), later(minutes=6), 2),
    danger_at=later(minutes=7),
    alarm=Alarm(later(minutes=8), 2),
    undelivered="answer-0001",
    preview=Preview(MessageKind.QUESTION, "Quando apre l'anagrafe?", "it", Category.STRADE),
    own_notes=OwnNotes(STAFF, 6, 7),
    pending=PendingAnswer("answer-0002", STAFF, True, True, "answer-0001"),
)
NEW_TALK = Conversation(GIULIAS_TALK, GIULIA, ConversationStatus.CLOSED, NOON, NOON, later(days=1), version=1)

STATE = DeskState(
    citizen_id=GIULIA,
    version=1,
    conversation_id=GIULIAS_TALK,
    receipt_sent_on=f"{GIULIAS_TALK}/2026-11-25",
    social_services_on=f"{GIULIAS_TALK}/2026-11-24",
    reminded_on=f"{GIULIAS_TALK}/2026-11-23",
    courtesy_period="2026-11-22/2026-11-23",
    refused_at=NOON,
    refusal_said_at=NOON,
    automatic_replies=(
        AutomaticReply(NOON, counted=True, said="5a1d"),
        AutomaticReply(later(minutes=1), False),
    ),
    silenced=True,
    muted=True,
    heard_at=later(minutes=2),
    told_in_their_language_on=f"{GIULIAS_TALK}/2026-11-22",
    greeted_on="2026-11-25",
    language=Language.ENGLISH,
    child_at=later(minutes=3),
    warnings=(GivenWarning(CASE, later(minutes=4)),),
    threatened_at=later(minutes=5),
    told_not_taken_at=later(minutes=6),
    asked_phone_at=later(minutes=7),
    told_how_to_leave_at=later(minutes=9),
    rights=(
        OpenRequest(
            UUID(int=12),
            "2026/0001",
            RightsKind.ERASURE,
            date(2026, 12, 25),
            code="2741",
            code_until=later(minutes=30),
            confirmed_at=later(minutes=8),
        ),
    ),
    pace=Pace(NOON, 16, later(seconds=30), ("mark-1", "mark-2")),
    doubt=Doubt(
        id="doubt-1",
        asked_at=NOON,
        kind=RedirectKind.COMPLAINT,
        conversation_id=GIULIAS_TALK,
        waited=True,
        closes=False,
        messages=(
            DoubtedMessage(MESSAGE_ID, NOON, Category.RIFIUTI, "rifiuti.cassonetto", RECEIVED),
            DoubtedMessage("wamid.made-up-0002", NOON, Category.ALTRO, "altro"),
        ),
        answer=DoubtAnswer.REPORT,
    ),
)
NOTHING_REMEMBERED = DeskState(GIULIA, version=1)
SETTLED_DOUBT = Doubt("doubt-1", NOON, RedirectKind.REPORT, GIULIAS_TALK, False, True, ())
A_DOUBT_ALONE = replace(NOTHING_REMEMBERED, doubt=SETTLED_DOUBT)

QUESTION = DeskMessage(
    GIULIAS_TALK,
    MESSAGE_ID,
    MessageKind.QUESTION,
    NOON,
    "A che ora apre l'anagrafe?",
    received=RECEIVED,
    amends="wamid.made-up-0000",
)
PLAIN_QUESTION = DeskMessage(GIULIAS_TALK, MESSAGE_ID, MessageKind.QUESTION, NOON, "Ciao")
REPORT = replace(QUESTION, kind=MessageKind.REPORT)
ANSWER = DeskMessage(
    GIULIAS_TALK, "answer-0001", MessageKind.ANSWER, NOON, "Alle 9.", author=STAFF, canned="orari"
)
NOTE = replace(ANSWER, message_id="note-0001", kind=MessageKind.NOTE, text="Richiamare.", canned=None)

REPLY = OutboxRow(
    id="reply-0001",
    citizen_id=GIULIA,
    kind=ReplyKind.ANSWER,
    text="Scegli una voce.",
    created_at=NOON,
    user_id=USER_ID,
    phone=PHONE,
    conversation_id=GIULIAS_TALK,
    asks_for_phone=True,
    even_if_blocked=True,
    not_before=later(minutes=1),
    policy_version="policy-3",
    privacy_version="privacy-2",
    language=Language.ENGLISH,
    choice=Choice("Menu", (Row("m1", "Orari", "Quando siamo aperti"), Row("m2", "Sedi", "Dove siamo"))),
    buttons=(Button("b1", "Sì"), Button("b2", "No")),
    template=TemplateMessage(
        "riprendi",
        "it",
        (NamedParameter("ufficio", "URP"),),
        quick_replies=(QuickReply(0, "resume:1"), QuickReply(1, "leave")),
    ),
    request_id=UUID(int=12),
    warning_of=CASE,
)
BARE_REPLY = OutboxRow("reply-0001", GIULIA, ReplyKind.AUTOMATIC, "Ricevuto.", NOON, None, None)
SENT = replace(
    REPLY, state=ReplyState.ACCEPTED, attempts=1, message_id="wamid.ours-1", handed_at=later(minutes=2)
)
ARRIVED = replace(SENT, delivery=Delivery.READ, delivery_code=131026)
BARELY_SENT = replace(
    BARE_REPLY, state=ReplyState.ACCEPTED, attempts=1, message_id="wamid.ours-1", handed_at=later(minutes=2)
)
REFUSED = replace(
    REPLY,
    state=ReplyState.REFUSED,
    attempts=1,
    handed_at=later(minutes=2),
    error_code=131047,
    problem=ReplyProblem.WINDOW_CLOSED,
)
BARELY_ARRIVED = replace(BARELY_SENT, delivery=Delivery.READ)
BARELY_REFUSED = replace(BARE_REPLY, state=ReplyState.REFUSED)

REDIRECT = Redirect(
    id=UUID(int=13),
    kind=RedirectKind.REPORT,
    category=Category.STRADE,
    rule="strade.buca",
    day=date(2026, 11, 25),
    citizen_id=GIULIA,
    message_id=MESSAGE_ID,
    at=NOON,
    text="",
    conversation_id=GIULIAS_TALK,
    received=RECEIVED,
)
PLAIN_REDIRECT = replace(REDIRECT, text="C'è una buca in via Roma.", conversation_id=None, received=None)

CANNED = KeptReply(
    CannedReply(
        id="orari",
        title="Orari",
        text="Siamo aperti {giorno}.",
        link="https://www.comune.example.it/orari",
        language=Language.ENGLISH,
        verified_on=date(2026, 11, 25),
        verified_by=STAFF,
        version=1,
    ),
    deleted=True,
)
NOT_VERIFIED = KeptReply(CannedReply("orari", "Orari", "Siamo aperti.", version=1))
MARK = "8bf08dc8ac5bf55402635d9227af45b7"
"""Of that text, under that key."""
SAME_TEXT = "Quando riapre il mercato coperto di via Roma?"


def desk_register(tables: Tables) -> DeskRegister:
    return DeskRegister(tables)


def _desk(tables: Tables) -> str:
    return table_of(tables, "Desk")


def _keep_talk(tables: Tables, talk: Conversation) -> None:
    change = ConversationChange(replace(talk, version=0), talk)
    write(tables, conversation_write(change, tables))


def _keep_state(tables: Tables, state: DeskState) -> None:
    write(tables, state_write(DeskStateChange(DeskState(GIULIA), state), tables, NOON))


def _say(tables: Tables, message: DeskMessage) -> None:
    write(tables, message_write(message, tables, later(seconds=1)))


def _say_and_take_back(tables: Tables, message: DeskMessage) -> None:
    _say(tables, message)
    write(tables, hiding_write(*message_key(message, later(seconds=1)), _desk(tables)))


def _said(tables: Tables) -> StoredMessage | None:
    return first(desk_register(tables).messages(GIULIAS_TALK))


def _shown(message: DeskMessage) -> StoredMessage:
    return StoredMessage(message, hidden=False)


def _taken_back(message: DeskMessage) -> StoredMessage:
    return StoredMessage(replace(message, text=""), hidden=True)


def _outbox(tables: Tables) -> Outbox:
    return Outbox(tables, writes={})


def _keep_waiting(tables: Tables, row: OutboxRow) -> OutboxRow:
    waiting = replace(
        row,
        state=ReplyState.UNSENT,
        attempts=0,
        message_id=None,
        error_code=None,
        handed_at=None,
        problem=None,
        delivery=None,
        delivery_code=None,
    )
    write(tables, outbox_write(waiting, tables))
    return waiting


def _keep_sent(tables: Tables, row: OutboxRow) -> None:
    """What each status says has a time of its own."""
    handed = _outbox(tables).hand_over(_keep_waiting(tables, row), row.handed_at or NOON)
    assert handed is not None
    _outbox(tables).accept(handed, row.message_id or "", None)
    if row.delivery is not None:
        steps = list(Delivery)
        reached = {step: later(minutes=3 + steps.index(step)) for step in steps}
        _outbox(tables).settle(handed, row.message_id or "", reached, row.delivery_code, ())


def _keep_refused(tables: Tables, row: OutboxRow) -> None:
    waiting = _keep_waiting(tables, row)
    handed = _outbox(tables).hand_over(waiting, row.handed_at) if row.handed_at else waiting
    assert handed is not None
    _outbox(tables).refuse(handed, row.error_code, row.problem)


def _reply(tables: Tables) -> OutboxRow | None:
    return _outbox(tables).get(REPLY.id)


def _redirects(tables: Tables) -> RedirectRegister:
    return RedirectRegister(tables)


def _send_on(tables: Tables, redirect: Redirect) -> None:
    """What is shown in a conversation has its words there alone."""
    copies = [] if redirect.conversation_id is None else [message_key(QUESTION, NOON)]
    write(tables, *redirect_writes(redirect, tables, copies))


def _send_on_by_mistake(tables: Tables, redirect: Redirect) -> None:
    _send_on(tables, redirect)
    step = DeskStep(ConversationChange(replace(TALK, version=0), TALK), message=QUESTION)
    _redirects(tables).to_desk(_sent_on(redirect), step, act())


def _send_on_and_take_back(tables: Tables, redirect: Redirect) -> None:
    _send_on(tables, redirect)
    write(tables, hiding_write(*kept_key(redirect.id), _desk(tables)))


def _redirect(tables: Tables) -> KeptRedirect | None:
    return _redirects(tables).find(REDIRECT.id, NOON)


def _sent_on(redirect: Redirect) -> KeptRedirect:
    """The conversation is not there to show its words."""
    hidden = redirect.conversation_id is not None
    return KeptRedirect(redirect, RedirectState.REDIRECTED, hidden=hidden, version=1)


def _a_question_after_all(redirect: Redirect) -> tuple[KeptRedirect, list[Counted]]:
    question = replace(redirect, text="")
    return KeptRedirect(question, RedirectState.QUESTION, hidden=True, version=2), []


def _counts(tables: Tables) -> list[Counted]:
    return list(RedirectCounts(tables).of_month("2026-11"))


def _counted(redirect: Redirect) -> list[Counted]:
    return [Counted(redirect.kind, redirect.category, redirect.day)]


def _canned(tables: Tables) -> CannedRegister:
    return CannedRegister(tables)


def _keep_canned(tables: Tables, kept: KeptReply) -> None:
    _canned(tables).keep(replace(kept, reply=replace(kept.reply, version=0)), act())


def _crowds(tables: Tables) -> Crowds:
    return Crowds(tables)


def _write_the_same(tables: Tables, people: int) -> None:
    """Under the key that who came first made by chance."""
    with patch("secrets.token_bytes", return_value=bytes(range(32))):
        mark = _crowds(tables).mark(SAME_TEXT, NOON)
    for person in range(people):
        _crowds(tables).count(mark, f"wamid.made-up-{person}", GIULIAS_TALK, NOON)


def _written_by_a_crowd(tables: Tables) -> tuple[CrowdLine | None, bool]:
    """And whether who writes the same now is counted with them."""
    line = first(_crowds(tables).page(None, 10, NOON).items)
    mark = _crowds(tables).mark(SAME_TEXT, NOON)
    return line, line is not None and mark.endswith(line.id)


def _crowd_of(people: int) -> tuple[CrowdLine, bool]:
    ten_minutes = NOON.replace(microsecond=0)
    line = CrowdLine(MARK, CrowdKind.SAME_TEXT, ten_minutes, NOON, people, (GIULIAS_TALK,))
    return line, True


def _flood(tables: Tables, talk: UUID) -> None:
    _crowds(tables).beyond_reading(talk, NOON)


def _flood_of(talk: UUID) -> CrowdLine:
    return CrowdLine(f"flood-{talk}", CrowdKind.FLOOD, NOON.replace(microsecond=0), NOON, 1, (talk,))


def _show_so_often(tables: Tables, times: int) -> None:
    for _ in range(times):
        CallCounts(tables).take(STAFF, NOON, most=times)


def _look_at_numbers(tables: Tables, times: int) -> None:
    for time in range(times):
        desk_register(tables).count_number(act(f"act-{time}"), date(2026, 11, 25), most=times)


def _one_number_more(tables: Tables) -> str:
    """Of three a day."""
    try:
        desk_register(tables).count_number(act("one more"), date(2026, 11, 25), most=3)
    except NumbersLimitError:
        return "refused"
    return "shown"


ALERT = Alert(
    code=make_code(GIULIAS_TALK, "emergency"),
    kind="emergency",
    subject=GIULIAS_TALK,
    raised_at=NOON,
    rung_at=later(minutes=11),
    further=2,
    marked=Step.SECOND,
    marked_at=later(minutes=10),
    told=Step.AGAIN,
    tried_at=later(minutes=5),
    opened_at=later(minutes=12),
    acknowledged_at=later(minutes=13),
    acknowledged_by=STAFF,
    settled_at=later(minutes=14),
    version=1,
)


def _alerts(tables: Tables) -> AlertRegister:
    return AlertRegister(tables)


def _keep_alert(tables: Tables, alert: Alert) -> None:
    """Settled: it is no more among those that wait."""
    _alerts(tables).settle(replace(alert, version=0), alert.settled_at or NOON)


KINDS: tuple[Kind[Any], ...] = (
    Kind(
        "a conversation",
        "Desk",
        "CONVERSATION#",
        TALK,
        NEW_TALK,
        _keep_talk,
        lambda tables: desk_register(tables).conversation(GIULIAS_TALK),
    ),
    Kind(
        "what the desk remembers of a citizen",
        "Desk",
        "DESK#",
        STATE,
        NOTHING_REMEMBERED,
        _keep_state,
        lambda tables: desk_register(tables).state(GIULIA),
        oldest=replace(A_DOUBT_ALONE, automatic_replies=(AutomaticReply(NOON, counted=False),)),
    ),
    Kind("a question", "Desk", "CONVERSATION#", QUESTION, PLAIN_QUESTION, _say, _said, _shown),
    Kind("a report", "Desk", "CONVERSATION#", REPORT, REPORT, _say, _said, _shown),
    Kind("an answer", "Desk", "CONVERSATION#", ANSWER, replace(ANSWER, canned=None), _say, _said, _shown),
    Kind("a note", "Desk", "CONVERSATION#", NOTE, NOTE, _say, _said, _shown),
    Kind(
        "a message taken back",
        "Desk",
        "CONVERSATION#",
        QUESTION,
        PLAIN_QUESTION,
        _say_and_take_back,
        _said,
        _taken_back,
    ),
    Kind("a reply that waits", "Desk", "OUTBOX#", REPLY, BARE_REPLY, _keep_waiting, _reply),
    Kind("a reply sent", "Desk", "OUTBOX#", SENT, BARELY_SENT, _keep_sent, _reply),
    Kind("a reply that arrived", "Desk", "OUTBOX#", ARRIVED, BARELY_ARRIVED, _keep_sent, _reply),
    Kind("a reply refused", "Desk", "OUTBOX#", REFUSED, BARELY_REFUSED, _keep_refused, _reply),
    Kind("a redirect", "Desk", "REDIRECT#", REDIRECT, PLAIN_REDIRECT, _send_on, _redirect, _sent_on),
    Kind(
        "a redirect taken back",
        "Desk",
        "REDIRECT#",
        replace(PLAIN_REDIRECT, received=RECEIVED),
        PLAIN_REDIRECT,
        _send_on_and_take_back,
        _redirect,
        lambda redirect: replace(_sent_on(replace(redirect, text="")), hidden=True),
    ),
    Kind(
        "a redirect that was a question",
        "Desk",
        "REDIRECT",
        REDIRECT,
        PLAIN_REDIRECT,
        _send_on_by_mistake,
        lambda tables: (_redirect(tables), _counts(tables)),
        _a_question_after_all,
    ),
    Kind(
        "the count of a redirect",
        "Desk",
        "REDIRECTS#",
        REDIRECT,
        PLAIN_REDIRECT,
        _send_on,
        _counts,
        _counted,
    ),
    Kind(
        "a canned reply",
        "Control",
        "CANNED",
        CANNED,
        NOT_VERIFIED,
        _keep_canned,
        lambda tables: _canned(tables).one("orari"),
    ),
    Kind("a crowd", "Control", "CROWDS", 12, 10, _write_the_same, _written_by_a_crowd, _crowd_of),
    Kind(
        "a flood",
        "Control",
        "CROWDS",
        GIULIAS_TALK,
        GIULIAS_TALK,
        _flood,
        lambda tables: first(_crowds(tables).page(None, 10, NOON).items),
        _flood_of,
    ),
    Kind(
        "the count of numbers looked at",
        "Control",
        "NUMBERS#",
        3,
        1,
        _look_at_numbers,
        _one_number_more,
        lambda times: "refused" if times == 3 else "shown",
    ),
    Kind(
        "an alert",
        "Control",
        "ALERT#",
        ALERT,
        Alert(ALERT.code, ALERT.kind, GIULIAS_TALK, NOON, settled_at=NOON),
        _keep_alert,
        lambda tables: _alerts(tables).find(ALERT.code),
        lambda alert: replace(alert, version=1),
    ),
    Kind(
        "an alert that is not settled",
        "Control",
        "ALERTS",
        NOON,
        NOON,
        lambda tables, at: _alerts(tables).raise_alert(GIULIAS_TALK, ALERT.kind, 0, at),
        lambda tables: [mark["sk"] for mark in query_partition(tables.client, tables.control, "ALERTS")],
        lambda _: [ALERT.code],
    ),
    Kind(
        "the count of what was shown to somebody in a minute",
        "Control",
        "PACE#",
        3,
        1,
        _show_so_often,
        lambda tables: CallCounts(tables).count(STAFF, NOON),
        lambda times: times,
    ),
)
