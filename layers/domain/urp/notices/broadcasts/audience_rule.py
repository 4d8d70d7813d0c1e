"""Whom a broadcast goes to, as a rule on its header. The freeze turns it into people, once."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class AudienceKind(StrEnum):
    EVERYBODY = "everybody"
    """Subscribed, and interested in one of the topics if the rule names any."""
    UNCLEAR_OF = "unclear_of"
    """Those of whom nobody knows whether the other broadcast reached them."""
    REACHED_OF = "reached_of"
    """Those who have, or may have, read the other broadcast: a correction."""
    NOT_REACHED_OF = "not_reached_of"
    """Subscribed now, and reached neither by the other broadcast nor by those that it goes on from."""
    UNCONFIRMED = "unconfirmed"
    """Taken over by an import, and asked to confirm: nothing but this and emergencies reaches them before."""


OF_ANOTHER = frozenset({AudienceKind.UNCLEAR_OF, AudienceKind.REACHED_OF, AudienceKind.NOT_REACHED_OF})
_OF_SOMETHING = OF_ANOTHER | {AudienceKind.UNCONFIRMED}

_WORDS = {
    AudienceKind.EVERYBODY: "tutti gli iscritti",
    AudienceKind.UNCLEAR_OF: "gli incerti di un altro avviso",
    AudienceKind.REACHED_OF: "chi un altro avviso ha già raggiunto",
    AudienceKind.NOT_REACHED_OF: "gli iscritti che un altro avviso non ha raggiunto",
    AudienceKind.UNCONFIRMED: "chi viene da un elenco e non ha ancora confermato",
}


@dataclass(frozen=True, slots=True)
class AudienceRule:
    kind: AudienceKind = AudienceKind.EVERYBODY
    of: UUID | None = None
    """The other broadcast, for the kinds that name one; the import for those who have not confirmed."""
    topics: frozenset[str] = frozenset()
    """Ids of the profile's topics; empty: whatever a citizen chose."""

    def __post_init__(self) -> None:
        if (self.of is None) is (self.kind in _OF_SOMETHING):
            raise ValueError("a rule names another broadcast or an import exactly when its kind is about one")

    def concerns(self, chosen: frozenset[str] | None) -> bool:
        """Whether whoever chose these topics (None: all) wants to hear of it."""
        return not self.topics or chosen is None or not self.topics.isdisjoint(chosen)

    @property
    def for_the_channel(self) -> bool:
        """New words belong in the public Channel too; words sent before are there already, and a request to
        confirm is nobody else's."""
        return self.kind in (AudienceKind.EVERYBODY, AudienceKind.REACHED_OF)

    @property
    def description(self) -> str:
        """Italian, for staff; the same rule always reads the same."""
        words = _WORDS[self.kind]
        return f"{words} (argomenti: {', '.join(sorted(self.topics))})" if self.topics else words


EVERYBODY = AudienceRule()
