"""What an office opens in its spreadsheet."""

from __future__ import annotations

from tests.cases import every
from urp.staff_api.sheets import Cell, Format, Sheet, wants_sheet


def lines(*rows: tuple[Cell, ...]) -> list[str]:
    return Sheet("avviso", rows).text.removeprefix("\ufeff").split("\r\n")


def test_excel_with_italian_settings_opens_it_as_it_is() -> None:
    text = Sheet("avviso", (("Voce", "Valore"), ("Novità", 3))).text

    assert text.encode() == b"\xef\xbb\xbfVoce;Valore\r\nNovit\xc3\xa0;3\r\n"


def test_decimals_have_a_comma_and_what_is_unknown_is_empty() -> None:
    assert lines(("Durata", 188.44), ("Fine", None))[:2] == ["Durata;188,4", "Fine;"]


def test_a_separator_or_a_quotation_mark_in_somebodys_words_breaks_no_row() -> None:
    assert lines(("Avviso", 'Via Roma; via "Bassa"'))[0] == 'Avviso;"Via Roma; via ""Bassa"""'


@every(
    "words",
    [
        "=1+1", "+39", "-1", "@SUM(A1)", "\tx", "\rx", "\n=1+1", " =1+1",
        "\u200b=1+1", "\ufeff=1+1", "\u202e=1+1", "\u2060\u200b @SUM(A1)",
        "\uff1d1+1", "\uff0b39", "\uff0d1", "\uff20SUM(A1)", "\ufe661+1", "\u22121",
    ],
)  # fmt: skip
def test_somebodys_words_are_never_computed(words: str) -> None:
    shown = Sheet("avviso", ((words,),)).text.removeprefix("\ufeff").removesuffix("\r\n")

    assert shown.strip('"') == f"'{words}"


@every("words", ["Via Roma", "1+1", "è = a", "", "\u200b", "(=1)"])
def test_what_computes_nothing_stays_as_it_was_written(words: str) -> None:
    assert lines((words, ""))[0] == f"{words};"


@every(
    ("asked", "accepted", "sheet"),
    [
        (None, "", False),
        (None, "application/json", False),
        (None, "text/html, text/csv;q=0.9", True),
        ("csv", "application/json", True),
        ("json", "text/csv", False),
    ],
)
def test_the_address_decides_before_the_header(asked: str | None, accepted: str, sheet: bool) -> None:
    assert wants_sheet(Format.model_validate({"format": asked}), accepted) is sheet
