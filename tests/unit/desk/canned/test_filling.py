"""A canned reply is filled in with words, and never says more or less than it shows."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from tests.unit.town.texts.test_citizen_texts import SECOND_TOWN, SHIPPED
from urp.desk.canned import CannedReply, check_reply, load_replies
from urp.errors import InvalidError, MisconfiguredError
from urp.outgoing_text import check_link
from urp.town.municipality import load_municipality

REPLY = CannedReply(
    "orari", "Orari", "L'anagrafe apre {giorno} alle {ora}.", "https://www.comune.example/orari"
)
DOMAINS = ("comune.example",)
TODAY = date(2026, 11, 25)


def test_every_gap_is_filled_and_the_link_stands_under_the_text() -> None:
    filled = REPLY.fill({"giorno": "lunedì", "ora": "9"})

    assert REPLY.fields == ("giorno", "ora")
    assert filled == "L'anagrafe apre lunedì alle 9.\nhttps://www.comune.example/orari"


@given(st.text(alphabet="{}giornoa _", min_size=1, max_size=40).filter(str.strip))
def test_what_is_filled_in_is_never_taken_for_a_gap(value: str) -> None:
    filled = REPLY.fill({"giorno": value, "ora": "9"})

    assert filled.startswith(f"L'anagrafe apre {value.strip()} alle 9.")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"giorno": "lunedì"}, "fields.ora"),
        ({"giorno": "lunedì", "ora": "  "}, "fields.ora"),
        ({"giorno": "lunedì", "ora": "9", "dove": "qui"}, "fields.dove"),
        ({"giorno": "a" * 301, "ora": "9"}, "fields.giorno"),
    ],
)
def test_a_gap_left_open_and_a_gap_that_is_none_are_named(values: dict[str, str], field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        REPLY.fill(values)

    assert refused.value.field == field


def test_no_reply_is_longer_than_whatsapp_takes() -> None:
    gaps = "".join(f"{{{letter * 2}}}" for letter in "abcdefghijklmno")
    reply = CannedReply("lunga", "Lunga", gaps)

    with pytest.raises(InvalidError, match="4096"):
        reply.fill(dict.fromkeys(reply.fields, "a" * 300))


@every("text", ["", "{", "alle {Ora}", "alle {ora", "{}", "a" * 3001])
def test_a_text_with_a_torn_gap_is_no_reply(text: str) -> None:
    with pytest.raises(InvalidError):
        check_reply(CannedReply("x", "X", text))


@every(
    "link",
    [
        "http://www.comune.example/",
        "https://comune.example.altrove.example/",
        "https://altrocomune.example/",
        "https://www.comune.example@altrove.example/",
        "https://altrove.example/https://comune.example",
        "https://altrove.example\\.comune.example/",
        "https://comune.example:8443/",
        "https://comune.example/a b",
        "javascript:alert(1)",
        "https://[comune.example",
        "//comune.example/",
    ],
)
def test_a_link_that_is_not_official_is_refused(link: str) -> None:
    with pytest.raises(InvalidError) as refused:
        check_link(link, DOMAINS)

    assert refused.value.field == "link"


@pytest.mark.parametrize(
    "link",
    ["", "https://comune.example", "https://www.comune.example/a?b=c#d", "https://WWW.COMUNE.EXAMPLE/"],
)
def test_an_official_link_is_taken(link: str) -> None:
    check_link(link, DOMAINS)


@pytest.mark.parametrize(("days", "stale"), [(None, True), (0, False), (89, False), (90, True)])
def test_what_nobody_verified_lately_is_shown_so(days: int | None, stale: bool) -> None:
    verified = None if days is None else TODAY - timedelta(days=days)
    reply = CannedReply("x", "X", "Testo", verified_on=verified)

    assert reply.to_verify(TODAY, timedelta(days=90)) is stale


@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
def test_a_profile_begins_with_replies_nobody_has_verified(package: str) -> None:
    town = load_municipality(package, placeholders_allowed=True)

    replies = load_replies(package, town)

    assert len(replies) >= 2
    assert all(reply.verified_on is None for reply in replies.values())


def test_a_profile_without_the_file_does_not_load() -> None:
    town = load_municipality(SECOND_TOWN)

    with pytest.raises(MisconfiguredError):
        load_replies("tests.profiles", town)
