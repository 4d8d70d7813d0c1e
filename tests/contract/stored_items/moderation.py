"""Moderation: cases with their texts and lines, blocks here and at WhatsApp, files of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.contract.stored_items.citizens import NEWLY_CHOSEN, SUBSCRIBER, WHO_NEVER_JOINED, store
from tests.contract.stored_items.desk import CASE, RECEIVED
from tests.contract.stored_items.kinds import (
    COLLEAGUE,
    FILE,
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
from tests.fakes.memory_exclusions import MemoryExclusions
from urp.aws.tables import Tables
from urp.citizens.blocks import MirrorState
from urp.citizens.identity.model import Citizen, CitizenChange
from urp.meaning.breaches import Breach
from urp.moderation.blocks.model import BlockEvent, Comparison, Stranger
from urp.moderation.casebook.figures import CountedYear
from urp.moderation.casebook.model import (
    Case,
    CaseOpening,
    CaseState,
    CaseStep,
    CaseText,
    Correction,
    Outcome,
    Step,
    StepKind,
    StoredCase,
)
from urp.moderation.evidence import model as evidence
from urp.moderation.evidence.custody import CustodyAct, CustodyEntry, EvidenceStep
from urp.moderation.evidence.model import EvidenceFile, Facts, FileState, KeptBody, KeptMessage, Shown
from urp.moderation.store.blocks import BlockRegister
from urp.moderation.store.case_writes import write_opening, write_text_taken_back
from urp.moderation.store.cases import CaseRegister
from urp.moderation.store.evidence import EvidenceRegister
from urp.moderation.store.mirror import MirrorRegister
from urp.observability import digest
from urp.whatsapp.person import PersonIds

OPENED = Step("step-1", StepKind.PROPOSED, NOON, "rule", "threat.direct", "", "policy-3")
JUDGED = Case(
    id=CASE,
    citizen_id=GIULIA,
    breach=Breach.THREAT,
    rule="threat.direct",
    message=digest(MESSAGE_ID),
    written_at=NOON,
    opened_at=later(seconds=1),
    changed_at=later(minutes=1),
    state=CaseState.DECIDED,
    policy_version="policy-3",
    received=RECEIVED,
    conversation_id=GIULIAS_TALK,
    hidden=True,
    outcome=Outcome.BLOCKED,
    warned_at=later(seconds=30),
    blocked_until=later(days=30),
    acknowledged=True,
    held_by=frozenset({FILE}),
    version=1,
)
PROPOSED = Case(
    CASE,
    GIULIA,
    Breach.SPAM,
    "spam.chain",
    digest(MESSAGE_ID),
    NOON,
    NOON,
    NOON,
    CaseState.PROPOSED,
    "policy-3",
    version=1,
)
BLOCKING = Step(
    id="step-2",
    kind=StepKind.BLOCKED,
    at=later(minutes=1),
    author=STAFF,
    rule="ladder.block",
    reason="Minacce ripetute",
    policy_version="policy-3",
    until=later(days=30),
    beyond_ladder="Minaccia di morte",
    reported_at=later(minutes=2),
    reply_id="block-notice-0001",
)
JUDGEMENT = StoredCase(JUDGED, (OPENED, BLOCKING))
PROPOSAL = StoredCase(PROPOSED, (OPENED,))
WORDS = CaseText(
    text="Ti vengo a cercare.",
    message_id=MESSAGE_ID,
    words=("cercare",),
    kept_until=(NOON + timedelta(days=30)).replace(microsecond=0),
    amends="wamid.made-up-0000",
    taken_back=True,
    corrections=(
        Correction("wamid.made-up-0002", later(seconds=5), "Ti trovo.", RECEIVED),
        Correction("wamid.made-up-0003", later(seconds=6), "Scherzo."),
    ),
)
FEW_WORDS = CaseText("Ciao", MESSAGE_ID, kept_until=WORDS.kept_until)

BLOCKED = BlockEvent("blocked", NOON, STAFF, "Minacce", later(days=30), "policy-3", Breach.THREAT)
LIFTED_AT_META = BlockEvent("unblocked_at_whatsapp", NOON, STAFF, "", None, "")
STRANGER_ID = UUID(int=14)
STRANGER = Stranger(STRANGER_ID, PersonIds(PHONE, USER_ID), NOON, lifting=True, reason="Era un errore")
JUST_FOUND = Stranger(STRANGER_ID, PersonIds(PHONE, None), NOON)
COMPARED = Comparison(NOON, complete=True, at_meta=4, chosen_here=3, strangers=1, missing=2)
EVIDENCE = EvidenceFile(
    id=FILE,
    citizen_id=GIULIA,
    conversation_id=GIULIAS_TALK,
    case_ids=(CASE,),
    state=FileState.RELEASED,
    reason="Minaccia di morte",
    proposed_by=STAFF,
    proposed_at=NOON,
    acquired_at=later(minutes=-5),
    policy_version="policy-3",
    bodies=(KeptBody(1, RECEIVED, "5a" * 32, 1234, "sha256=ab", later(minutes=-10)),),
    messages=1,
    facts=Facts("Ha minacciato", ("Il messaggio",), "Abita in via Roma", ("L'operatore",), ("Il collega",)),
    corrections=(evidence.Correction(later(minutes=4), COLLEAGUE, "In via Milano"),),
    decided_by=COLLEAGUE,
    decided_at=later(minutes=1),
    sealed_at=later(minutes=2),
    sent_at=later(minutes=3),
    ended_at=later(minutes=5),
    end_reason="Archiviata",
    deleted_from=datetime(2026, 12, 25, tzinfo=UTC),
    head="cd" * 32,
    head_at=later(minutes=5),
    version=1,
)
NEW_FILE = EvidenceFile(
    FILE, GIULIA, None, (), FileState.PROPOSED, "Minaccia", STAFF, NOON, NOON, "policy-3", version=1
)
KEPT_MESSAGE = KeptMessage(
    number=1,
    ref=digest(MESSAGE_ID),
    kind="question",
    at=NOON,
    text="Ti vengo a cercare.",
    body=1,
    author=STAFF,
    shown=Shown(PHONE, USER_ID, "Giulia", "giulia_r"),
)
COPIED_MESSAGE = KeptMessage(1, digest(MESSAGE_ID), "question", NOON, "Ti vengo a cercare.", None)
SEALING = CustodyEntry(FILE, 1, NOON, STAFF, CustodyAct.SEALED, {"impronta": "ab" * 32}, "ef" * 32)
PROPOSING = CustodyEntry(FILE, 1, NOON, STAFF, CustodyAct.PROPOSED)


def _desk(tables: Tables) -> str:
    return table_of(tables, "Desk")


def _cases(tables: Tables) -> CaseRegister:
    return CaseRegister(tables)


def _open(tables: Tables, kept: StoredCase, text: CaseText = FEW_WORDS) -> None:
    opening = CaseOpening(kept.case, text, kept.steps)
    write(tables, *write_opening(opening, tables))


def _judge(tables: Tables, kept: StoredCase) -> None:
    """Opened with its first step; each further one as the office takes it."""
    beginning = StoredCase(replace(PROPOSED, opened_at=kept.case.opened_at), kept.steps[:1])
    if len(kept.steps) == 1:
        _open(tables, kept)
        return
    _open(tables, beginning)
    _cases(tables).record(CaseStep(beginning.case, kept.case, kept.steps[1]), act())


def _as_judged(kept: StoredCase) -> StoredCase:
    return replace(kept, case=replace(kept.case, version=len(kept.steps)))


def _open_with_words(tables: Tables, text: CaseText) -> None:
    _open(tables, PROPOSAL, text)
    if text.taken_back:
        write(tables, write_text_taken_back(CASE, _desk(tables)))


def _words(tables: Tables) -> CaseText | None:
    return _cases(tables).read_texts([CASE]).get(CASE)


def _year(tables: Tables) -> CountedYear:
    return _cases(tables).count_year(2026)


def _counted(kept: StoredCase) -> CountedYear:
    steps = Counter(step.kind for step in kept.steps)
    return CountedYear(Counter([kept.case.breach]), Counter([kept.case.outcome]), steps)


def _blocks(tables: Tables) -> BlockRegister:
    return BlockRegister(tables, exclusions=MemoryExclusions())


def _note_event(tables: Tables, event: BlockEvent) -> None:
    """Beside a citizen who does not change otherwise."""
    unchanged = CitizenChange(Citizen(GIULIA), Citizen(GIULIA, version=1))
    _mirror(tables).store(unchanged, event, NOON)


def _in_force(tables: Tables) -> Sequence[UUID]:
    return _blocks(tables).list_in_force(None, 10, NOON).items


def _mirror(tables: Tables) -> MirrorRegister:
    return MirrorRegister(tables)


def _looked_after(tables: Tables) -> tuple[Sequence[UUID], Sequence[UUID]]:
    """All with a block at WhatsApp, and of these whose next step is due a month later."""
    return _mirror(tables).list_mirrored(), _mirror(tables).list_due(later(days=31))


def _evidence(tables: Tables) -> EvidenceRegister:
    return EvidenceRegister(tables)


def _open_file(tables: Tables, file: EvidenceFile) -> None:
    before = replace(file, version=0)
    _evidence(tables).record(EvidenceStep(before, file, PROPOSING, (COPIED_MESSAGE,)), act())
    if file.deleted_from is not None:
        _evidence(tables).let_expire(file, file.deleted_from)


def _keep_message(tables: Tables, message: KeptMessage) -> None:
    step = EvidenceStep(replace(NEW_FILE, version=0), NEW_FILE, PROPOSING, (message,))
    _evidence(tables).record(step, act())


def _enter_custody(tables: Tables, entry: CustodyEntry) -> None:
    _evidence(tables).record(EvidenceStep(replace(NEW_FILE, version=0), NEW_FILE, entry), act())


KINDS: tuple[Kind[Any], ...] = (
    Kind(
        "a case and its steps",
        "Desk",
        "CASE#",
        JUDGEMENT,
        PROPOSAL,
        _judge,
        lambda tables: _cases(tables).find_case(CASE),
        _as_judged,
        sort="CASE",
    ),
    Kind("the words of a case", "Desk", "CASE#", WORDS, FEW_WORDS, _open_with_words, _words, sort="TEXT"),
    Kind(
        "a case in the list of its citizen",
        "Desk",
        "CASE",
        JUDGEMENT,
        PROPOSAL,
        _judge,
        lambda tables: _cases(tables).list_of_citizen(GIULIA),
        lambda kept: (_as_judged(kept).case,),
    ),
    Kind(
        "a case in the figures of its year", "Desk", "CASEYEAR#", JUDGEMENT, PROPOSAL, _open, _year, _counted
    ),
    Kind(
        "a block in the history",
        "Citizens",
        "CITIZEN#",
        BLOCKED,
        LIFTED_AT_META,
        _note_event,
        lambda tables: first(_blocks(tables).list_history(GIULIA)),
        sort="BLOCK#",
    ),
    Kind(
        "a line of the list of blocks",
        "Citizens",
        "BLOCKED",
        SUBSCRIBER,
        WHO_NEVER_JOINED,
        store,
        _in_force,
        lambda _: (GIULIA,),
    ),
    Kind(
        "a line of the list of blocks at WhatsApp",
        "Citizens",
        "WABLOCKS",
        SUBSCRIBER,
        replace(SUBSCRIBER, block=None, at_whatsapp=replace(NEWLY_CHOSEN, state=MirrorState.LIFTING)),
        store,
        _looked_after,
        lambda citizen: ([GIULIA], [GIULIA] if citizen.block else []),
    ),
    Kind(
        "a stranger on Meta's list",
        "Citizens",
        "WABLOCKS",
        STRANGER,
        JUST_FOUND,
        lambda tables, stranger: _mirror(tables).keep(stranger, NOON),
        lambda tables: _mirror(tables).find_stranger(STRANGER_ID),
    ),
    Kind(
        "a comparison with Meta's list",
        "Citizens",
        "WABLOCKS",
        COMPARED,
        COMPARED,
        lambda tables, comparison: _mirror(tables).note(comparison),
        lambda tables: _mirror(tables).read_comparison(),
    ),
    Kind(
        "a file of evidence",
        "Desk",
        "EVIDENCE#",
        EVIDENCE,
        NEW_FILE,
        _open_file,
        lambda tables: _evidence(tables).find(FILE),
        sort="HEADER",
    ),
    Kind(
        "a message in a file of evidence",
        "Desk",
        "EVIDENCE#",
        KEPT_MESSAGE,
        COPIED_MESSAGE,
        _keep_message,
        lambda tables: first(_evidence(tables).read_messages(FILE)),
        sort="MESSAGE#",
    ),
    Kind(
        "an entry of the custody log",
        "Desk",
        "EVIDENCE#",
        SEALING,
        PROPOSING,
        _enter_custody,
        lambda tables: first(_evidence(tables).read_custody(FILE)),
        sort="CUSTODY#",
    ),
)
