"""Notices: headers, people, jobs, what came of them, the Channel, announcements, what Meta says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from tests.contract.stored_items.citizens import MEMBER_BY_PHONE, SUBSCRIBER, store
from tests.contract.stored_items.kinds import (
    COLLEAGUE,
    GIULIA,
    NOON,
    NOTICE,
    STAFF,
    Kind,
    act,
    first,
    later,
)
from tests.contract.stored_items.office import NUMBER, OTHER_NOTICE, rate_of, reach_of
from urp.aws.tables import Tables
from urp.citizens.identity.model import Citizen
from urp.notices.account.model import AccountNote
from urp.notices.announcements.model import (
    Announcement,
    AnnouncementApproval,
    AnnouncementDraft,
    AnnouncementStatus,
    HolidayPolicy,
    LastOccurrence,
    Schedule,
)
from urp.notices.announcements.rule import Frequency, Rule, RuleDay
from urp.notices.broadcasts.approval import Approval, Extent, Refusal, Submission
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule, Member
from urp.notices.broadcasts.automatic_stop import Refusals, Troubles
from urp.notices.broadcasts.break_glass import BreakGlass, EmergencyReason, Ground, Review, ReviewState
from urp.notices.broadcasts.channel_post import ChannelPost, Discarded, Posted
from urp.notices.broadcasts.jobs import ClosedJob, Job, JobId, Lease, Shard
from urp.notices.broadcasts.model import (
    BeyondTier,
    Broadcast,
    BroadcastDraft,
    BroadcastStatus,
    Counts,
    Hold,
    HoldReason,
    Progress,
    SentWords,
    TakenDown,
    Urgency,
)
from urp.notices.broadcasts.receipts import WITH_STATUS, ReceiptCounts
from urp.notices.broadcasts.recipients import (
    Answer,
    AnsweredRow,
    AnswerKind,
    Delivery,
    DeliveryStage,
    Ending,
    HandOver,
    Outcome,
    RecipientRow,
)
from urp.notices.broadcasts.tally import Spent, Statement, Tally
from urp.notices.broadcasts.trackers import RowReference
from urp.notices.broadcasts.trial_send import TRIALS_A_DAY, TrialsLimitError
from urp.notices.broadcasts.trouble import Trouble
from urp.notices.silence.model import GroundKind, Indispensable, Lift, SilencePeriod
from urp.notices.store.account_notes import AccountNotes
from urp.notices.store.announcements import Announcements
from urp.notices.store.audience import Audience
from urp.notices.store.broadcasts import Broadcasts
from urp.notices.store.channel_posts import ChannelPosts
from urp.notices.store.delivery import DeliveryLedger, ReceiptCounters
from urp.notices.store.freezing import Freezing
from urp.notices.store.health import Health
from urp.notices.store.jobs import Jobs
from urp.notices.store.number_settings import NumberSettings
from urp.notices.store.rows import Rows
from urp.notices.store.silence_periods import SilencePeriods
from urp.notices.store.spending import Spending
from urp.notices.store.statements import Statements
from urp.notices.store.subscribers import SubscriberDays
from urp.notices.store.trials import Trials
from urp.notices.store.trouble_counts import TroubleCounts
from urp.notices.subscribers.counting import DayOfSubscribers
from urp.town.pricing.model import Cost, CostLine
from urp.whatsapp.rate_ports import Pace
from urp.whatsapp.reach import KnownLimit, LimitSource
from urp.whatsapp.store.templates_at_meta import TemplatesAtMeta
from urp.whatsapp.template_list import TemplateAtMeta, TemplatesRead

SHARD = GIULIA.int % 16
SOMEBODY = UUID(int=16 * 16 + SHARD)
ROW = RowReference(NOTICE, SHARD, GIULIA)
JOB = JobId(SHARD, 0)
HEADER = f"BROADCAST#{NOTICE}"

DECLARED = Indispensable(GroundKind.SERVICE_CHANGE, "L'acqua manca da domani in via Roma.")
PERIOD = SilencePeriod(
    UUID(int=18),
    "Elezioni comunali 2027",
    "decreto prefettizio n. 12 del 3 aprile 2027",
    date(2027, 4, 15),
    later(days=200),
    STAFF,
    NOON,
    COLLEAGUE,
    later(days=1),
    Lift(COLLEAGUE, later(days=2), STAFF),
)
JUST_SET = replace(PERIOD, changed_by=None, changed_at=None, lift=None)
BARE_DRAFT = BroadcastDraft("Strada chiusa", "avviso_viabilita", {}, "https://www.comune.example.it/1")
DRAFT = BroadcastDraft(
    title="Strada chiusa",
    template="avviso_viabilita",
    parameters={"dove": "via Roma", "quando": "domani"},
    link="https://www.comune.example.it/1",
    urgency=Urgency.EMERGENCY,
    expires_at=later(days=1),
    tolerance=timedelta(minutes=30),
    beyond_tier=BeyondTier.PLAN,
    correction=True,
    training=True,
)
COUNTED = Counts(accepted=1, refused=2, opted_out=3, blocked=4, expired=5, stopped=6, unclear=7)
TALLY = Tally(
    counts=COUNTED,
    refused_by_code=((131026, 1), (131049, 1)),
    held=1,
    first_at=later(minutes=4),
    last_at=later(minutes=5),
)
SENDING = Broadcast(
    id=NOTICE,
    draft=DRAFT,
    status=BroadcastStatus.SENDING,
    created_at=NOON,
    created_by=STAFF,
    version=4,
    audience_rule=AudienceRule(AudienceKind.NOT_REACHED_OF, OTHER_NOTICE, frozenset({"viabilita", "eventi"})),
    due_at=later(minutes=1),
    authors=frozenset({COLLEAGUE}),
    submission=Submission(
        COLLEAGUE, later(seconds=10), later(minutes=1), Extent(27, 70), DECLARED, in_quiet_hours=True
    ),
    approval=Approval("staff-3", later(seconds=20), "9f" * 32, later(days=1), Extent(28, 72)),
    break_glass=BreakGlass(
        text=UUID(int=500),
        text_seal="9f" * 32,
        text_approved_by="staff-3",
        text_approved_at=NOON,
        by=STAFF,
        at=NOON,
        reason=EmergencyReason.MET,
        review=Review(
            later(days=1), ReviewState.CONTESTED, COLLEAGUE, later(hours=2), "Bastava avvisare il quartiere."
        ),
        ground=Ground("electoral_silence", "Riguarda l'incolumità delle persone."),
        why_alone="Chi approva non risponde al telefono.",
    ),
    freezing_at=later(minutes=2),
    words=SentWords(3, "5e" * 32, "Il Comune informa che via Roma è chiusa domani."),
    taken_down=TakenDown(COLLEAGUE, later(minutes=9), "Conteneva un errore."),
    sending_at=later(minutes=3),
    audience=28,
    jobs_total=1,
    enqueued_at=later(minutes=3),
    look_at=later(minutes=6),
    progress=Progress(COUNTED, 1, later(minutes=5), TALLY.refused_by_code, 1, TALLY.first_at, TALLY.last_at),
)
IN_DRAFT = Broadcast(NOTICE, BARE_DRAFT, BroadcastStatus.DRAFT, NOON, STAFF, version=1)
TIMED_DRAFT = replace(IN_DRAFT, draft=DRAFT, due_at=later(days=1))
JUST_SENDING = replace(IN_DRAFT, status=BroadcastStatus.SENDING, due_at=NOON)
HELD = replace(
    SENDING,
    status=BroadcastStatus.HELD,
    hold=Hold(HoldReason.TIER, later(minutes=6), "Limite di Meta.", 131048, later(days=1)),
    progress=Progress(),
)
BARELY_HELD = replace(
    JUST_SENDING, status=BroadcastStatus.HELD, hold=Hold(HoldReason.META_SILENT, NOON, "Meta tace.")
)
STALE = replace(IN_DRAFT, status=BroadcastStatus.STALE, due_at=NOON)
SUBMITTED = replace(TIMED_DRAFT, status=BroadcastStatus.SUBMITTED, submission=SENDING.submission)
BARELY_SUBMITTED = replace(
    IN_DRAFT,
    status=BroadcastStatus.SUBMITTED,
    authors=frozenset({STAFF}),
    submission=Submission(STAFF, NOON, None),
)
RETURNED = replace(
    TIMED_DRAFT, refusal=Refusal(COLLEAGUE, NOON, "Manca l'ora.", final=False, submission=SENDING.submission)
)

NEW_JOB = Job(JOB, (SOMEBODY, GIULIA))
LEASED_JOB = replace(NEW_JOB, lease=Lease("run-1", later(minutes=15)), crashes=1, training=True)
DEAD_JOB = replace(NEW_JOB, crashes=1, dead=True)
UNTOUCHED = RecipientRow(GIULIA)
REACHED = RecipientRow(
    GIULIA,
    hand_over=HandOver("run-1", NOON),
    answer=Answer(AnswerKind.UNCLEAR, later(seconds=1), 131000, "wamid.ours-1", "39"),
    delivery=Delivery(
        held=True,
        sent_at=later(minutes=1),
        delivered_at=later(minutes=2),
        read_at=later(minutes=3),
        failed_at=later(minutes=4),
        failed_code=131026,
        charge="utility_39",
    ),
    settled=Outcome.UNCLEAR,
    was_held=True,
)
HANDED = RecipientRow(GIULIA, hand_over=HandOver("run-1", NOON))
STOPPED = RecipientRow(GIULIA, ending=Ending.STOPPED)
FAILED = Delivery(failed_at=later(minutes=1), failed_code=131026)

STATEMENT = Statement(
    broadcast_id=NOTICE,
    closed_at=later(hours=1),
    audience=28,
    counts=COUNTED,
    refused_by_code=TALLY.refused_by_code,
    first_at=TALLY.first_at,
    last_at=TALLY.last_at,
    cost=Cost(
        date(2026, 11, 25),
        (
            CostLine("Italia", "utility", 20, 24_800, date(2026, 1, 1), to_confirm=True),
            CostLine("+49", "marketing", 1, None),
        ),
        3,
        "Italia",
    ),
)
EMPTY_STATEMENT = Statement(NOTICE, later(hours=1), 0, Counts(), ())
NOT_BILLED = replace(
    EMPTY_STATEMENT, cost=Cost(date(2026, 11, 25), (CostLine("Italia", "free", 1, 0),), 0, "Italia")
)
PART = replace(TALLY, open_people=2, held=0, charges=(("unsaid_none", 1), ("utility_39", 2)))

EDITION = ChannelPost(
    NOTICE,
    "Strada chiusa",
    "Via Roma è chiusa.",
    later(minutes=1),
    Posted(COLLEAGUE, later(minutes=2), "https://whatsapp.com/channel/1"),
)
WAITING_EDITION = replace(EDITION, posted=None)
DISCARDED_EDITION = replace(WAITING_EDITION, discarded=Discarded(COLLEAGUE, later(hours=3), "Superato."))
LATE_EDITION = replace(WAITING_EDITION, reminded_at=later(hours=2))
EDITION_OF_A_DRAFT = replace(WAITING_EDITION, waiting_since=None)

ANNOUNCED = UUID(int=17)
ANNOUNCEMENT = Announcement(
    id=ANNOUNCED,
    draft=AnnouncementDraft(
        title="Mercato",
        template="avviso_eventi",
        parameters={"dove": "piazza"},
        link="https://www.comune.example.it/2",
        schedule=Schedule(
            Rule(
                Frequency.MONTHLY,
                interval=2,
                days=(RuleDay(1, 2),),
                months=(1, 3),
                until=date(2030, 1, 1),
            ),
            date(2026, 11, 25),
            time(9, 30),
            HolidayPolicy.NEXT_WORKING_DAY,
        ),
        topics=frozenset({"eventi", "viabilita"}),
        tolerance=timedelta(minutes=30),
        useful_for=timedelta(hours=6),
        beyond_tier=BeyondTier.PLAN,
        indispensable=DECLARED,
        in_quiet_hours=True,
    ),
    channel_text="Domani il mercato.",
    status=AnnouncementStatus.ACTIVE,
    created_at=NOON,
    created_by=STAFF,
    counts_from=later(minutes=1),
    edition=2,
    version=1,
    handled=date(2026, 11, 25),
    look_at=later(days=30),
    last=LastOccurrence(NOTICE, later(minutes=2), 3),
    authors=frozenset({COLLEAGUE}),
    approval=AnnouncementApproval("staff-3", later(minutes=1), "9f" * 32, date(2027, 1, 31)),
)
NO_LONGER = Announcement(
    ANNOUNCED,
    AnnouncementDraft(
        "Mercato",
        "avviso_eventi",
        {},
        "https://www.comune.example.it/2",
        Schedule(Rule(Frequency.DAILY), date(2026, 11, 25), time(9)),
    ),
    "Domani il mercato.",
    AnnouncementStatus.DELETED,
    NOON,
    STAFF,
    NOON,
    version=1,
)
NOTE = AccountNote(
    subject="template/avviso_viabilita",
    at=NOON,
    sentence="Meta ha sospeso il modello.",
    serious=True,
    forbids=True,
    until=later(days=3),
    category="utility",
)
TEMPLATES_READ = TemplatesRead(
    later(days=1),
    NOON,
    NOON,
    (
        TemplateAtMeta(
            "evento", "it", "REJECTED", "MARKETING", "5e" * 32, "RED", "PROMOTIONAL", ("text_optimization",)
        ),
        TemplateAtMeta("scadenza", "it", "APPROVED", "UTILITY", "5e" * 32),
    ),
    ("auto_1",),
)
A_WISH = AccountNote("preference/5a1d", NOON, "Una persona non vuole più avvisi.")


def _headers(tables: Tables) -> Broadcasts:
    return Broadcasts(tables)


def _freezing(tables: Tables) -> Freezing:
    return Freezing(tables)


def _jobs(tables: Tables) -> Jobs:
    return Jobs(tables)


def _rows(tables: Tables) -> Rows:
    return Rows(tables)


def _statements(tables: Tables) -> Statements:
    return Statements(tables)


def _editions(tables: Tables) -> ChannelPosts:
    return ChannelPosts(tables)


def _announcements(tables: Tables) -> Announcements:
    return Announcements(tables)


def _troubles(tables: Tables) -> TroubleCounts:
    return TroubleCounts(tables)


def _health(tables: Tables) -> Health:
    return Health(tables)


def _keep_templates(tables: Tables, read: TemplatesRead) -> None:
    TemplatesAtMeta(tables).claim(read.asked_at, timedelta(hours=1))
    TemplatesAtMeta(tables).store(read)


def _notes(tables: Tables) -> AccountNotes:
    return AccountNotes(tables)


def _keep_header(tables: Tables, broadcast: Broadcast) -> None:
    """Its counters as one job adds them when it closes."""
    _headers(tables).create(replace(broadcast, progress=Progress()), None, act())
    if broadcast.progress.jobs_closed:
        _keep_shard(tables, Shard(SHARD, sealed=2, jobs=1))
        _jobs(tables).lease(NOTICE, JOB, "run-1", NOON, later(minutes=15))
        _jobs(tables).close(NOTICE, ClosedJob(JOB, "run-1", later(minutes=5), TALLY))


type _Header = tuple[Broadcast | None, Sequence[UUID], Sequence[UUID], Sequence[Broadcast]]


def _header(tables: Tables) -> _Header:
    """By its id, among those the dispatcher looks at, and among those that wait for an approval or a
    decision."""
    headers, until = _headers(tables), later(days=2)
    waiting = (*headers.stale(None, 10).items, *headers.to_approve(None, 10).items)
    return headers.load(NOTICE), headers.active(until), headers.submitted(until), waiting


def _as_kept(broadcast: Broadcast) -> _Header:
    submitted = broadcast.status is BroadcastStatus.SUBMITTED
    waits = submitted or broadcast.status is BroadcastStatus.STALE
    works = not waits and broadcast.status is not BroadcastStatus.DRAFT
    return (
        broadcast,
        [NOTICE] if works else [],
        [NOTICE] if submitted else [],
        (broadcast,) if waits else (),
    )


def _keep_shard(tables: Tables, shard: Shard, *, training: bool = False) -> None:
    """Two people, in as many writes as were counted."""
    freezing, people = _freezing(tables), [SOMEBODY, GIULIA]
    for _ in range(shard.writes):
        freezing.add(NOTICE, shard.number, people, NOON)
    if shard.sealed is not None:
        freezing.seal(NOTICE, replace(shard, sealed=None), shard.sealed, NOON)
    if shard.jobs is not None:
        freezing.add_jobs(NOTICE, shard.number, [replace(NEW_JOB, training=training)], NOON)
        freezing.make_ready(NOTICE, shard.number, shard.jobs)


def _keep_job(tables: Tables, job: Job) -> None:
    _keep_shard(tables, Shard(SHARD, sealed=2, jobs=1), training=job.training)
    if job.crashes:
        _jobs(tables).lease(NOTICE, JOB, "run-1", NOON, later(minutes=15))
    if job.dead:
        _jobs(tables).bury(NOTICE, JOB, "run-1")


def _keep_closed_job(tables: Tables, tally: Tally) -> None:
    _keep_header(tables, IN_DRAFT)
    _keep_job(tables, LEASED_JOB)
    _jobs(tables).close(NOTICE, ClosedJob(JOB, "run-1", later(minutes=5), tally))


def _job(tables: Tables) -> tuple[Sequence[Job], Job | None]:
    """Among the open ones, and as the next worker is given it."""
    jobs = _jobs(tables)
    return jobs.open(NOTICE), jobs.lease(NOTICE, JOB, "run-2", later(hours=1), later(hours=2))


def _as_worked_on(job: Job) -> tuple[Sequence[Job], Job | None]:
    """The index has neither its people nor whose it is, nor that it is training."""
    lease = replace(job.lease, token="") if job.lease else None
    hint = replace(job, citizens=(), lease=lease, training=False)
    given = replace(job, lease=Lease("run-2", later(hours=2)), crashes=job.crashes + 1)
    return [hint], None if job.dead else given


def _keep_row(tables: Tables, row: RecipientRow) -> None:
    """As the freeze, the worker and the recorder of statuses write it, each what is theirs."""
    _freezing(tables).add(NOTICE, SHARD, [GIULIA], NOON)
    store(tables, MEMBER_BY_PHONE)
    if row.hand_over is not None:
        _rows(tables).hand_over(ROW, row.hand_over.token, row.hand_over.at, ())
    if row.answer is not None:
        _rows(tables).answer([AnsweredRow(ROW, row.answer, row.delivery.held)])
    if row.ending is not None:
        _rows(tables).end(NOTICE, SHARD, [GIULIA], row.ending)
    if row.delivery.has_status:
        ledger = DeliveryLedger(tables, Random(1))
        ledger.record(NOTICE, [(ROW, row.delivery)], NOON)


def _row(tables: Tables) -> RecipientRow | None:
    return _rows(tables).read(NOTICE, SHARD, [GIULIA]).get(GIULIA)


def _receipts(tables: Tables) -> ReceiptCounts:
    return ReceiptCounters(tables).counts(NOTICE)


def _counted(row: RecipientRow) -> ReceiptCounts:
    """The furthest of it, what its job had counted, Meta's bill, how soon it arrived and was read."""
    nobody = dict.fromkeys(WITH_STATUS, 0)
    if row.settled is None:
        return ReceiptCounts({**nobody, DeliveryStage.FAILED: 1}, ((131026, 1),))
    read = {**nobody, DeliveryStage.READ: 1}
    return ReceiptCounts(read, (), {Outcome.UNCLEAR: 1}, 1, (("utility_39", 1),), {1: 1}, {2: 1})


