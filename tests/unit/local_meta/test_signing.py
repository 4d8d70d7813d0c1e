"""The bytes and the signature of a webhook."""

import hashlib
import hmac
import json

from infra.local.meta.signing import escape, sign


def test_accents_emoji_and_slashes_travel_escaped_as_meta_escapes_them() -> None:
    raw = escape({"body": "Città aperta 🙂 http://x"})

    assert raw == b'{"body":"Citt\\u00e0 aperta \\ud83d\\ude42 http:\\/\\/x"}'


def test_what_was_escaped_reads_as_what_was_written() -> None:
    body = {"text": 'Perché "no"? a/b \\ c\n'}

    assert json.loads(escape(body)) == body


def test_the_signature_is_over_the_escaped_bytes_with_the_app_secret() -> None:
    raw = escape({"body": "perché"})

    assert sign("made-up-secret", raw) == (
        "sha256=" + hmac.new(b"made-up-secret", raw, hashlib.sha256).hexdigest()
    )
    assert len(sign("made-up-secret", raw)) == 71
