"""`[[reports.own_channels]]` of profile.toml: who takes reports of one kind of problem, and how."""

from __future__ import annotations

from collections.abc import Mapping

from urp.town.municipality.codes import Category
from urp.town.municipality.formats import PHONE, URL
from urp.town.profile_files import Section

LONGEST = 160
"""The line must still leave room for the four channels."""


def own_channels_of(reports: Section) -> Mapping[Category, str]:
    found: dict[Category, str] = {}
    for section in reports.sections("own_channels"):
        words = _in_words(section)
        for code in section.texts("categories"):
            if code not in Category or code in found:
                section.refuse("categories", "must be codes of categories, each in one channel only")
            found[Category(code)] = words
        section.finish()
    return found


def _in_words(section: Section) -> str:
    """`Rifiuti Serena, 0999 000 700, https://…`: a citizen must find at least one way in it."""
    name = section.text("name")
    phone = section.optional_text("phone", pattern=PHONE, wanted="a phone number")
    url = section.optional_text("url", pattern=URL, wanted="an address that starts with https://")
    words = ", ".join(part for part in (name, phone, url) if part)
    if not (phone or url):
        section.refuse("url", "a phone or an address is needed")
    if len(words) > LONGEST:
        section.refuse("name", f"with phone and address it is longer than {LONGEST} characters")
    return words
