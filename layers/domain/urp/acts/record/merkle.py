"""The root of a Merkle tree as RFC 6962 (section 2.1) hashes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

_EMPTY = hashlib.sha256().digest()


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """Whole subtrees are joined as soon as two of a size stand side by side, so that one pass is enough."""
    subtrees: list[tuple[int, bytes]] = []
    for leaf in leaves:
        size, top = 1, hashlib.sha256(b"\x00" + leaf).digest()
        while subtrees and subtrees[-1][0] == size:
            size, top = size * 2, _join(subtrees.pop()[1], top)
        subtrees.append((size, top))
    if not subtrees:
        return _EMPTY
    _, top = subtrees.pop()
    while subtrees:
        top = _join(subtrees.pop()[1], top)
    return top


def _join(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
