"""The casebook's use cases, wired from what the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.adapters.dynamodb_cases import DynamoCaseRegister
from urp.adapters.dynamodb_identity import CitizenReader
from urp.adapters.dynamodb_office import DynamoDeskRegister
from urp.casebook.finding import OpenCase
from urp.casebook.holding import HoldCase
from urp.casebook.office import CaseOffice
from urp.casebook.use_cases import CasebookUseCases

if TYPE_CHECKING:
    from urp.wiring.office import OfficeParts


def casebook_use_cases(parts: OfficeParts) -> CasebookUseCases:
    town = parts.municipality
    register = case_register(parts)
    desk = DynamoDeskRegister(
        parts.client,
        desk_table=parts.desk_table,
        audit_table=parts.audit_table,
        control_table=parts.control_table,
        retention=town.retention,
    )
    return CasebookUseCases(
        see=CaseOffice(register, CitizenReader(parts.client, parts.citizens_table), town),
        open=OpenCase(register, desk, town),
        hold=HoldCase(register, town),
    )


def case_register(parts: OfficeParts) -> DynamoCaseRegister:
    return DynamoCaseRegister(
        parts.client,
        desk_table=parts.desk_table,
        audit_table=parts.audit_table,
        control_table=parts.control_table,
        retention=parts.municipality.retention,
    )
