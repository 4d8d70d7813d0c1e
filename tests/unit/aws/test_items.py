"""A dataclass is stored as its plain picture, and read again as it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from urp.aws.dynamodb_values import Value, from_attributes, to_attributes
from urp.aws.items import SECONDS, Codec, Form


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


type Counts = Mapping[Colour, int]


@dataclass(frozen=True, slots=True)
class Stamp:
    by: str
    at: datetime
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    id: UUID
    sender_id: UUID
    title: str
    weight: float
    sent_at: datetime
    due: date
    opens: time
    keeps: timedelta
    colour: Colour
    contents: bytes
    size: Literal["small", "large"]
    last: Stamp | None
    urgent: bool = False
    answer: Colour | None = None
    stamps: tuple[Stamp, ...] = ()
    topics: frozenset[str] = frozenset()
    held_by: frozenset[UUID] = frozenset()
    counts: Counts = field(default_factory=dict)
    version: int = 0


NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
EMPTY = Parcel(
    id=UUID(int=1),
    sender_id=UUID(int=2),
    title="Un pacco",
    weight=1.5,
    sent_at=NOON,
    due=NOON.date(),
    opens=time(8, 30),
    keeps=timedelta(hours=2),
    colour=Colour.RED,
    contents=b"\x00",
    size="small",
    last=None,
)
PARCELS = Codec(Parcel, names={"sender_id": "sender"}, apart={"id"})

moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - as it asks
texts = st.text(max_size=8)
stamps = st.builds(Stamp, by=texts, at=moments, note=st.none() | texts)
parcels = st.builds(
    Parcel,
    weight=st.decimals(-1000, 1000, places=3).map(float),
    sent_at=moments,
    opens=st.times().map(lambda moment: moment.replace(second=0, microsecond=0)),
    keeps=st.integers(0, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    contents=st.binary(max_size=8),
    last=st.none() | stamps,
    urgent=st.booleans(),
    answer=st.none() | st.sampled_from(Colour),
    topics=st.frozensets(texts, max_size=3),
    held_by=st.frozensets(st.uuids(), max_size=2),
    stamps=st.lists(stamps, max_size=3).map(tuple),
    version=st.integers(0, 1000),
    counts=st.dictionaries(st.sampled_from(Colour), st.integers(0, 9)),
)


def keep(item: Mapping[str, Value]) -> dict[str, object]:
    """As the table gives it back."""
    return from_attributes(to_attributes(item))


@given(parcels)
def test_what_is_stored_is_read_as_it_was(parcel: Parcel) -> None:
    assert PARCELS.decode(keep(PARCELS.encode(parcel)), id=parcel.id) == parcel


@given(parcels)
def test_the_same_is_always_the_same_item(parcel: Parcel) -> None:
    again = PARCELS.decode(keep(PARCELS.encode(parcel)), id=parcel.id)

    assert keep(PARCELS.encode(again)) == keep(PARCELS.encode(parcel))


def test_each_attribute_has_its_plain_form() -> None:
    parcel = replace(
        EMPTY,
        last=Stamp("anna", NOON),
        stamps=(Stamp("bruno", NOON, "visto"),),
        topics=frozenset({"viabilita", "scuole"}),
        counts={Colour.GREEN: 2},
    )

    assert keep(PARCELS.encode(parcel)) == {
        "sender": "00000000-0000-0000-0000-000000000002",
        "title": "Un pacco",
        "weight": 1.5,
        "sent_at": "2026-11-25T12:00:00.000000Z",
        "due": "2026-11-25",
        "opens": "08:30",
        "keeps": 7200,
        "colour": "red",
        "contents": b"\x00",
        "size": "small",
        "last": {"by": "anna", "at": "2026-11-25T12:00:00.000000Z"},
        "urgent": False,
        "stamps": [{"by": "bruno", "at": "2026-11-25T12:00:00.000000Z", "note": "visto"}],
        "topics": ["scuole", "viabilita"],
        "held_by": [],
        "counts": {"green": 2},
        "version": 0,
    }


def test_what_is_not_there_is_none_so_that_an_update_removes_it() -> None:
    item = PARCELS.encode(EMPTY)

    assert [name for name, value in item.items() if value is None] == ["last", "answer"]


def test_an_older_item_without_the_attribute_has_the_default() -> None:
    item = keep(PARCELS.encode(EMPTY))
    for name in ("urgent", "stamps", "topics", "held_by", "counts", "version"):
        del item[name]

    assert PARCELS.decode(item, id=EMPTY.id) == EMPTY


def test_an_item_without_what_has_no_default_is_not_read() -> None:
    item = keep(PARCELS.encode(EMPTY))
    del item["title"]

    with pytest.raises(KeyError, match="title"):
        PARCELS.decode(item, id=EMPTY.id)


def test_what_is_given_counts_and_not_the_item() -> None:
    item = keep(PARCELS.encode(EMPTY))

    assert PARCELS.decode(item, id=EMPTY.id, title="Un altro").title == "Un altro"


def test_a_sparse_field_is_stored_only_if_there_is_something() -> None:
    sparse = Codec(Parcel, apart={"id"}, sparse={"urgent", "held_by"})

    assert not {"urgent", "held_by"} & set(keep(sparse.encode(EMPTY)))
    assert sparse.decode(keep(sparse.encode(EMPTY)), id=EMPTY.id) == EMPTY


def test_a_part_can_be_a_list_in_the_order_of_its_fields() -> None:
    listed = Codec(Parcel, forms={Stamp: Codec(Stamp).as_list()}, apart={"id"})
    parcel = replace(EMPTY, last=Stamp("anna", NOON))

    item = keep(listed.encode(parcel))

    assert item["last"] == ["anna", "2026-11-25T12:00:00.000000Z", None]
    assert listed.decode(item, id=EMPTY.id) == parcel
    assert listed.decode({**item, "last": ["anna", "2026-11-25T12:00:00Z"]}, id=EMPTY.id) == parcel


def test_a_type_can_have_a_form_of_its_own_also_in_its_parts() -> None:
    stamp = Codec(Stamp, forms={datetime: SECONDS, str: Form(str.upper, str.lower)})

    assert stamp.encode(Stamp("anna", NOON)) == {"by": "ANNA", "at": int(NOON.timestamp()), "note": None}
    assert stamp.decode({"by": "ANNA", "at": int(NOON.timestamp())}) == Stamp("anna", NOON)


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(TypeError, match="Stamp has no author, when"):
        Codec(Stamp, names={"when": "at"}, apart={"author"}).encode(Stamp("anna", NOON))


def test_a_type_without_a_stored_form_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        value: complex

    with pytest.raises(TypeError, match="no stored form"):
        Codec(Odd).encode(Odd(1j))
