"""Files as offices have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.errors import InvalidError
from urp.notices.imports.model import InvalidLine, LineFault, ListedPhone
from urp.notices.imports.reading import MOST_LINES, read_list

ANNA, BRUNO = "393330000001", "393330000002"
BOTH = (ANNA, BRUNO)


def phones(text: str) -> tuple[str, ...]:
    return tuple(each.phone for each in read_list(text).people)


@every(
    "text",
    [
        "3330000001\n3330000002",
        "telefono\n3330000001\n3330000002\n",
        "\ufefftelefono\r\n3330000001\r\n3330000002\r\n",
        "Elenco iscritti\n3330000001\n3330000002",
        "nome;Telefono;note\nAnna;333 0000001;sì\nBruno;333 0000002;\n",
        'nome,phone\n"Inventati, Anna",3330000001\n"Bruno ""Bru""","+39 333 0000002"\n',
        "cognome\tCELLULARE\nInventati\t3330000001\nInventati\t3330000002",
        "3330000001;Anna\n\n;;;\n3330000002;Bruno\n",
        "numero di telefono\r3330000001\r3330000002",
        "NUMERO_TELEFONO;x\n3330000001;1\n3330000002;2",
    ],
)
def test_the_numbers_are_found_however_the_file_is_written(text: str) -> None:
    assert phones(text) == BOTH


def test_wrong_lines_are_told_one_by_one_with_their_number_and_harm_no_other() -> None:
    found = read_list(
        'telefono;nome\n071 220001;Anna\n\n3330000001;"Bruno\n;Carla\n+39 3330000001;Dario\n12;Eva'
    )

    assert found.people == (ListedPhone(4, ANNA),)
    assert found.duplicates == 1
    assert found.invalid == (
        InvalidLine(2, LineFault.NOT_MOBILE, "••• •••001"),
        InvalidLine(5, LineFault.NO_NUMBER, ""),
        InvalidLine(7, LineFault.NOT_MOBILE, "••"),
    )
    assert found.lines == 5


@every("text", ["", "\n\n", "telefono\n", "nome;cognome", ";;\n,"])
def test_a_file_without_a_line_is_refused(text: str) -> None:
    with pytest.raises(InvalidError) as refused:
        read_list(text)

    assert refused.value.field == "csv"


def test_a_file_too_long_for_one_import_is_refused() -> None:
    with pytest.raises(InvalidError):
        read_list("1\n" * (MOST_LINES + 1))


@given(st.text(max_size=300))
def test_whatever_follows_a_number_every_line_is_accounted_for(text: str) -> None:
    found = read_list("3330000001\n" + text)

    lines = [*(each.line for each in found.people), *(each.line for each in found.invalid)]
    assert found.people[0] == ListedPhone(1, ANNA)
    assert len(set(lines)) == len(lines)
    assert found.lines == len(lines) + found.duplicates
    assert not any(character.isalpha() for each in found.invalid for character in each.shown)
