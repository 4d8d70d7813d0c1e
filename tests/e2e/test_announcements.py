"""A recurring announcement on the deployed service: written once, it goes out by itself."""

from datetime import UTC, datetime, timedelta

from infra.local.meta.reading import Json, read_object, read_text
from tests.e2e.notices import Notices, balances, copies, counts
from tests.e2e.patience import eventually
from tests.e2e.people import Citizen
from urp.town.municipality import Municipality

AHEAD = timedelta(seconds=12)
"""At least: enough for a slow machine to write it in time. The minute's own tick is up to a minute away."""
LATE_ON_A_BUSY_MACHINE_S = 30.0
"""Where nobody waits for the machine, the first message leaves in about a second."""


def test_an_announcement_whose_minute_is_near_goes_out_once_and_on_time(
    subscriber: Citizen, notices: Notices, municipality: Municipality
) -> None:
    notices.reach_everybody("servizio")  # whoever waits for a container measures the machine
    due = next_minute(datetime.now(UTC) + AHEAD)
    local = due.astimezone(municipality.zone)
    rule = {"rule": "FREQ=DAILY;COUNT=1", "start": f"{local:%Y-%m-%d}", "time": f"{local:%H:%M}"}

    series = read_text(notices.editor.post("/announcements", notices.draft("servizio", **rule)), "id")
    notice = read_text(read_object(became_a_broadcast(notices, series), "last"), "broadcast")
    notices.approve(notice)  # so near, the clock was faster than any approver of the series
    statement = notices.closed(notice, seconds=180)
    ended = notices.editor.get(f"/announcements/{series}")

    first = min(each.at for each in notices.sends(notice))
    assert 0 <= first - due.timestamp() <= LATE_ON_A_BUSY_MACHINE_S
    assert counts(statement) == {"accepted": statement["audience"]}
    assert balances(statement)
    assert set(copies(notices.sends(notice)).values()) == {1}
    assert len(subscriber.notices()) == 2
    assert (ended["status"], ended["under_way"]) == ("ended", None)
    assert notices.seen(notice)["created_by"] == f"announcement/{series}"


def next_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0) + timedelta(minutes=1)


def became_a_broadcast(notices: Notices, series: str) -> Json:
    return eventually(
        lambda: seen if (seen := notices.editor.get(f"/announcements/{series}"))["last"] else None,
        lambda: f"the announcement becomes a broadcast: {notices.editor.get(f'/announcements/{series}')}",
        180,
        every=1,
    )
