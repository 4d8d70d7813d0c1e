"""Texts in languages that the office does not read, one file per language. In production only confirmed ones
are sent; for other languages Italian and English are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from urp.language import HEARD
from urp.town.profile_files import ProfileFolder, Section, read_section
from urp.town.texts.keys import TextKey
from urp.town.texts.lines import check_lines, fill_lines
from urp.whatsapp.outgoing import BUTTON_TITLE_LIMIT

LONGEST = 800
"""Of a text with its values: an answer in four languages still fits one message of WhatsApp."""
BUTTONS = frozenset({TextKey.FOREIGN_LEAVE_BUTTON, TextKey.FOREIGN_JOIN_BUTTON, TextKey.FOREIGN_NO_BUTTON})
_MUST_NAME = {
    TextKey.FOREIGN_ANSWER: ("112", "{desk_phone}", "Cancellami", "{privacy_url}"),
    TextKey.FOREIGN_LEFT: ("Iscrivimi",),
    TextKey.FOREIGN_JOIN_QUESTION: ("{privacy_url}", "Cancellami"),
}
_HEARD_AT_1522 = frozenset({"fr", "es", "ar", "ary", "ary-latn", "sq", "ru", "uk", "pt", "pl"})
"""Of those heard here (https://www.1522.eu/cose-1522); 112 and 114 take interpreters for all."""
FOREIGN = (*_MUST_NAME, TextKey.FOREIGN_LEAVE_QUESTION, *sorted(BUTTONS))
_PREFIX = "foreign_"


@dataclass(frozen=True, slots=True)
class ForeignTexts:
    """A language's file is read at its first use, to keep the start short. `check` reads all of them: `make
    build` does."""

    folder: Path | ProfileFolder
    profile: Mapping[str, str]
    unconfirmed_allowed: bool
    """Everywhere but in production."""
    _read: dict[str, Mapping[TextKey, str] | None] = field(default_factory=dict)

    def find_text(self, key: TextKey, language: str) -> str | None:
        """The text; None if the profile has none that may be sent."""
        if language not in self._read:
            self._read[language] = self._load_file(language) if language in HEARD else None
        texts = self._read[language]
        return texts[key] if texts else None

    def check(self) -> None:
        for language in HEARD:
            self._load_file(language)

    def _load_file(self, language: str) -> Mapping[TextKey, str] | None:
        name = f"{language}.toml"
        if not self.folder.joinpath("texts", "foreign", name).is_file():
            return None
        section = read_section(
            self.folder, "texts", "foreign", name, placeholders_allowed=self.unconfirmed_allowed
        )
        confirmed = section.read_boolean("confirmed")
        texts = {key: self._read_text(section, key) for key in FOREIGN}
        _check_lines_of_help(section, texts[TextKey.FOREIGN_ANSWER], language)
        section.finish()
        return texts if confirmed or self.unconfirmed_allowed else None

    def _read_text(self, section: Section, key: TextKey) -> str:
        name = key.removeprefix(_PREFIX)
        lines = check_lines(section, name, self.profile)
        text, written = fill_lines(lines, self.profile), "\n".join(lines)
        for each in _MUST_NAME.get(key, ()):
            if each not in (lines[0] if each == "112" else written):
                section.refuse(name, f"must name {each}" + (" in its first line" if each == "112" else ""))
        most = BUTTON_TITLE_LIMIT if key in BUTTONS else LONGEST
        if len(text) > most:
            section.refuse(name, f"is longer than {most} characters")
        return text


def _check_lines_of_help(section: Section, answer: str, language: str) -> None:
    for number in ("114", *(("1522",) if language in _HEARD_AT_1522 else ())):
        if number not in answer:
            section.refuse("answer", f"must name {number}")
