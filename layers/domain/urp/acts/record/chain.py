"""Links of the chain and heads of its days, and how both are hashed.

infra/record/verify.py hashes the same without this package: whoever checks needs nothing of ours.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from urp.acts.record.merkle import merkle_root

NOTHING_BEFORE = "0" * 64
"""What the first link, and the first head, follow."""
NOT_HASHED = frozenset({"expires_at"})
"""When the table forgets the entry: a change of its term changes no act."""

type Stored = Mapping[str, object]
"""An entry of the audit as the table holds it, keys included: what was stored before any field was added
hashes as it did then."""


@dataclass(frozen=True, slots=True)
class Link:
    """One entry's place in the chain. It has the entry's hash, not its words."""

    sequence: int
    sealed_at: datetime
    entry_pk: str
    entry_sk: str
    entry_hash: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a day's links come to: whoever has kept it finds any change of that day and of all before."""

    day: date
    """UTC's, on which the links were made."""
    size: int
    last_sequence: int
    """Of the chain at the end of the day."""
    last_hash: str
    root: str
    """Of the Merkle tree over the hashes of the day's links."""
    previous: str
    """Hash of the head of the day before."""


def canonical(value: object) -> bytes:
    """One text for one value: keys in order, no blanks, ASCII alone."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def hash_entry(stored: Stored) -> str:
    kept = {name: value for name, value in stored.items() if name not in NOT_HASHED}
    return hashlib.sha256(canonical(kept)).hexdigest()


def make_link(stored: Stored, sequence: int, previous: str, sealed_at: datetime) -> Link:
    link = Link(
        sequence, sealed_at, str(stored["pk"]), str(stored["sk"]), hash_entry(stored), previous, hash=""
    )
    plain = {name: value for name, value in show_link(link).items() if name != "hash"}
    return replace(link, hash=hashlib.sha256(canonical(plain)).hexdigest())


def show_link(link: Link) -> dict[str, object]:
    """As it is hashed, exported and verified."""
    return {
        "sequence": link.sequence,
        "sealed_at": link.sealed_at.isoformat(),
        "entry_pk": link.entry_pk,
        "entry_sk": link.entry_sk,
        "entry_hash": link.entry_hash,
        "previous": link.previous,
        "hash": link.hash,
    }


def make_head(day: date, links: Sequence[Link], before: Head | None) -> Head:
    """`links` of that day in their order."""
    last = (links[-1].sequence, links[-1].hash) if links else _last_of(before)
    root = merkle_root(bytes.fromhex(link.hash) for link in links).hex()
    return Head(day, len(links), *last, root=root, previous=hash_head(before) if before else NOTHING_BEFORE)


def show_head(head: Head) -> dict[str, object]:
    return {
        "day": head.day.isoformat(),
        "size": head.size,
        "last_sequence": head.last_sequence,
        "last_hash": head.last_hash,
        "root": head.root,
        "previous": head.previous,
    }


def head_bytes(head: Head) -> bytes:
    """What lies in the locked bucket, and what a time stamp is asked for."""
    return canonical(show_head(head))


def hash_head(head: Head) -> str:
    return hashlib.sha256(head_bytes(head)).hexdigest()


def in_time_order(stored: Iterable[Stored]) -> list[Stored]:
    return sorted(stored, key=lambda entry: (str(entry["pk"]), str(entry["sk"])))


def _last_of(before: Head | None) -> tuple[int, str]:
    return (before.last_sequence, before.last_hash) if before else (0, NOTHING_BEFORE)
