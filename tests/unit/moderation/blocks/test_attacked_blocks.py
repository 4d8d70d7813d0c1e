"""Whatever dies, is lost, answered late or decided meanwhile: in the end WhatsApp is as people decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from tests.unit.moderation.blocks.compared_town import ComparedTown
from tests.unit.moderation.blocks.mirror_town import ANNA, DAY, NEW, NOON, OLD
from urp.citizens.blocks import MirrorState, end, move_to_id
from urp.moderation.blocks.mirror_rules import MOST_ATTEMPTS
from urp.whatsapp.blocking import Answer, Done, NoAnswer, NotNow, Refused
from urp.whatsapp.person import PersonIds

type Step = Literal["look", "die", "minute", "hour", "unblock", "move", "compare"]

_STEPS: Sequence[Step] = ("look", "look", "look", "die", "minute", "hour", "unblock", "move", "compare")
_ANSWERS: Sequence[Answer] = (Done(), Done(), NoAnswer(), NotNow(130429), NotNow(None), Refused(131047))


class Died(Exception):  # noqa: N818 - a process, not an error of ours
    pass


class AttackedTown(ComparedTown):
    def take(self, step: Step, answer: Answer) -> None:
        self.meta.script = [answer]
        match step:
            case "look":
                self.look()
            case "die":
                self._dies()
            case "minute":
                self.clock.now += timedelta(minutes=1)
            case "hour":
                self.clock.now += timedelta(hours=1)
            case "unblock":
                mirror = self.anna.at_whatsapp
                self.put(block=None, at_whatsapp=end(mirror, self.clock.now))
            case "move":
                mirror = move_to_id(self.anna.at_whatsapp, NEW, self.clock.now)
                self.put(user_ids=(OLD, NEW), at_whatsapp=mirror)
            case "compare":
                self.meta.script = []
                self.compare()

    def _dies(self) -> None:
        """In the middle of the call: Meta did it, or did not."""

        def die() -> None:
            raise Died

        self.meta.meanwhile = die
        try:
            self.look()
        except Died:
            address = self.anna.user_id or ""
            if self.clock.now.minute % 2 and self.block.state is MirrorState.UNKNOWN:
                self.meta.people.append(PersonIds(None, address))
        finally:
            self.meta.meanwhile = lambda: None

    def calms_down(self, until: timedelta) -> None:
        """Meta is well, the sweep looks every five minutes, the lists are compared each day."""
        end = self.clock.now + until
        self.meta.script = []
        while self.clock.now < end:
            while ANNA in self.mirror.list_due(self.clock.now) and self.anna.at_whatsapp:
                before = self.anna
                self.look()
                if self.anna == before:
                    break
            self.clock.now += timedelta(minutes=30)
        self.compare()
        self.look()


attacks = st.lists(st.tuples(st.sampled_from(_STEPS), st.sampled_from(_ANSWERS)), max_size=25)


@given(attacks, st.booleans())
def test_once_the_block_here_is_over_nobody_is_left_on_metas_list(
    attack: list[tuple[Step, Answer]], done: bool
) -> None:
    town = AttackedTown()
    town.meta.does_what_it_does_not_answer = done
    for step, answer in attack:
        town.take(step, answer)

    town.take("unblock", Done())
    town.calms_down(2 * DAY)

    assert town.meta.people == []
    mirror = town.anna.at_whatsapp
    assert mirror is None or mirror.state is MirrorState.LIFTED


@given(attacks, st.booleans())
def test_meta_is_asked_to_block_only_within_the_day_and_only_so_often(
    attack: list[tuple[Step, Answer]], done: bool
) -> None:
    town = AttackedTown()
    town.meta.does_what_it_does_not_answer = done
    asked_at = []
    town.meta.asked = lambda call: asked_at.append((call, town.clock.now))
    for step, answer in attack:
        town.take(step, answer)

    added = [at for call, at in asked_at if call.startswith("add")]
    assert all(at < NOON + DAY for at in added)
    moves = sum(step == "move" for step, _ in attack)
    assert len(added) <= MOST_ATTEMPTS * (1 + moves)


@given(attacks, st.booleans())
def test_what_is_shown_in_the_end_is_what_meta_holds(attack: list[tuple[Step, Answer]], done: bool) -> None:
    town = AttackedTown()
    town.meta.does_what_it_does_not_answer = done
    for step, answer in attack:
        town.take(step, answer)

    town.calms_down(2 * DAY)

    citizen = town.anna
    there = {person.user_id for person in town.meta.people}
    blocked = citizen.at_whatsapp is not None and citizen.at_whatsapp.state is MirrorState.BLOCKED
    assert not blocked or there & set(citizen.user_ids)
    assert blocked or citizen.user_id not in there
