"""Who works at the desk and what they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from urp.errors import ConflictError

CLOCK = "clock"
"""The author of what happens by time alone."""


class Role(StrEnum):
    """Groups of the user pool. Roles do not contain one another; each route names those it admits."""

    READER = "reader"
    OPERATOR = "operator"
    EDITOR = "editor"
    APPROVER = "approver"
    DUTY = "duty"
    """Sends an approved emergency text alone, at any hour."""
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


class Ground(StrEnum):
    """Why an act was admitted."""

    ROLE = "role"
    """One of the roles may do such acts."""
    ALERT = "alert"
    """An alert gave the right to this conversation or case alone."""
    SERVICE = "service"
    """Nobody of the staff acted."""


@dataclass(frozen=True, slots=True)
class Standing:
    """In what somebody acted."""

    roles: frozenset[Role]
    """All that they had at that moment."""
    ground: Ground = Ground.ROLE


BY_ITSELF = Standing(frozenset(), Ground.SERVICE)
"""Of what the service does."""


@dataclass(frozen=True, slots=True)
class StaffMember:
    id: str
    """The `sub` of the user pool: never a name or an address."""
    roles: frozenset[Role]
    signed_in_at: datetime | None = None
    """With password and second factor, by the user pool's clock; renewed tokens keep it."""

    def signed_in_within(self, span: timedelta, now: datetime) -> bool:
        return self.signed_in_at is not None and now - self.signed_in_at <= span


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the staff, as it is written beside their name; the user pool decides who comes in."""

    id: str
    name: str
    roles: frozenset[Role]
    """Roles given before they were written here are not known."""
    until: Mapping[Role, datetime] = field(default_factory=dict)
    """The end of those given until a moment."""
    since: datetime | None = None
    """None: before it was written."""
    left: bool = False
    """Their access was taken away."""

    def roles_at(self, now: datetime) -> frozenset[Role]:
        return frozenset() if self.left else self.roles - self.ended_at(now)

    def ended_at(self, now: datetime) -> frozenset[Role]:
        return frozenset(role for role, end in self.until.items() if end <= now)


@dataclass(frozen=True, slots=True)
class IdempotencyMark:
    """Stored in the act's own transaction, so that the same key never acts twice."""

    key: str
    """Digest of staff member, route and `Idempotency-Key`."""
    fingerprint: str
    """Digest of the body: the same key with another body is refused."""
    resource_id: str


@dataclass(frozen=True, slots=True)
class Act:
    """One act of staff, appended to the audit table in the act's own transaction."""

    id: str
    """Random: it orders acts of the same millisecond and makes the entry's key unique."""
    by: str
    name: str
    """Verb phrase such as `broadcast.create`, `citizen.block`."""
    resource: str
    """Such as `broadcast/<id>`; never a phone."""
    at: datetime
    reason: str | None = None
    """A code, or why something of the office's own was changed. Never words about a citizen: the audit lives
    ten years, and an erasure does not reach it. Those lie with what they decide, for its own period."""
    details: str = ""
    """Short, no personal data, no message text."""
    idempotency: IdempotencyMark | None = None
    before: str = ""
    """Short, as `details`: what a setting, a role or a notice was, where the act changed it."""
    after: str = ""
    standing: Standing = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class AuditEntry:
    id: str
    at: datetime
    by: str
    by_name: str | None
    """None: the service itself, or somebody whom `make staff-member` has not seen yet."""
    name: str
    resource: str
    reason: str | None
    details: str
    standing: Standing
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class WantedActs:
    """Which entries are searched for; None: all."""

    by: str | None = None
    act: str | None = None
    """How the act's name begins: `broadcast.` for all of notices."""
    resource: str | None = None


class AlreadyActedError(ConflictError):
    """The same Idempotency-Key was used before; the caller reads the mark and answers with its resource."""

    code = "already_acted"
