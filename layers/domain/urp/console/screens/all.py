"""Every screen, in the order of the menu."""

from __future__ import annotations

from urp.console.screens import administration, calendar, figures, home

SCREENS = (home.SCREEN, calendar.SCREEN, figures.SCREEN, administration.SCREEN)
