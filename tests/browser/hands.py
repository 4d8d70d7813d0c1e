"""How somebody drives a page: with the mouse, or with Tab, Enter, Space and the arrows alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.accessibility import tab_to

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

type Fields = Mapping[str, str | bool | Path]
"""By label: what is typed or picked from a list, what is ticked, a file."""
NOTHING: Fields = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Hand:
    """The mouse."""

    page: Page

    def follows(self, link: str) -> None:
        """By its name, or by where it leads."""
        by_address = self.page.locator(f"a[href$='/console{link}']")
        named = self.page.get_by_role("link", name=link)
        self._leaves((by_address if link.startswith("/") else named).first)

    def sends(self, action: str, fields: Fields = NOTHING, by: str = "") -> None:
        """The form whose address ends so, filled in, by its own button or by another one of it."""
        self._leaves(self._fills(action, fields, by))

    def saves(self, action: str) -> bytes:
        """What that form's answer gives to save."""
        button = self._fills(action, NOTHING)
        self._reach(button)
        with self.page.expect_download() as begun:
            self._strike(button)
        return begun.value.path().read_bytes()

    @property
    def place(self) -> str:
        """Below `/console`."""
        return urlsplit(self.page.url).path.partition("/console")[2]

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.locator("main")).to_contain_text(each)

    def _leaves(self, by: Locator) -> None:
        self._reach(by)
        with self.page.expect_navigation():
            self._strike(by)

    def _fills(self, action: str, fields: Fields, by: str = "") -> Locator:
        """The button to press then."""
        form = self.page.locator(f"form[action$='{action}']").first
        folded = form.locator("xpath=ancestor::details[not(@open)]/summary")
        if folded.count():
            self._press(folded)
        for label, value in fields.items():
            field = form.get_by_label(label).first
            match value:
                case Path():
                    self._attach(field, value)
                case str() if field.evaluate("field => field.tagName") == "SELECT":
                    self._pick(field, value)
                case str():
                    self._write(field, value)
                case _:
                    self._tick(field)
        return form.get_by_role("button", name=by) if by else form.locator("button:not([formaction])").last

    def _press(self, what: Locator) -> None:
        self._reach(what)
        self._strike(what)

    def _reach(self, wanted: Locator) -> None:
        """The mouse goes everywhere."""

    def _strike(self, what: Locator) -> None:
        what.click()

    def _write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def _tick(self, box: Locator) -> None:
        box.check()

    def _pick(self, choice: Locator, words: str) -> None:
        choice.select_option(label=words)

    def _attach(self, field: Locator, file: Path) -> None:
        field.set_input_files(file)


@dataclass(frozen=True, slots=True)
class Keyboard(Hand):
    """No mouse at all; at each stop the focus has to be seen."""

    def _reach(self, wanted: Locator) -> None:
        """Past the menu as the first link of each page offers it."""
        keys = self.page.keyboard
        if wanted.evaluate("wanted => document.activeElement === document.body && !!wanted.closest('main')"):
            keys.press("Tab")
            keys.press("Enter")
        tab_to(wanted, at_most=200)

    def _strike(self, what: Locator) -> None:
        self.page.keyboard.press("Enter")

    def _write(self, field: Locator, text: str) -> None:
        self._reach(field)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def _tick(self, box: Locator) -> None:
        """Of radio buttons the group is one stop, and the arrows choose."""
        self._reach(box)
        self.page.keyboard.press("Space")
        for _ in range(10):
            if box.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"no key chooses {box}")

    def _pick(self, choice: Locator, words: str) -> None:
        self._reach(choice)
        self.page.keyboard.type(words)
        expect(choice.locator("option:checked")).to_have_text(words)

    def _attach(self, field: Locator, file: Path) -> None:
        with self.page.expect_file_chooser() as asked:  # listens a moment later
            self._reach(field)
            self.page.keyboard.press("Space")
        asked.value.set_files(file)


class Way(StrEnum):
    MOUSE = "mouse"
    KEYBOARD = "keyboard"
    NO_JAVASCRIPT = "no-javascript"


HANDS: Mapping[Way, type[Hand]] = {Way.MOUSE: Hand, Way.KEYBOARD: Keyboard, Way.NO_JAVASCRIPT: Hand}