def _spent(statement: Statement) -> Spent:
    cost = statement.cost
    return Spent() if cost is None else Spent(cost.micro_euro or 0, cost.without_price)


def _try(tables: Tables, times: int) -> None:
    for number in range(times):
        Trials(tables).record((), date(2026, 11, 25), TRIALS_A_DAY, act(f"act-{number}"))


def _one_trial_more(tables: Tables) -> str:
    try:
        _try(tables, 1)
    except TrialsLimitError:
        return "refused"
    return "sent"


def _close(tables: Tables, statement: Statement) -> None:
    _headers(tables).create(IN_DRAFT, None, act())
    after = replace(IN_DRAFT, status=BroadcastStatus.CLOSED)
    _statements(tables).close(IN_DRAFT, after, statement)


def _post(tables: Tables, post: ChannelPost) -> None:
    fresh = ChannelPost(post.broadcast_id, post.title, post.text)
    _headers(tables).create(IN_DRAFT, fresh, act())
    if post.waiting_since is not None:
        _editions(tables).wait(NOTICE, post.waiting_since)
    if post.posted is not None:
        _editions(tables).mark_posted(post, act("act-0002"))
    if post.discarded is not None:
        _editions(tables).mark_discarded(post, act("act-0002"))
    if post.reminded_at is not None:
        _editions(tables).mark_reminded(NOTICE, post.reminded_at)


