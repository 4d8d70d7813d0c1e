"""The message one person gets: template, parameters, and a leave button that leads back to their row."""

from __future__ import annotations

from collections.abc import Mapping

from urp.broadcasts.trackers import RowReference, leave_payload
from urp.templates.model import ButtonAction, MessageTemplate
from urp.whatsapp.outgoing import NamedParameter, QuickReply, TemplateMessage


def notice(template: MessageTemplate, parameters: Mapping[str, str], row: RowReference) -> TemplateMessage:
    """`parameters` were checked when the draft was made."""
    leave = template.button_index(ButtonAction.LEAVE)
    return TemplateMessage(
        name=template.name,
        language=template.language,
        parameters=tuple(NamedParameter(each.name, parameters[each.name]) for each in template.parameters),
        quick_replies=() if leave is None else (QuickReply(leave, leave_payload(row)),),
    )
