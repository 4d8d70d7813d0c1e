"""How long each class of data lives in the tests' town."""

from urp.retention.days import RetentionDays

RETENTION = RetentionDays(
    desk_text=180,
    rights_requests=1825,
    proposals=30,
    redirect_counts=1825,
    redirected_reports=30,
    recipient_rows=90,
    notices=730,
    deduplication=8,
    idempotency=8,
    exclusions=40,
    received_bodies=30,
    outbox=30,
    consent_after_leaving=730,
    blocks_after_end=365,
    evidence_after_release=30,
    audit=3650,
    calendar=365,
    logs=90,
    hidden_messages=30,
    warnings=365,
    cases=730,
)
