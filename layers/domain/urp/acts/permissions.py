"""What a member of staff may do: each route names one permission, and this table alone says whose it is.

The same table by route, and why: docs/decisions/roles-and-sign-in.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from urp.acts.model import Role, StaffMember
from urp.errors import ForbiddenError


class Permission(StrEnum):
    READ = "read"
    """What everybody of the office knows: notices, figures, the account, opening hours."""
    WRITE = "write"
    """Notices, announcements and opening hours: what the town hall says to everybody."""
    SEND = "send"
    """Submit a notice, take it back, let it go on: nothing leaves without an approval beside it."""
    APPROVE = "approve"
    """What others submit, never the same person. An administrator who approves takes the role."""
    TEST = "test"
    """A notice on the staff's own phones, before anybody gets it."""
    BREAK_GLASS = "break_glass"
    """Send an emergency text alone that was approved before. An administrator who does takes the role."""
    OVERSEE = "oversee"
    """What approvers and administrators watch over: silence before elections, what was sent alone, drills."""
    STOP = "stop"
    """Pause or stop a notice that goes wrong; who may send lets it go on."""
    POST = "post"
    """To the Channel, by hand: desk work too."""
    READ_DESK = "read_desk"
    """What citizens write is read only by those who answer it or judge it."""
    ANSWER = "answer"
    READ_REPLIES = "read_replies"
    WRITE_REPLIES = "write_replies"
    """Canned replies."""
    MODERATE = "moderate"
    """Cases and blocks, a citizen's whole number, requests about one's own data."""
    OPEN_EVIDENCE = "open_evidence"
    """Propose a file: one role proposes, another approves, and never the same person."""
    HEAR = "hear"
    """Open what rang, and say that one sees to it."""
    AGREE = "agree"
    """See what waits for a second person: each sees, and decides, what their other permissions are about."""
    BE_TOLD = "be_told"
    """By mail to oneself, of what waits for somebody of one's roles (`urp.acts.news`)."""
    TAKE_TURNS = "take_turns"
    """Be on the list of turns, and give a number for it: whoever can open what an alert leads to."""
    ADMINISTER = "administer"
    """Settings, imports, evidence, erasures, the audit, and who works here."""


_O, _E, _V, _D, _M, _A = (
    Role.OPERATOR,
    Role.EDITOR,
    Role.APPROVER,
    Role.DUTY,
    Role.MODERATOR,
    Role.ADMINISTRATOR,
)
ROLES: Mapping[Permission, frozenset[Role]] = {
    Permission.READ: frozenset(Role),
    Permission.WRITE: frozenset({_E, _A}),
    Permission.SEND: frozenset({_E, _A}),
    Permission.APPROVE: frozenset({_V}),
    Permission.TEST: frozenset({_E, _V, _A}),
    Permission.BREAK_GLASS: frozenset({_D}),
    Permission.OVERSEE: frozenset({_V, _A}),
    Permission.STOP: frozenset({_O, _E, _V, _D, _M, _A}),
    Permission.POST: frozenset({_O, _E, _A}),
    Permission.READ_DESK: frozenset({_O, _M, _A}),
    Permission.ANSWER: frozenset({_O, _A}),
    Permission.READ_REPLIES: frozenset({_O, _E, _M, _A}),
    Permission.WRITE_REPLIES: frozenset({_O, _E, _A}),
    Permission.MODERATE: frozenset({_M, _A}),
    Permission.OPEN_EVIDENCE: frozenset({_M}),
    Permission.HEAR: frozenset({_O, _E, _V, _D, _M, _A}),
    Permission.AGREE: frozenset({_V, _M, _A}),
    Permission.BE_TOLD: frozenset({_O, _V, _M, _A}),
    Permission.TAKE_TURNS: frozenset({_D, _A}),
    Permission.ADMINISTER: frozenset({_A}),
}


def may(member: StaffMember, permission: Permission) -> bool:
    return bool(member.roles & ROLES[permission])


def name_roles(permission: Permission) -> str:
    """For the sentence of a refusal."""
    return write_roles(ROLES[permission])


def require(member: StaffMember, permission: Permission) -> None:
    """Raise ForbiddenError, which names the roles that may."""
    if not may(member, permission):
        raise ForbiddenError("Serve uno di questi ruoli: " + name_roles(permission))


ROLE_NAMES: Mapping[Role, str] = {
    Role.READER: "lettura",
    Role.OPERATOR: "operatore",
    Role.EDITOR: "redazione",
    Role.APPROVER: "approvazione",
    Role.DUTY: "turno",
    Role.MODERATOR: "moderazione",
    Role.ADMINISTRATOR: "amministrazione",
}


def write_roles(roles: Iterable[Role]) -> str:
    """As the office calls them."""
    return ", ".join(sorted(ROLE_NAMES[role] for role in roles))
