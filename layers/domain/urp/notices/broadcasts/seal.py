"""What an approval is about: the notice as the approver read it, and how many people it holds for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from urp.acts.second_person import fingerprint
from urp.notices.broadcasts.approval import Approval
from urp.notices.broadcasts.audience import AudienceRule
from urp.notices.broadcasts.filling import render_notice
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft, Hold, HoldReason, SentWords
from urp.notices.silence.model import to_seal
from urp.town.municipality import ApprovalLimits
from urp.town.templates.model import MessageTemplate

NOTHING: Mapping[str, object] = {}


@dataclass(frozen=True, slots=True)
class Seals:
    """With the templates as deployed now."""

    templates: Mapping[str, MessageTemplate]

    def of(self, broadcast: Broadcast) -> str:
        """With the asked time, not the one that it got: what goes out at once has none when it is read."""
        submission = broadcast.submission
        if submission is None:
            return self.of_words(broadcast.draft, broadcast.audience_rule, _moment(broadcast.due_at))
        said = to_seal(submission.indispensable, in_quiet_hours=submission.in_quiet_hours)
        return self.of_words(broadcast.draft, broadcast.audience_rule, _moment(submission.due_at), said)

    def of_words(
        self, draft: BroadcastDraft, rule: AudienceRule, due_at: object, said: Mapping[str, object] = NOTHING
    ) -> str:
        """`due_at`: a moment, or a recurring announcement's days. `said`: of silence and quiet hours."""
        return fingerprint(
            {
                "seal": 1,
                "template": self.describe_template(draft),
                "parameters": dict(draft.parameters),
                "link": draft.link,
                "audience": [rule.kind, rule.of, sorted(rule.topics)],
                "due_at": due_at,
                "urgency": draft.urgency,
                "expires_at": _moment(draft.expires_at),
                "tolerance": draft.tolerance.total_seconds(),
                "beyond_tier": draft.beyond_tier,
                **({"training": True} if draft.training else {}),  # what was sealed before has no such word
                **said,
            }
        )

    def describe_template(self, draft: BroadcastDraft) -> object:
        """Name, words and what Meta bills it as; a field added to templates later changes no seal."""
        template = self.templates.get(draft.template)
        if template is None or {each.name for each in template.parameters} != draft.parameters.keys():
            return draft.template
        buttons = [[button.text, button.action] for button in template.buttons]
        words = [render_notice(template, draft), template.header, template.body, template.footer, buttons]
        return [
            template.name,
            template.language,
            template.category,
            template.kind,
            *words,
            template.channel_text,
            template.ttl_seconds,
        ]

    def words_of(self, draft: BroadcastDraft) -> SentWords | None:
        """None where the template is no longer the one it was written with: nothing is sent then."""
        template = self.templates.get(draft.template)
        if template is None or {each.name for each in template.parameters} != draft.parameters.keys():
            return None
        digest = fingerprint({"words": self.describe_template(draft), "version": template.version})
        return SentWords(template.version, digest, render_notice(template, draft))

    def holds(self, broadcast: Broadcast, now: datetime) -> bool:
        """Whether it may be frozen: it is what was approved, not before the asked time, not too late. What an
        earlier version scheduled has no approval and goes out as it was planned."""
        approval, submission = broadcast.approval, broadcast.submission
        asked = None if submission is None else submission.due_at
        if approval is None:
            return True
        early = asked is not None and (broadcast.due_at is None or broadcast.due_at < asked)
        return not early and now < approval.lapses_at and approval.seal == self.of(broadcast)


def _moment(at: datetime | None) -> str | None:
    """As it is stored."""
    return None if at is None else at.astimezone(UTC).isoformat()


def lapses_at(due_at: datetime, limits: ApprovalLimits) -> datetime:
    return due_at + timedelta(hours=limits.lapses_hours)


@dataclass(frozen=True, slots=True)
class GrowthLimit:
    limits: ApprovalLimits

    def beyond(self, broadcast: Broadcast, audience: int, now: datetime) -> Hold | None:
        """Why nobody of a frozen audience is written to before it is approved again."""
        approval = broadcast.approval
        if broadcast.emergency or approval is None or approval.extent is None:
            return None
        approved = approval.extent.people
        if audience <= self._most(approval, approved):
            return None
        return Hold(
            HoldReason.GROWN,
            now,
            f"Non è partito: i destinatari sono {audience} e ne sono stati approvati {approved}."
            " Una seconda persona lo approva di nuovo con i numeri di adesso, oppure si ferma.",
        )

    def _most(self, approval: Approval, approved: int) -> int:
        grown = approved * (100 + self.limits.growth_percent) // 100
        return max(approved, self.limits.alone_ordinary) if approval.alone else grown
