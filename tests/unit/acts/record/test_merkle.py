"""The root of a day, against RFC 6962 as it is written, and against the inspector's own proofs."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from infra.record.verify import inclusion_path, root_from_path
from urp.acts.record.merkle import merkle_root

LEAVES = st.lists(st.binary(max_size=40), max_size=70)


def as_written(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1: split at the largest power of two smaller than n."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\x00" + leaves[0]).digest()
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + as_written(leaves[:k]) + as_written(leaves[k:])).digest()


@given(LEAVES)
def test_the_root_is_the_standards(leaves: list[bytes]) -> None:
    assert merkle_root(leaves) == as_written(leaves)


def test_it_is_that_of_certificate_transparency() -> None:
    """The vectors of its reference implementation (google/certificate-transparency, merkle_tree_test.cc)."""
    leaves = [
        bytes.fromhex(each) for each in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")
    ]

    assert merkle_root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle_root(leaves[:1]).hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert merkle_root(leaves).hex() == "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=40), st.data())
def test_each_entry_is_proved_to_be_in_its_day_and_no_other_is(
    leaves: list[bytes], data: st.DataObject
) -> None:
    index = data.draw(st.integers(min_value=0, max_value=len(leaves) - 1))
    path = inclusion_path(leaves, index)

    assert root_from_path(leaves[index], index, len(leaves), path) == merkle_root(leaves)
    assert root_from_path(leaves[index] + b"!", index, len(leaves), path) != merkle_root(leaves)
