"""The words of a notice: what the office wrote is checked against its template before anything is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from urp.errors import InvalidError
from urp.notices.broadcasts.audience import AudienceRule
from urp.notices.broadcasts.channel_post import ChannelPost
from urp.notices.broadcasts.filling import render_notice, require_room
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, Urgency
from urp.notices.channel.edition import channel_edition
from urp.outgoing_text import check_addresses, check_link, check_words
from urp.town.templates.model import MessageTemplate, TemplateKind
from urp.town.templates.rendering import check_parameters


@dataclass(frozen=True, slots=True)
class Wording:
    templates: Mapping[str, MessageTemplate]
    topics: frozenset[str] = frozenset()
    """Ids of the profile's."""
    official_domains: tuple[str, ...] = ()
    """Those that a notice may lead to; none by default."""

    def checked(self, draft: BroadcastDraft, now: datetime) -> tuple[BroadcastDraft, MessageTemplate]:
        """The draft with its parameters cleaned. Raises InvalidError naming the field that is wrong."""
        template = self.find_notice(draft.template)
        if not draft.title.strip():
            raise InvalidError("title", "è vuoto")
        if draft.expires_at is not None and draft.expires_at <= now:
            raise InvalidError("expires_at", "è già passato")
        check_words("title", draft.title)
        return self.clean(draft, template), template

    def find_notice(self, name: str) -> MessageTemplate:
        """Raises InvalidError."""
        template = self.templates.get(name)
        if template is None or not template.kind.is_notice:
            raise InvalidError("template", "non è un avviso di questo Comune")
        return template

    def clean(self, draft: BroadcastDraft, template: MessageTemplate) -> BroadcastDraft:
        """What citizens read of it. Raises InvalidError."""
        clean = check_parameters(template, draft.parameters)
        self._check_addresses(clean)
        check_link(draft.link, self.official_domains)
        written = replace(draft, parameters=clean)
        require_room(template, written)
        channel_edition(template, clean, draft.link, correction=draft.correction)
        return written

    def rule(self, draft: BroadcastDraft, topics: frozenset[str]) -> AudienceRule:
        """Whom a notice about these topics goes to; about none: everybody. Raises InvalidError."""
        unknown = topics - self.topics
        if unknown:
            known = ", ".join(sorted(self.topics)) or "nessuno"
            raise InvalidError(
                "topics", f"contiene un argomento che il Comune non ha; quelli del Comune: {known}"
            )
        template = self.templates.get(draft.template)
        danger = template is not None and template.kind is TemplateKind.ALERT
        if topics and (draft.urgency is Urgency.EMERGENCY or danger):
            raise InvalidError("topics", "un'emergenza e un'allerta vanno a tutti")
        return AudienceRule(topics=topics)

    def written(
        self, broadcast: Broadcast, now: datetime | None = None
    ) -> tuple[Broadcast, ChannelPost | None]:
        """A broadcast as it is stored, with its edition for the Channel, which training has none of; `now`
        when it is no new one. Raises InvalidError."""
        clean, template = self.checked(broadcast.draft, now or broadcast.created_at)
        text = channel_edition(template, clean.parameters, clean.link, correction=clean.correction)
        post = None if broadcast.training else ChannelPost(broadcast.id, clean.title, text)
        return replace(broadcast, draft=clean), post

    def require_finished(self, draft: BroadcastDraft) -> None:
        """Before anybody is asked to approve it: no gap is open, and where it leads is still the
        town's. Raises InvalidError."""
        from urp.notices.broadcasts.text_checks import find_gaps  # no start needs it

        for gap in find_gaps(draft.parameters, draft.link):
            raise InvalidError(gap.field, f"contiene ancora un segnaposto: {gap.sentence}")
        self._check_addresses(draft.parameters)
        check_link(draft.link, self.official_domains)

    def _check_addresses(self, parameters: Mapping[str, str]) -> None:
        for name, value in parameters.items():
            check_addresses(f"parameters.{name}", value, self.official_domains)

    def fits(self, draft: BroadcastDraft) -> bool:
        """Whether its template is still the one that it was written with."""
        template = self.templates.get(draft.template)
        return template is not None and {each.name for each in template.parameters} == draft.parameters.keys()

    def read_by_citizens(self, broadcast: Broadcast) -> str:
        """What it went out with; before that, what it would go out with now."""
        return self.text(broadcast.draft) if broadcast.words is None else broadcast.words.text

    def text(self, draft: BroadcastDraft) -> str:
        """As a citizen reads it. The profile may have changed since the notice was written."""
        if not self.fits(draft):
            return f"Il modello «{draft.template}» non è più quello con cui l'avviso è stato scritto."
        return render_notice(self.templates[draft.template], draft)
