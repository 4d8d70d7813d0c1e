"""What falls due becomes an ordinary broadcast, once, and what was missed a question to a person."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from tests.unit.notices.announcements.scene import SERIES, TODAY, Scene, draft, on, rome
from urp.notices.announcements.model import AnnouncementStatus, HolidayPolicy
from urp.notices.broadcasts.model import BeyondTier, BroadcastStatus

TOMORROW = TODAY + timedelta(days=1)
ALARM = timedelta(minutes=2)
"""Within the look-ahead."""


def test_an_occurrence_becomes_a_broadcast_due_at_its_second() -> None:
    scene = Scene()
    scene.write(draft(useful_for=timedelta(hours=8), tolerance=timedelta(minutes=5)))
    scene.pass_to(rome(TODAY) - ALARM)

    made = scene.look()

    assert made == (uuid5(SERIES, "2026-11-25T10:05"),)
    (found,) = scene.broadcasts()
    assert found.status is BroadcastStatus.SCHEDULED
    assert found.due_at == rome(TODAY)
    assert found.draft.title == "Raccolta carta"
    assert found.draft.expires_at == rome(TODAY) + timedelta(hours=8)
    assert found.draft.tolerance == timedelta(minutes=5)
    assert found.created_by == f"announcement/{SERIES}"
    post = scene.town.stored.posts.load(found.id)
    assert post is not None
    assert post.text == "Strada chiusa: via Roma. https://comune.example/carta"


def test_an_occurrence_to_more_than_meta_allows_goes_over_days_where_the_author_chose_that() -> None:
    scene = Scene()
    scene.write(draft(beyond_tier=BeyondTier.PLAN))
    scene.pass_to(rome(TODAY) - ALARM)

    scene.look()

    assert [found.draft.beyond_tier for found in scene.broadcasts()] == [BeyondTier.PLAN]


def test_an_occurrence_goes_to_whom_the_topics_name() -> None:
    scene = Scene()
    scene.write(draft(topics=frozenset({"viabilita"})))
    scene.pass_to(rome(TODAY) - ALARM)
    scene.look()

    (found,) = scene.broadcasts()

    assert found.audience_rule.topics == {"viabilita"}


def test_nothing_becomes_a_broadcast_long_before_its_time() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) - timedelta(minutes=4))

    assert scene.look() == ()
    assert scene.announce.all(scene.now).broadcasts == ()


def test_looking_twice_makes_one() -> None:
    scene = Scene()
    scene.write()
    scene.pass_to(rome(TODAY) - ALARM)

    looks = [scene.look(), scene.look(), scene.announce.all(scene.now).broadcasts]

    assert [len(each) for each in looks] == [1, 0, 0]
    assert len(scene.broadcasts()) == 1


def test_day_after_day_each_goes_out_once() -> None:
    scene = Scene()
    scene.write(draft("FREQ=DAILY;COUNT=3"))

    for ahead in range(5):
        scene.pass_to(rome(TODAY + timedelta(days=ahead)) - ALARM)
        scene.look()

    assert [each.due_at for each in scene.broadcasts()] == [
        rome(TODAY + timedelta(days=ahead)) for ahead in range(3)
    ]
    assert scene.series().status is AnnouncementStatus.ENDED
    assert scene.series().look_at is None


def test_a_holiday_is_left_out_and_the_next_day_looked_at() -> None:
    scene = Scene()
    scene.write(draft(holidays=HolidayPolicy.SKIP, start=date(2026, 12, 8)))
    scene.pass_to(rome(date(2026, 12, 8)) - ALARM)

    assert scene.look() == ()
    assert scene.series().handled == date(2026, 12, 8)
    assert scene.series().look_at == rome(date(2026, 12, 9))


def test_what_a_holiday_moves_waits_for_its_new_moment_and_goes_out_once() -> None:
    """Christmas on Friday, Saint Stephen on Saturday, a Sunday, and Monday's own."""
    scene = Scene()
    rule = "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA"
    scene.write(draft(rule, holidays=HolidayPolicy.NEXT_WORKING_DAY, start=date(2026, 12, 25)))

    made = []
    for day in range(25, 30):
        scene.pass_to(rome(date(2026, 12, day)) - ALARM)
        made.append(scene.look())

    assert made == [(), (), (), (on(date(2026, 12, 28)),), (on(date(2026, 12, 29)),)]


def test_a_day_that_the_office_closes_at_the_last_moment_counts() -> None:
    scene = Scene()
    scene.write(draft(holidays=HolidayPolicy.SKIP))
    scene.town.stored.close_the_office(TODAY, "allerta meteo")
    scene.pass_to(rome(TODAY) - ALARM)

    assert scene.look() == ()


def test_an_open_day_closed_after_the_move_moves_it_again() -> None:
    scene = Scene()
    start = date(2026, 12, 25)
    scene.write(draft("FREQ=DAILY;COUNT=1", holidays=HolidayPolicy.NEXT_WORKING_DAY, start=start))
    scene.pass_to(rome(start) - ALARM)
    scene.look()
    moved_to = scene.series().look_at
    scene.town.stored.close_the_office(date(2026, 12, 28), "ponte")
    scene.pass_to(rome(date(2026, 12, 28)) - ALARM)

    made = scene.look()

    assert moved_to == rome(date(2026, 12, 28))
    assert made == ()
    assert scene.series().look_at == rome(date(2026, 12, 29))


def test_what_is_a_broadcast_already_is_not_made_again() -> None:
    """After a restore of the series alone, or a change that names the same moment anew."""
    scene = Scene()
    scene.write()
    before = scene.series()
    scene.pass_to(rome(TODAY) - ALARM)
    scene.look()
    scene.town.stored.announcements.store(scene.series(), before)

    assert scene.look() == ()
    assert len(scene.broadcasts()) == 1
    assert scene.series().handled == TODAY


def test_one_that_fails_holds_up_no_other() -> None:
    scene = Scene()
    other = UUID(int=78)
    scene.write()
    scene.write(series=other)
    scene.town.stored.spoil(SERIES)
    scene.pass_to(rome(TODAY) - ALARM)

    announced = scene.announce.all(scene.now)

    assert announced.steps == {SERIES: "failed: KeyError", other: "broadcasts: 1"}


def test_an_announcement_in_the_night_of_the_spring_change_goes_out_once() -> None:
    scene = Scene()
    night = date(2027, 3, 28)
    scene.write(draft(at="02:30", start=night))

    scene.pass_to(rome(night, "03:30") - ALARM)
    first = scene.look()
    scene.later(hours=1)
    again = scene.look()

    assert first == (on(night, "02:30"),)
    assert again == ()
    assert scene.broadcast(first[0]).due_at == rome(night, "03:30")


def test_an_announcement_in_the_night_of_the_autumn_change_goes_out_at_the_first_of_two() -> None:
    scene = Scene()
    night = date(2027, 10, 31)
    scene.write(draft(at="02:30", start=night))

    made: list[UUID] = []
    for quarters in range(12):
        scene.pass_to(rome(night, "01:00") + timedelta(minutes=15 * quarters))
        made.extend(scene.look())

    assert made == [on(night, "02:30")]
    assert scene.broadcast(made[0]).due_at == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
