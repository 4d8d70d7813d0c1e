"""A text that goes to everybody leads nobody elsewhere, and hides nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.errors import InvalidError
from urp.outgoing_text import check_addresses, check_words

DOMAINS = ("comune.example", "autolinee.example")
ELSEWHERE = [
    "vai su https://elsewhere.example/spid",
    "vai su HTTPS://ELSEWHERE.EXAMPLE/spid",
    "vai su http://comune.example.elsewhere.example",
    "https://comune.example@elsewhere.example/",
    "vai su elsewhere.example/spid",
    "vai su elsewhere.example",
    "vai su www.elsewhere.example.",
    "(elsewhere.example)",
    "elsewhere。example",
    "elsewhere．example/spid",
    "elsewhere․example",
    "ｅｌｓｅｗｈｅｒｅ.ｅｘａｍｐｌｅ",
    "xn--elswhere-b1a.example",
    "bit.ly/3xyz",
    "t.me/spid",
    "t.me",
    "x.com",
    "scrivi a spid@elsewhere.example",
    "http://10.0.0.1/spid",
    "10.0.0.1",
    "ftp://elsewhere.example",
    "notcomune.example",
    "comune.example-spid.example",
    "Domani.Evil chiude",
]
OURS = [
    "",
    "via Roma, dalle 8.30 alle 13",
    "il 4.12.2026 e il 5.12",
    "C.so Garibaldi e p.le Loreto",
    "A.De Gasperi, D.Lgs 82, S.p.A. e d.l. 5",
    "la dott.ssa Verdi e la sig.ra Neri",
    "15.000 persone, 1.234.567 euro",
    "vedi www.comune.example",
    "vedi https://www.comune.example/avvisi/1?a=b.",
    "scrivi a urp@comune.example",
    "orari su autolinee.example/linea1",
    "ecc. Si riapre domani. La strada...",
    "🚧 chiuso 👷🏽‍♀️",
]
HIDING = [
    "\u202e",
    "\u202d",
    "\u200b",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u2066",
    "\u061c",
    "\U000e0041",
    "\u180e",
]


@every("text", ELSEWHERE)
def test_an_address_of_somebody_else_is_refused(text: str) -> None:
    with pytest.raises(InvalidError, match="dominio ufficiale"):
        check_addresses("parameters.luogo", text, DOMAINS)


@every("text", OURS)
def test_the_towns_own_addresses_and_what_is_no_address_pass(text: str) -> None:
    check_addresses("parameters.luogo", text, DOMAINS)
    check_words("parameters.luogo", text)


@every("character", HIDING)
def test_a_character_that_nobody_sees_is_refused(character: str) -> None:
    with pytest.raises(InvalidError, match="non si vede"):
        check_words("parameters.luogo", f"via {character}Roma")


@every("character", ["\uffff", "\ufffe", "\U0001ffff", "\ufdd0", "\ud800"])
def test_what_is_no_character_is_refused(character: str) -> None:
    """A feed with one is no XML."""
    with pytest.raises(InvalidError, match="non esiste"):
        check_words("parameters.luogo", f"via {character}Roma")


@every("character", ["\x00", "\x08", "\x0b", "\x0c", "\x1f", "\x7f", "\x85"])
def test_a_control_character_is_refused(character: str) -> None:
    """Office pastes its line break as one, and a feed with it is no XML."""
    with pytest.raises(InvalidError, match="non si vede"):
        check_words("reason", f"Strada{character}riaperta")


def test_lines_and_columns_stay() -> None:
    check_words("text", "Strada riaperta.\r\n\tOrari:\n8-13")


@every("text", ["👨‍👩‍👧", "🏳️‍🌈", "👩🏽‍🚒", "می‌خواهم", "ক্‍ষ", "ශ්‍රී"])
def test_joiners_stay_where_emoji_and_words_need_them(text: str) -> None:
    check_words("parameters.luogo", text)


@every("text", ["co\u200drso", "via\u200c", "\u200dvia", "ele\u200csewhere", "1\u200d2"])
def test_joiners_are_refused_elsewhere(text: str) -> None:
    with pytest.raises(InvalidError, match="non si vede"):
        check_words("parameters.luogo", text)


@given(st.text(max_size=200))
def test_no_text_breaks_the_checks(text: str) -> None:
    try:
        check_words("f", text)
        check_addresses("f", text, DOMAINS)
    except InvalidError as refused:
        assert refused.field == "f"


def test_a_long_hostile_text_is_checked_at_once() -> None:
    check_addresses("f", "a-" * 20_000 + "@" * 10, DOMAINS)
