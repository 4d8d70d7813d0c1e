"""`people_change`, wired once per environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from urp.acts.people_changing import CarryOutChange, SweepPeople
from urp.acts.store.accounts import StaffAccounts, make_password
from urp.acts.store.people import PeopleRegister
from urp.acts.store.staff import StaffNames, StaffRegister
from urp.wiring.clients import cognito_client
from urp.wiring.town import TownSettings, open_tables


@dataclass(frozen=True, slots=True)
class PeopleChangeSettings(TownSettings):
    audit_table: str
    control_table: str
    user_pool_id: str


@cache
def carry_out_change() -> CarryOutChange:
    settings = PeopleChangeSettings.from_env(os.environ)
    tables = open_tables(settings)
    staff = StaffRegister(tables, _now)
    accounts = StaffAccounts(cognito_client(), settings.user_pool_id, staff)
    return CarryOutChange(PeopleRegister(tables), accounts, StaffNames(tables), _now, make_password)


def sweep_people(failed: Callable[[Exception], None]) -> SweepPeople:
    return SweepPeople(carry_out_change(), failed)


def _now() -> datetime:
    return datetime.now(UTC)
