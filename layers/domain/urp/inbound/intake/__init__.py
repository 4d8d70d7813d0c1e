"""What Meta posts, stored before it is answered; nothing is decided here.

handshake   Meta's check that this address is ours
receive     one POST: verified, taken apart, kept, enqueued
enqueued    the JSON of each queue message
ports       where bodies and messages go
"""
