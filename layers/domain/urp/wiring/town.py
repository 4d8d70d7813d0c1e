"""The town's profile and the tables of a function, read once from its settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING

from urp.aws.dynamodb import dynamodb_client
from urp.aws.tables import Tables
from urp.settings import Settings
from urp.town.municipality import Municipality, load_municipality

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True, slots=True)
class TownSettings(Settings):
    """Settings of a function that knows its town."""

    placeholders_allowed: bool
    profile_package: str


@dataclass(frozen=True, slots=True)
class DutySettings(TownSettings):
    """Settings of a function that alerts the person on duty, and whoever of the office asked for mail."""

    duty_topic_arn: str
    somebody_is_on_duty: bool
    duty_secret_arn: str | None
    staff_topic_arn: str
    console_url: str
    """`https://urp.comune.example/console`, as the user pool knows it."""


@dataclass(frozen=True, slots=True)
class SignInSettings(DutySettings):
    """Settings of a function that answers staff."""

    fresh_sign_in: timedelta | None
    keeps_pace: bool
    """Whether a person's calls are counted: tests on the local cloud are quicker than people."""


@cache
def load_town(settings: TownSettings) -> Municipality:
    return load_municipality(settings.profile_package, placeholders_allowed=settings.placeholders_allowed)


def open_tables(settings: TownSettings, client: DynamoDBClient | None = None) -> Tables:
    """The tables that the settings name. The profile is read when a term of retention is first needed."""
    return Tables(
        client or dynamodb_client(),
        lambda: load_town(settings).retention,
        citizens=_name(settings, "citizens"),
        desk=_name(settings, "desk"),
        broadcasts=_name(settings, "broadcasts"),
        audit=_name(settings, "audit"),
        control=_name(settings, "control"),
    )


def _name(settings: TownSettings, table: str) -> str:
    return str(getattr(settings, f"{table}_table", ""))
