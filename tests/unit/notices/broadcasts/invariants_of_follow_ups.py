"""What must be true of corrections and re-runs, whatever was done to them and to the notice they follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

from tests.unit.notices.broadcasts.attack import Attack
from urp.notices.broadcasts.audience import AudienceKind
from urp.notices.broadcasts.recipients import Outcome

_END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def wrongly_addressed(attack: Attack, broadcast_id: UUID) -> Iterator[str]:
    """A correction is for exactly those reached; a re-run for exactly the others, and nobody has it twice."""
    header = attack.town.stored.header(broadcast_id)
    rows = attack.rows(broadcast_id).keys()
    before = _may_have_read(attack, attack.ordinary)
    if header.audience_rule.kind is AudienceKind.REACHED_OF:
        if rows != before:
            yield f"{len(before)} reached, and {len(rows)} corrected"
        return
    earlier = attack.follow_ups[: attack.follow_ups.index(broadcast_id)]
    before = before.union(*(_may_have_read(attack, each) for each in earlier))
    if rows & before:
        yield "run again for somebody who may have it already"
    began = header.freezing_at or _END_OF_TIME
    for citizen_id, joined_at in attack.joined.items():
        left_out = citizen_id not in attack.kept_out and citizen_id not in rows | before
        if joined_at <= began and left_out:
            yield "run again, and a subscriber was left out"


def _may_have_read(attack: Attack, broadcast_id: UUID) -> set[UUID]:
    rows = attack.rows(broadcast_id)
    return {each for each, row in rows.items() if row.outcome in (Outcome.ACCEPTED, Outcome.UNCLEAR)}
