"""The casebook's register, for all offices that read or write cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.moderation.store.cases import CaseRegister

if TYPE_CHECKING:
    from urp.wiring.resources import OfficeResources


def case_register(resources: OfficeResources) -> CaseRegister:
    return CaseRegister(resources.tables)
