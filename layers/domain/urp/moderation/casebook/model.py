"""A case: one message that may break the rules of the service, and every step taken about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

from urp.desk.model import ConversationChange, DeskMessage, DeskStateChange, MessageKind
from urp.desk.outbox import OutboxRow
from urp.meaning.breaches import Breach

_CASES = UUID("3f0c7d2e-5b19-4e86-9a44-c1d25e60b7fa")
NEVER_JUDGED = frozenset({MessageKind.EMERGENCY, MessageKind.DISTRESS})


class CaseState(StrEnum):
    """Whom it waits for."""

    PROPOSED = "proposed"
    """A moderator: nobody has decided yet."""
    ESCALATED = "escalated"
    """An administrator, on behalf of the operator of the service."""
    APPEALED = "appealed"
    """The person who decides about the citizen's appeal."""
    DECIDED = "decided"


WAITING = frozenset({CaseState.PROPOSED, CaseState.ESCALATED, CaseState.APPEALED})


class Outcome(StrEnum):
    """What was done about it, so far."""

    NOTED = "noted"
    """A breach, and nothing is said to the citizen."""
    WARNED = "warned"
    WARNED_AGAIN = "warned_again"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    DISMISSED = "dismissed"
    """No breach after all."""


class StepKind(StrEnum):
    PROPOSED = "proposed"
    """By a rule, or by a person who found what the rules had missed."""
    NOTED = "noted"
    WARNED = "warned"
    WARNED_AGAIN = "warned_again"
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    BLOCK_REPLACED = "block_replaced"
    """Another block took the place of the one decided here: taken by what did it, never asked for."""
    WARNING_LOST = "warning_lost"
    """The message of a warning did not arrive, or nobody knows: it counts for nothing. Never asked for."""
    DISMISSED = "dismissed"
    ESCALATED = "escalated"
    APPEAL_RECEIVED = "appeal_received"
    APPEAL_UPHELD = "appeal_upheld"
    """The citizen was right: the decision is reversed."""
    APPEAL_REJECTED = "appeal_rejected"
    HIDDEN = "hidden"
    """A message that also asked something is taken out of its conversation after all."""
    REPORTED_IN_WHATSAPP = "reported_in_whatsapp"
    ACKNOWLEDGED = "acknowledged"
    """Staff have seen the threat or the hidden message, and decided nothing yet."""
    HELD = "held"
    RELEASED = "released"


OF_EVIDENCE = frozenset({StepKind.HELD, StepKind.RELEASED})
"""They say that there is, or was, a file of evidence."""
BY_RULE = "rule"
"""Author of what the service did by itself: it proposes, hides and gives a first warning, nothing else."""
BY_HAND = "by_hand"
"""Rule of a case that a person opened."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a case's history; never changed."""

    id: str
    kind: StepKind
    at: datetime
    author: str
    """Id of the member of staff, or `rule`."""
    rule: str
    """Of a proposal: which rule of meaning; else which rung or duty of the casebook allowed it."""
    reason: str
    """For the office; empty where a rule acted."""
    policy_version: str
    until: datetime | None = None
    """Of a block: its end; None for one without."""
    beyond_ladder: str | None = None
    """Why the rungs before it were skipped."""
    reported_at: datetime | None = None
    reply_id: str | None = None
    """The outbox row that told the citizen; None when nothing was said to them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A case without the citizen's text, which is stored beside it and erased before it."""

    id: UUID
    citizen_id: UUID
    breach: Breach
    rule: str
    """Of meaning, such as `offence.addressed`; `by_hand` for a case opened by a person."""
    message: str
    """Digest of WhatsApp's id of the message, which has the number inside."""
    written_at: datetime
    """By WhatsApp's clock."""
    opened_at: datetime
    changed_at: datetime
    state: CaseState
    policy_version: str
    received: str | None = None
    """Key of the stored body it came in, from which evidence is cut."""
    conversation_id: UUID | None = None
    """The conversation of the message, or the one it was hidden from."""
    hidden: bool = True
    """The message is in no conversation. False if it also asks something of the office."""
    outcome: Outcome | None = None
    warned_at: datetime | None = None
    blocked_until: datetime | None = None
    """Of the block decided here: its end, written anew when it is lifted or replaced before; None with
    `Outcome.BLOCKED`: without an end."""
    acknowledged: bool = False
    """A person has looked at it: on duty, or while reviewing hidden messages."""
    held_by: frozenset[UUID] = frozenset()
    """The open files of evidence it is part of: while there is one, nothing of it is erased."""
    version: int = 0
    """0: not stored yet."""

    @property
    def held(self) -> bool:
        return bool(self.held_by)

    @property
    def needs_what_was_taken_back(self) -> bool:
        """True if the deleted text is needed for the decision and a review; not if there was no breach."""
        return self.held or self.outcome is not Outcome.DISMISSED

    @property
    def urgent(self) -> bool:
        return self.breach in URGENT

    @property
    def unread(self) -> bool:
        """Hidden by a rule alone: no person has looked at it yet."""
        by_rule = self.rule != BY_HAND
        return self.hidden and by_rule and not self.acknowledged and self.state is CaseState.PROPOSED

    def block_in_force(self, now: datetime) -> bool:
        """The one decided here, not another that the citizen may have."""
        return self.outcome is Outcome.BLOCKED and (self.blocked_until is None or now < self.blocked_until)


URGENT = frozenset({Breach.THREAT})
"""Seen first, and told to the person on duty."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction by the sender, kept beside the message and taken out of the conversation with it."""

    message_id: str
    at: datetime
    text: str
    received: str | None = None


@dataclass(frozen=True, slots=True)
class CaseText:
    """What the citizen wrote, out of every conversation; erased after its period unless held."""

    text: str
    message_id: str
    """WhatsApp's own: it has the number inside, and is erased with the text."""
    words: tuple[str, ...] = ()
    """Those the rule decided on."""
    kept_until: datetime | None = None
    """None: until it is released."""
    amends: str | None = None
    """WhatsApp's id of the message that this one corrected: deleting that deletes this one."""
    taken_back: bool = False
    """Deleted by its sender. The case keeps it as long as needed; it never returns to the desk."""
    corrections: tuple[Correction, ...] = ()
    """Oldest first."""

    @property
    def whole(self) -> str:
        """Each correction on a line of its own."""
        return "\n".join((self.text, *(correction.text for correction in self.corrections)))


def is_still_kept(text: CaseText, now: datetime) -> bool:
    """True while the text may be shown or given back; an expired text is not, even before DynamoDB deletes
    it."""
    return text.kept_until is None or now < text.kept_until


@dataclass(frozen=True, slots=True)
class StoredCase:
    case: Case
    steps: tuple[Step, ...]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """A new case with its first steps."""

    case: Case
    text: CaseText
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class GivenBack:
    messages: tuple[DeskMessage, ...]
    """The message and its corrections, of one conversation."""
    conversation: ConversationChange


@dataclass(frozen=True, slots=True)
class CaseStep:
    """Changes of one act, stored together with the act or not at all."""

    before: Case
    after: Case
    step: Step
    state: DeskStateChange | None = None
    reply: OutboxRow | None = None
    back: GivenBack | None = None
    """The message goes back to the desk."""
    conversation: ConversationChange | None = None
    """Out of which the message is taken."""
    corrections: tuple[Correction, ...] = ()
    """Of the message that is taken out of its conversation: they become the case's with it."""
    erases_text: bool = False
    """Its sender took it back, and it was no breach."""


def make_case_id(message: str) -> UUID:
    """The case id of a message, by the digest of its id: repeated judgements make the same case."""
    return uuid5(_CASES, message)
