"""What is to be said of a notice's words while somebody types them: nothing is stored, nobody is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from urp.errors import InvalidError
from urp.notices.broadcasts.filling import render_notice
from urp.notices.broadcasts.text_checks import TEXT, Finding, Severity, TownFacts, check_text
from urp.town.templates.rendering import check_value, count_characters

if TYPE_CHECKING:
    from datetime import date

    from urp.notices.broadcasts.model import BroadcastDraft
    from urp.notices.broadcasts.wording import Wording
    from urp.town.templates.model import MessageTemplate


@dataclass(frozen=True, slots=True)
class TypedWords:
    text: str
    """As a citizen would read it; the template's examples stand where nothing is typed yet."""
    characters: int
    findings: tuple[Finding, ...]
    """Those of the sheet, and what storing it would be refused for."""


def look_at_words(wording: Wording, town: TownFacts, draft: BroadcastDraft, today: date) -> TypedWords:
    """Of the whole message only once every gap is filled. Raises InvalidError for an unknown template."""
    template = wording.find_notice(draft.template)
    examples = {each.name: each.example for each in template.parameters}
    typed = {name: draft.parameters[name] for name in examples if draft.parameters.get(name, "").strip()}
    shown = replace(draft, parameters={**examples, **typed})
    text = render_notice(template, shown)
    whole = len(typed) == len(examples)
    found = [each for each in check_text(text, typed, draft.link, today, town) if whole or each.field != TEXT]
    known = {each.field for each in found if each.severity is Severity.REFUSES}
    if not draft.link:
        known.add("link")  # still to be typed
    refused = [each for each in _find_refusals(wording, template, shown, typed) if each.field not in known]
    return TypedWords(text, count_characters(text), (*refused, *found))


def _find_refusals(
    wording: Wording, template: MessageTemplate, shown: BroadcastDraft, typed: Mapping[str, str]
) -> Iterator[Finding]:
    """Field by field; what concerns them together once each is right."""
    alone = 0
    for parameter in template.parameters:
        try:
            check_value(parameter, {parameter.name: typed.get(parameter.name, parameter.example)})
        except InvalidError as refused:
            alone += 1
            yield _to_finding(refused)
    if not alone:
        try:
            wording.clean(shown, template)
        except InvalidError as refused:
            yield _to_finding(refused)


def _to_finding(refused: InvalidError) -> Finding:
    field = TEXT if refused.field == "parameters" else refused.field
    sentence = f"{refused.problem[0].upper()}{refused.problem[1:]}."
    return Finding("refused", Severity.REFUSES, sentence, field)
