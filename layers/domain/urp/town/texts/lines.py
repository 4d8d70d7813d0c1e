"""Texts of the profile as lines, with placeholders checked on load."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from urp.town.profile_files import Section
from urp.town.texts.values import MAY_BE_EMPTY

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_STRAY_BRACE = re.compile(r"[{}]")


def check_lines(
    catalogue: Section, key: str, profile: Mapping[str, str], given: Set[str] = frozenset()
) -> tuple[str, ...]:
    """`given`: values that come with each call, all of which the text must name."""
    text = catalogue.read_text(key)
    named = set(_PLACEHOLDER.findall(text))
    if named - given - profile.keys():
        catalogue.refuse(key, "has a placeholder that nothing fills")
    if given - named:
        catalogue.refuse(key, f"must name {sorted(given - named)}")
    if _STRAY_BRACE.search(_PLACEHOLDER.sub("", text)):
        catalogue.refuse(key, "has a brace that belongs to no placeholder")
    lines = tuple(line.rstrip() for line in text.splitlines())
    for line in lines:
        names = _PLACEHOLDER.findall(line)
        if MAY_BE_EMPTY.intersection(names) and len(names) > 1:
            catalogue.refuse(key, "has a placeholder that may be empty beside another one")
    return lines


def fill_lines(lines: Sequence[str], values: Mapping[str, str]) -> str:
    """Fill the lines; one whose values are all empty is left out."""
    rendered = (_fill_line(line, values) for line in lines)
    return "\n".join(line for line in rendered if line is not None)


def _fill_line(line: str, values: Mapping[str, str]) -> str | None:
    names = _PLACEHOLDER.findall(line)
    if names and not any(values[name] for name in names):
        return None
    return _PLACEHOLDER.sub(lambda match: values[match[1]], line)
