"""Each of Meta's codes asks for one reaction, and staff can read why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urp.whatsapp.error_codes import ErrorClass, explain, is_known

UNCLEAR = {1, 2, 131000, 131016}
CODES = range(0, 3_000_000)


def test_only_four_codes_leave_the_outcome_open() -> None:
    found = {code for code in CODES if explain(code).error_class is ErrorClass.AMBIGUOUS}

    assert found == UNCLEAR


def test_only_four_codes_are_throttles_that_may_be_retried_blindly_and_one_more_for_forms() -> None:
    throttles = {ErrorClass.THROTTLED, ErrorClass.PAIR}

    found = {code for code in CODES if explain(code).error_class in throttles}

    assert found == {4, 80007, 130429, 131056, 132069}


@pytest.mark.parametrize("code", [131048, 133016])
def test_a_spam_limit_is_no_throttle(code: int) -> None:
    assert explain(code).error_class is ErrorClass.ACCOUNT


@pytest.mark.parametrize("code", [200, 250, 299])
def test_the_whole_family_of_permissions_concerns_the_account(code: int) -> None:
    assert explain(code).error_class is ErrorClass.ACCOUNT
    assert is_known(code)


def test_the_codes_beside_that_family_are_none_of_it() -> None:
    assert not is_known(199)
    assert not is_known(300)


@given(st.integers())
def test_every_code_has_a_sentence_for_staff(code: int) -> None:
    error = explain(code)

    assert error.code == code
    assert error.explanation.strip()


@given(st.integers().filter(lambda code: not is_known(code)))
def test_an_unknown_code_never_goes_on_by_itself(code: int) -> None:
    assert explain(code).error_class is ErrorClass.REQUEST
