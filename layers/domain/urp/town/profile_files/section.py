"""One table of a TOML file, read key by key; unread keys are refused as unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import NoReturn

from urp.errors import MisconfiguredError

_PLACEHOLDER = re.compile(r"DA[ _-]CONFERMARE", re.IGNORECASE)


def holds_placeholder(value: str) -> bool:
    """True for a value still to be filled in: "DA CONFERMARE", in an address "DA-CONFERMARE"."""
    return _PLACEHOLDER.search(value) is not None


class Section:
    """Typed access to one table. A key is read once; `finish` refuses unread ones."""

    def __init__(self, path: str, values: Mapping[str, object], *, placeholders_allowed: bool) -> None:
        self.path = path
        self._values = dict(values)
        self._placeholders_allowed = placeholders_allowed
        self._taken: set[str] = set()

    def refuse(self, key: str, problem: str) -> NoReturn:
        raise MisconfiguredError(self.name_field(key), problem)

    def name_field(self, key: str) -> str:
        return f"{self.path}:{key}" if self.path.endswith(".toml") else f"{self.path}.{key}"

    def holds(self, table: str, key: str) -> bool:
        """Whether there is a table of that name with that key in it; reads nothing."""
        found = self._values.get(table)
        return isinstance(found, dict) and key in found

    def read_text(self, key: str, *, pattern: re.Pattern[str] | None = None, wanted: str = "") -> str:
        """A text that is not empty. A placeholder, if allowed, need not match the pattern."""
        value = self.read_optional_text(key, pattern=pattern, wanted=wanted, required=True)
        if not value:
            self.refuse(key, "is empty")
        return value

    def read_optional_text(
        self, key: str, *, pattern: re.Pattern[str] | None = None, wanted: str = "", required: bool = False
    ) -> str:
        """A text that may be empty or, unless `required`, left out."""
        if not required and key not in self._values:
            self._taken.add(key)
            return ""
        value = self._take(key)
        if not isinstance(value, str):
            self.refuse(key, "must be a text")
        value = value.strip()
        if holds_placeholder(value):
            if not self._placeholders_allowed:
                self.refuse(key, "is still a placeholder")
            return value
        if value and pattern is not None and pattern.fullmatch(value) is None:
            self.refuse(key, f"must be {wanted}")
        return value

    def read_integer(self, key: str, *, at_least: int, at_most: int) -> int:
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self.refuse(key, "must be a whole number")
        if not at_least <= value <= at_most:
            self.refuse(key, f"must be between {at_least} and {at_most}")
        return value

    def read_optional_integer(self, key: str, *, at_least: int, at_most: int) -> int | None:
        self._taken.add(key)
        return self.read_integer(key, at_least=at_least, at_most=at_most) if key in self._values else None

    def read_boolean(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            self.refuse(key, "must be true or false")
        return value

    def read_optional_boolean(self, key: str) -> bool:
        """False when it is left out."""
        self._taken.add(key)
        return self.read_boolean(key) if key in self._values else False

    def read_day(self, key: str) -> date:
        value = self._take(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(key, "must be a day such as 2026-10-01, without quotes")
        return value

    def read_texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; a key that is left out is an empty list."""
        found = self._list(key)
        texts = tuple(item for item in found if isinstance(item, str))
        if len(texts) != len(found):
            self.refuse(key, "must be a list of texts")
        return texts

    def read_section(self, key: str) -> Section:
        value = self._take(key)
        if not isinstance(value, dict):
            self.refuse(key, "must be a table")
        return Section(self.name_field(key), value, placeholders_allowed=self._placeholders_allowed)

    def read_optional_section(self, key: str) -> Section:
        """An empty one where it is left out."""
        return (
            self.read_section(key)
            if key in self._values
            else Section(self.name_field(key), {}, placeholders_allowed=self._placeholders_allowed)
        )

    def read_sections(self, key: str) -> tuple[Section, ...]:
        """An array of tables; a key that is left out is an empty one."""
        sections = []
        for position, item in enumerate(self._list(key)):
            if not isinstance(item, dict):
                self.refuse(key, "must be a list of tables")
            path = f"{self.name_field(key)}[{position}]"
            sections.append(Section(path, item, placeholders_allowed=self._placeholders_allowed))
        return tuple(sections)

    def read_tables(self, key: str) -> dict[str, Section]:
        """Tables by their own names; a key that is left out has none."""
        self._taken.add(key)
        if key not in self._values:
            return {}
        table = self.read_section(key)
        return {name: table.read_section(name) for name in table._values}

    def finish(self) -> None:
        for key in self._values:
            if key not in self._taken:
                self.refuse(key, "is not a field of this file")

    def _list(self, key: str) -> list[object]:
        if key not in self._values:
            self._taken.add(key)
            return []
        value = self._take(key)
        if not isinstance(value, list):
            self.refuse(key, "must be a list")
        return list(value)

    def _take(self, key: str) -> object:
        self._taken.add(key)
        if key not in self._values:
            self.refuse(key, "is missing")
        return self._values[key]
