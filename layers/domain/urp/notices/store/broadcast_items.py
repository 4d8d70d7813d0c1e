"""Headers, statements and rows of broadcasts as stored items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from urp.aws.dynamodb import Item, Value, from_iso, to_iso
from urp.aws.expiry import to_expiry
from urp.notices.broadcasts.approval import Approval, Extent, Refusal, Submission
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.model import (
    BeyondTier,
    Broadcast,
    BroadcastDraft,
    BroadcastStatus,
    Counts,
    Hold,
    HoldReason,
    Progress,
    Urgency,
)
from urp.notices.broadcasts.tally import Tally
from urp.notices.store.broadcast_work import work_of

_REFUSED = "refused_"  # and Meta's code
COUNTS = ("accepted", "refused", "opted_out", "blocked", "expired", "stopped", "unclear")


def header_key(broadcast_id: UUID) -> tuple[str, str]:
    return f"BROADCAST#{broadcast_id}", "HEADER"


def header_item(broadcast: Broadcast, notices_days: int) -> dict[str, Value]:
    pk, sk = header_key(broadcast.id)
    return {"pk": pk, "sk": sk, **header_changes(broadcast, notices_days)}


def header_changes(broadcast: Broadcast, notices_days: int) -> dict[str, Value]:
    """Everything of a header but the counters, which have writers of their own."""
    kept_from = broadcast.closed_at or broadcast.due_at or broadcast.created_at
    return {
        "version": broadcast.version,
        "status": broadcast.status.value,
        "draft": _draft_item(broadcast.draft),
        "created_at": to_iso(broadcast.created_at),
        "created_by": broadcast.created_by,
        "audience_rule": _rule_item(broadcast.audience_rule),
        "due_at": _iso(broadcast.due_at),
        "authors": sorted(broadcast.authors) or None,
        "submission": _submission_item(broadcast.submission),
        "approval": approval_item(broadcast.approval),
        "refusal": _refusal_item(broadcast.refusal),
        "freezing_at": _iso(broadcast.freezing_at),
        "sending_at": _iso(broadcast.sending_at),
        "closed_at": _iso(broadcast.closed_at),
        "hold": _hold_item(broadcast.hold),
        "audience": broadcast.audience,
        "jobs_total": broadcast.jobs_total,
        "enqueued_at": _iso(broadcast.enqueued_at),
        "look_at": _iso(broadcast.look_at),
        "listing": "broadcast",
        "listed_at": f"{to_iso(broadcast.created_at)}#{broadcast.id}",
        **work_of(broadcast),
        "expires_at": to_expiry(kept_from, notices_days),
    }


def broadcast_from(item: Item) -> Broadcast:
    return Broadcast(
        id=UUID(item["pk"].removeprefix("BROADCAST#")),
        draft=_draft_from(item["draft"]),
        status=BroadcastStatus(item["status"]),
        created_at=from_iso(item["created_at"]),
        created_by=item["created_by"],
        version=item["version"],
        audience_rule=_rule_from(item["audience_rule"]),
        due_at=_moment(item, "due_at"),
        authors=frozenset(item.get("authors", ())),
        submission=_submission_from(item["submission"]) if "submission" in item else None,
        approval=approval_from(item["approval"]) if "approval" in item else None,
        refusal=_refusal_from(item["refusal"]) if "refusal" in item else None,
        freezing_at=_moment(item, "freezing_at"),
        sending_at=_moment(item, "sending_at"),
        closed_at=_moment(item, "closed_at"),
        hold=_hold_from(item["hold"]) if "hold" in item else None,
        audience=item.get("audience"),
        jobs_total=item.get("jobs_total", 0),
        enqueued_at=_moment(item, "enqueued_at"),
        look_at=_moment(item, "look_at"),
        progress=_progress_from(item),
    )


def progress_counts(counted: Tally) -> dict[str, Value]:
    """What a closed job adds to the header, by attribute."""
    counts = counts_item(counted.counts) | {
        "count_held": counted.held,
        **{f"{_REFUSED}{code}": people for code, people in counted.refused_by_code},
    }
    return {name: value for name, value in counts.items() if value}


def _progress_from(item: Item) -> Progress:
    refused = {name.removeprefix(_REFUSED): item[name] for name in item if name.startswith(_REFUSED)}
    return Progress(
        counts=counts_from(item),
        jobs_closed=item.get("jobs_closed", 0),
        last_closed_at=_epoch(item.get("last_closed_at")),
        refused_by_code=codes_from(refused),
        held=item.get("count_held", 0),
        first_at=_moment(item, "first_at"),
        last_at=_moment(item, "last_at"),
    )


def counts_from(item: Item) -> Counts:
    return Counts(**{name: item.get(f"count_{name}", 0) for name in COUNTS})


def counts_item(counts: Counts) -> dict[str, Value]:
    return {f"count_{name}": getattr(counts, name) for name in COUNTS}


def codes_item(codes: tuple[tuple[int, int], ...]) -> Mapping[str, int]:
    return {str(code): people for code, people in codes}


def codes_from(item: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((int(code), people) for code, people in item.items()))


def _draft_item(draft: BroadcastDraft) -> dict[str, Value]:
    stored: dict[str, Value] = {
        "title": draft.title,
        "template": draft.template,
        "parameters": dict(draft.parameters),
        "link": draft.link,
        "urgency": draft.urgency.value,
        "tolerance": int(draft.tolerance.total_seconds()),
        "beyond_tier": draft.beyond_tier.value,
    }
    return stored if draft.expires_at is None else {**stored, "useful_until": to_iso(draft.expires_at)}


def _draft_from(item: Item) -> BroadcastDraft:
    return BroadcastDraft(
        title=item["title"],
        template=item["template"],
        parameters=item["parameters"],
        link=item["link"],
        urgency=Urgency(item["urgency"]),
        expires_at=_moment(item, "useful_until"),
        tolerance=timedelta(seconds=item["tolerance"]),
        beyond_tier=BeyondTier(item["beyond_tier"]),
    )


def _rule_item(rule: AudienceRule) -> dict[str, Value]:
    stored: dict[str, Value] = {"kind": rule.kind.value, "topics": sorted(rule.topics)}
    return stored if rule.of is None else {**stored, "of": str(rule.of)}


def _rule_from(item: Item) -> AudienceRule:
    of = UUID(item["of"]) if "of" in item else None
    return AudienceRule(AudienceKind(item["kind"]), of, frozenset(item["topics"]))


def _submission_item(submission: Submission | None) -> dict[str, Value] | None:
    if submission is None:
        return None
    stored: dict[str, Value] = {"by": submission.by, "at": to_iso(submission.at)}
    if submission.due_at is not None:
        stored["due_at"] = to_iso(submission.due_at)
    return stored | _extent_item(submission.extent)


def _submission_from(item: Item) -> Submission:
    return Submission(item["by"], from_iso(item["at"]), _moment(item, "due_at"), _extent_from(item))


def approval_item(approval: Approval | None) -> dict[str, Value] | None:
    if approval is None:
        return None
    stored: dict[str, Value] = {
        "by": approval.by,
        "at": to_iso(approval.at),
        "seal": approval.seal,
        "lapses_at": to_iso(approval.lapses_at),
        "alone": approval.alone,
    }
    return stored | _extent_item(approval.extent)


def approval_from(item: Item) -> Approval:
    return Approval(
        item["by"],
        from_iso(item["at"]),
        item["seal"],
        from_iso(item["lapses_at"]),
        _extent_from(item),
        item["alone"],
    )


def _extent_item(extent: Extent | None) -> dict[str, Value]:
    if extent is None:
        return {}
    people: dict[str, Value] = {"people": extent.people}
    return people if extent.euro_cents is None else {**people, "euro_cents": extent.euro_cents}


def _extent_from(item: Item) -> Extent | None:
    return Extent(item["people"], item.get("euro_cents")) if "people" in item else None


def _refusal_item(refusal: Refusal | None) -> dict[str, Value] | None:
    if refusal is None:
        return None
    return {
        "by": refusal.by,
        "at": to_iso(refusal.at),
        "reason": refusal.reason,
        "final": refusal.final,
    }


def _refusal_from(item: Item) -> Refusal:
    return Refusal(item["by"], from_iso(item["at"]), item["reason"], item["final"])


def _hold_item(hold: Hold | None) -> dict[str, Value] | None:
    if hold is None:
        return None
    stored: dict[str, Value] = {
        "reason": hold.reason.value,
        "at": to_iso(hold.at),
        "explanation": hold.explanation,
    }
    if hold.until is not None:
        stored["until"] = to_iso(hold.until)
    return stored if hold.code is None else {**stored, "code": hold.code}


def _hold_from(item: Item) -> Hold:
    return Hold(
        HoldReason(item["reason"]),
        from_iso(item["at"]),
        item["explanation"],
        item.get("code"),
        _moment(item, "until"),
    )


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else to_iso(moment)


def _moment(item: Item, name: str) -> datetime | None:
    return from_iso(item[name]) if name in item else None


def _epoch(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else datetime.fromtimestamp(milliseconds / 1000, UTC)
