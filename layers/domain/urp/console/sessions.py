"""Who is signed in to the console, and until when."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from urp.acts.model import StaffMember

IDLE = timedelta(minutes=30)
"""Since the last page that a person opened: what a page asks for by itself does not count."""
WHOLE = timedelta(hours=8)
"""A day of work; then the second factor is asked for again."""
ATTEMPT = timedelta(minutes=15)
"""To sign in: enough to choose a password and set up the second factor for the first time."""
SEEN_EVERY = timedelta(minutes=1)
"""So often a session is written while it is used."""


def digest(secret: str) -> str:
    """What is kept of a cookie: whoever reads the table cannot use what they find."""
    return hashlib.sha256(secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Session:
    key: str
    """The digest of the cookie."""
    member: StaffMember
    name: str
    """As the console greets them."""
    form_token: str
    """In every form of this session: a page of another site cannot know it."""
    began_at: datetime
    seen_at: datetime
    said: str = ""
    """What the last act says to the next page."""
    training: bool = False
    """Switched on by the person for themselves: nothing real is done until it is off again, or over."""

    def is_over(self, now: datetime) -> bool:
        return now - self.seen_at >= IDLE or now - self.began_at >= WHOLE

    def time_left(self, now: datetime) -> timedelta:
        """Until it is over whatever is done."""
        return self.began_at + WHOLE - now

    @property
    def ends_at(self) -> datetime:
        """If nothing more is done."""
        return min(self.seen_at + IDLE, self.began_at + WHOLE)


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """A browser was sent to the sign-in pages, and has not come back yet."""

    key: str
    state: str
    nonce: str
    verifier: str
    to: str
    """The page they wanted, below `/console`."""
    began_at: datetime

    def is_over(self, now: datetime) -> bool:
        return now - self.began_at >= ATTEMPT
