"""What a time-stamping authority is asked and answers (RFC 3161), as far as it is read here.

Whether the authority's signature holds is checked by `openssl ts -verify`, which an inspector has: here is
checked that the answer grants a stamp over these very bytes, asked for now.
"""

from __future__ import annotations

import hashlib

_SHA256 = bytes.fromhex("300d06096086480165030402010500")
"""AlgorithmIdentifier: 2.16.840.1.101.3.4.2.1, no parameters."""
_INTEGER, _BOOLEAN_TRUE, _OCTETS, _SEQUENCE = 0x02, b"\x01\x01\xff", 0x04, 0x30
_GRANTED = (0, 1)
"""PKIStatus `granted`, and `grantedWithMods`."""


class NotGrantedError(ValueError):
    """The answer is no stamp for what was asked."""


def stamp_request(content: bytes, nonce: int) -> bytes:
    """With the authority's certificate, which is needed to check the stamp years later."""
    version = _element(_INTEGER, b"\x01")
    return _element(_SEQUENCE, version + _imprint(content) + _number(nonce) + _BOOLEAN_TRUE)


def check_stamp(answer: bytes, content: bytes, nonce: int) -> None:
    """Raises NotGrantedError."""
    try:
        status_info, rest = _split(_inside(answer, _SEQUENCE))
        status = _inside(_split(_inside(status_info, _SEQUENCE))[0], _INTEGER)
    except (IndexError, ValueError) as error:
        raise NotGrantedError("the answer is no TimeStampResp") from error
    if int.from_bytes(status) not in _GRANTED:
        raise NotGrantedError(f"refused with status {int.from_bytes(status)}")
    if _imprint(content) not in rest or _number(nonce) not in rest:
        raise NotGrantedError("the stamp is of something else")


def _imprint(content: bytes) -> bytes:
    return _element(_SEQUENCE, _SHA256 + _element(_OCTETS, hashlib.sha256(content).digest()))


def _number(value: int) -> bytes:
    return _element(_INTEGER, value.to_bytes(value.bit_length() // 8 + 1))


def _element(tag: int, content: bytes) -> bytes:
    """DER; nothing written here is longer than 127 bytes."""
    return bytes((tag, len(content))) + content


def _inside(element: bytes, tag: int) -> bytes:
    """The content of the one element there is."""
    start, end = _bounds(element)
    if element[0] != tag or end != len(element):
        raise ValueError("another element")
    return element[start:end]


def _split(content: bytes) -> tuple[bytes, bytes]:
    """The first element, and what follows it."""
    _, end = _bounds(content)
    return content[:end], content[end:]


def _bounds(content: bytes) -> tuple[int, int]:
    length, start = content[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(content[2:start])
    if start + length > len(content):
        raise ValueError("cut off")
    return start, start + length
