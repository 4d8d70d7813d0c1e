"""What an authority is asked, to the byte, and what counts as its stamp."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from urp.acts.record.timestamping import NotGrantedError, check_stamp, stamp_request
from urp.acts.store.authority import TimestampAuthority
from urp.errors import UnavailableError

HEAD = b'{"day":"2026-11-30"}'
NONCE = 0x26EB549AB38B1EAE
ASKED = b64decode(
    "MEMCAQEwMTANBglghkgBZQMEAgEFAAQgDEdFeQADcokP5ItKbb5mjp/JpZ2ytIb637HJfb7hhjkCCCbrVJqzix6uAQH/"
)
"""By `openssl ts -query -data head.json -sha256 -cert`."""
STAMPED = b64decode((Path(__file__).parent / "stamped.tsr.txt").read_text(encoding="ascii"))
"""Answered by `openssl ts -reply`, of an authority that exists nowhere; `openssl ts -verify` takes it."""
REFUSED = bytes.fromhex("3009300702010230020c00")


def test_the_question_is_the_one_that_openssl_asks() -> None:
    assert stamp_request(HEAD, NONCE) == ASKED


def test_a_stamp_of_these_bytes_asked_now_is_one() -> None:
    check_stamp(STAMPED, HEAD, NONCE)


@pytest.mark.parametrize(
    ("answer", "content", "nonce"),
    [
        (STAMPED, HEAD + b" ", NONCE),
        (STAMPED, HEAD, NONCE + 1),
        (REFUSED, HEAD, NONCE),
        (STAMPED[:-1], HEAD, NONCE),
        (STAMPED + b"0", HEAD, NONCE),
        (b"<html>", HEAD, NONCE),
        (b"", HEAD, NONCE),
    ],
)
def test_anything_else_is_none(answer: bytes, content: bytes, nonce: int) -> None:
    with pytest.raises(NotGrantedError):
        check_stamp(answer, content, nonce)


@dataclass
class Authority:
    answer: bytes
    status: int = 200
    asked: bytes = b""

    def post(self, url: str, *, data: bytes, **_: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        if url != "https://tsa.example/":
            raise requests.ConnectionError
        self.asked = data
        told = requests.Response()
        told.status_code, told._content = self.status, self.answer
        return told


def test_the_authority_learns_a_hash_and_its_whole_answer_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    authority = Authority(STAMPED)
    monkeypatch.setattr(requests, "post", authority.post)

    assert TimestampAuthority("https://tsa.example/", lambda: NONCE)(HEAD) == STAMPED
    assert authority.asked == ASKED


@pytest.mark.parametrize(
    ("authority", "url"),
    [
        (Authority(STAMPED, 500), "https://tsa.example/"),
        (Authority(REFUSED), "https://tsa.example/"),
        (Authority(STAMPED), "https://nobody.example/"),
    ],
)
def test_an_authority_that_gives_none_is_asked_again_later(
    monkeypatch: pytest.MonkeyPatch, authority: Authority, url: str
) -> None:
    monkeypatch.setattr(requests, "post", authority.post)

    with pytest.raises(UnavailableError):
        TimestampAuthority(url, lambda: NONCE)(HEAD)