def _edition(tables: Tables) -> tuple[ChannelPost | None, Sequence[ChannelPost]]:
    """By its notice, and among those that wait."""
    return _editions(tables).load(NOTICE), _editions(tables).waiting(None, 10).items


def _as_posted(post: ChannelPost) -> tuple[ChannelPost, Sequence[ChannelPost]]:
    waits = post.waiting_since is not None and post.posted is None and post.discarded is None
    return post, (post,) if waits else ()


def _announcement(tables: Tables) -> tuple[Announcement | None, Sequence[UUID], Sequence[Announcement]]:
    """By its id, among those that are due, and in the office's list."""
    kept = _announcements(tables)
    return kept.load(ANNOUNCED), kept.due(later(days=31)), kept.page(None, 10).items


def _as_announced(kept: Announcement) -> tuple[Announcement, Sequence[UUID], Sequence[Announcement]]:
    deleted = kept.status is AnnouncementStatus.DELETED
    return kept, [] if kept.look_at is None else [ANNOUNCED], () if deleted else (kept,)


def _be_unclear(tables: Tables, sends: Sequence[int]) -> None:
    for sequence in sends:
        _health(tables).unclear(NOTICE, sequence, NOON)


def _have_troubles(tables: Tables, seen: tuple[Refusals, Troubles]) -> None:
    """What staff accepted came first."""
    refusals, troubles = seen
    for _ in range(troubles.accepted_by_staff):
        _troubles(tables).accept(NOTICE, NOON)
    for sequence in refusals.sequences:
        _troubles(tables).refused(NOTICE, sequence, NOON)
    _troubles(tables).add(NOTICE, Trouble(troubles.failed, troubles.complaints), NOON)


