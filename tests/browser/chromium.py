"""Debian's chromium without a window, driven by playwright; it reaches nothing but this machine."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

REQUIRED = os.environ.get("BROWSER_TESTS") == "required"
MISSING = "chromium is not installed (make browser installs it)"
_FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_A_REFUSAL = "Failed to load resource: the server responded with a status of 4"
"""Chromium's own line for any answer with 4xx, which a test may well ask for."""


def find_chromium() -> str | None:
    return os.environ.get("CHROMIUM") or shutil.which("chromium")


@contextmanager
def start_chromium(executable: str) -> Iterator[Browser]:
    """An empty profile each time. Root has no sandbox: chromium refuses to start with it."""
    from playwright.sync_api import sync_playwright  # here: every run of the tests reads this module

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=executable, args=_FLAGS, chromium_sandbox=os.geteuid() != 0
        )
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Opens pages, each in a context of its own, and remembers what a page should not have done."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)
    """Errors of scripts, violations of the policy, requests to anybody else."""
    _contexts: list[BrowserContext] = field(default_factory=list)

    def open(
        self,
        address: str,
        *,
        javascript: bool = True,
        forced_colours: bool = False,
        reduced_motion: bool = False,
        width: int = 1280,
        height: int = 800,
        cookies: Mapping[str, str] = MappingProxyType({}),
    ) -> Page:
        context = self.browser.new_context(
            java_script_enabled=javascript,
            forced_colors="active" if forced_colours else "none",
            reduced_motion="reduce" if reduced_motion else "no-preference",
            viewport={"width": width, "height": height},
            locale="it-IT",
            timezone_id="Europe/Rome",
        )
        context.set_default_timeout(10_000)
        context.set_default_navigation_timeout(60_000)  # a page may meet a cold function on a busy machine
        self._contexts.append(context)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.complaints.append(f"error: {error.error}"))
        context.on("request", self._watch)
        context.add_cookies(
            [{"name": name, "value": value, "url": address} for name, value in cookies.items()]
        )
        page = context.new_page()
        page.goto(address)
        return page

    def leave(self) -> None:
        for context in self._contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_A_REFUSAL):
            self.complaints.append(f"{message.type}: {message.text}")

    def _watch(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:")):
            self.complaints.append(f"asked {request.url}")
