"""What an alert says of a request about one's own data: its id, and this."""

ERASURE_PROPOSED = "erasure_proposed"
"""Staff, not the citizen, made an erasure of it: whoever disagrees has 72 hours to cancel that."""
