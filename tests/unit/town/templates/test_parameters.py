"""What staff fill in: checked before a single message goes out, and shown as a citizen will read it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.errors import InvalidError
from urp.town.templates import check_parameters, load_templates, render
from urp.town.texts.readability import compute_gulpease

TRAFFIC = load_templates("urp_profile")["avviso_viabilita"]
FILLED = {parameter.name: parameter.example for parameter in TRAFFIC.parameters}


def test_a_preview_is_header_body_and_footer_as_on_the_phone() -> None:
    news = replace(load_templates("tests.profiles.roccaserena")["novita"], header="Novità in città")

    assert render(news, {"servizio": "il mercato", "quando": "lunedì"}) == (
        "Novità in città\n"
        "\n"
        "La Città di Roccaserena cambia un servizio: il mercato.\n"
        "La novità vale: lunedì\n"
        "Per saperne di più chiama lo sportello.\n"
        "\n"
        "Per non ricevere più notizie scrivi Cancellami"
    )


def test_space_at_the_ends_is_taken_away_and_the_order_is_the_templates() -> None:
    values = {name: f"  {value}\n" for name, value in reversed(FILLED.items())}

    checked = check_parameters(TRAFFIC, values)

    assert list(checked.items()) == list(FILLED.items())


@every(
    ("value", "problem"),
    [
        ("", "è vuoto"),
        ("   ", "è vuoto"),
        ("\u200b\u2060", "è vuoto"),
        ("via Marconi\nvia Flaminia", "una riga"),
        ("via Marconi\r\nvia Flaminia", "una riga"),
        ("via Marconi\u2028via Flaminia", "una riga"),
        ("via\tMarconi", "una riga"),
        ("via     Marconi", "più di 4 spazi"),
        ("via {{luogo}}", "doppie graffe"),
        ("x" * 121, "più lungo di 120"),
        ("😀" * 61, "più lungo di 120"),
    ],
)
def test_staff_are_told_which_field_meta_would_refuse_and_why(value: str, problem: str) -> None:
    with pytest.raises(InvalidError, match=problem) as refused:
        check_parameters(TRAFFIC, {**FILLED, "luogo": value})

    assert refused.value.field == "parameters.luogo"


def test_a_field_left_out_or_made_up_is_named() -> None:
    without_place = {name: value for name, value in FILLED.items() if name != "luogo"}

    with pytest.raises(InvalidError) as missing:
        check_parameters(TRAFFIC, without_place)
    with pytest.raises(InvalidError) as unknown:
        check_parameters(TRAFFIC, {**FILLED, "colore": "rosso"})

    assert missing.value.field == "parameters.luogo"
    assert unknown.value.field == "parameters.colore"


def test_four_spaces_in_a_row_are_allowed() -> None:
    assert check_parameters(TRAFFIC, {**FILLED, "luogo": "via    Marconi"})["luogo"] == "via    Marconi"


def test_a_notice_longer_than_a_body_may_be_is_refused_as_a_whole() -> None:
    roomy = replace(
        TRAFFIC, parameters=tuple(replace(parameter, max_length=1024) for parameter in TRAFFIC.parameters)
    )

    with pytest.raises(InvalidError) as refused:
        check_parameters(roomy, {**FILLED, "modifica": "x" * 1000})

    assert refused.value.field == "parameters"


@given(st.text(max_size=150))
def test_whatever_staff_write_meta_gets_one_line_or_they_get_an_error(value: str) -> None:
    try:
        sent = check_parameters(TRAFFIC, {**FILLED, "luogo": value})["luogo"]
    except InvalidError as refused:
        sent = refused.problem

    assert len(sent.splitlines()) == 1
    assert "\t" not in sent
    assert sent == sent.strip()


@pytest.mark.parametrize("package", ["urp_profile", "tests.profiles.roccaserena"])
def test_every_notice_is_easy_to_read(package: str) -> None:
    notices = [
        render(template, {parameter.name: parameter.example for parameter in template.parameters})
        for template in load_templates(package).values()
    ]

    assert min(compute_gulpease(notice) for notice in notices) >= 60
