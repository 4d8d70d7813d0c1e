"""The message one person gets: template, parameters, and buttons that lead back to their row."""

from __future__ import annotations

from collections.abc import Mapping

from urp.broadcasts.trackers import RowReference, confirm_payload, leave_payload
from urp.templates.model import ButtonAction, MessageTemplate
from urp.whatsapp.outgoing import NamedParameter, QuickReply, TemplateMessage


def notice(template: MessageTemplate, parameters: Mapping[str, str], row: RowReference) -> TemplateMessage:
    """`parameters` were checked when the draft was made."""
    found = [
        (index, payload(row))
        for action, payload in _PAYLOADS.items()
        if (index := template.button_index(action)) is not None
    ]
    return TemplateMessage(
        name=template.name,
        language=template.language,
        parameters=tuple(NamedParameter(each.name, parameters[each.name]) for each in template.parameters),
        quick_replies=tuple(QuickReply(index, payload) for index, payload in sorted(found)),
    )


_PAYLOADS = {ButtonAction.LEAVE: leave_payload, ButtonAction.CONFIRM: confirm_payload}
