"""List, extend, answer and refuse requests about one's own data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.acts.page import Page
from urp.citizens.identity.model import Citizen
from urp.desk.holding import describe_takeover, refuse_if_not_their_turn
from urp.desk.loop_guard import reset_guard
from urp.desk.model import (
    ConversationChange,
    ConversationStatus,
    DeskMessage,
    DeskState,
    DeskStateChange,
    MessageKind,
    OpenRequest,
    RightsKind,
)
from urp.desk.outbox import OutboxRow, Replies, enqueue_stored
from urp.desk.refusals import ConversationClosedError
from urp.desk.transitions import record_answer, record_office_message
from urp.errors import InvalidError, NotFoundError
from urp.outgoing_text import check_words
from urp.privacy.rights.erasure import list_ids
from urp.privacy.rights.model import (
    MONTHS_EXTENDED,
    Held,
    IsHoliday,
    RightsRequest,
    RightsState,
    RightsStep,
    find_due_day,
)
from urp.privacy.rights.refusals import (
    AlreadyExtendedError,
    ErasureBegunError,
    TooLateToExtendError,
    require_found,
    require_open,
)
from urp.privacy.rights.telling import make_answer, refuse_if_too_late, to_closing, to_extension
from urp.town.opening_hours import WORDING
from urp.town.texts import TextKey, Texts
from urp.whatsapp.outgoing import TEXT_LIMIT

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.privacy.store.rights import HeldRecords, RightsRegister


@dataclass(frozen=True, slots=True)
class Told:
    words: str
    """The answer, or the reason: the citizen reads them."""
    elsewhere: str | None = None
    """How the citizen was told outside WhatsApp; None: this call tells them in the chat."""
    seen: int | None = None
    """In the chat: up to where the author has read the conversation, as with any answer."""
    take_over: bool = False


@dataclass(frozen=True, slots=True)
class RightsOffice:
    register: RightsRegister
    people: CitizenReader
    held: HeldRecords
    replies: Replies
    texts: Texts
    zone: ZoneInfo
    is_holiday: IsHoliday

    def list_requests(self, *, closed: bool, cursor: str | None, limit: int) -> Page[RightsRequest]:
        return self.register.list_page(closed=closed, cursor=cursor, limit=limit)

    def find_request(self, request_id: UUID) -> RightsRequest:
        return require_found(self.register, request_id)

    def correct(self, request_id: UUID, kind: RightsKind, act: Act) -> RightsRequest:
        """Correct the kind of a request that was misunderstood; number and day do not change."""

        def attempt() -> None:
            before = self._open(request_id)
            state = self.register.state(before.citizen_id)
            after = replace(before, kind=kind)
            details = f"{before.kind} -> {kind}"
            step = RightsStep(after, _change(state, replace(state, rights=_correct(state, after))))
            self.register.record(step, replace(act, details=details))

        retry_if_moved(attempt)
        return self.find_request(request_id)

    def extend(self, request_id: UUID, told: Told, act: Act) -> RightsRequest:
        """Extend by two months, told with the reason within the first month."""

        def attempt() -> OutboxRow | None:
            before = self._open(request_id)
            if before.extension is not None:
                raise AlreadyExtendedError("È già stata prorogata.")
            if before.count_days_left(act.at.astimezone(self.zone).date()) < 0:
                raise TooLateToExtendError("Il primo mese è già finito.")
            received = before.received_at.astimezone(self.zone).date()
            until = find_due_day(received, self.is_holiday, months=MONTHS_EXTENDED)
            after = replace(
                before,
                due=until,
                extension=to_extension(act, until, told.words, told.elsewhere),
            )
            return self._record(after, TextKey.RIGHTS_EXTENDED, told, act)

        return self._finish(request_id, retry_if_moved(attempt))

    def close(self, request_id: UUID, outcome: RightsState, told: Told, act: Act) -> RightsRequest:
        if outcome is RightsState.OPEN:
            raise InvalidError("outcome", "è answered o refused")
        key = TextKey.RIGHTS_ANSWERED if outcome is RightsState.ANSWERED else TextKey.RIGHTS_REFUSED

        def attempt() -> OutboxRow | None:
            before = self._to_be_closed(request_id)
            closing = to_closing(act, told.words, told.elsewhere)
            return self._record(replace(before, state=outcome, closing=closing), key, told, act)

        return self._finish(request_id, retry_if_moved(attempt))

    def export(self, request_id: UUID, act: Act) -> tuple[RightsRequest, Held]:
        """Export all data held on the citizen; the audit entry is written first."""
        request = self.find_request(request_id)
        citizen = self._find_citizen(request)
        self.register.note(act)
        return request, self.held.read(citizen, list_ids(citizen, request))

    def _record(self, after: RightsRequest, key: TextKey, told: Told, act: Act) -> OutboxRow | None:
        state = self.register.state(after.citizen_id)
        rights = tuple(_remember(state, after))
        remembering = replace(state, rights=rights)
        if told.elsewhere:
            step = RightsStep(after, _change(state, remembering))
            self.register.record(step, name_resource(act, str(after.id)))
            return None
        citizen = self._find_citizen(after)
        row = self._reply(after, citizen, key, told, state, act)
        talk = tell_in_chat(self.register, after, citizen, told, act)
        change = _change(state, reset_guard(remembering))
        step = RightsStep(after, change, row, _show(after, row, act), talk)
        details = "; ".join([*filter(None, [act.details]), *describe_takeover(talk.before, act)])
        self.register.record(step, name_resource(replace(act, details=details), str(after.id)))
        return row

    def _reply(
        self, after: RightsRequest, citizen: Citizen, key: TextKey, told: Told, state: DeskState, act: Act
    ) -> OutboxRow:
        refuse_if_too_late(citizen, act.at)  # before errors of the text
        check_words("words", told.words)
        values = {"number": after.number, "words": told.words}
        if key is TextKey.RIGHTS_EXTENDED:
            values["due"] = WORDING[state.language].day(after.due)
        text = self.texts.render(key, language=state.language, **values)
        if len(text) > TEXT_LIMIT:
            raise InvalidError("words", f"il testo intero è più lungo di {TEXT_LIMIT} caratteri")
        return make_answer(citizen, text, act, after, after.conversation_id)

    def _finish(self, request_id: UUID, row: OutboxRow | None) -> RightsRequest:
        if row is not None:
            enqueue_stored(self.replies, row.id)
        return self.find_request(request_id)

    def _to_be_closed(self, request_id: UUID) -> RightsRequest:
        """The request if it may be closed; one whose reply never arrived may be closed again, told in another
        way."""
        request = require_found(self.register, request_id)
        unread = request.closing is not None and request.closing.lost and request.erasure is None
        return request if unread else self._open(request_id)

    def _open(self, request_id: UUID) -> RightsRequest:
        request = require_open(self.register, request_id)
        if request.erasure is not None:
            raise ErasureBegunError("La cancellazione è già cominciata: portala a termine.")
        return request

    def _find_citizen(self, request: RightsRequest) -> Citizen:
        citizen = self.people.find_one(request.citizen_id)
        if citizen is None:
            raise NotFoundError("I dati della persona sono stati cancellati.")
        return citizen


def tell_in_chat(
    register: RightsRegister, after: RightsRequest, citizen: Citizen, told: Told, act: Act
) -> ConversationChange:
    """Tell in the chat, by the desk's rules, since a colleague may be writing there. An extension is no
    answer: a waiting conversation still waits."""
    if told.seen is None:
        raise InvalidError("seen", "serve quando la persona lo legge nella chat")
    before = register.conversation(after.conversation_id)
    if before is None:
        raise NotFoundError("La conversazione non c'è più: dillo alla persona in un altro modo.")
    if before.status is ConversationStatus.CLOSED:
        raise ConversationClosedError("La conversazione è chiusa: prima riaprila.")
    refuse_if_not_their_turn(register, before, citizen, told.seen, act, take_over=told.take_over)
    speak = record_answer if after.closing else record_office_message
    return ConversationChange(before, speak(before, act, take_over=told.take_over))


def _remember(state: DeskState, after: RightsRequest) -> Iterator[OpenRequest]:
    """Open requests of the desk state; a closed one is dropped, so the next gets a new number."""
    for right in state.rights:
        if right.id != after.id:
            yield right
        elif after.closing is None:
            yield replace(right, due=after.due)


def _correct(state: DeskState, after: RightsRequest) -> tuple[OpenRequest, ...]:
    """Open requests after a correction. An erasure made by staff is dropped: the citizen's own would be
    another request, without a second person."""
    others = tuple(right for right in state.rights if right.id != after.id)
    if after.erases_by_staffs_word:
        return others
    return (*others, OpenRequest(after.id, after.number, after.kind, after.due))


def _change(before: DeskState, after: DeskState) -> DeskStateChange | None:
    return DeskStateChange(before, after) if after != before else None


def _show(request: RightsRequest, row: OutboxRow, act: Act) -> DeskMessage:
    return DeskMessage(request.conversation_id, row.id, MessageKind.ANSWER, act.at, row.text, author=act.by)
