"""A block chosen at WhatsApp is carried out there: told first, asked until answered, lifted until done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.moderation.blocks.mirror_town import ANNA, DAY, NOON, OLD, MirrorTown
from urp.citizens.blocks import CALL_IS_OVER_AFTER, MirrorProblem, MirrorState, end
from urp.moderation.blocks.carry_out import Carried
from urp.moderation.blocks.mirror_rules import MOST_ATTEMPTS, NOTICE_PATIENCE
from urp.whatsapp.blocking import Answer, NoAnswer, NotNow, Refused


@pytest.fixture
def town() -> MirrorTown:
    return MirrorTown()


def test_a_block_is_carried_out_and_remembered(town: MirrorTown) -> None:
    assert town.look() is Carried.BLOCKED

    assert (town.block.state, town.block.ids, town.block.code) == (MirrorState.BLOCKED, (OLD,), None)
    assert town.meta.calls == [f"add {OLD}"]
    assert town.history == ["blocked_at_whatsapp"]


def test_nobody_is_blocked_there_before_the_notice_is_out(town: MirrorTown) -> None:
    town.writes_the_notice()

    assert town.look() is Carried.LATER
    assert town.meta.calls == []
    assert [delay for _, delay in town.orders.entries] == [3]

    town.sends_the_notice()
    assert town.look() is Carried.BLOCKED


def test_a_notice_that_never_goes_out_is_given_up(town: MirrorTown) -> None:
    town.writes_the_notice()

    assert town.at(NOON + NOTICE_PATIENCE).look() is Carried.BLOCKED


def test_a_block_is_carried_out_once(town: MirrorTown) -> None:
    town.look()

    assert town.look() is Carried.NOTHING_TO_DO
    assert town.meta.calls == [f"add {OLD}"]


@pytest.mark.parametrize("code", [131047, 131021, 139101])
def test_a_refusal_is_final_and_shown_with_metas_code(town: MirrorTown, code: int) -> None:
    town.meta.script = [Refused(code)]

    assert town.look() is Carried.NOT_DONE

    assert (town.block.state, town.block.code, town.block.ids) == (MirrorState.REFUSED, code, ())
    assert town.history == ["refused_by_whatsapp"]


@pytest.mark.parametrize("answer", [NotNow(139102), NotNow(139103), NotNow(130429), NotNow(None), NoAnswer()])
def test_what_passes_is_asked_again_after_a_pause(town: MirrorTown, answer: Answer) -> None:
    town.meta.script = [answer]

    assert town.look() is Carried.AGAIN
    assert town.block.next_at == NOON + timedelta(seconds=5)
    assert town.look() is Carried.LATER
    assert town.at(NOON + timedelta(seconds=5)).look() is Carried.BLOCKED


def test_asking_ends_after_so_many_times(town: MirrorTown) -> None:
    town.meta.script = [NotNow(139103)] * 100

    while town.block.next_at is not None:
        town.at(town.block.next_at).look()

    assert len(town.meta.calls) == MOST_ATTEMPTS
    assert (town.block.state, town.block.problem) == (MirrorState.REFUSED, MirrorProblem.GIVEN_UP)
    assert town.clock.now < NOON + DAY


def test_an_answer_that_never_came_stays_unknown_until_the_lists_are_compared(town: MirrorTown) -> None:
    town.meta.script = [NoAnswer()] * 100

    while town.block.next_at is not None:
        town.at(town.block.next_at).look()

    assert (town.block.state, town.block.ids) == (MirrorState.UNKNOWN, (OLD,))


def test_after_twenty_four_hours_meta_is_not_even_asked(town: MirrorTown) -> None:
    assert town.at(NOON + DAY).look() is Carried.NOT_DONE

    assert town.meta.calls == []
    assert (town.block.state, town.block.problem) == (MirrorState.REFUSED, MirrorProblem.TOO_LATE)


def test_no_pause_goes_beyond_the_twenty_four_hours(town: MirrorTown) -> None:
    town.put(window_ends_at=NOON + timedelta(seconds=4))
    town.meta.script = [NotNow(130429)]

    assert town.look() is Carried.NOT_DONE
    assert town.block.problem is MirrorProblem.TOO_LATE


def test_a_process_that_dies_while_calling_leaves_it_unknown_and_asks_again(town: MirrorTown) -> None:
    def dies() -> None:
        raise KeyboardInterrupt

    town.meta.meanwhile = dies
    with pytest.raises(KeyboardInterrupt):
        town.look()
    assert town.block.state is MirrorState.UNKNOWN

    town.meta.meanwhile = lambda: None
    assert town.look() is Carried.LATER
    assert town.at(NOON + CALL_IS_OVER_AFTER).look() is Carried.BLOCKED


def test_two_who_look_at_once_call_once(town: MirrorTown) -> None:
    looks: list[Carried] = []
    town.meta.meanwhile = lambda: looks.append(town.look())

    assert town.look() is Carried.BLOCKED
    assert looks == [Carried.LATER]
    assert town.meta.calls == [f"add {OLD}"]


def test_a_decision_that_comes_while_meta_is_called_wins(town: MirrorTown) -> None:
    town.meta.meanwhile = lambda: town.put(block=None, at_whatsapp=end(town.block, NOON))

    assert town.look() is Carried.OVERTAKEN
    assert town.block.state is MirrorState.LIFTING

    town.meta.meanwhile = lambda: None
    assert town.look() is Carried.LATER  # the call may still be on its way: lifting waits until it is over
    assert town.at(NOON + CALL_IS_OVER_AFTER).look() is Carried.LIFTED
    assert town.meta.people == []


def test_a_revoked_token_is_told_to_a_person_and_the_decision_is_kept(town: MirrorTown) -> None:
    town.meta.script = [NotNow(190)]

    assert town.look() is Carried.TROUBLE
    assert town.block.state is MirrorState.PENDING


def test_an_order_that_cannot_be_put_is_found_by_the_sweep(town: MirrorTown) -> None:
    town.orders.down = True
    town.meta.script = [NotNow(139102)]

    assert town.look() is Carried.AGAIN
    assert ANNA in town.mirror.due(NOON + timedelta(seconds=5))


def test_a_refusal_after_an_unanswered_call_forgets_nothing(town: MirrorTown) -> None:
    town.meta.does_what_it_does_not_answer = True
    town.meta.script = [NoAnswer(), Refused(131047)]
    town.look()

    assert town.at(NOON + timedelta(seconds=5)).look() is Carried.NOT_DONE
    assert (town.block.state, town.block.ids, town.block.code) == (MirrorState.UNKNOWN, (OLD,), 131047)

    town.put(block=None, at_whatsapp=end(town.block, NOON))
    assert town.look() is Carried.LIFTED
    assert town.meta.people == []
