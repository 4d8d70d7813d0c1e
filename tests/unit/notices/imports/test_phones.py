"""Numbers as people write them."""

from __future__ import annotations

from tests.cases import every
from urp.notices.imports.model import LineFault
from urp.notices.imports.phones import masked, mobile_phone

ANNA = "393330000001"


@every(
    "written",
    [
        "3330000001",
        "+39 333 0000001",
        "+393330000001",
        "0039 333 0000001",
        "39 333 000 0001",
        "333-0000001",
        "333/0000001",
        "333.00.00.001",
        "(+39) 333 0000001",
        "  333 0000001 ",
        "'3330000001",
        "333\u00a0000\u00a00001",
        "333\u20110000001",
        "\u200e+39 333 0000001\u200e",
    ],
)
def test_one_number_written_in_any_way_is_one_phone(written: str) -> None:
    assert mobile_phone(written) == ANNA


def test_old_numbers_of_nine_digits_are_numbers_too() -> None:
    assert mobile_phone("335 000 001") == "39335000001"
    assert mobile_phone("+39 335 000 001") == "39335000001"


def test_a_number_that_begins_like_the_country_keeps_its_beginning() -> None:
    assert mobile_phone("393 3000001") == "393933000001"


@every(
    ("written", "fault"),
    [
        ("", LineFault.NO_NUMBER),
        (" - ", LineFault.NO_NUMBER),
        ("Mario Inventato", LineFault.NOT_A_NUMBER),
        ("333 0000001 casa", LineFault.NOT_A_NUMBER),
        ("333+0000001", LineFault.NOT_A_NUMBER),
        ("=3330000001", LineFault.NOT_A_NUMBER),
        ("٣٣٣٠٠٠٠٠٠١", LineFault.NOT_A_NUMBER),
        ("3,93E+11", LineFault.ROUNDED),
        ("3.933E11", LineFault.ROUNDED),
        ("071 222 0001", LineFault.NOT_MOBILE),
        ("800 000 001", LineFault.NOT_MOBILE),
        ("300 0000001", LineFault.NOT_MOBILE),
        ("0333 0000001", LineFault.NOT_MOBILE),
        ("333 00001", LineFault.TOO_SHORT),
        ("31 1000001", LineFault.TOO_SHORT),
        ("333 0000001 / 2", LineFault.TOO_LONG),
        ("+39 333 0000001 22", LineFault.TOO_LONG),
        ("+40 712 000 001", LineFault.FOREIGN),
        ("0033 6 00 00 00 01", LineFault.FOREIGN),
    ],
)
def test_what_is_no_italian_mobile_number_is_told_apart(written: str, fault: LineFault) -> None:
    assert mobile_phone(written) is fault


def test_a_line_is_shown_without_its_name_and_without_most_of_its_number() -> None:
    assert masked("Mario 333 0000001") == "••••• ••• ••••001"
    assert masked("12345") == "•••••"
    assert masked("x" * 500) == "•" * 20
    assert masked("🙂 333 0000001") == "• ••• ••••001"
