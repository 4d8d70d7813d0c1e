"""The office and its number: acts, proposals, who may work, days it is closed, how fast it may send."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from tests.acting import AS_OPERATOR
from tests.contract.stored_items.kinds import (
    COLLEAGUE,
    FILE,
    NOON,
    NOON_SHARP,
    NOTICE,
    STAFF,
    Kind,
    act,
    first,
    later,
    table_of,
    write,
)
from urp.acts.authentication import Denial
from urp.acts.drills import Drill, DrillRecord, DrillStep
from urp.acts.mail import MailChoice
from urp.acts.model import Act, AuditEntry, Ground, IdempotencyMark, Role, Standing
from urp.acts.news import News
from urp.acts.people import ChangeKind, ChangeState, PeopleChange
from urp.acts.preferences import Preferences
from urp.acts.record.chain import NOTHING_BEFORE, make_head, make_link
from urp.acts.record.sealing import ChainState
from urp.acts.second_person import Proposal, ProposalChange, ProposalState
from urp.acts.store.act_items import act_writes
from urp.acts.store.audit import AuditTrail, Marks
from urp.acts.store.drills import DrillRegister, drill_write
from urp.acts.store.mail import MailChoices
from urp.acts.store.people import PeopleRegister
from urp.acts.store.preferences import PreferenceRegister
from urp.acts.store.proposals import ProposalRegister
from urp.acts.store.record import Record
from urp.acts.store.staff import Denials, StaffNames, StaffRegister
from urp.aws.tables import Tables
from urp.town.opening_hours import ExceptionalDay
from urp.town.store.calendar_register import CalendarRegister
from urp.whatsapp.rate_ports import Lane, Pace, Slots
from urp.whatsapp.reach import HourMark, KnownLimit, LimitSource, Reach
from urp.whatsapp.store.dynamodb_rate import DynamoNumberRate, DynamoReach
from urp.whatsapp.store.inbound_count import DynamoInboundCount

MARK = IdempotencyMark("key-1", "5a" * 32, "broadcast-1")
FULL_ACT = Act(
    "act-0001", STAFF, "citizen.block", "citizen/1", NOON, "threat", "until=2026-12-25", MARK, "open", "shut",
    standing=Standing(frozenset({Role.DUTY, Role.READER}), Ground.ALERT),
)  # fmt: skip
LINK = make_link({"pk": "AUDIT#2026-11-25", "sk": "1795608000250#act-0001"}, 1, NOTHING_BEFORE, NOON)
HEAD = make_head(NOON.date(), [LINK], None)
SEALED = ChainState(1, LINK.hash, NOON, NOON, date(2026, 11, 24))
BARE_ACT = Act("act-0001", STAFF, "desk.read", "conversation/1", NOON, standing=AS_OPERATOR)
DECIDED = Proposal(
    act="evidence.release",
    subject=FILE,
    resource=f"evidence/{FILE}",
    content="ab" * 32,
    seen="cd" * 32,
    reason="",
    by=STAFF,
    at=NOON,
    earliest=later(days=3),
    lapses_at=later(days=14),
    state=ProposalState.CONFIRMED,
    decided_by=COLLEAGUE,
    decided_at=later(days=4),
    version=1,
    value="1000",
    words="Il ritmo del numero passa da 80 a 1000 messaggi al secondo.",
)
INVITED = PeopleChange(
    FILE, ChangeKind.INVITE, COLLEAGUE, NOON, STAFF, frozenset({Role.OPERATOR}), later(days=7),
    "bea.neri@comune.example", "Bea Neri", ChangeState.NOT_DONE, "nel frattempo è stato tolto", later(days=1),
)  # fmt: skip
OPEN = replace(
    DECIDED,
    reason="Archiviata",
    state=ProposalState.OPEN,
    decided_by=None,
    decided_at=None,
    value="",
    words="",
)
CLOSED = ExceptionalDay.parse(["09:00-11:00", "15:00-16:30"], "Santo patrono", "Patron saint's day")
CLOSED_FOR_ALL = ExceptionalDay.parse([], "Santo patrono")
DAY = date(2026, 11, 26)
DENIED = Denial(disabled=True, roles=frozenset({Role.OPERATOR, Role.EDITOR}), signed_out_at=NOON)
NUMBER = "900000000000001"
OTHER_NOTICE = UUID(int=15)
LOOKED_AT = later(seconds=1.1)
USED = (
    Pace(80, 72.0),
    Reach(
        KnownLimit(2_000, NOON, LimitSource.META),
        total=10,
        marks=(
            HourMark(NOON_SHARP - timedelta(seconds=89), 7),
            HourMark(NOON_SHARP + timedelta(seconds=1), 10),
        ),
        waiting=frozenset({OTHER_NOTICE}),
    ),
    (OTHER_NOTICE, NOTICE),
    Slots((later(seconds=2),), 14),
    Slots((LOOKED_AT,), 15),
)
"""In the pause after Meta's refusals; the desk has slots of its own."""
NEW = (Pace(80, 80.0), Reach(), (), Slots((LOOKED_AT,), 1), Slots((LOOKED_AT,), 2))


