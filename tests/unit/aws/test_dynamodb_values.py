"""Our values on DynamoDB's wire are what boto3 would write and read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from urp.aws.dynamodb_values import from_attributes, to_attribute, to_attributes

SCALARS = (
    st.text()
    | st.booleans()
    | st.integers(min_value=-(10**15), max_value=10**15)
    | st.floats(min_value=-1e9, max_value=1e9, allow_subnormal=False).map(lambda value: round(value, 6))
    | st.binary()
    | st.sets(st.text(min_size=1), min_size=1)
)
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


def with_decimals(value: Any) -> Any:  # noqa: ANN401 - boto3 takes no float
    match value:
        case float():
            return Decimal(str(value))
        case list():
            return [with_decimals(each) for each in value]
        case dict():
            return {name: with_decimals(each) for name, each in value.items()}
        case _:
            return value


@given(VALUES)
def test_boto3_reads_what_we_write(value: Any) -> None:  # noqa: ANN401 - any value
    read = TypeDeserializer().deserialize(cast(Any, to_attribute(value)))

    assert read == with_decimals(value)


@given(VALUES)
def test_we_read_what_boto3_writes(value: Any) -> None:  # noqa: ANN401 - any value
    written = TypeSerializer().serialize(with_decimals(value))

    assert from_attributes({"it": written})["it"] == value


def test_absent_values_and_empty_sets_are_not_stored() -> None:
    assert to_attributes({"a": None, "b": set(), "c": ""}) == {"c": {"S": ""}}


def test_whole_numbers_stay_whole() -> None:
    read = from_attributes({"whole": {"N": "3"}, "part": {"N": "0.95"}, "large": {"N": "1E+3"}})

    assert read == {"whole": 3, "part": 0.95, "large": 1000}
    assert isinstance(read["large"], int)


@pytest.mark.parametrize("value", [object(), float("nan"), float("inf")])
def test_what_dynamodb_cannot_hold_is_refused_here(value: Any) -> None:  # noqa: ANN401 - any value
    with pytest.raises(TypeError):
        to_attribute(value)
