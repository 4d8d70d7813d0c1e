"""How long each class of stored data lives, in days."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RetentionDays:
    """How many days each class of stored data lives; the municipality's DPO decides."""

    desk_text: int
    """Conversations and messages, from the last message."""
    redirected_reports: int
    """Their text; category and day stay, as long as the next."""
    redirect_counts: int
    """No citizen is in them."""
    recipient_rows: int
    """Who got which notice, and the jobs that sent it."""
    notices: int
    """Headers, statements and Channel editions: no citizen is in them."""
    deduplication: int
    """Marks of messages already handled; at least 8, since Meta delivers again for 7."""
    idempotency: int
    exclusions: int
    """The record of who left, was blocked or erased: longer than the 35 days tables can be restored for."""
    received_bodies: int
    outbox: int
    consent_after_leaving: int
    blocks_after_end: int
    evidence_after_release: int
    """Records of files of evidence, from their release or refusal: while they are held they have no end."""
    rights_requests: int
    """From their closing."""
    proposals: int
    """What one person proposed and a second one was to confirm, from its decision or its lapse."""
    audit: int
    calendar: int
    """Exceptional days, from the day itself."""
    logs: int
    hidden_messages: int
    """Text of a message that became a case, unless it is held as evidence."""
    warnings: int
    """How long a warning counts as one already given."""
    cases: int
    """Facts and steps of a case, without its text, from the last step."""
