"""CSV files that Excel opens directly with Italian settings.

API Gateway takes them as base64 and hands on the bytes.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import Literal

from pydantic import BaseModel, Field

from urp.staff_api.schemas import Input

SHEET_CONTENT = "text/csv; charset=utf-8"
_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\N{MINUS SIGN}")
_UNSEEN = ("C", "Z", "M")
"""Unicode's control and format characters, blanks and marks: a spreadsheet may skip them at the start."""

type Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    """Of the file, without its ending."""
    rows: tuple[tuple[Cell, ...], ...]
    """The first names the columns."""

    @property
    def text(self) -> str:
        written = StringIO()
        write = csv.writer(written, delimiter=";", lineterminator="\r\n")
        write.writerows(map(_show_cell, row) for row in self.rows)
        return _BYTE_ORDER_MARK + written.getvalue()

    def to_download(self) -> Download:
        return Download(f"{self.name}.csv", SHEET_CONTENT, self.text)


class Format(Input):
    format: Literal["json", "csv"] | None = Field(
        None, description="csv: for a spreadsheet, in Italian; so does `Accept: text/csv`"
    )


def wants_sheet(asked: BaseModel, accepted: str) -> bool:
    """The address decides, else the `Accept` header."""
    if isinstance(asked, Format) and asked.format is not None:
        return asked.format == "csv"
    return any(each.partition(";")[0].strip().lower() == "text/csv" for each in accepted.split(","))


def write_rows(*groups: Iterable[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(row for group in groups for row in group)


def _show_cell(cell: Cell) -> str | int:
    match cell:
        case None:
            return ""
        case float():
            return f"{cell:.1f}".replace(".", ",")
        case str() if _computes(cell):  # user text must not be a formula
            return f"'{cell}"
        case _:
            return cell


def _computes(words: str) -> bool:
    """Also `＝` of a Japanese keyboard, and a sign behind a character that nobody sees."""
    if words.startswith(("\t", "\r")):
        return True
    seen = (
        character
        for character in unicodedata.normalize("NFKC", words)
        if not unicodedata.category(character).startswith(_UNSEEN)
    )
    return next(seen, "").startswith(_FORMULA)


@dataclass(frozen=True, slots=True)
class Download:
    name: str
    content_type: str
    content: str | bytes
    besides: Mapping[str, str] = field(default_factory=dict)

    @property
    def headers(self) -> Mapping[str, str]:
        return {"content-disposition": f'attachment; filename="{self.name}"', **self.besides}
