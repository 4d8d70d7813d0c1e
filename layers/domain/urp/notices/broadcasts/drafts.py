"""A draft is written anew, or deleted, by whoever may write notices: nothing of it has left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.errors import ConflictError, InvalidError
from urp.notices.broadcasts.approval import ChangedMeanwhileError
from urp.notices.broadcasts.audience import AudienceKind, AudienceRule
from urp.notices.broadcasts.lifecycle import changed, require_deletable
from urp.notices.broadcasts.model import Broadcast, BroadcastDraft
from urp.notices.broadcasts.staff_steps import require_header
from urp.notices.broadcasts.wording import Wording

if TYPE_CHECKING:
    from urp.notices.store.broadcasts import Broadcasts


class RepeatedWordsError(ConflictError):
    """It sends the words of another notice once more."""

    code = "repeated_words"


@dataclass(frozen=True, slots=True)
class DraftOffice:
    """Raises NotFoundError, ConflictError."""

    broadcasts: Broadcasts
    wording: Wording

    def change(
        self, broadcast_id: UUID, draft: BroadcastDraft, topics: frozenset[str], version: int, act: Act
    ) -> Broadcast:
        """All of it, over the version that was read. Whom a follow-up goes to, and that it corrects, stays.
        Raises InvalidError, ChangedMeanwhileError."""

        def attempt() -> Broadcast:
            before = require_header(self.broadcasts, broadcast_id)
            words = replace(draft, correction=before.draft.correction)
            after = changed(before, words, self._rule(before, draft, topics), act.by)
            if draft.training is not before.training:
                raise InvalidError(
                    "training", "non si cambia: un'esercitazione resta tale, e un avviso vero resta vero"
                )
            if before.version != version:
                raise ChangedMeanwhileError("Nel frattempo l'avviso è cambiato: rileggilo e riprova.")
            written, post = self.wording.written(after, act.at)
            return self.broadcasts.change(before, written, post, act)

        return retry_if_moved(attempt)

    def delete(self, broadcast_id: UUID, act: Act) -> None:
        """For good; who did it stays in the audit."""

        def attempt() -> None:
            before = require_deletable(require_header(self.broadcasts, broadcast_id))
            self.broadcasts.delete(before, replace(act, details=f"version={before.version}"))

        retry_if_moved(attempt)

    def _rule(self, before: Broadcast, draft: BroadcastDraft, topics: frozenset[str]) -> AudienceRule:
        rule = before.audience_rule
        if rule.kind is AudienceKind.EVERYBODY:
            return self.wording.rule(draft, topics)
        if topics != rule.topics:
            raise InvalidError("topics", "non si cambia: questo avviso va alle persone di un altro")
        if not rule.for_the_channel and _words(draft) != _words(before.draft):
            raise RepeatedWordsError(
                "Ripete le parole di un altro avviso, che non si cambiano: per parole nuove si scrive un"
                " avviso nuovo."
            )
        return rule


def _words(draft: BroadcastDraft) -> tuple[str, dict[str, str], str]:
    return draft.template, dict(draft.parameters), draft.link
