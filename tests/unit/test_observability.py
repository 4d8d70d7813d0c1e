"""A log helps whoever mends the service and shows no citizen."""

from __future__ import annotations

import pytest

from urp.errors import InvalidError, MisconfiguredError, UnavailableError
from urp.observability import failure_fields

PHONE = "393330000001"


def falls(error: Exception) -> None:
    raise error


def fields_of(error: Exception) -> dict[str, str]:
    with pytest.raises(type(error)) as raised:
        falls(error)
    return failure_fields(raised.value)


def test_a_missing_setting_is_named() -> None:
    fields = fields_of(MisconfiguredError("SECRET_ARN", "missing or empty"))

    assert fields["error_code"] == "misconfigured"
    assert fields["reason"] == "SECRET_ARN: missing or empty"
    assert fields["where"].startswith("test_observability.py:")


def test_what_aws_answered_is_told_by_its_code() -> None:
    assert fields_of(UnavailableError("ThrottlingException"))["reason"] == "ThrottlingException"


@pytest.mark.parametrize("error", [ValueError(PHONE), KeyError(PHONE), InvalidError("from", f"{PHONE}?")])
def test_whatever_may_quote_a_message_is_told_by_its_type_alone(error: Exception) -> None:
    fields = fields_of(error)

    assert fields["error"] == type(error).__name__
    assert PHONE not in str(fields)