def _act(tables: Tables, done: Act) -> None:
    write(tables, *act_writes(done, tables))


def _in_the_audit(tables: Tables) -> AuditEntry | None:
    return first(AuditTrail(tables).of_day(NOON.date(), None, 10).items)


def _entered(done: Act) -> AuditEntry:
    told = (done.reason, done.details, done.standing, done.before, done.after)
    return AuditEntry(done.id, done.at, done.by, None, done.name, done.resource, *told)


def _record(tables: Tables) -> Record:
    return Record(tables)


def _mark(tables: Tables) -> IdempotencyMark | None:
    return Marks(tables, lambda: NOON).find(MARK.key)


def _proposals(tables: Tables) -> ProposalRegister:
    return ProposalRegister(tables)


def _proposal(tables: Tables) -> tuple[Proposal | None, tuple[Proposal, ...]]:
    """By what it is about, and among those that nobody decided."""
    return _proposals(tables).find(OPEN.act, FILE), _proposals(tables).stored_open()


def _staff(tables: Tables) -> StaffRegister:
    return StaffRegister(tables, lambda: NOON)


def _deny(tables: Tables, denial: Denial) -> None:
    for role in sorted(denial.roles):
        _staff(tables).deny_role(STAFF, role)
    if denial.signed_out_at:
        _staff(tables).sign_out(STAFF, denial.signed_out_at)
    if denial.disabled:
        _staff(tables).deny(STAFF)
    else:
        _staff(tables).allow(STAFF)


def _denied(tables: Tables) -> Denial | None:
    return Denials(tables, lambda: NOON).of(STAFF)


def _name(tables: Tables, *, left: bool) -> None:
    if left:
        _staff(tables).name_who_left(STAFF, "Ada Rossi")
        _staff(tables).allow_role(STAFF, Role.APPROVER)
    else:
        _staff(tables).name(STAFF, "Ada Rossi", "ada@example.it")


def _drill(tables: Tables, record: DrillRecord) -> None:
    if record.reminded_at is not None:
        DrillRegister(tables).remind("2026-11", STAFF, record.missed, record.reminded_at)
    for step in DrillStep:
        at = getattr(record, step.value)
        if at is not None:
            write(tables, drill_write(Drill(STAFF, step, at, "2026-11"), tables))


def _calendar(tables: Tables) -> CalendarRegister:
    return CalendarRegister(tables)


def rate_of(tables: Tables) -> DynamoNumberRate:
    return DynamoNumberRate(tables, NUMBER, 20, lends=True)


def reach_of(tables: Tables) -> DynamoReach:
    return DynamoReach(tables, NUMBER)


def _learn_the_rate(tables: Tables) -> None:
    rate_of(tables).learn(80)


def _use_the_number(tables: Tables) -> None:
    """All that moves it: citizens, broadcasts, the desk, Meta's refusals, an emergency, the limit."""
    rate, control = rate_of(tables), table_of(tables, "Control")
    rate.learn(80)
    reach_of(tables).learn_limit(2_000, NOON, LimitSource.META)
    rate.look(later(seconds=-90))
    rate.reserve(Lane.ORDINARY, 10, later(seconds=-90), outside=7)
    DynamoInboundCount(lambda: tables.client, control, NUMBER).count(5, later(seconds=-1))
    for tenth in range(3):
        rate.look(later(seconds=tenth / 100))
        rate.reserve_for_desk(later(seconds=tenth / 100), outside=1)
    for second in (-1, 1):
        rate.look(later(seconds=second))
        rate.report_throttle(None, later(seconds=second))
    rate.emergency_begins(NOTICE)
    rate.emergency_waits(OTHER_NOTICE)


def _as_the_number_is(tables: Tables) -> tuple[object, ...]:
    """Its pace, what it reached, its emergencies, and what the next broadcast and reply are given."""
    rate = rate_of(tables)
    return (
        rate.look(LOOKED_AT),
        reach_of(tables).reach(),
        rate.emergencies(),
        rate.reserve(Lane.EMERGENCY, 1, LOOKED_AT, outside=1),
        rate.reserve_for_desk(LOOKED_AT),
    )


