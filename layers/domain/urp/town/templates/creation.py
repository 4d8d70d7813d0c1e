"""A template in the shape in which Meta wants it for approval."""

from __future__ import annotations

from urp.town.templates.model import MessageTemplate


def creation_payload(template: MessageTemplate) -> dict[str, object]:
    """The body of `POST /{waba_id}/message_templates`."""
    payload: dict[str, object] = {
        "name": template.name,
        "language": template.language,
        "category": template.category.value,
        "components": _components(template),
    }
    if template.parameters:
        payload["parameter_format"] = "named"
    if template.ttl_seconds is not None:
        payload["message_send_ttl_seconds"] = template.ttl_seconds
    return payload


def _components(template: MessageTemplate) -> list[dict[str, object]]:
    components: list[dict[str, object]] = []
    if template.header:
        components.append({"type": "HEADER", "format": "TEXT", "text": template.header})
    components.append(_body(template))
    if template.footer:
        components.append({"type": "FOOTER", "text": template.footer})
    if template.buttons:
        buttons = [{"type": "QUICK_REPLY", "text": button.text} for button in template.buttons]
        components.append({"type": "BUTTONS", "buttons": buttons})
    return components


def _body(template: MessageTemplate) -> dict[str, object]:
    body: dict[str, object] = {"type": "BODY", "text": template.body}
    if template.parameters:
        body["example"] = {
            "body_text_named_params": [
                {"param_name": parameter.name, "example": parameter.example}
                for parameter in template.parameters
            ]
        }
    return body
