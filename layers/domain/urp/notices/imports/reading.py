"""From the text of a CSV file to phones, line by line: what is wrong with one line harms no other."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from urp.errors import InvalidError
from urp.notices.imports.model import InvalidLine, LineFault, ListedPhone
from urp.notices.imports.phones import masked, mobile_phone

MOST_LINES = 40_000
"""Of one list, so that it is stored in one transaction. A longer one is sent in parts."""
_BREAK = re.compile(r"\r\n|\r|\n")
_DELIMITERS = ";\t,"
_LOOKED_AT = 20
"""Lines that show which delimiter a file uses."""
_HEADINGS = frozenset(
    {
        "telefono", "numero di telefono", "numero telefono", "telefono cellulare", "cellulare", "numero",
        "tel", "cell", "phone", "phone number", "mobile", "mobile phone",
    }
)  # fmt: skip
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class ReadList:
    """Together every line that is neither blank nor the header."""

    people: tuple[ListedPhone, ...]
    """Each phone where it stood first."""
    duplicates: int
    invalid: tuple[InvalidLine, ...]

    @property
    def lines(self) -> int:
        return len(self.people) + self.duplicates + len(self.invalid)


def read_list(text: str) -> ReadList:
    """Raises InvalidError of the field `csv` when there is nothing, or too much."""
    written = [
        (number, line)
        for number, line in enumerate(_BREAK.split(text.removeprefix(_BOM)), 1)
        if line.strip(_DELIMITERS + ' "')
    ]
    if len(written) > MOST_LINES:
        raise InvalidError("csv", f"ha più di {MOST_LINES} righe: mandalo in parti")
    delimiter = _delimiter([line for _, line in written[:_LOOKED_AT]])
    column, headings = _column(_cells(written[0][1], delimiter) if written else ())
    found = _sorted((number, _cell(line, delimiter, column)) for number, line in written[headings:])
    if not found.lines:
        raise InvalidError("csv", "non ha nessuna riga con un numero")
    return found


def _sorted(cells: Iterable[tuple[int, str]]) -> ReadList:
    people: dict[str, int] = {}
    duplicates = 0
    invalid: list[InvalidLine] = []
    for line, cell in cells:
        phone = mobile_phone(cell)
        if isinstance(phone, LineFault):
            invalid.append(InvalidLine(line, phone, masked(cell)))
        elif phone in people:
            duplicates += 1
        else:
            people[phone] = line
    listed = tuple(ListedPhone(line, phone) for phone, line in people.items())
    return ReadList(listed, duplicates, tuple(invalid))


def _delimiter(lines: Sequence[str]) -> str:
    return max(_DELIMITERS, key=lambda each: sum(line.count(each) for line in lines))


def _column(first: Sequence[str]) -> tuple[int, int]:
    """Where the phones are, and how many lines of headings: a first line without any digit is one."""
    names = [cell.strip(" .:_*").replace("_", " ").casefold() for cell in first]
    for place, name in enumerate(names):
        if name in _HEADINGS:
            return place, 1
    return 0, 0 if any(each.isdigit() for cell in first for each in cell) else min(len(first), 1)


def _cell(line: str, delimiter: str, column: int) -> str:
    cells = _cells(line, delimiter)
    return cells[column] if column < len(cells) else ""


def _cells(line: str, delimiter: str) -> list[str]:
    """A quote that is never closed ends with its line."""
    try:
        return next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [])
    except csv.Error:
        return [line]
