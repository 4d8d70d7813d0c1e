"""Every screen, in the order of the menu, by the function that answers it."""

from __future__ import annotations

from urp.console.screens import (
    administration,
    announcements,
    calendar,
    canned_replies,
    channel,
    desk,
    desk_rounds,
    emergencies,
    evidence,
    figures,
    guide,
    home,
    moderation,
    notices,
    proposals,
    rights,
    silence,
)

SCREENS = (
    home.SCREEN,
    desk.SCREEN,
    desk_rounds.SCREEN,
    canned_replies.SCREEN,
    notices.SCREEN,
    announcements.SCREEN,
    channel.SCREEN,
    emergencies.SCREEN,
    silence.SCREEN,
    moderation.SCREEN,
    rights.SCREEN,
    proposals.SCREEN,
    calendar.SCREEN,
    figures.SCREEN,
    administration.SCREEN,
    guide.SCREEN,
)
EVIDENCE_SCREENS = (evidence.SCREEN,)
"""Of a function of its own, which alone may touch evidence (docs/decisions/least-privilege.md)."""
MENU = tuple(link for screen in (*SCREENS[:-1], *EVIDENCE_SCREENS, guide.SCREEN) for link in screen.links)
