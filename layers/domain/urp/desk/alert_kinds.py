"""What the person on duty may be told of besides a danger or a threat: the subject's id, and one of these."""

EVIDENCE_TO_APPROVE = "evidence_to_approve"
"""A file of evidence waits for the second person."""
RELEASE_PROPOSED = "evidence_release_proposed"
"""Somebody proposed to let a file go: whoever disagrees has 72 hours to cancel that."""
ERASURE_PROPOSED = "erasure_proposed"
"""Staff, not the citizen, made an erasure of a request about one's own data: the same 72 hours."""
