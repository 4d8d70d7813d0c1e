"""Every screen, in the order of the menu; the parts of Avvisi stand before what would take their name for an
id."""

from __future__ import annotations

from urp.console.screens import announcements, channel, emergencies, home, notices, silence

SCREENS = (
    home.SCREEN,
    announcements.SCREEN,
    channel.SCREEN,
    emergencies.SCREEN,
    silence.SCREEN,
    notices.SCREEN,
)
