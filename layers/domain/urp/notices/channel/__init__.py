"""The town hall's WhatsApp Channel: what a person posts there by hand, since no API can."""

from urp.notices.channel.edition import CHANNEL_MAX_LENGTH, channel_edition

__all__ = ["CHANNEL_MAX_LENGTH", "channel_edition"]
