"""/staff/account: what WhatsApp last said of the number, the account and the templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.staff.api.roles import EVERYBODY
from urp.staff.api.routing import Request, Route
from urp.staff.api.schemas import Nothing
from urp.staff.api.schemas_templates import AccountJson, AccountNoteJson

if TYPE_CHECKING:
    from urp.staff.api.offices import Offices


def shown(offices: Offices, _: Request[Nothing, Nothing]) -> AccountJson:
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
)  # fmt: skip
