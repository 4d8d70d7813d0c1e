from __future__ import annotations

from tests.cases import every
from urp.retention.classes import RetentionClass, find_class

BROADCAST = "BROADCAST#0b6f2f0e-0000-0000-0000-000000000001"


@every(
    ("pk", "sk", "kind", "expected"),
    [
        ("CONVERSATION#1", "HEADER", None, RetentionClass.DESK_TEXT),
        ("CONVERSATION#1", "MESSAGE#1#a", "question", RetentionClass.DESK_TEXT),
        ("CONVERSATION#1", "MESSAGE#1#a", "report", RetentionClass.REDIRECTED_REPORTS),
        ("DESK#1", "STATE", None, RetentionClass.DESK_TEXT),
        ("ALERT#abcd2345", "ALERT", "emergency", RetentionClass.DESK_TEXT),
        ("ALERTS", "abcd2345", None, RetentionClass.DESK_TEXT),
        ("OUTBOX#1", "OUTBOX", "welcome", RetentionClass.OUTBOX),
        ("SEEN#1", "SEEN", None, RetentionClass.DEDUPLICATION),
        ("IDEMPOTENCY#1", "IDEMPOTENCY", None, RetentionClass.IDEMPOTENCY),
        ("EXCEPTION", "2026-12-24", None, RetentionClass.CALENDAR),
        ("MAIL", "1", None, RetentionClass.PROPOSALS),
        ("SILENCE", "1", None, RetentionClass.NOTICES),
        ("INSPECTION#2026-11-25", "a", None, RetentionClass.INSPECTION),
        ("AUDIT#2026-11-25", "1#a", None, RetentionClass.AUDIT),
        (BROADCAST, "HEADER", None, RetentionClass.NOTICES),
        (BROADCAST, "STATEMENT", None, RetentionClass.NOTICES),
        (f"{BROADCAST}#03", "citizen", None, RetentionClass.RECIPIENT_ROWS),
        (BROADCAST, "JOB#03#00001", None, RetentionClass.RECIPIENT_ROWS),
        ("CITIZEN#1", "PROFILE", None, RetentionClass.CITIZENS),
        ("CITIZEN#1", "CONSENT#1#a", "joined", RetentionClass.CONSENT),
        ("CITIZEN#1", "BLOCK#1#a", "blocked", RetentionClass.BLOCKS),
        ("IMPORT#1", "HEADER", None, RetentionClass.IMPORTS),
        ("IMPORTS", "2026-11-25T12:00:00Z#1", None, RetentionClass.IMPORTS),
        ("IMPORT#1", "PART#000", None, RetentionClass.LIST_LINES),
        ("IMPORT#1", "INVALID#000", None, RetentionClass.LIST_LINES),
        ("CASE#1", "CASE", None, RetentionClass.CASES),
        ("CASE#1", "TEXT", None, RetentionClass.HIDDEN_MESSAGES),
        ("CASES#1", "1#a", None, RetentionClass.CASES),
        ("CASEYEAR#2026", "STEP#1#a", "warned", RetentionClass.CASES),
        ("EVIDENCE#1", "HEADER", None, RetentionClass.EVIDENCE),
        ("EVIDENCE#1", "CUSTODY#00000001", None, RetentionClass.EVIDENCE),
        ("EVIDENCE#1", "MESSAGE#0001", "text", RetentionClass.EVIDENCE),
        ("ALIAS#PHONE#393330000001", "ALIAS", None, RetentionClass.ALIASES),
        ("FORGET#2026-11-25", "1", None, RetentionClass.CITIZENS),
        ("AUDIENCE#03", "1", None, RetentionClass.CONSENT),
        ("BLOCKED", "1", None, RetentionClass.BLOCKS),
        ("ACCOUNT", "number/quality", None, RetentionClass.NOTICES),
        ("ACCOUNT", "preference/4f1d2c3b5a69788796a5", None, RetentionClass.RECIPIENT_ROWS),
        ("PURGE", "PURGE", None, RetentionClass.AUDIT),
        ("RATE#1", "RATE", None, RetentionClass.OTHER),
    ],
)
def test_each_stored_item_is_of_one_class(
    pk: str, sk: str, kind: str | None, expected: RetentionClass
) -> None:
    assert find_class(pk, sk, kind) is expected
