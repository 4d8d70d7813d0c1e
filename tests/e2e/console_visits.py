"""Members of staff in front of the console, in a real browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.browser.chromium import Visitor

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from infra.local.town import TownHall

OFFLINE = "net::ERR_INTERNET_DISCONNECTED"


@dataclass(frozen=True, slots=True)
class Office:
    town: TownHall
    visitor: Visitor

    def address(self, path: str = "") -> str:
        return f"{self.town.endpoints.console_url}{path}"

    def signs_in(
        self, role: str, path: str = "", *, javascript: bool = True, forced_colours: bool = False
    ) -> Page:
        """In a browser of their own, through the sign-in pages, to the page they wanted."""
        page = self.visitor.open(self.address(path), javascript=javascript, forced_colours=forced_colours)
        page.get_by_role("link", name="Entra", exact=True).click()
        self.fills_in(page, role)
        return page

    def fills_in(self, page: Page, role: str) -> None:
        account = self.town.endpoints.console_accounts[role]
        page.get_by_label("Username").fill(account.email)
        page.get_by_label("Password").fill(account.password)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="Esci").wait_for()

    def forgives(self, complaint: str) -> None:
        """What a test itself has brought about."""
        self.visitor.complaints[:] = [each for each in self.visitor.complaints if complaint not in each]
