"""What an alert says of a file of evidence: its id, and this."""

TO_APPROVE = "evidence_to_approve"
"""It waits for the second person."""
RELEASE_PROPOSED = "evidence_release_proposed"
"""Somebody proposed to let it go: whoever disagrees has 72 hours to cancel that."""
