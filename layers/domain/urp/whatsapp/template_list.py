"""The account's message templates as Meta lists them, and their words in a form that can be compared."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from urp.whatsapp.answers import parse_object
from urp.whatsapp.json_shape import JsonObject, read_list, read_object, read_objects, read_text

FIELDS = "name,language,status,category,quality_score,rejected_reason,components"
OF_META_ITSELF = "degrees_of_freedom_spec"
"""What Meta may change in a template by itself, such as its pictures or its headline."""
_OFF = "OPT_OUT"
_EMOJI_SELECTOR = "\N{VARIATION SELECTOR-16}"


@dataclass(frozen=True, slots=True)
class TemplateAtMeta:
    name: str
    language: str
    status: str
    category: str
    words: str
    """Digest: equal words, equal digest (`digest_components`)."""
    quality: str | None = None
    rejection: str | None = None
    features: tuple[str, ...] = ()
    """Of Meta's own that are not switched off for it."""


@dataclass(frozen=True, slots=True)
class TemplatesRead:
    """What the last reading found, of the profile's templates alone."""

    asked_at: datetime
    read_at: datetime | None = None
    unread_since: datetime | None = None
    templates: tuple[TemplateAtMeta, ...] = ()
    unknown: tuple[str, ...] = ()
    """Names at Meta that the profile has not."""

    def find(self, name: str, language: str) -> TemplateAtMeta | None:
        return next((each for each in self.templates if (each.name, each.language) == (name, language)), None)


@dataclass(frozen=True, slots=True)
class TemplatePage:
    templates: tuple[TemplateAtMeta, ...]
    after: str | None
    """The cursor of the next page; None on the last."""


def read_template_page(body: bytes) -> TemplatePage | None:
    """None for a body without a list."""
    told = parse_object(body)
    if not isinstance(told.get("data"), list):
        return None
    templates = tuple(_read_templates(read_objects(told, "data")))
    after = read_text(read_object(read_object(told, "paging"), "cursors"), "after")
    return TemplatePage(templates, after if templates else None)


def _read_templates(listed: Iterable[JsonObject]) -> Iterator[TemplateAtMeta]:
    for each in listed:
        name, language = read_text(each, "name"), read_text(each, "language")
        status, category = read_text(each, "status"), read_text(each, "category")
        if name is None or language is None or status is None or category is None:
            continue
        rejection = read_text(each, "rejected_reason")
        yield TemplateAtMeta(
            name,
            language,
            status.upper(),
            category.upper(),
            digest_components(read_objects(each, "components")),
            read_text(read_object(each, "quality_score"), "score"),
            None if rejection == "NONE" else rejection,
            tuple(sorted(_list_features(each))),
        )


def _list_features(template: JsonObject) -> Iterator[str]:
    features = read_object(read_object(template, OF_META_ITSELF), "creative_features_spec")
    for name in features:
        state = read_text(read_object(features, name), "enroll_status")
        if state is not None and state.upper() != _OFF:
            yield name


def digest_components(components: Iterable[JsonObject]) -> str:
    """Of what a citizen sees: types, texts and buttons. Examples and Meta's ids are left out, and ways of
    writing the same characters are one."""
    shown = sorted(part for each in components for part in _show(each))
    return hashlib.sha256(json.dumps(shown).encode()).hexdigest()


def _show(component: JsonObject) -> Iterator[list[str]]:
    kind = (read_text(component, "type") or "").upper()
    if "buttons" in component:
        for place, button in enumerate(read_list(component, "buttons")):
            if isinstance(button, dict):
                told = (_read_shown(button, name) for name in ("text", "url", "phone_number"))
                yield [kind, str(place), (read_text(button, "type") or "").upper(), *told]
        return
    form = (read_text(component, "format") or "TEXT").upper()
    yield [kind, form, _read_shown(component, "text")]


def _read_shown(source: JsonObject, name: str) -> str:
    """Line by line without space at the ends; an emoji with or without its selector is the same emoji."""
    text = unicodedata.normalize("NFC", read_text(source, name) or "").replace(_EMOJI_SELECTOR, "")
    return "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