KINDS: tuple[Kind[Any], ...] = (
    Kind("an act in the audit", "Audit", "AUDIT#", FULL_ACT, BARE_ACT, _act, _in_the_audit, _entered),
    Kind(
        "a link of the record",
        "Audit",
        "CHAIN#",
        LINK,
        LINK,
        lambda tables, link: _record(tables).append(SEALED, [link]),
        lambda tables: list(_record(tables).links(NOON.date())),
        lambda link: [link],
    ),
    Kind(
        "where the record ends",
        "Audit",
        "CHAIN",
        SEALED,
        ChainState(at=NOON),
        lambda tables, state: _record(tables).store(replace(state, version=0)),
        lambda tables: _record(tables).state(),
        lambda state: replace(state, version=1),
        sort="STATE",
    ),
    Kind(
        "a day's head",
        "Audit",
        "CHAIN",
        HEAD,
        HEAD,
        lambda tables, head: _record(tables).close(replace(SEALED, version=0), head),
        lambda tables: _record(tables).head(HEAD.day),
        sort="HEAD#",
    ),
    Kind(
        "the stamp of a head",
        "Audit",
        "CHAIN",
        b"stamp",
        b"stamp",
        lambda tables, token: _record(tables).keep_stamp(HEAD.day, token),
        lambda tables: _record(tables).stamp(HEAD.day),
        sort="STAMP#",
    ),
    Kind("an idempotency mark", "Control", "IDEMPOTENCY#", FULL_ACT, FULL_ACT, _act, _mark, lambda _: MARK),
    Kind(
        "a proposal",
        "Control",
        "PROPOSALS",
        DECIDED,
        OPEN,
        lambda tables, proposal: _proposals(tables).record(ProposalChange(None, proposal), act()),
        _proposal,
        lambda proposal: (proposal, (proposal,) if proposal == OPEN else ()),
    ),
    Kind(
        "a change of who works here",
        "Control",
        "PEOPLE",
        INVITED,
        PeopleChange(FILE, ChangeKind.DISABLE, STAFF, NOON, STAFF),
        lambda tables, change: PeopleRegister(tables).ask(change, act(), None),
        lambda tables: PeopleRegister(tables).all(),
        lambda change: (replace(change, version=1),),
    ),
    Kind(
        "which mail somebody chose",
        "Control",
        "MAIL",
        MailChoice(
            STAFF, frozenset(News), frozenset({"question.answer"}), "arn:aws:sns:eu-south-1:1:staff:1"
        ),
        MailChoice(STAFF),
        lambda tables, choice: MailChoices(tables).store(choice),
        lambda tables: (MailChoices(tables).find(STAFF), MailChoices(tables).all()),
        lambda choice: (replace(choice, version=1), (replace(choice, version=1),)),
    ),
    Kind(
        "whose role ends",
        "Control",
        "DENIED#",
        later(days=7),
        later(days=7),
        lambda tables, end: _staff(tables).allow_role_until(STAFF, Role.DUTY, end),
        lambda tables: Denials(tables, lambda: later(days=8)).of(STAFF),
        lambda _: Denial(roles=frozenset({Role.DUTY})),
    ),
    Kind("who is denied", "Control", "DENIED#", DENIED, Denial(), _deny, _denied),
    Kind(
        "a name of staff",
        "Audit",
        "STAFF",
        True,
        False,
        lambda tables, left: _name(tables, left=left),
        lambda tables: StaffNames(tables).all(),
        lambda _: {STAFF: "Ada Rossi"},
    ),
    Kind(
        "what one of the staff prefers",
        "Control",
        "PREFERENCES#",
        Preferences(20),
        Preferences(),
        lambda tables, chosen: PreferenceRegister(tables).keep(STAFF, chosen, NOON),
        lambda tables: PreferenceRegister(tables).of(STAFF),
    ),
    Kind(
        "a month's drill",
        "Control",
        "DRILLS#",
        DrillRecord(NOON, later(hours=1), later(minutes=-1), 2),
        DrillRecord(approved_at=NOON),
        _drill,
        lambda tables: DrillRegister(tables).of("2026-11"),
        lambda record: {STAFF: record},
    ),
    Kind(
        "a day on which the desk is closed",
        "Control",
        "EXCEPTION",
        CLOSED,
        CLOSED_FOR_ALL,
        lambda tables, exception: _calendar(tables).put(DAY, exception, act()),
        lambda tables: _calendar(tables).read_between(DAY, DAY),
        lambda exception: {DAY: exception},
    ),
    Kind(
        "the number's rate",
        "Control",
        "RATE#",
        _use_the_number,
        _learn_the_rate,
        lambda tables, use: use(tables),
        _as_the_number_is,
        lambda use: USED if use is _use_the_number else NEW,
    ),
)
