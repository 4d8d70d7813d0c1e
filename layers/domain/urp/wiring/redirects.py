"""The office of what was sent to other channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.citizens.store.citizens import CitizenReader
from urp.desk.redirects.counts import CountRedirects
from urp.desk.redirects.office import RedirectOffice, SendOn
from urp.desk.store.redirects import RedirectCounts, RedirectRegister
from urp.wiring.desk import desk_register

if TYPE_CHECKING:
    from urp.desk.answering import AnswerCitizen
    from urp.wiring.resources import OfficeResources


def redirect_office(resources: OfficeResources) -> RedirectOffice:
    return RedirectOffice(
        redirect_register(resources),
        desk_register(resources),
        CitizenReader(resources.client, resources.settings.citizens_table),
        resources.municipality.answering.turn_gap,
    )


def count_redirects(resources: OfficeResources) -> CountRedirects:
    return CountRedirects(RedirectCounts(resources.client, resources.settings.desk_table))


def send_on(resources: OfficeResources, answer: AnswerCitizen) -> SendOn:
    town = resources.municipality
    return SendOn(redirect_register(resources), answer, town.reports, resources.texts, town.zone)


def redirect_register(resources: OfficeResources) -> RedirectRegister:
    return RedirectRegister(
        resources.client,
        desk_table=resources.settings.desk_table,
        audit_table=resources.settings.audit_table,
        control_table=resources.settings.control_table,
        retention=resources.municipality.retention,
    )
