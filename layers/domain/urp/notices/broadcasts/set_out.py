"""One slice of people on their way: slots reserved for all of them, each set out in a thread of its own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from urp.errors import UnavailableError
from urp.notices.broadcasts.absorb import AbsorbAttempts
from urp.notices.broadcasts.attempt import Going, HandToMeta
from urp.notices.broadcasts.freezing_ports import Member
from urp.notices.broadcasts.job_run import JobRun
from urp.notices.broadcasts.model import BroadcastDraft
from urp.notices.broadcasts.notice import notice
from urp.notices.broadcasts.sending_ports import Clock, Look, SendingThreads
from urp.notices.broadcasts.signed_buttons import SignedButtons
from urp.notices.broadcasts.within_tier import in_window
from urp.notices.broadcasts.write_down import WriteDown
from urp.town.templates.model import MessageTemplate
from urp.whatsapp.outgoing import Address
from urp.whatsapp.rate_ports import Lane, NumberRate, Spent, Wait

FRESH = timedelta(milliseconds=1_900)
"""How old the state read before a message may be when it leaves: a stop is effective within two seconds."""
HEAD_START = timedelta(milliseconds=50)
"""For the mark, before the slot: what it takes on a bad day, and no longer, since whoever is marked is parked
if the worker dies: one person, beside the five whose calls are in flight."""
WAIT_AT_MOST = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class SetOut:
    rate: NumberRate
    hand_to_meta: HandToMeta
    absorb: AbsorbAttempts
    write_down: WriteDown
    threads: SendingThreads
    clock: Clock
    templates: Mapping[str, MessageTemplate]
    buttons: SignedButtons

    def get_ready(self) -> None:
        """The token, the key that signs the buttons, and a connection in every thread, before the first slot
        is asked for: made in the first messages' slots they would let all of these leave at once.
        UnavailableError without a token or the key."""
        self.buttons.key()
        self.hand_to_meta.sender.get_ready()
        self.threads.in_each(self._connect)

    def __call__(self, run: JobRun, look: Look) -> None:
        """Whoever of the slice did not set out is put back."""
        lane = Lane.EMERGENCY if look.broadcast.emergency else Lane.ORDINARY
        now = self.clock.now()
        outside = run.allowance.to_count(sum(not in_window(look, each) for each in run.current))
        granted = self.rate.reserve(lane, len(run.current), now, outside, HEAD_START)
        if isinstance(granted, Wait | Spent):
            self._put_back(run, granted, now)
            return
        run.allowance.counted(outside, now)
        for step, (citizen_id, slot) in enumerate(zip(list(run.current), granted.moments, strict=True)):
            self.clock.sleep_until(slot - HEAD_START)
            self.absorb(run)
            if run.held is not None:
                break
            going = self._going(run, look, look.members[citizen_id], lane, slot, granted.sequence + step)
            run.set_out(citizen_id)
            run.allowance.in_hand -= going.counted
            self.threads.start(partial(self._go, run, going))
        run.put_back()

    def _put_back(self, run: JobRun, refused: Wait | Spent, now: datetime) -> None:
        run.put_back()
        self.write_down(run)
        if isinstance(refused, Spent):
            run.allowance.spend(refused.left, refused.until)
        else:
            self.clock.sleep_until(min(refused.until, now + WAIT_AT_MOST))

    def _connect(self) -> None:
        with suppress(UnavailableError):  # the message itself asks again, and is not marked
            self.hand_to_meta.sender.get_ready()

    def can_write(self, draft: BroadcastDraft) -> bool:
        """Not when a deploy changed the template under a running notice."""
        template = self.templates.get(draft.template)
        return template is not None and all(each.name in draft.parameters for each in template.parameters)

    def _go(self, run: JobRun, going: Going) -> None:
        try:
            run.attempts.append(self.hand_to_meta(going))
        except Exception as error:  # told to the worker, which stops with it
            run.failure = error

    def _going(
        self, run: JobRun, look: Look, member: Member, lane: Lane, slot: datetime, sequence: int
    ) -> Going:
        draft = look.broadcast.draft
        row = run.row(member.citizen_id)
        return Going(
            row=row,
            message=notice(self.templates[draft.template], draft.parameters, row, self.buttons),
            address=Address(member.phone, member.user_id),
            slot=slot,
            sequence=sequence,
            lane=lane,
            token=run.token,
            fresh_until=look.at + FRESH,
            answers=run.take_answers(),
            counted=not in_window(look, member.citizen_id),
        )
