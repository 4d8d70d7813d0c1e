"""The office looks for a conversation: by words that were said in it, or by whose it is."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from urp.acts.acts import retry_if_moved
from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.identity.model import Citizen, SenderIds
from urp.desk.model import Conversation, ConversationStatus
from urp.desk.office_views import MOST_MESSAGES, ConversationSummary, summarize
from urp.errors import InvalidError
from urp.masking import mask

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.desk.store.desk_register import DeskRegister

MOST_LOOKED_AT = 50
"""Conversations of one call: one query each, so half a second. The cursor goes on."""
MOST_OF_A_PERSON = 100
"""Newest first: more than a day of any of them for as long as texts are kept."""
SHORTEST_WORD = 3


@dataclass(frozen=True, slots=True)
class Found:
    page: Page[ConversationSummary]
    looked_at: int


@dataclass(frozen=True, slots=True)
class LookUpPerson:
    register: DeskRegister
    people: CitizenReader
    zone: tzinfo
    numbers_a_day: int

    def __call__(self, ids: SenderIds, act: Act) -> Citizen | None:
        """Recorded with its reason and counted as a whole number seen, also where it is nobody's that we
        know: looking tells whether a number is known."""
        citizen = self.people.find_owner(ids)
        named = replace(act, resource=f"citizen/{citizen.id}" if citizen else "citizen/unknown")
        day = act.at.astimezone(self.zone).date()
        retry_if_moved(lambda: self.register.count_number(named, day, self.numbers_a_day))
        return citizen


@dataclass(frozen=True, slots=True)
class SearchConversations:
    register: DeskRegister
    people: CitizenReader
    public: Callable[[], Collection[str]]
    read_phone: Callable[[str], str]
    """As WhatsApp names a number that a person wrote; InvalidError of `phone`."""
    look_up: LookUpPerson

    def by_words(self, words: str, cursor: str | None, act: Act) -> Found:
        """All of them, in one message, as whoever reads the desk may read it: what is masked is not found,
        else a search would tell whose tax code was written here. Who waits first, then who was answered, then
        what is closed, the newest first in each. What was searched for is in no audit."""
        wanted = _read_words(words)
        self.register.note(act)
        talks, looked_at, following = list[Conversation](), 0, cursor
        while looked_at < MOST_LOOKED_AT:
            status, inner = _read_cursor(following)
            page = self.register.newest(status, inner, MOST_LOOKED_AT - looked_at)
            talks += [talk for talk in page.items if self._says(talk, wanted)]
            looked_at += len(page.items)
            following = _cursor_after(status, page.cursor)
            if following is None:
                break
        return Found(Page(self._summarized(talks, act.at), following), looked_at)

    def by_person(self, phone: str | None, user_id: str | None, act: Act) -> Found:
        """One of the two, as it was written."""
        ids = SenderIds(user_id=user_id, phone=self.read_phone(phone) if phone else None)
        citizen = self.look_up(ids, act)
        talks = self.register.of_people((citizen.id, *citizen.absorbed)) if citizen else ()
        newest = sorted(talks, key=lambda talk: talk.last_message_at, reverse=True)[:MOST_OF_A_PERSON]
        return Found(Page(self._summarized(newest, act.at), None), len(talks))

    def _says(self, conversation: Conversation, wanted: Collection[str]) -> bool:
        """Masking takes longer than looking: only what has the words unmasked is masked."""
        said = self.register.said(conversation.id, None, MOST_MESSAGES).items
        gone = {each.message.message_id for each in said if each.hidden}
        texts = (each.message.text for each in said if not each.hidden and each.message.amends not in gone)
        return any(_has(text, wanted) and _has(mask(text, self.public()), wanted) for text in texts if text)

    def _summarized(self, talks: Collection[Conversation], now: datetime) -> tuple[ConversationSummary, ...]:
        citizens = self.people.find_all({talk.citizen_id for talk in talks})
        return tuple(summarize(talk, citizens.get(talk.citizen_id), now) for talk in talks)


def _read_words(words: str) -> frozenset[str]:
    wanted = frozenset(_fold(words).split())
    if not any(len(word) >= SHORTEST_WORD for word in wanted):
        raise InvalidError("words", f"serve una parola di almeno {SHORTEST_WORD} lettere")
    return wanted


def _fold(text: str) -> str:
    """Imported here: the first call of the desk's other routes waits for no word files."""
    from urp.meaning.normalisation import fold

    return fold(text)


def _has(text: str, wanted: Collection[str]) -> bool:
    folded = _fold(text)
    return all(word in folded for word in wanted)


def _read_cursor(cursor: str | None) -> tuple[ConversationStatus, str | None]:
    if cursor is None:
        return ConversationStatus.OPEN, None
    name, _, inner = cursor.partition(".")
    if name not in set(ConversationStatus):
        raise InvalidError("cursor", "non appartiene a questo elenco")
    return ConversationStatus(name), inner or None


def _cursor_after(status: ConversationStatus, inner: str | None) -> str | None:
    if inner is not None:
        return f"{status.value}.{inner}"
    statuses = list(ConversationStatus)
    following = statuses[statuses.index(status) + 1 :]
    return f"{following[0].value}." if following else None
