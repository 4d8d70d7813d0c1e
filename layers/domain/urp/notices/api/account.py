"""/staff/account: what WhatsApp last said of the number, the account and the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.acts.permissions import Permission
from urp.notices.api.reach_json import NewMessagingLimit, limit_json
from urp.notices.api.schemas_account import AccountJson, AccountNoteJson, LiftedProhibition, NumberRate
from urp.staff_api.proposals import to_proposed_json
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing

if TYPE_CHECKING:
    from datetime import datetime

    from urp.acts.second_person import Proposed
    from urp.notices.api.offices import NoticesOffices


def shown(offices: NoticesOffices, request: Request[Nothing, Nothing]) -> AccountJson:
    return _account(offices, request.now)


def lifted(offices: NoticesOffices, request: Request[Nothing, LiftedProhibition]) -> AccountJson:
    subject = request.body.subject
    act = request.make_act("account.lift", f"account/{subject}", request.body.reason)
    return _account(offices, request.now, offices.lift_prohibition.propose(subject, act))


def paced(offices: NoticesOffices, request: Request[Nothing, NumberRate]) -> AccountJson:
    per_second = request.body.per_second
    act = request.make_act("account.rate", f"number/{per_second}", request.body.reason)
    return _account(offices, request.now, offices.set_number_rate(per_second, act))


def limited(offices: NoticesOffices, request: Request[Nothing, NewMessagingLimit]) -> AccountJson:
    people = request.body.people
    act = request.make_act("account.messaging_limit", f"limit/{people or 'none'}", request.body.reason)
    return _account(offices, request.now, offices.set_messaging_limit(people, act))


def _account(offices: NoticesOffices, now: datetime, proposed: Proposed | None = None) -> AccountJson:
    pace = offices.broadcasts.rate.look(now)
    return AccountJson(
        number_rate=pace.per_second,
        number_pace=round(pace.at_the_moment, 1),
        messaging_limit=limit_json(offices.broadcasts.reach.reach(), now),
        notes=tuple(
            AccountNoteJson.from_view(note, forbids=note.in_force(now))
            for note in offices.broadcasts.account_notes()
        ),
        proposed=to_proposed_json(proposed, now),
    )


_TWO = "Nothing changes yet: `proposed` says where another administrator confirms it, within 72 hours. "
_MORE = "Fewer than before: at once. More: " + _TWO[0].lower() + _TWO[1:]

ROUTES = (
    Route(
        "GET", "/staff/account", Permission.READ, "Read the state of the account at WhatsApp",
        Nothing, Nothing, AccountJson, shown,
    ),
    Route(
        "POST", "/staff/account/lift", Permission.ADMINISTER,
        "Lift a prohibition that Meta no longer upholds",
        Nothing, LiftedProhibition, AccountJson, lifted,
        description=_TWO
        + "For what carries no end of its own, after looking at Meta's own pages. Held notices "
        "stay held until somebody resumes them; a later word of Meta's forbids again.",
    ),
    Route(
        "POST", "/staff/account/rate", Permission.ADMINISTER,
        "Say how many messages a second the number may send",
        Nothing, NumberRate, AccountJson, paced,
        description=_MORE
        + "For what Meta does not tell by itself: a number no longer shared with the phone's own "
        "app. A later word of Meta's takes its place.",
    ),
    Route(
        "POST", "/staff/account/messaging-limit", Permission.ADMINISTER,
        "Say how many people WhatsApp lets the number write to in 24 hours",
        Nothing, NewMessagingLimit, AccountJson, limited,
        description=_MORE
        + "For when Meta has not said it. A later word of Meta's, which is asked every six hours, "
        "takes its place.",
    ),
)  # fmt: skip
