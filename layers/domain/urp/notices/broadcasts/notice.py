"""The message one person gets: template, parameters, and buttons that lead back to their row."""

from __future__ import annotations

from collections.abc import Mapping

from urp.notices.broadcasts.signed_buttons import SignedButtons
from urp.notices.broadcasts.trackers import RowReference, confirm_payload
from urp.town.templates.model import ButtonAction, MessageTemplate
from urp.whatsapp.outgoing import NamedParameter, QuickReply, TemplateMessage


def notice(
    template: MessageTemplate, parameters: Mapping[str, str], row: RowReference, buttons: SignedButtons
) -> TemplateMessage:
    """`parameters` were checked when the draft was made."""
    payloads = {ButtonAction.LEAVE: buttons.leave, ButtonAction.CONFIRM: confirm_payload}
    found = [
        (index, payload(row))
        for action, payload in payloads.items()
        if (index := template.button_index(action)) is not None
    ]
    return TemplateMessage(
        name=template.name,
        language=template.language,
        parameters=tuple(NamedParameter(each.name, parameters[each.name]) for each in template.parameters),
        quick_replies=tuple(QuickReply(index, payload) for index, payload in sorted(found)),
    )
