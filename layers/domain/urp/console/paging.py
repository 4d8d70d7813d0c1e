"""Long lists, page by page: forward by the API's cursor, back by the cursors that led here.

An address holds the number of its page and the last cursors, `3~<of page 2>~<of page 3>`: the API's cursors
only go forward, and a page works without a script and without anything kept on the server.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import ceil

_KEPT = 6
"""Cursors in an address: some 200 characters each, as a rule."""
_PLACE = re.compile(rf"([1-9]\d{{0,3}})((?:~[\w.-]{{1,1500}}){{1,{_KEPT}}})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Which page of a list."""

    number: int = 1
    cursors: tuple[str, ...] = ()
    """The last is this page's own; of a page far down the first ones are missing."""

    @property
    def cursor(self) -> str | None:
        return self.cursors[-1] if self.cursors else None

    def __str__(self) -> str:
        """As the address has it; nothing for the first page."""
        return "~".join((str(self.number), *self.cursors)) if self.cursors else ""


@dataclass(frozen=True, slots=True)
class Paging:
    place: Place
    forward: Place | None
    pages: int | None = None
    """Of the whole list, where that is known."""

    @property
    def number(self) -> int:
        return self.place.number

    @property
    def back(self) -> Place | None:
        """The first page, where the way back is not known any more."""
        if self.number == 1:
            return None
        cursors = self.place.cursors[:-1]
        return Place(self.number - 1, cursors) if cursors else Place()


def read_place(given: str) -> Place:
    """Anything that is no place of ours is the first page."""
    found = _PLACE.fullmatch(given)
    return Place(int(found[1]), tuple(found[2].split("~")[1:])) if found else Place()


def turn_pages(
    place: Place, following: str | None, whole: int | None = None, on_a_page: int | None = None
) -> Paging:
    """`following`: the API's cursor. `whole`: how many there are, `on_a_page` of which stand on one."""
    cursors = (*place.cursors, following) if following else ()
    forward = Place(place.number + 1, cursors[-_KEPT:]) if following else None
    pages = ceil(whole / on_a_page) if whole and on_a_page else None
    return Paging(place, forward, max(pages, place.number + bool(forward)) if pages else None)


def say_page(place: Place) -> str:
    """For a title."""
    return f", pagina {place.number}" if place.number > 1 else ""
