"""Every screen, in the order of the menu."""

from __future__ import annotations

from urp.console.screens import home, notices

SCREENS = (home.SCREEN, notices.SCREEN)
