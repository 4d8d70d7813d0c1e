"""What an alert says of a file of evidence: its id, and this."""

TO_APPROVE = "evidence_to_approve"
"""It waits for the second person."""
