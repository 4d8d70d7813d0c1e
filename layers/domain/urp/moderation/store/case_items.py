"""Cases as they are stored: one item with the facts and every step, and the citizen's text beside it, which
ends sooner."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, get, to_iso, to_milliseconds
from urp.aws.tables import Tables
from urp.meaning.breaches import Breach
from urp.moderation.casebook.model import (
    WAITING,
    Case,
    CaseState,
    CaseText,
    Correction,
    Outcome,
    Step,
    StepKind,
    StoredCase,
)
from urp.retention.days import RetentionDays


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
    return Case(
        id=UUID(item["pk"].removeprefix("CASE#")),
        citizen_id=UUID(item["citizen"]),
        breach=Breach(item["breach"]),
        rule=item["rule"],
        message=item["message"],
        written_at=from_iso(item["written_at"]),
        opened_at=from_iso(item["opened_at"]),
        changed_at=from_iso(item["changed_at"]),
        state=CaseState(item["state"]),
        policy_version=item["policy_version"],
        received=item.get("received"),
        conversation_id=UUID(item["conversation"]) if "conversation" in item else None,
        hidden=item["hidden"],
        outcome=Outcome(item["outcome"]) if "outcome" in item else None,
        warned_at=_read_moment(item.get("warned_at")),
        blocked_until=_read_moment(item.get("blocked_until")),
        acknowledged=item["acknowledged"],
        held_by=frozenset(map(UUID, item.get("held_by", ()))),
        version=item["version"],
    )


def read_steps(item: Item) -> tuple[Step, ...]:
    return tuple(_read_step(each) for each in item["steps"])


def read_text(item: Item) -> CaseText:
    ends = item.get("expires_at")
    return CaseText(
        text=item["text"],
        message_id=item["message_id"],
        words=tuple(item["words"]),
        amends=item.get("amends"),
        taken_back=item.get("taken_back", False),
        corrections=tuple(_read_correction(each) for each in item.get("corrections", ())),
        kept_until=None if ends is None else datetime.fromtimestamp(ends, UTC),
    )


def to_correction_item(correction: Correction) -> dict[str, Value]:
    item: dict[str, Value] = {
        "message_id": correction.message_id,
        "at": to_iso(correction.at),
        "text": correction.text,
        "received": correction.received,
    }
    return {name: value for name, value in item.items() if value is not None}


def _read_correction(item: Item) -> Correction:
    return Correction(item["message_id"], from_iso(item["at"]), item["text"], item.get("received"))


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
        "citizen": str(case.citizen_id),
        "breach": case.breach.value,
        "rule": case.rule,
        "message": case.message,
        "written_at": to_iso(case.written_at),
        "opened_at": to_iso(case.opened_at),
        "changed_at": to_iso(case.changed_at),
        "state": case.state.value,
        "policy_version": case.policy_version,
        "received": case.received,
        "conversation": str(case.conversation_id) if case.conversation_id else None,
        "hidden": case.hidden,
        "outcome": case.outcome.value if case.outcome else None,
        "warned_at": _to_iso(case.warned_at),
        "blocked_until": _to_iso(case.blocked_until),
        "acknowledged": case.acknowledged,
        "held_by": sorted(map(str, case.held_by)) or None,
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


def to_step_item(step: Step) -> dict[str, Value]:
    item: dict[str, Value] = {
        "id": step.id,
        "kind": step.kind.value,
        "at": to_iso(step.at),
        "author": step.author,
        "rule": step.rule,
        "reason": step.reason,
        "policy_version": step.policy_version,
        "until": _to_iso(step.until),
        "beyond_ladder": step.beyond_ladder,
        "reported_at": _to_iso(step.reported_at),
        "reply": step.reply_id,
    }
    return {name: value for name, value in item.items() if value is not None}


def _read_step(item: Item) -> Step:
    return Step(
        id=item["id"],
        kind=StepKind(item["kind"]),
        at=from_iso(item["at"]),
        author=item["author"],
        rule=item["rule"],
        reason=item["reason"],
        policy_version=item["policy_version"],
        until=_read_moment(item.get("until")),
        beyond_ladder=item.get("beyond_ladder"),
        reported_at=_read_moment(item.get("reported_at")),
        reply_id=item.get("reply"),
    )


def _to_iso(moment: datetime | None) -> str | None:
    return None if moment is None else to_iso(moment)


def _read_moment(text: str | None) -> datetime | None:
    return None if text is None else from_iso(text)


def read_stored_case(tables: Tables, case_id: UUID) -> StoredCase | None:
    """Read consistently."""
    item = get(tables.client, tables.desk, *case_key(case_id))
    return StoredCase(read_case(item), read_steps(item)) if item else None
