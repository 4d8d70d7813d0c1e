"""Blocks of a citizen: ours, decided by staff, and the one at WhatsApp itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from urp.meaning.breaches import Breach


@dataclass(frozen=True, slots=True)
class Block:
    reason: str
    """For the office, in its own words; never sent to the citizen."""
    by: str
    """The staff member's id in the user pool."""
    at: datetime
    until: datetime | None
    """None: until a person lifts it."""
    policy_version: str
    breach: Breach | None = None
    """Rule of the policy: the citizen reads only its fixed phrase. None: only that the rules were broken."""
    grave: bool = False
    """It took the place of one that two people lift, so two lift it as well."""

    def is_active(self, now: datetime) -> bool:
        return self.until is None or now < self.until


CALL_IS_OVER_AFTER = timedelta(seconds=60)
"""Longer than any call to Meta may take: a process that marked a call so long ago is no longer calling."""
KEPT_AFTER_LIFTING = timedelta(days=30)
"""How long the office sees that it was lifted; the history keeps it as long as the block."""


class MirrorState(StrEnum):
    PENDING = "pending"
    """Chosen, to be asked of Meta: when the notice is out, or once more after a failure that passes."""
    UNKNOWN = "unknown"
    """Meta was called and no definite answer is stored: it is asked again, and in the end Meta's list
    decides."""
    BLOCKED = "blocked"
    REFUSED = "refused"
    NOT_CARRIED = "not_carried"
    """Their id changed, and Meta does not take the new one yet: they can write, and are blocked only here."""
    MISSING = "missing"
    """Meta's list no longer has them, and nobody here lifted it: they can write."""
    LIFTING = "lifting"
    LIFTED = "lifted"


class MirrorProblem(StrEnum):
    """Why it was not done although Meta gave no final refusal."""

    TOO_LATE = "too_late"
    """More than 24 hours after the citizen's last message Meta takes no block."""
    GIVEN_UP = "given_up"
    """Asked the maximum number of times."""


_EFFECTIVE = frozenset(
    {
        MirrorState.PENDING,
        MirrorState.UNKNOWN,
        MirrorState.BLOCKED,
        MirrorState.MISSING,
        MirrorState.NOT_CARRIED,
    }
)
_OVER = frozenset({MirrorState.REFUSED, MirrorState.LIFTED})


@dataclass(frozen=True, slots=True)
class WhatsAppBlock:
    """The separate block at WhatsApp itself: a person blocked there cannot reach us at all.

    Staff choose it for a citizen already blocked here. It is carried out at Meta afterwards, may fail, and
    each step is stored.
    """

    state: MirrorState
    by: str
    """The staff member who chose it."""
    at: datetime
    """When it was chosen."""
    changed_at: datetime
    """When it came into its state."""
    ids: tuple[str, ...] = ()
    """User ids, or phones where there was none, that Meta may hold blocked; lifting has to undo these."""
    attempts: int = 0
    next_at: datetime | None = None
    """When the next call to Meta is due; None if none is."""
    called_at: datetime | None = None
    """While a call is under way, or was when its process died."""
    code: int | None = None
    """Meta's code of the last refusal."""
    problem: MirrorProblem | None = None
    notice: str | None = None
    """Outbox id of the notice that must be sent first: after the block nothing reaches the citizen."""

    @property
    def chosen(self) -> bool:
        """True while the decision is in force, whatever Meta has answered so far."""
        return self.state in _EFFECTIVE

    @property
    def over(self) -> bool:
        return self.state in _OVER


def find_due_time(mirror: WhatsAppBlock | None, block: Block | None) -> datetime | None:
    """When the next step is due; `block` is the one here. None: never without a new decision."""
    if mirror is None:
        return None
    if mirror.state is MirrorState.LIFTED:
        return mirror.changed_at + KEPT_AFTER_LIFTING
    if mirror.state is MirrorState.LIFTING:
        return mirror.next_at
    ends = block.until if block else mirror.changed_at
    return min((each for each in (mirror.next_at, ends) if each is not None), default=None)


def choose(by: str, now: datetime, notice: str | None, before: WhatsAppBlock | None) -> WhatsAppBlock:
    """Choose a block at WhatsApp. Earlier ids that Meta may still hold blocked are kept, to be lifted
    later."""
    return WhatsAppBlock(
        MirrorState.PENDING,
        by,
        now,
        now,
        ids=before.ids if before else (),
        next_at=now,
        notice=notice,
    )


def end(block: WhatsAppBlock | None, now: datetime) -> WhatsAppBlock | None:
    """End the block at WhatsApp when the block here ends; lifting waits until no call is under way."""
    if block is None or (block.state is MirrorState.REFUSED and not block.ids):
        return None
    if block.state in (MirrorState.LIFTING, MirrorState.LIFTED):
        return block
    if not block.ids:
        return replace(block, state=MirrorState.LIFTED, changed_at=now, next_at=None, called_at=None)
    free_at = now if block.called_at is None else max(now, block.called_at + CALL_IS_OVER_AFTER)
    return replace(
        block,
        state=MirrorState.LIFTING,
        changed_at=now,
        attempts=0,
        next_at=free_at,
        called_at=None,
        code=None,
        problem=None,
    )


def move_to_id(block: WhatsAppBlock | None, current_id: str | None, now: datetime) -> WhatsAppBlock | None:
    """Apply the same decision to a new id, which Meta does not hold blocked."""
    if block is None or current_id is None or current_id in block.ids:
        return block
    if block.state not in (MirrorState.BLOCKED, MirrorState.UNKNOWN, MirrorState.NOT_CARRIED):
        return block
    return replace(
        block,
        state=MirrorState.PENDING,
        changed_at=now,
        attempts=0,
        next_at=now,
        called_at=None,
        code=None,
        problem=None,
        notice=None,
    )


def merge_blocks(one: WhatsAppBlock | None, other: WhatsAppBlock | None) -> WhatsAppBlock | None:
    """Merge the blocks of two citizens who proved to be one: the decision in force, and all ids Meta may
    hold."""
    if one is None or other is None:
        return one or other
    kept, left = sorted((one, other), key=lambda each: (not each.chosen, each.over))
    ids = tuple(dict.fromkeys((*left.ids, *kept.ids)))
    return replace(kept, ids=ids)
