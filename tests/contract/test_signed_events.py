"""Only what Meta signed is read, and over the very bytes it signed."""

import hashlib
import hmac

from tests.cases import every
from tests.contract.payload_files import APP_SECRETS, body, event
from urp.whatsapp.signature import find_signature, is_signature_valid, read_raw_body


def signed(raw: bytes, secret: str) -> str:
    return "sha256=" + hmac.new(secret.encode(), raw, hashlib.sha256).hexdigest()


@every(
    ("name", "accepted"),
    [
        ("event_base64_body", True),
        ("event_signed_with_the_previous_secret", True),
        ("event_header_in_capitals", True),
        ("event_signed_with_another_secret", False),
        ("event_without_signature", False),
    ],
)
def test_a_post_is_believed_by_its_signature_alone(name: str, accepted: bool) -> None:
    post = event(name)

    assert is_signature_valid(read_raw_body(post), find_signature(post), APP_SECRETS) is accepted


def test_the_bytes_are_those_that_came_accents_emoji_and_slashes_included() -> None:
    raw = body("text_escaped_accents_emoji_and_slash")

    assert read_raw_body(event("event_base64_body")) == raw
    assert b"\\u00e8" in raw
    assert b"\\ud83d\\ude42" in raw
    assert b"https:\\/\\/" in raw


def test_after_a_rotation_the_previous_secret_no_longer_counts() -> None:
    post = event("event_signed_with_the_previous_secret")

    assert not is_signature_valid(read_raw_body(post), find_signature(post), APP_SECRETS[:1])


def test_a_signature_known_to_be_right_is_accepted() -> None:
    """RFC 4231, test case 2."""
    known = "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"

    assert is_signature_valid(b"what do ya want for nothing?", known, ["Jefe"])


@every(
    "header",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha256=" + "0" * 63,
        "sha256=" + "0" * 65,
        "sha1=" + "0" * 66,
        "sha256=" + "é" * 64,
        "sha256=" + "٠" * 64,
    ],
)
def test_a_wrong_or_malformed_signature_is_refused(header: str | None) -> None:
    assert not is_signature_valid(b"{}", header, APP_SECRETS)


def test_an_empty_secret_signs_nothing() -> None:
    assert not is_signature_valid(b"{}", signed(b"{}", ""), [""])


def test_one_changed_byte_is_enough_to_refuse() -> None:
    raw = body("text_from_phone_and_user_id")

    assert not is_signature_valid(raw + b" ", signed(raw, APP_SECRETS[0]), APP_SECRETS)


def test_a_body_falsely_called_base64_is_empty() -> None:
    assert read_raw_body({"body": "not base64!", "isBase64Encoded": True}) == b""


def test_a_post_without_body_or_headers_is_empty() -> None:
    assert read_raw_body({}) == b""
    assert find_signature({}) is None
