"""The office's API refuses to start with half a configuration: it names what is missing, never a value."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pkgutil import iter_modules

import pytest

import urp.wiring
from tests.cases import every
from urp.errors import MisconfiguredError
from urp.settings import READERS, Settings
from urp.wiring.resources import StaffApiSettings

COMPLETE = {
    "STAGE": "production",
    "CITIZENS_TABLE": "urp-citizens",
    "BROADCASTS_TABLE": "urp-broadcasts",
    "DESK_TABLE": "urp-desk",
    "AUDIT_TABLE": "urp-audit",
    "CONTROL_TABLE": "urp-control",
    "EXCLUSIONS_BUCKET": "urp-exclusions",
    "EXCLUSION_KEY_ARN": "arn:aws:secretsmanager:eu-south-1:123456789012:secret:key",
    "RESTORED_AT": "no",
    "TRAINING": "no",
    "DISPATCH_QUEUE_URL": "https://sqs.example/dispatch",
    "REPLIES_QUEUE_URL": "https://sqs.example/replies",
    "BLOCKS_QUEUE_URL": "https://sqs.example/blocks",
    "PEOPLE_QUEUE_URL": "https://sqs.example/people",
    "IMPORT_QUEUE_URL": "https://sqs.example/import",
    "DUTY_TOPIC_ARN": "arn:aws:sns:eu-south-1:123456789012:duty",
    "DUTY_ALERT": "yes",
    "DUTY_SECRET_ARN": "none",
    "STAFF_TOPIC_ARN": "arn:aws:sns:eu-south-1:123456789012:staff",
    "CONSOLE_URL": "https://urp.example/console",
    "PHONE_NUMBER_ID": "100000000000001",
    "NUMBER_RATE": "80",
    "FRESH_SIGN_IN_MINUTES": "15",
    "PROFILE_PACKAGE": "urp_profile",
}


@every("name", sorted(COMPLETE))
@every("value", ["", "  ", "CHANGE-ME"])
def test_what_is_missing_or_still_a_placeholder_is_named(name: str, value: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        StaffApiSettings.from_env({**COMPLETE, name: value})

    assert refused.value.field == name


@every("rate", ["0", "1001", "-80", "eighty", "80.5"])
def test_a_rate_no_number_of_metas_has_is_refused(rate: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        StaffApiSettings.from_env({**COMPLETE, "NUMBER_RATE": rate})

    assert refused.value.field == "NUMBER_RATE"
    assert rate not in str(refused.value).replace("1000", "")


def test_test_phones_are_few_and_read_in_digits() -> None:
    two = {**COMPLETE, "TEST_PHONES": "+393330000001, 393330000002,393330000001"}

    assert StaffApiSettings.from_env(two).test_phones == ("393330000001", "393330000002")
    assert StaffApiSettings.from_env(COMPLETE).test_phones == ()


@pytest.mark.parametrize("phones", ["333", "giulia", ",".join(f"39333000000{n}" for n in range(6))])
def test_what_is_no_phone_is_refused_and_not_shown(phones: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        StaffApiSettings.from_env({**COMPLETE, "TEST_PHONES": phones})

    assert refused.value.field == "TEST_PHONES"
    assert phones not in str(refused.value)


@pytest.mark.parametrize(("stage", "allowed"), [("local", True), ("staging", True), ("production", False)])
def test_in_production_nothing_in_the_profile_may_be_a_placeholder(stage: str, allowed: bool) -> None:
    assert StaffApiSettings.from_env({**COMPLETE, "STAGE": stage}).placeholders_allowed is allowed


def test_a_setting_that_no_reader_parses_is_a_text() -> None:
    for found in iter_modules(urp.wiring.__path__):
        for var in vars(import_module(f"urp.wiring.{found.name}")).values():
            if isinstance(var, type) and issubclass(var, Settings) and var is not Settings:
                unread = [field for field in fields(var) if field.name not in READERS]  # type: ignore[arg-type]
                assert [field.name for field in unread if field.type != "str"] == []
