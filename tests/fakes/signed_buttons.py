"""The signature on the buttons of notices, with a made-up key."""

from urp.notices.broadcasts.trackers import SignedButtons

BUTTONS = SignedButtons(lambda: "made-up-key-of-the-exclusions-000000001")
