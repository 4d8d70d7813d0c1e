"""Every screen, in the order of the menu."""

from __future__ import annotations

from urp.console.screens import administration, canned_replies, desk, desk_rounds, guide, home

SCREENS = (
    home.SCREEN,
    desk.SCREEN,
    desk_rounds.SCREEN,
    canned_replies.SCREEN,
    administration.SCREEN,
    guide.SCREEN,
)
