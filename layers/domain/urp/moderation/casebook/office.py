"""Read the casebook: cases that wait for a decision, and one case with its history.

Identifiers are masked, phone numbers never shown, erased text is gone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.identity.model import Citizen
from urp.desk.office_views import mask_phone
from urp.errors import NotFoundError
from urp.masking import mask
from urp.meaning.breaches import Breach
from urp.meaning.moderation.names import hide_names
from urp.meaning.town_words import TownWords
from urp.moderation.casebook.model import Case, CaseState, CaseText, Outcome, Step, StoredCase, is_still_kept
from urp.moderation.casebook.warnings import count_warnings
from urp.town.municipality import Municipality

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.moderation.store.cases import CaseRegister


LOOKED_AT_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ShownText:
    text: str
    words: tuple[str, ...]
    kept_until: datetime | None
    """None: while the case is held."""


@dataclass(frozen=True, slots=True)
class CaseSummary:
    case: Case
    text: ShownText | None
    """Masked. None once it is erased, for staff who may not read what is held as evidence or was deleted by
    its sender, and for deleted text in lists."""
    taken_back: bool
    """The sender deleted the message: its words are shown to moderators, in the case alone."""
    phone: str | None
    """Masked."""
    blocked: bool
    """The citizen is, now."""


@dataclass(frozen=True, slots=True)
class CaseView:
    summary: CaseSummary
    steps: tuple[Step, ...]
    """Oldest first."""
    others: tuple[Case, ...]
    """Cases of the same citizen, the newest first; those found to be no breach left out."""
    warnings: int
    """Already given to the citizen and still counting."""


@dataclass(frozen=True, slots=True)
class CaseOffice:
    register: CaseRegister
    people: CitizenReader
    municipality: Municipality
    public: Callable[[], Collection[str]] = tuple
    """The municipality's own contacts, by `collect_published`: nobody's personal data."""

    def list_cases(
        self, state: CaseState, cursor: str | None, limit: int, now: datetime, *, sees_held: bool
    ) -> Page[CaseSummary]:
        """A page of cases. `sees_held`: operators do not read what is held as evidence. Lists never show text
        that its sender deleted."""
        return self._to_summaries(self.register.list_page(state, cursor, limit), now, sees_held=sees_held)

    def list_unread(
        self, cursor: str | None, limit: int, now: datetime, *, sees_held: bool
    ) -> Page[CaseSummary]:
        """Hidden messages no person has looked at yet; staff review them daily."""
        return self._to_summaries(self.register.list_unread(cursor, limit), now, sees_held=sees_held)

    def count_overdue(self, now: datetime) -> int:
        """The number of unread cases older than a day."""
        return self.register.count_unread_before(now - LOOKED_AT_WITHIN)

    def _to_summaries(self, page: Page[Case], now: datetime, *, sees_held: bool) -> Page[CaseSummary]:
        texts = self.register.read_texts(item.id for item in page.items)
        people = self.people.find_all({item.citizen_id for item in page.items})
        public, town = self.public(), self.municipality.words
        items = (
            _to_summary(
                item,
                texts,
                people.get(item.citizen_id),
                now,
                public,
                town,
                sees_held=sees_held,
                listed=True,
            )
            for item in page.items
        )
        return Page(tuple(items), page.cursor)

    def show_case(self, case_id: UUID, now: datetime, *, sees_held: bool) -> CaseView:
        stored = self.find_stored(case_id)
        case = stored.case
        citizen = self.people.find_one(case.citizen_id)
        person = citizen or Citizen(case.citizen_id)
        known = {case.citizen_id, person.id, *person.absorbed}
        theirs = [each for one in known for each in self.register.list_of_citizen(one)]
        others = [each for each in theirs if each.id != case.id and each.outcome is not Outcome.DISMISSED]
        days = self.municipality.retention.warnings
        return CaseView(
            summary=_to_summary(
                case,
                self.register.read_texts([case.id]),
                citizen,
                now,
                self.public(),
                self.municipality.words,
                sees_held=sees_held,
            ),
            steps=stored.steps,
            others=tuple(sorted(others, key=lambda each: each.written_at, reverse=True)),
            warnings=count_warnings(person, self.register, days, now),
        )

    def reveal(self, case_id: UUID, act: Act) -> CaseView:
        """The text as written; the reading is recorded before it is shown."""
        view = self.show_case(case_id, act.at, sees_held=True)
        text = self.register.read_texts([case_id]).get(case_id)
        self.register.note(act)
        shown = show_text(text) if text and is_still_kept(text, act.at) else None
        return replace(view, summary=replace(view.summary, text=shown))

    def find_stored(self, case_id: UUID) -> StoredCase:
        stored = self.register.find_case(case_id)
        if stored is None:
            raise NotFoundError("Questo caso non c'è.")
        return stored


def mask_text(case: Case, text: CaseText, public: Collection[str], town: TownWords) -> ShownText:
    """Mask a case's text. `public`: the municipality's own contacts are shown. In cases of other people's
    data names are masked too."""

    def shown(words: str) -> str:
        told = mask(words, public)
        return hide_names(told, town) if case.breach is Breach.OTHER_PEOPLES_DATA else told

    return ShownText(shown(text.whole), tuple(map(shown, text.words)), text.kept_until)


def show_text(text: CaseText) -> ShownText:
    return ShownText(text.whole, text.words, text.kept_until)


def _to_summary(
    case: Case,
    texts: Mapping[UUID, CaseText],
    citizen: Citizen | None,
    now: datetime,
    public: Collection[str],
    town: TownWords,
    *,
    sees_held: bool,
    listed: bool = False,
) -> CaseSummary:
    text = texts.get(case.id)
    shown: ShownText | None = None
    taken_back = text is not None and text.taken_back
    may_read = sees_held or not (case.held or taken_back)
    if text is not None and is_still_kept(text, now) and may_read and not (listed and taken_back):
        shown = mask_text(case, text, public, town)
    blocked = citizen is not None and citizen.is_blocked(now)
    return CaseSummary(case, shown, taken_back, mask_phone(citizen), blocked)
