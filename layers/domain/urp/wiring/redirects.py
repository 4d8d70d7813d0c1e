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
        CitizenReader(resources.tables),
        resources.municipality.answering.turn_gap,
    )


def count_redirects(resources: OfficeResources) -> CountRedirects:
    return CountRedirects(RedirectCounts(resources.tables))


def send_on(resources: OfficeResources, answer: AnswerCitizen) -> SendOn:
    town = resources.municipality
    return SendOn(redirect_register(resources), answer, town.reports, resources.texts, town.zone)


def redirect_register(resources: OfficeResources) -> RedirectRegister:
    return RedirectRegister(resources.tables)
