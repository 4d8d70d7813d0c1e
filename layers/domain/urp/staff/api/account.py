"""/staff/account: what WhatsApp last said of the number, the account and the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.staff.api.roles import ADMINISTRATORS, EVERYBODY
from urp.staff.api.routing import Request, Route
from urp.staff.api.schemas import Nothing
from urp.staff.api.schemas_templates import AccountJson, AccountNoteJson, LiftedProhibition

if TYPE_CHECKING:
    from urp.staff.api.offices import Offices


def shown(offices: Offices, _: Request[Nothing, Nothing]) -> AccountJson:
    return _account(offices)


def lifted(offices: Offices, request: Request[Nothing, LiftedProhibition]) -> AccountJson:
    subject = request.body.subject
    act = request.act("account.lift", f"account/{subject}", request.body.reason)
    offices.lift_prohibition(subject, act)
    return _account(offices)


def _account(offices: Offices) -> AccountJson:
    return AccountJson(
        number_rate=offices.broadcasts.rate.per_second(),
        notes=tuple(
            AccountNoteJson(
                subject=note.subject,
                at=note.at,
                sentence=note.sentence,
                serious=note.serious,
                forbids=note.forbids,
                until=note.until,
            )
            for note in offices.broadcasts.account_notes()
        ),
    )


ROUTES = (
    Route(
        "GET", "/staff/account", EVERYBODY, "Read the state of the account at WhatsApp",
        Nothing, Nothing, AccountJson, shown,
    ),
    Route(
        "POST", "/staff/account/lift", ADMINISTRATORS, "Lift a prohibition that Meta no longer upholds",
        Nothing, LiftedProhibition, AccountJson, lifted,
        description="For what carries no end of its own, after looking at Meta's own pages. Held notices "
        "stay held until somebody resumes them; a later word of Meta's forbids again.",
    ),
)  # fmt: skip
