"""What the office reads about broadcasts."""

from __future__ import annotations

from dataclasses import dataclass

from urp.notices.broadcasts.audience_count import AudienceCount
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.figures import Figures
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.reach_outlook import ReachOutlook
from urp.notices.broadcasts.standing import Standing
from urp.notices.broadcasts.statement import Statement
from urp.town.pricing.model import Cost


@dataclass(frozen=True, slots=True)
class Preview:
    """What would go out now. `problems` are Italian sentences; with any of them it cannot be sent."""

    audience: AudienceCount
    text: str
    """As a citizen reads it."""
    category: str
    """Meta's, as it is now: decides the price."""
    channel_text: str
    seconds: int
    """From the first to the last person at the broadcast's share of the rate."""
    reach: ReachOutlook
    cost: Cost
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BroadcastView:
    broadcast: Broadcast
    text: str
    post: ChannelPost | None
    statement: Statement | None
    """Once closed."""
    figures: Figures
    """As they stand now."""
    standing: Standing | None
    """While it runs, is held, or stops."""
    reach: ReachOutlook | None = None
    """What the messaging limit means for whoever is still to be reached."""
    cost: Cost | None = None
    """Of the whole notice: as it runs, then the statement's. None before the audience is frozen."""
    cost_so_far: Cost | None = None
    """Of what Meta has delivered."""
