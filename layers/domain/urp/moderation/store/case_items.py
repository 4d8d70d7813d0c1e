"""Cases as they are stored: one item with the facts and every step, and the citizen's text beside it, which
ends sooner."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Item, Value, get, to_iso, to_milliseconds
from urp.aws.items import SECONDS, Codec
from urp.aws.tables import Tables
from urp.moderation.casebook.model import (
    WAITING,
    Case,
    CaseState,
    CaseText,
    Correction,
    Outcome,
    Step,
    StoredCase,
)
from urp.retention.days import RetentionDays

_CASE = Codec(
    Case,
    names={"citizen_id": "citizen", "conversation_id": "conversation"},
    apart={"id", "version"},
    sparse={"held_by"},
)
CORRECTION = Codec(Correction).as_map()
STEP = Codec(Step, names={"reply_id": "reply"}).as_map()
TEXT = Codec(
    CaseText,
    names={"kept_until": "expires_at"},
    forms={datetime: SECONDS, Correction: CORRECTION},
    sparse={"taken_back", "corrections"},
)


def case_key(case_id: UUID) -> tuple[str, str]:
    return f"CASE#{case_id}", "CASE"


def text_key(case_id: UUID) -> tuple[str, str]:
    return f"CASE#{case_id}", "TEXT"


def citizen_line_key(case: Case) -> tuple[str, str]:
    return to_citizen_cases_key(case.citizen_id), f"{to_milliseconds(case.opened_at)}#{case.id}"


def to_citizen_cases_key(citizen_id: UUID) -> str:
    return f"CASES#{citizen_id}"


def year_of_cases(year: int) -> str:
    return f"CASEYEAR#{year}"


def queue_name(state: CaseState) -> str:
    return f"CASES#{state.value}"


def read_case(item: Item) -> Case:
    return _CASE.decode(item, id=UUID(item["pk"].removeprefix("CASE#")), version=item["version"])


def read_steps(item: Item) -> tuple[Step, ...]:
    return tuple(map(STEP.read, item["steps"]))


def read_text(item: Item) -> CaseText:
    return TEXT.decode(item)


def find_kept_until(case: Case, retention: RetentionDays) -> datetime | None:
    """How long a case is kept; None while it is held, or while its block without an end is in force. Never
    shorter than the history of its block."""
    if case.held or (case.outcome is Outcome.BLOCKED and case.blocked_until is None):
        return None
    ends = case.changed_at + timedelta(days=retention.cases)
    if case.blocked_until is None:
        return ends
    return max(ends, case.blocked_until + timedelta(days=retention.blocks_after_end))


def facts(case: Case, retention: RetentionDays) -> dict[str, Value]:
    return {
        **_CASE.encode(case),
        "queue": queue_name(case.state),
        "queue_at": _place(case),
        "expires_at": end_of_case(case, retention),
    }


def _place(case: Case) -> str:
    """Position in the queue: waiting cases by threats first, then age; decided ones by the time of
    decision."""
    if case.state not in WAITING:
        return to_iso(case.changed_at)
    return f"{0 if case.urgent else 1}#{to_iso(case.opened_at)}"


def end_of_case(case: Case, retention: RetentionDays) -> int | None:
    ends = find_kept_until(case, retention)
    return None if ends is None else int(ends.timestamp())


def read_stored_case(tables: Tables, case_id: UUID) -> StoredCase | None:
    """Read consistently."""
    item = get(tables.client, tables.desk, *case_key(case_id))
    return StoredCase(read_case(item), read_steps(item)) if item else None
