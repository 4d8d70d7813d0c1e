"""Every screen, in the order of the menu."""

from __future__ import annotations

from urp.console.screens import (
    administration,
    calendar,
    canned_replies,
    desk,
    desk_rounds,
    figures,
    guide,
    home,
    moderation,
    proposals,
    rights,
)

SCREENS = (
    home.SCREEN,
    desk.SCREEN,
    desk_rounds.SCREEN,
    canned_replies.SCREEN,
    moderation.SCREEN,
    rights.SCREEN,
    proposals.SCREEN,
    calendar.SCREEN,
    figures.SCREEN,
    administration.SCREEN,
    guide.SCREEN,
)
