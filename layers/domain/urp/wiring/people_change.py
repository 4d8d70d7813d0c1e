"""`people_change`, wired once per environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache

from urp.acts.mail_settling import SettleMail
from urp.acts.people_changing import CarryOutChange, SweepPeople
from urp.acts.store.accounts import StaffAccounts, make_password
from urp.acts.store.duty_numbers import DutyNumbers
from urp.acts.store.mail import MailChoices, StaffSubscriptions
from urp.acts.store.people import PeopleRegister
from urp.acts.store.preferences import PreferenceRegister
from urp.acts.store.staff import StaffNames, StaffRegister
from urp.desk.store.turns import TurnRegister
from urp.wiring.clients import cognito_client, sns_client
from urp.wiring.town import TownSettings, open_tables


@dataclass(frozen=True, slots=True)
class PeopleChangeSettings(TownSettings):
    audit_table: str
    control_table: str
    user_pool_id: str
    staff_topic_arn: str


@cache
def carry_out_change() -> CarryOutChange:
    tables = open_tables(_settings())
    register, names = PeopleRegister(tables), StaffNames(tables)
    preferences, numbers = PreferenceRegister(tables), DutyNumbers(tables)

    def forget(staff_id: str) -> None:
        preferences.forget(staff_id)
        numbers.forget(staff_id)

    return CarryOutChange(register, _accounts(), names, _now, make_password, settle_mail(), forget)


@cache
def settle_mail() -> SettleMail:
    tables = open_tables(_settings())
    subscriptions = StaffSubscriptions(sns_client, _settings().staff_topic_arn)
    turns = TurnRegister(tables)
    return SettleMail(
        MailChoices(tables),
        StaffNames(tables),
        _accounts().address_of,
        subscriptions,
        _now,
        lambda: turns.find_remembered(_now()),
    )


def sweep_people(failed: Callable[[Exception], None]) -> SweepPeople:
    return SweepPeople(carry_out_change(), settle_mail().find_unsettled, failed)


@cache
def _settings() -> PeopleChangeSettings:
    return PeopleChangeSettings.from_env(os.environ)


@cache
def _accounts() -> StaffAccounts:
    register = StaffRegister(open_tables(_settings()), _now)
    return StaffAccounts(cognito_client(), _settings().user_pool_id, register)


def _now() -> datetime:
    return datetime.now(UTC)
