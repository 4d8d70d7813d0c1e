"""The words of a notice, looked at before anybody is asked to approve them."""

from __future__ import annotations

from datetime import date

import pytest

from urp.notices.broadcasts.text_checks import Finding, Severity, TownFacts, check_text, find_gaps

PLANNED = date(2026, 11, 30)
TOWN = TownFacts("Comune di Serena", ("comune.example",), ("0999 000 700", "+393990000001"))


def check(
    value: str, text: str = "Il Comune di Serena avvisa.", link: str = "https://comune.example/1"
) -> tuple[Finding, ...]:
    return check_text(text, {"quando": value}, link, PLANNED, TOWN)


@pytest.mark.parametrize(
    "value",
    [
        "Corso Garibaldi, tra piazza Roma e via XX Settembre",
        "da lunedì 23 novembre a giovedì 3 dicembre",
        "oggi, lunedì 30 novembre",
        "giovedì 3 dicembre, dalle ore 9.00 alle 13.30",
        "pagamento di IMU e TARI con SPID o CIE",
        "piazzale della Pace 12/3, via XXIX Ottobre",
        "👨‍👩‍👧 famiglie con bambini 🎄🎄",
        "chiama lo 0999 000 700 o scrivi al 399 0000001",
        "tutto su https://comune.example/natale",
        "in caso di pericolo chiama il 112... e resta in casa",
    ],
)
def test_a_notice_well_written_has_nothing_to_look_at(value: str) -> None:
    assert check(value) == ()


@pytest.mark.parametrize(
    ("value", "code", "place"),
    [
        ("dal 3 dicembre", "weekday_missing", "3 dicembre"),
        ("giovedì 4 dicembre", "weekday_wrong", "giovedì 4 dicembre"),
        ("giovedì 31 novembre", "date_impossible", "giovedì 31 novembre"),
        ("da venerdì 20 a lunedì 23 novembre", "date_passed", "lunedì 23 novembre"),
        ("STRADA CHIUSA in centro", "capitals", "STRADA CHIUSA"),
        ("ATTENZIONE al ghiaccio", "capitals", "ATTENZIONE"),
        ("chiuso 🚧🚧🚧 oggi", "emoji", "🚧🚧🚧 "),
        ("info su www.comune.example", "link_bare", "www.comune.example"),
        ("chiama il 333 0000002", "phone_unknown", "333 0000002"),
        ("sanzione a RSSMRA85T10A562S", "personal_data", "RSSMRA85T10A562S"),
        ("via  Roma", "punctuation", "  "),
        ("via Roma , dalle 8", "punctuation", " ,"),
        ("chiuso!!", "punctuation", "!!"),
    ],
)
def test_a_doubt_says_where_it_is_and_is_left_to_people(value: str, code: str, place: str) -> None:
    (finding,) = check(value)

    assert (finding.code, finding.severity, finding.field) == (code, Severity.LOOK, "parameters.quando")
    assert value[finding.start : finding.end] == place


def test_a_wrong_weekday_is_told_with_the_right_one() -> None:
    assert check("giovedì 4 dicembre")[0].sentence == (
        "«giovedì 4 dicembre» 2026 è venerdì: va corretto il giorno o la data."
    )


@pytest.mark.parametrize(
    "value",
    [
        "X" * 3,
        "dalle xx:xx",
        "via [inserire la via]",
        "{giorno}",
        "gg/mm",
        "ore ???",
        "Lorem ipsum dolor",
        "via ____",
        "TBD",
    ],
)
def test_a_gap_that_was_left_open_is_no_doubt(value: str) -> None:
    assert [each.severity for each in find_gaps({"luogo": value}, value)] == [Severity.REFUSES] * 2
    assert check(value)[0].code == "gap"


@pytest.mark.parametrize("value", ["bit.ly/abc", "https://altrove.example/spid"])
def test_an_address_that_is_no_longer_the_towns_is_refused(value: str) -> None:
    assert [(each.code, each.severity) for each in check(value)] == [("link_foreign", Severity.REFUSES)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Strada chiusa.", "sender_missing"),
        ("Il Comune di Serena avvisa. " + "La via è chiusa. " * 50, "long"),
        (
            "Il Comune di Serena comunica l'interdizione della circolazione veicolare conseguentemente"
            " all'espletamento di improcrastinabili interventi manutentivi",
            "hard",
        ),
        ("Il Comune di Serena avvisa: chiusa via Roma..", "punctuation"),
    ],
)
def test_the_whole_message_is_looked_at_as_a_citizen_reads_it(text: str, code: str) -> None:
    assert [(each.code, each.field) for each in check("oggi", text)] == [(code, "text")]