def _one_refusal_more(tables: Tables) -> tuple[Refusals, Troubles]:
    return _troubles(tables).refused(NOTICE, 9, NOON), _troubles(tables).add(NOTICE, Trouble(), NOON)


def _with_one_refusal_more(seen: tuple[Refusals, Troubles]) -> tuple[Refusals, Troubles]:
    refusals, troubles = seen
    return replace(refusals, sequences=[*refusals.sequences, 9]), troubles


def _member(tables: Tables) -> Member | None:
    audience = Audience(tables)
    return first([member for page in audience.pages(SHARD, NOON) for member in page])


def _as_member(citizen: Citizen) -> Member:
    return Member(
        citizen_id=citizen.id,
        user_id=citizen.user_id,
        phone=citizen.phone,
        blocked=citizen.is_blocked(NOON),
        unconfirmed=citizen.unconfirmed,
        topics=citizen.topics,
        topics_since=citizen.topics_since,
        absorbed=citizen.absorbed,
        joined_at=citizen.subscribed_at,
    )


def _set_by_staff(tables: Tables, settings: tuple[int | None, int | None]) -> None:
    """Messages a second, and people a day."""
    office = NumberSettings(tables, phone_number_id=NUMBER)
    per_second, people = settings
    if per_second is not None:
        office.set_rate(per_second, NOTE, act())
    office.set_limit(people, NOTE, act("act-0002"))


