"""The account's message templates: from the profile's files, or created through Graph."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from infra.local.meta.message_template import MOST_BODY, PLACEHOLDER, MessageTemplate
from infra.local.meta.reading import Json, read_object, read_objects, read_text
from infra.local.meta.refusals import Refusal

_NAME = re.compile(r"[a-z0-9_]{1,512}")


def _read_buttons(items: list[Json]) -> tuple[Json, ...]:
    """Buttons in Meta's form; a profile's file may say `quick_reply = "Cancellami"`."""
    return tuple(
        {
            "type": (read_text(item, "type") or "quick_reply").upper(),
            "text": read_text(item, "text") or read_text(item, "quick_reply"),
        }
        for item in items
    )


def read_file(body: Json) -> MessageTemplate | None:
    """A template from the profile's file; None for a file that holds something else."""
    if not read_text(body, "name") or not read_text(body, "body"):
        return None
    return MessageTemplate(
        name=read_text(body, "name"),
        language=read_text(body, "language") or "it",
        category=(read_text(body, "category") or "utility").upper(),
        header=read_text(body, "header"),
        body=read_text(body, "body").strip(),
        footer=read_text(body, "footer").strip(),
        buttons=_read_buttons(read_objects(body, "buttons")),
    )


def read_graph(body: Json) -> MessageTemplate:
    """A template as `POST /{waba_id}/message_templates` brings it."""
    parts = {read_text(part, "type").upper(): part for part in read_objects(body, "components")}
    name, text = read_text(body, "name"), read_text(parts.get("BODY", {}), "text")
    category = read_text(body, "category").upper()
    if not _NAME.fullmatch(name) or not read_text(body, "language"):
        raise Refusal(100, "name: lowercase letters, digits and underscores; language: required")
    if category not in ("UTILITY", "MARKETING", "AUTHENTICATION"):
        raise Refusal(100, "category: UTILITY, MARKETING or AUTHENTICATION")
    if not 0 < len(text) <= MOST_BODY:
        raise Refusal(100, f"components: a BODY of 1 to {MOST_BODY} characters is required", subcode=2388040)
    if PLACEHOLDER.search(text) and not read_object(parts["BODY"], "example"):
        raise Refusal(100, "components: a BODY with variables needs examples", subcode=2388043)
    if text.startswith("{{") or text.endswith("}}"):
        raise Refusal(
            100, "components: variables cannot be at the start or the end of the BODY", subcode=2388299
        )
    return MessageTemplate(
        name=name,
        language=read_text(body, "language"),
        category=category,
        header=read_text(parts.get("HEADER", {}), "text"),
        body=text,
        footer=read_text(parts.get("FOOTER", {}), "text"),
        buttons=tuple(read_objects(parts.get("BUTTONS", {}), "buttons")),
    )


class Templates:
    """All templates of the account, by name and language."""

    def __init__(self, directory: str) -> None:
        self._directory = Path(directory) if directory else None
        self._held: dict[tuple[str, str], MessageTemplate] = {}
        self.load()

    def load(self) -> None:
        """Read the profile's files; templates already held stay as they are."""
        for path in sorted(self._directory.glob("**/*.toml")) if self._directory else []:
            template = read_file(tomllib.loads(path.read_text(encoding="utf-8")))
            if template:
                self._held.setdefault((template.name, template.language), template)

    def all(self) -> list[MessageTemplate]:
        return list(self._held.values())

    def create(self, template: MessageTemplate) -> None:
        if (template.name, template.language) in self._held:
            raise Refusal(100, "Content in this language already exists", subcode=2388024)
        self._held[template.name, template.language] = template

    def set_status(self, name: str, language: str, status: str) -> MessageTemplate | None:
        found = self._held.get((name, language))
        if found is None:
            return None
        self._held[name, language] = changed = replace(found, status=status)
        return changed

    def usable(self, name: str, language: str) -> MessageTemplate:
        """The approved template of that name; a Refusal when there is none, or it is paused."""
        if (name, language) not in self._held:
            self.load()
        found = self._held.get((name, language))
        if found is None or found.status not in ("APPROVED", "PAUSED", "DISABLED"):
            raise Refusal(132001, f"template name ({name}) does not exist in {language}")
        if found.status == "PAUSED":
            raise Refusal(132015, "Template is paused due to low quality")
        if found.status == "DISABLED":
            raise Refusal(132016, "Template is disabled")
        return found
