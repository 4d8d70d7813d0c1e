"""The catalogue: one text per key and language, from the profile, its placeholders checked on load."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from urp.errors import MisconfiguredError
from urp.language import Language
from urp.municipality import Municipality
from urp.profile_files import ProfileFolder, Section, folder_of_package, read_section
from urp.texts.keys import VALUES_OF, TextKey
from urp.texts.values import MAY_BE_EMPTY, profile_values

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_STRAY_BRACE = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The texts of one language, and what the profile says in it."""

    lines: Mapping[TextKey, tuple[str, ...]]
    profile: Mapping[str, str]


class Texts:
    """Renders a municipality's texts. Everything the profile knows is already in them."""

    def __init__(self, catalogues: Mapping[Language, _Catalogue]) -> None:
        self._catalogues = catalogues

    def render(self, key: TextKey, *, language: Language = Language.ITALIAN, **values: str) -> str:
        """The text as a citizen reads it. The values are exactly those of `VALUES_OF[key]`, in words of that
        language."""
        expected = VALUES_OF.get(key, frozenset())
        if values.keys() != expected:
            raise MisconfiguredError(f"texts.{key}", f"takes the values {sorted(expected)}")
        catalogue = self._catalogues[language]
        known = {**catalogue.profile, **{name: " ".join(value.split()) for name, value in values.items()}}
        rendered = (_filled(line, known) for line in catalogue.lines[key])
        return "\n".join(line for line in rendered if line is not None)


def load_texts(package: str, municipality: Municipality, *, placeholders_allowed: bool = False) -> Texts:
    folder = folder_of_package(package)
    return load_texts_from(folder, municipality, placeholders_allowed=placeholders_allowed)


def load_texts_from(
    folder: Path | ProfileFolder, municipality: Municipality, *, placeholders_allowed: bool = False
) -> Texts:
    """All languages at once, at a millisecond each: what is wrong in one is known before it is needed."""

    def catalogue(language: Language) -> _Catalogue:
        section = read_section(folder, "texts", f"{language}.toml", placeholders_allowed=placeholders_allowed)
        profile = profile_values(municipality, language)
        lines = {key: _checked_lines(section, key, profile) for key in TextKey}
        section.finish()
        return _Catalogue(lines, profile)

    return Texts({language: catalogue(language) for language in Language})


def _checked_lines(catalogue: Section, key: TextKey, profile: Mapping[str, str]) -> tuple[str, ...]:
    text = catalogue.text(key)
    given = VALUES_OF.get(key, frozenset())
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


def _filled(line: str, values: Mapping[str, str]) -> str | None:
    """The line with its values; None when it names some and all of them are empty."""
    names = _PLACEHOLDER.findall(line)
    if names and not any(values[name] for name in names):
        return None
    return _PLACEHOLDER.sub(lambda match: values[match[1]], line)
