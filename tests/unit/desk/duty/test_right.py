"""Who is told of a danger may read and answer it, and nothing else of the desk, whatever was done before."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.dynamodb.tables import create_tables
from tests.unit.desk.duty.test_alert_register import AT_NIGHT
from urp.acts.model import Role, StaffMember
from urp.desk.alarms import POSSIBLE_DANGER
from urp.desk.duty.model import CLIMBS, RIGHT_LASTS
from urp.desk.duty.right import RightByAlert
from urp.desk.store.alerts import AlertRegister

TALKS = tuple(UUID(int=number) for number in range(1, 4))
BEA = StaffMember("staff-0002", frozenset({Role.DUTY}))
READER = StaffMember("staff-0003", frozenset({Role.READER}))
ACTS = st.tuples(
    st.sampled_from(("raise", "open", "acknowledge", "settle", "mark", "other", "pass")),
    st.sampled_from(TALKS[:2]),
    st.sampled_from(CLIMBS),
    st.integers(min_value=0, max_value=60 * 30),
)


def right(register: AlertRegister) -> RightByAlert:
    return RightByAlert(lambda: frozenset({Role.DUTY}), register.of_subject)


@given(st.lists(ACTS, max_size=12))
def test_no_sequence_of_acts_gives_the_right_to_a_conversation_without_an_alert_or_longer_than_it_lasts(
    acts: list[tuple[str, UUID, str, int]],
) -> None:
    """Two conversations about which things happen, and a third; who is told of none never has the right."""
    register, now = AlertRegister(create_tables()), AT_NIGHT
    settled = dict[tuple[UUID, str], bool]()
    ends = dict[tuple[UUID, str], datetime]()
    for act, talk, kind, minutes in acts:
        alert = next((each for each in register.of_subject(talk) if each.kind == kind), None)
        if act == "pass":
            now += timedelta(minutes=minutes)
        elif act == "raise":
            register.raise_alert(talk, kind, 0, now)
            settled[talk, kind] = False
        elif act == "other":
            register.raise_alert(TALKS[2], POSSIBLE_DANGER, 0, now)
        elif alert is None:
            pass
        elif act == "open":
            register.open(alert.code, now)
        elif act == "acknowledge":
            register.acknowledge(alert.code, BEA.id, now)
        elif act == "settle" and alert.settled_at is None and register.settle(alert, now):
            settled[talk, kind], ends[talk, kind] = True, now + RIGHT_LASTS

        for each in TALKS:
            about = [key for key in settled if key[0] == each]
            expected = any(not settled[key] or now < ends[key] for key in about)
            assert right(register)(BEA, each, now) is expected
            assert not right(register)(READER, each, now)
        assert not right(register)(BEA, TALKS[2], now)


def test_who_is_not_told_is_not_looked_up() -> None:
    def never(subject: UUID) -> tuple[()]:
        raise AssertionError(subject)

    assert not RightByAlert(lambda: frozenset({Role.DUTY}), never)(READER, TALKS[0], AT_NIGHT)
