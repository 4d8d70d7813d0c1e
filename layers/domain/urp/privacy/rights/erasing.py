"""Erase a citizen on request: mark it, erase in parts, answer; a repeated call continues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from urp.acts.acts import name_resource, retry_if_moved
from urp.acts.model import Act
from urp.acts.second_person import (
    DESTROYING_LAPSES,
    DESTROYING_WAITS,
    Proposal,
    Proposed,
    SecondPerson,
    TwoPersonAct,
    confirm_proposal,
)
from urp.citizens.exclusions import ExclusionRecord
from urp.citizens.exclusions import make_erasure as exclusion_of
from urp.citizens.identity.model import Citizen
from urp.desk.alarms import ERASURE_PROPOSED
from urp.desk.model import DeskState, DeskStateChange, RightsKind
from urp.desk.outbox import OutboxRow, Replies, enqueue_stored
from urp.errors import ConflictError, NotFoundError, UnavailableError
from urp.language import Language
from urp.privacy.rights.erasure import (
    ErasurePreview,
    ErasureStep,
    Trace,
    count_preview,
    find_keep_reason,
    find_status,
    hash_people,
    is_newer,
    list_ids,
    reduce_state,
)
from urp.privacy.rights.model import NEED_THE_DATA, Erasure, RightsRequest, RightsState, RightsStep
from urp.privacy.rights.refusals import (
    ErasureBegunError,
    NotAnErasureError,
    OtherRequestOpenError,
    RestrictedError,
    SecondPersonNeededError,
    SecondPersonNotNeededError,
    StillSubscribedError,
    require_found,
    require_open,
)
from urp.privacy.rights.telling import make_answer, refuse_if_too_late, to_closing
from urp.retention.classes import RetentionClass
from urp.town.texts import TextKey, Texts

if TYPE_CHECKING:
    from urp.citizens.store.citizens import CitizenReader
    from urp.privacy.store.erasure import ErasureStore
    from urp.privacy.store.rights import RightsRegister


MOST_LOOKS = 5
"""Passes; after the first they find only what changed, or what the index showed late."""
ERASURE = TwoPersonAct("rights.erase", ERASURE_PROPOSED, DESTROYING_WAITS, DESTROYING_LAPSES)


@dataclass(frozen=True, slots=True)
class EraseOnRequest:
    register: RightsRegister
    people: CitizenReader
    store: ErasureStore
    replies: Replies
    texts: Texts
    exclusions: ExclusionRecord
    second_person: SecondPerson

    def preview(self, request_id: UUID, now: datetime) -> tuple[RightsRequest, ErasurePreview]:
        """Preview the erasure; refused as the erasure would be, except for how the citizen is told."""
        request = self._open(request_id)
        citizen = self._leave(request)
        traces = self._find_traces(citizen, request)
        asked = [trace for trace in traces if not is_newer(trace, request)]
        return request, count_preview(asked, find_status(citizen, traces, now), now)

    def propose(self, request_id: UUID, reason: str, act: Act) -> Proposed:
        """Propose an erasure, only if staff, not the citizen, made the request one; refused as the erasure
        is, except for how the citizen is told."""
        request = self._open(request_id)
        if request.erasure is not None:
            raise ErasureBegunError("La cancellazione è già cominciata: va portata alla fine.")
        if not request.erases_by_staffs_word:
            raise SecondPersonNotNeededError("L'ha chiesta il cittadino: si esegue subito, senza proposta.")
        citizen = self._leave(request)
        self._find_traces(citizen, request)
        return self.second_person.propose(ERASURE, request.id, hash_people(citizen, request), reason, act)

    def cancel(self, request_id: UUID, act: Act) -> Proposal:
        return self.second_person.cancel(ERASURE, request_id, act)

    def __call__(
        self, request_id: UUID, told_elsewhere: str | None, act: Act, *, seen: str | None = None
    ) -> RightsRequest:
        """Erase. `seen`: of the proposal that this call confirms. A begun erasure may be continued by any
        administrator."""
        request = self._open(request_id)
        self._find_agreed(request, seen, act)
        citizen = self._leave(request)
        if told_elsewhere is None:
            refuse_if_too_late(citizen, act.at)
        self._find_traces(citizen, request)  # refuses before anything is marked
        if request.erasure is None:
            retry_if_moved(lambda: self._begin(request_id, seen, act))
        self._exclude(request_id, act)
        erased = self._erase_in_parts(request_id, act)
        row = retry_if_moved(lambda: self._finish(request_id, told_elsewhere, erased, act))
        if row is not None:
            enqueue_stored(self.replies, row.id)
        return require_found(self.register, request_id)

    def _find_agreed(self, request: RightsRequest, seen: str | None, act: Act) -> Proposal | None:
        """The proposal this act confirms; None if the citizen's own request is enough, or it was begun
        before."""
        if request.erasure is not None:
            return None
        if seen is not None:
            content = hash_people(self._leave(request), request)
            return self.second_person.confirmable(ERASURE, request.id, content, seen, act)
        if request.erases_by_staffs_word:
            raise SecondPersonNeededError(
                "Il servizio non aveva letto il messaggio come una richiesta di cancellazione: un "
                "amministratore la propone, un altro la conferma."
            )
        return None

    def _begin(self, request_id: UUID, seen: str | None, act: Act) -> None:
        request = self._open(request_id)
        if request.erasure is not None:
            return
        proposal = self._find_agreed(request, seen, act)
        begun = replace(request, erasure=Erasure(act.at, act.by))
        first = replace(act, id=f"{act.id}-begin", name="rights.erase.begin", idempotency=None)
        change, first = confirm_proposal(proposal, first) if proposal else (None, first)
        self.register.record(RightsStep(begun, confirmed=change), first)

    def _exclude(self, request_id: UUID, act: Act) -> None:
        """Record the exclusion under all ids before erasing anything: a restore would bring the data back."""
        request = self._open(request_id)
        citizen = self._leave(request)
        at = request.erasure.at if request.erasure else act.at
        self.exclusions.record([exclusion_of(citizen, list_ids(citizen, request), at)], act.at)

    def _erase_in_parts(self, request_id: UUID, act: Act) -> Counter[RetentionClass]:
        """Erase until a pass finds nothing: what changed during one pass is read again by the next."""
        erased = Counter[RetentionClass]()
        for _ in range(MOST_LOOKS):
            request = self._open(request_id)
            citizen = self._leave(request)
            traces = self._find_traces(citizen, request)
            stand = find_status(citizen, traces, act.at)
            asked = [each for each in traces if not each.at_the_end and not is_newer(each, request)]
            going = [each for each in asked if find_keep_reason(each, stand, act.at) is None]
            if not going:
                return erased
            for trace in going:
                with suppress(ConflictError):
                    erased.update(self.store.erase(trace, request.erases_until))
        raise UnavailableError(
            "I dati della persona continuano a cambiare: la stessa chiamata riprende da qui."
        )

    def _finish(
        self, request_id: UUID, told_elsewhere: str | None, erased: Counter[RetentionClass], act: Act
    ) -> OutboxRow | None:
        request = self._open(request_id)
        citizen = self._leave(request)
        traces = self._find_traces(citizen, request)
        stand = find_status(citizen, traces, act.at)
        states = [self.register.state(each) for each in list_ids(citizen, request)]
        spoken = next((state.language for state in states if state.version), Language.ITALIAN)
        kept = [trace for trace in traces if find_keep_reason(trace, stand, act.at)]
        since = [trace for trace in traces if is_newer(trace, request)]
        words = self.texts.render(TextKey.RIGHTS_ERASED, language=spoken, number=request.number)
        row = None if told_elsewhere else make_answer(citizen, words, act, request, conversation_id=None)
        closing = to_closing(act, words, told_elsewhere)
        step = ErasureStep(
            request=replace(request, state=RightsState.ANSWERED, closing=closing),
            citizen=citizen,
            ids=list_ids(citizen, request),
            forgets=not (stand.proof or stand.blocked or since),
            keeps_block=stand.blocked,
            states=tuple(_list_state_changes(states, request, kept, since)),
            reply=row,
        )
        details = " ".join(f"{kind}={items}" for kind, items in sorted(erased.items()))
        self.store.finish(step, name_resource(replace(act, details=details), str(request.id)))
        return row

    def _open(self, request_id: UUID) -> RightsRequest:
        request = require_open(self.register, request_id)
        if request.kind is not RightsKind.ERASURE:
            raise NotAnErasureError("Chiede un'altra cosa: se è stata letta male, prima correggila.")
        return request

    def _leave(self, request: RightsRequest) -> Citizen:
        citizen = self.people.find_one(request.citizen_id)
        if citizen is None:
            raise NotFoundError("I dati della persona sono stati cancellati.")
        if citizen.subscribed:
            raise StillSubscribedError("La persona è iscritta: solo lei può cancellarsi.")
        if citizen.restricted_at is not None:
            raise RestrictedError("I dati sono limitati (art. 18): prima la limitazione si toglie, in due.")
        return citizen

    def _find_traces(self, citizen: Citizen, request: RightsRequest) -> Sequence[Trace]:
        traces = self.store.find_traces(citizen, list_ids(citizen, request))
        others = (trace.request for trace in traces if trace.request and trace.request.id != request.id)
        if any(other.state is RightsState.OPEN and other.kind in NEED_THE_DATA for other in others):
            raise OtherRequestOpenError("Un'altra richiesta ha bisogno dei dati: prima rispondi a quella.")
        return traces


def _list_state_changes(
    states: Sequence[DeskState], request: RightsRequest, kept: Iterable[Trace], since: Sequence[Trace]
) -> Iterator[DeskStateChange]:
    cases = frozenset(each.case.id for each in kept if each.case)
    talks = frozenset(each.conversation for each in since if each.conversation)
    for state in states:
        after = reduce_state(state, request.id, cases, talks)
        if state.version and after != state:
            yield DeskStateChange(state, after)