def _settings(tables: Tables) -> tuple[Pace, KnownLimit | None]:
    return rate_of(tables).look(NOON), reach_of(tables).reach().known


def _as_set(settings: tuple[int | None, int | None]) -> tuple[Pace, KnownLimit]:
    per_second, people = settings
    rate = per_second or 20
    return Pace(rate, rate), KnownLimit(people, NOON, LimitSource.STAFF)


def _header_kind(name: str, whole: Broadcast, emptiest: Broadcast) -> Kind[Any]:
    return Kind(name, "Broadcasts", HEADER, whole, emptiest, _keep_header, _header, _as_kept, sort="HEADER")


KINDS: tuple[Kind[Any], ...] = (
    _header_kind("a notice in draft", RETURNED, IN_DRAFT),
    _header_kind("a notice that waits for an approval", SUBMITTED, BARELY_SUBMITTED),
    _header_kind("a notice that is being sent", SENDING, JUST_SENDING),
    _header_kind("a notice that holds itself", HELD, BARELY_HELD),
    _header_kind("a notice that is too late", STALE, STALE),
    Kind(
        "a shard of an audience",
        "Broadcasts",
        HEADER,
        Shard(SHARD, 1, 2, 1, NOON),
        Shard(SHARD, sealed=0),
        _keep_shard,
        lambda tables: _freezing(tables).shard(NOTICE, SHARD),
        sort="SHARD#",
    ),
    Kind("a job", "Broadcasts", HEADER, LEASED_JOB, NEW_JOB, _keep_job, _job, _as_worked_on, sort="JOB#"),
    Kind("a dead job", "Broadcasts", HEADER, DEAD_JOB, DEAD_JOB, _keep_job, _job, _as_worked_on, sort="JOB#"),
    Kind(
        "a closed job",
        "Broadcasts",
        HEADER,
        TALLY,
        Tally(),
        _keep_closed_job,
        _job,
        lambda _: ([], None),
        sort="JOB#",
    ),
    Kind("a person of an audience", "Broadcasts", f"{HEADER}#", REACHED, UNTOUCHED, _keep_row, _row),
    Kind("a person handed to Meta", "Broadcasts", f"{HEADER}#", HANDED, HANDED, _keep_row, _row),
    Kind("a person not written to", "Broadcasts", f"{HEADER}#", STOPPED, STOPPED, _keep_row, _row),
    Kind(
        "the counters of the receipts",
        "Broadcasts",
        HEADER,
        REACHED,
        RecipientRow(GIULIA, delivery=FAILED),
        _keep_row,
        _receipts,
        _counted,
        sort="DELIVERY#",
    ),
    Kind(
        "a closing statement",
        "Broadcasts",
        HEADER,
        STATEMENT,
        EMPTY_STATEMENT,
        _close,
        lambda tables: _statements(tables).statement(NOTICE),
        sort="STATEMENT",
    ),
    Kind(
        "a day of subscribers",
        "Broadcasts",
        "SUBSCRIBERS#",
        DayOfSubscribers(
            date(2026, 11, 25), 1210, 8, 3, {"viabilita": 310}, 880, {"viabilita": 9}, {"viabilita": 4}
        ),
        DayOfSubscribers(date(2026, 11, 25), 0, 0, None),
        lambda tables, day: SubscriberDays(tables).put(day, NOON),
        lambda tables: SubscriberDays(tables).find(date(2026, 11, 25)),
    ),
    Kind(
        "what a month's notices have cost",
        "Broadcasts",
        "SPENT#",
        STATEMENT,
        NOT_BILLED,
        _close,
        lambda tables: Spending(tables).of(date(2026, 11, 1)),
        _spent,
    ),
    Kind(
        "the count of test sends",
        "Control",
        "TRIALS",
        10,
        1,
        _try,
        _one_trial_more,
        lambda times: "refused" if times == 10 else "sent",
    ),
    Kind(
        "a part of a closing statement",
        "Broadcasts",
        HEADER,
        PART,
        Tally(),
        lambda tables, part: _statements(tables).add_part(NOTICE, SHARD, part, NOON),
        lambda tables: _statements(tables).parts(NOTICE).get(SHARD),
        sort="TALLY#",
    ),
    Kind(
        "an edition for the Channel",
        "Broadcasts",
        HEADER,
        EDITION,
        EDITION_OF_A_DRAFT,
        _post,
        _edition,
        _as_posted,
        sort="CHANNEL",
    ),
    Kind(
        "an edition that waits to be posted",
        "Broadcasts",
        HEADER,
        WAITING_EDITION,
        WAITING_EDITION,
        _post,
        _edition,
        _as_posted,
        sort="CHANNEL",
    ),
    Kind(
        "an edition that is not posted",
        "Broadcasts",
        HEADER,
        DISCARDED_EDITION,
        LATE_EDITION,
        _post,
        _edition,
        _as_posted,
        sort="CHANNEL",
    ),
    Kind(
        "an announcement",
        "Broadcasts",
        "ANNOUNCEMENT#",
        ANNOUNCEMENT,
        NO_LONGER,
        lambda tables, announcement: _announcements(tables).create(announcement, act()),
        _announcement,
        _as_announced,
    ),
    Kind(
        "the unclear sends of a notice",
        "Broadcasts",
        HEADER,
        (3, 4),
        (3,),
        _be_unclear,
        lambda tables: _health(tables).unclear(NOTICE, 9, NOON),
        lambda sends: [*sends, 9],
        sort="HEALTH",
    ),
    Kind(
        "the troubles of a notice",
        "Broadcasts",
        HEADER,
        (Refusals([3, 4], 1), Troubles(2, 1, 1)),
        (Refusals([]), Troubles(0, 1)),
        _have_troubles,
        _one_refusal_more,
        _with_one_refusal_more,
        sort="TROUBLES",
    ),
    Kind(
        "a member of the audience",
        "Citizens",
        "AUDIENCE#",
        SUBSCRIBER,
        MEMBER_BY_PHONE,
        store,
        _member,
        _as_member,
    ),
    Kind(
        "what Meta last said",
        "Control",
        "ACCOUNT",
        NOTE,
        A_WISH,
        lambda tables, note: _notes(tables).store(note),
        lambda tables: first(_notes(tables).all()),
    ),
    Kind(
        "what Meta's list of templates said last",
        "Control",
        "TEMPLATES",
        TEMPLATES_READ,
        TemplatesRead(NOON),
        _keep_templates,
        lambda tables: TemplatesAtMeta(tables).load(),
    ),
    Kind(
        "what staff set of the number",
        "Control",
        "RATE#",
        (40, 1_000),
        (None, None),
        _set_by_staff,
        _settings,
        _as_set,
    ),
    Kind(
        "a period of electoral silence",
        "Control",
        "SILENCE",
        PERIOD,
        JUST_SET,
        lambda tables, period: SilencePeriods(tables).record(period, act()),
        lambda tables: (SilencePeriods(tables).find(PERIOD.id), *SilencePeriods(tables).all()),
        lambda period: (replace(period, version=1),) * 2,
    ),
)
