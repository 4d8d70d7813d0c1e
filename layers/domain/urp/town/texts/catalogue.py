"""The catalogue of texts by key and language, from the profile, checked on load."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from urp.errors import MisconfiguredError
from urp.language import UNKNOWN, Language
from urp.town.municipality import Municipality
from urp.town.profile_files import ProfileFolder, find_package_folder, read_section
from urp.town.texts.foreign import BUTTONS, ForeignTexts
from urp.town.texts.keys import VALUES_OF, TextKey
from urp.town.texts.lines import check_lines, fill_lines
from urp.town.texts.values import list_profile_values

_FOR_ANYBODY = ("fr", "ar")
"""Languages for a citizen whose language is unknown, beside Italian, which may be misspelt Italian, and
English: those most often known as a second language."""


@dataclass(frozen=True, slots=True)
class _Catalogue:
    """The texts of one language, and what the profile says in it."""

    lines: Mapping[TextKey, tuple[str, ...]]
    profile: Mapping[str, str]


class Texts:
    """Renders a municipality's texts, with the profile's values filled in."""

    def __init__(self, catalogues: Mapping[Language, _Catalogue], foreign: ForeignTexts) -> None:
        self._catalogues = catalogues
        self.foreign = foreign

    def render(self, key: TextKey, *, language: Language = Language.ITALIAN, **values: str) -> str:
        """The text as a citizen reads it. The values are exactly those of `VALUES_OF[key]`, in words of that
        language."""
        expected = VALUES_OF.get(key, frozenset())
        if values.keys() != expected:
            raise MisconfiguredError(f"texts.{key}", f"takes the values {sorted(expected)}")
        catalogue = self._catalogues[language]
        known = {**catalogue.profile, **{name: " ".join(value.split()) for name, value in values.items()}}
        return fill_lines(catalogue.lines[key], known)

    def render_foreign(self, key: TextKey, language: str) -> str:
        """Render a foreign text. For an unknown language four languages are sent, what to do in danger first
        in all of them; if a text may not be sent, Italian and English are."""
        ours = [self.render(key, language=each) for each in Language]
        wanted = _FOR_ANYBODY if language == UNKNOWN else (language,)
        own = [text for each in wanted if (text := self.foreign.find_text(key, each)) is not None]
        if own and language != UNKNOWN:
            return own[0]
        every = list(dict.fromkeys([*ours, *own]))
        if key is not TextKey.FOREIGN_ANSWER:
            return (" / " if key in BUTTONS else "\n\n").join(every)
        dangers, others = zip(*(text.split("\n", 1) for text in every), strict=True)
        return "\n\n".join(["\n".join(dangers), *others])


def load_texts(package: str, municipality: Municipality, *, placeholders_allowed: bool = False) -> Texts:
    folder = find_package_folder(package)
    return load_texts_from(folder, municipality, placeholders_allowed=placeholders_allowed)


def load_texts_from(
    folder: Path | ProfileFolder, municipality: Municipality, *, placeholders_allowed: bool = False
) -> Texts:
    """Load both languages, a millisecond per language, so that errors are found before a text is needed."""

    def catalogue(language: Language) -> _Catalogue:
        section = read_section(folder, "texts", f"{language}.toml", placeholders_allowed=placeholders_allowed)
        profile = list_profile_values(municipality, language)
        given = {key: VALUES_OF.get(key, frozenset[str]()) for key in TextKey}
        lines = {key: check_lines(section, key, profile, given[key]) for key in TextKey}
        section.finish()
        return _Catalogue(lines, profile)

    catalogues = {language: catalogue(language) for language in Language}
    profile = catalogues[Language.ITALIAN].profile
    return Texts(catalogues, ForeignTexts(folder, profile, placeholders_allowed))
