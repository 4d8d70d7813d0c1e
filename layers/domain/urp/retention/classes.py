"""Classes of retention, and the class of a stored item by its key.

DynamoDB deletes items with `expires_at` within two days of their time, and the bucket's lifecycle deletes
bodies. The purge deletes the same on their day and counts them, as a proof; and it deletes citizens with
their aliases and consent ledger, which have no time of their own.
"""

from __future__ import annotations

from enum import StrEnum


class RetentionClass(StrEnum):
    DESK_TEXT = "desk_text"
    REDIRECTED_REPORTS = "redirected_reports"
    REDIRECT_COUNTS = "redirect_counts"
    RIGHTS_REQUESTS = "rights_requests"
    PROPOSALS = "proposals"
    OUTBOX = "outbox"
    DEDUPLICATION = "deduplication"
    IDEMPOTENCY = "idempotency"
    CALENDAR = "calendar"
    RECEIVED_BODIES = "received_bodies"
    INSPECTION = "inspection"
    HIDDEN_MESSAGES = "hidden_messages"
    CASES = "cases"
    NOTICES = "notices"
    RECIPIENT_ROWS = "recipient_rows"
    AUDIT = "audit"
    CITIZENS = "citizens"
    ALIASES = "aliases"
    CONSENT = "consent"
    BLOCKS = "blocks"
    EVIDENCE = "evidence"
    IMPORTS = "imports"
    LIST_LINES = "list_lines"
    NOT_CONFIRMED = "not_confirmed"
    RESTRICTED = "restricted"
    """Without an end: until two people lift the restriction."""
    OTHER = "other"


_BY_PREFIX = {
    "ANNOUNCEMENT": RetentionClass.NOTICES,
    "EMERGENCYTEXT": RetentionClass.NOTICES,
    "BREAKGLASS": RetentionClass.NOTICES,
    "PUBLIC": RetentionClass.NOTICES,
    "CONVERSATION": RetentionClass.DESK_TEXT,
    "DESK": RetentionClass.DESK_TEXT,
    "ALERT": RetentionClass.DESK_TEXT,
    "ALERTS": RetentionClass.DESK_TEXT,
    "HEARD": RetentionClass.REDIRECT_COUNTS,
    "RIGHTS": RetentionClass.RIGHTS_REQUESTS,
    "RESTRICTED": RetentionClass.RESTRICTED,
    "PROPOSALS": RetentionClass.PROPOSALS,
    "PEOPLE": RetentionClass.PROPOSALS,
    "MAIL": RetentionClass.PROPOSALS,
    "REDIRECT": RetentionClass.REDIRECTED_REPORTS,
    "REDIRECTS": RetentionClass.REDIRECT_COUNTS,
    "OUTBOX": RetentionClass.OUTBOX,
    "DRAFT": RetentionClass.OUTBOX,
    "LOOKING": RetentionClass.DEDUPLICATION,
    "SEEN": RetentionClass.DEDUPLICATION,
    "IDEMPOTENCY": RetentionClass.IDEMPOTENCY,
    "EVIDENCE": RetentionClass.EVIDENCE,
    "DRILLS": RetentionClass.NOTICES,
    "SPENT": RetentionClass.NOTICES,
    "SUBSCRIBERS": RetentionClass.NOTICES,
    "TRIALS": RetentionClass.DEDUPLICATION,
    "CANNED": RetentionClass.NOTICES,
    "TEMPLATES": RetentionClass.NOTICES,
    "SILENCE": RetentionClass.NOTICES,
    "EXCEPTION": RetentionClass.CALENDAR,
    "TURNS": RetentionClass.CALENDAR,
    "DUTYNUMBER": RetentionClass.AUDIT,
    "HOLES": RetentionClass.DEDUPLICATION,
    "INSPECTION": RetentionClass.INSPECTION,
    "AUDIT": RetentionClass.AUDIT,
    "CHAIN": RetentionClass.AUDIT,
    "IMPORTS": RetentionClass.IMPORTS,
    "CASES": RetentionClass.CASES,
    "CASEYEAR": RetentionClass.CASES,
    "WABLOCKS": RetentionClass.BLOCKS,
    "CROWDS": RetentionClass.DEDUPLICATION,
    "PROBE": RetentionClass.DEDUPLICATION,
    "UNANSWERED": RetentionClass.DEDUPLICATION,
    "DENIED": RetentionClass.DEDUPLICATION,
    "NUMBERS": RetentionClass.DEDUPLICATION,
    "PACE": RetentionClass.DEDUPLICATION,
    "STAFF": RetentionClass.AUDIT,
    "PREFERENCES": RetentionClass.AUDIT,
    "EXCLUDED": RetentionClass.CONSENT,
    "RESTORE": RetentionClass.AUDIT,
    "PURGE": RetentionClass.AUDIT,
    "ALIAS": RetentionClass.ALIASES,
    "FORGET": RetentionClass.CITIZENS,
    "AUDIENCE": RetentionClass.CONSENT,
    "BLOCKED": RetentionClass.BLOCKS,
}
_OF_A_CITIZEN = {
    "PROFILE": RetentionClass.CITIZENS,
    "CONSENT": RetentionClass.CONSENT,
    "BLOCK": RetentionClass.BLOCKS,
}


_OF_A_PERSON = "preference/"
"""What one person asked of Meta, among what Meta says of the account."""


def find_class(pk: str, sk: str, kind: str | None = None) -> RetentionClass:
    """`kind` is the stored kind of a desk message: a redirected report lives shorter than a question."""
    first, _, rest = pk.partition("#")
    if first == "CONVERSATION" and kind == "report":
        return RetentionClass.REDIRECTED_REPORTS
    if first == "CITIZEN":
        return _OF_A_CITIZEN.get(sk.partition("#")[0], RetentionClass.OTHER)
    if first == "IMPORT":
        return RetentionClass.IMPORTS if sk == "HEADER" else RetentionClass.LIST_LINES
    if first == "ACCOUNT":
        return RetentionClass.RECIPIENT_ROWS if sk.startswith(_OF_A_PERSON) else RetentionClass.NOTICES
    if first == "CASE":
        return RetentionClass.HIDDEN_MESSAGES if sk == "TEXT" else RetentionClass.CASES
    if first == "BROADCAST":
        is_row = "#" in rest or sk.startswith(("JOB#", "SHARD#")) or sk in ("TROUBLES", "HEALTH")
        return RetentionClass.RECIPIENT_ROWS if is_row else RetentionClass.NOTICES
    return _BY_PREFIX.get(first, RetentionClass.OTHER)
