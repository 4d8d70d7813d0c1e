"""Messages that were sent on to their channels, in the town of the office's API."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from tests.integration.staff_town import IDS
from urp.desk.redirects.categories import find_category
from urp.desk.redirects.model import Redirect
from urp.inbound.model import Effect
from urp.town.municipality.codes import RedirectKind

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown
    from urp.citizens.identity.model import Citizen


def sent_elsewhere(
    town: StaffTown, citizen: Citizen, text: str, number: int, kind: RedirectKind = RedirectKind.REPORT
) -> UUID:
    """The id it is kept under; `number` tells it from the citizen's others."""
    found, message_id = find_category(text), f"wamid.{citizen.phone}.elsewhere.{number}"
    redirect = Redirect(
        id=uuid5(IDS, f"redirect {citizen.id} {number}"),
        kind=kind,
        category=found.category,
        rule=found.rule,
        day=town.now.date(),
        citizen_id=citizen.id,
        message_id=message_id,
        at=town.now,
        text=text,
    )
    town.stores(Effect(message_id, redirect=redirect))
    return redirect.id
