"""Every screen, in the order of the menu."""

from __future__ import annotations

from urp.console.screens import home, moderation, proposals, rights

SCREENS = (home.SCREEN, moderation.SCREEN, rights.SCREEN, proposals.SCREEN)
