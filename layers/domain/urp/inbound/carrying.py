"""A block at WhatsApp follows the person to their new id: the same decision, carried out once more."""

from __future__ import annotations

from dataclasses import replace

from urp.citizens.blocks import MirrorState, carried
from urp.inbound.draft import Draft


def carry_block(draft: Draft) -> None:
    """WhatsApp changed their id. Meta takes the new one only once it has written: until then they can."""
    _carry(draft)


def carry_block_that_waited(draft: Draft) -> None:
    """Somebody blocked here writes with an id that Meta would not take before: it takes it now. Not after a
    call for help: that one and the next must come through."""
    mirror = draft.sender.at_whatsapp
    if mirror is not None and mirror.state is MirrorState.NOT_CARRIED:
        _carry(draft)


def _carry(draft: Draft) -> None:
    sender, now = draft.sender, draft.desk.now
    if not sender.blocked(now):
        return
    after = carried(sender.at_whatsapp, sender.user_id or sender.phone, now)
    if after != sender.at_whatsapp:
        draft.change(sender, replace(sender, at_whatsapp=after))
        draft.notes.append("whatsapp_block_carried")
