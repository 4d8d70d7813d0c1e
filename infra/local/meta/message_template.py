"""One message template, and Meta's rules for sending it."""

import hashlib
import re
from dataclasses import dataclass

from infra.local.meta.reading import Json, read_objects, read_text
from infra.local.meta.refusals import Refusal

MOST_BODY = 1024
PLACEHOLDER = re.compile(r"\{\{\s*([a-z0-9_]+)\s*\}\}")
_FORBIDDEN = re.compile(r"[\n\r\t]| {5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageTemplate:
    name: str
    language: str
    body: str
    category: str = "UTILITY"
    header: str = ""
    footer: str = ""
    buttons: tuple[Json, ...] = ()
    status: str = "APPROVED"

    @property
    def id(self) -> str:
        """The same at every start, so that what was noted before a restart still fits."""
        digest = hashlib.sha256(f"{self.name} {self.language}".encode()).digest()
        return str(7 * 10**14 + int.from_bytes(digest[:8]) % 10**14)

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(PLACEHOLDER.findall(self.body)))

    def checked(self, parameters: list[Json]) -> dict[str, str]:
        """The values by name; a Refusal with Meta's code when they are not what the template needs."""
        positional = all(name.isdecimal() for name in self.parameters)
        names = [
            str(place) if positional else read_text(given, "parameter_name")
            for place, given in enumerate(parameters, start=1)
        ]
        if sorted(names) != sorted(self.parameters):
            raise Refusal(
                132000, f"body: {len(self.parameters)} parameters expected, by name; {len(names)} given"
            )
        values = {name: read_text(given, "text") for name, given in zip(names, parameters, strict=True)}
        for name, value in values.items():
            if not value.strip():
                raise Refusal(131008, f"body: parameter {name} is empty")
            if _FORBIDDEN.search(value):
                raise Refusal(
                    132018, "Param text cannot have new-line/tab characters or more than 4 consecutive spaces"
                )
        return values

    def rendered(self, values: dict[str, str]) -> str:
        """What a citizen reads: header, body with its values, footer."""
        body = PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), self.body)
        if len(body) > MOST_BODY:
            raise Refusal(132005, f"body: {len(body)} characters after translation, at most {MOST_BODY}")
        return "\n\n".join(part for part in (self.header, body, self.footer) if part)

    def components(self) -> list[Json]:
        parts: list[Json] = [{"type": "BODY", "text": self.body}]
        if self.header:
            parts.insert(0, {"type": "HEADER", "format": "TEXT", "text": self.header})
        if self.footer:
            parts.append({"type": "FOOTER", "text": self.footer})
        if self.buttons:
            parts.append({"type": "BUTTONS", "buttons": list(self.buttons)})
        return parts

    def listed(self) -> Json:
        named = not all(name.isdecimal() for name in self.parameters)
        return {
            "id": self.id,
            "name": self.name,
            "language": self.language,
            "status": self.status,
            "category": self.category,
            "parameter_format": "NAMED" if named else "POSITIONAL",
            "components": self.components(),
            "quality_score": {"score": "UNKNOWN"},
            "rejected_reason": "NONE",
        }


def list_used_buttons(template: MessageTemplate, components: list[Json]) -> list[Json]:
    """The template's buttons with what each sends when pressed: the payload given, or its own label."""
    payloads: dict[int, str] = {}
    for part in components:
        if read_text(part, "type").lower() == "button":
            written = str(part.get("index", ""))
            index = int(written) if written.isdecimal() else len(template.buttons)
            if index >= len(template.buttons):
                raise Refusal(132018, "button: the template has no button of that index")
            given = next(iter(read_objects(part, "parameters")), {})
            payloads[index] = read_text(given, "payload") or read_text(given, "text")
    return [
        {
            "type": read_text(button, "type").lower(),
            "text": read_text(button, "text"),
            "payload": payloads.get(place) or read_text(button, "text"),
        }
        for place, button in enumerate(template.buttons)
    ]
