"""The desk's door: open or closed when a test needs it so, by exceptional days set through the API."""

from datetime import UTC, date, datetime, timedelta

from infra.local.staff_client import StaffClient
from urp.town.municipality import Municipality
from urp.town.opening_hours import ExceptionalDay, OpeningHours

ALL_DAY = ["00:00-24:00"]
OPENING = "apertura straordinaria"
CLOSURE = "chiusura straordinaria per manutenzione"


class DeskDoor:
    def __init__(self, editor: StaffClient, municipality: Municipality) -> None:
        self._editor = editor
        self._municipality = municipality
        self._hours = OpeningHours(municipality.calendar)
        self._days: dict[date, ExceptionalDay] = {}

    def opens(self) -> None:
        """Today and tomorrow: a run may cross midnight."""
        self._decide(self._today, ALL_DAY, OPENING)
        self._decide(self._today + timedelta(days=1), ALL_DAY, OPENING)

    def closes(self) -> None:
        self._decide(self._today, [], CLOSURE)
        self._decide(self._today + timedelta(days=1), ["00:00-13:00"], OPENING)

    @property
    def next_opening(self) -> str:
        return self._hours.write_next_opening(datetime.now(UTC), self._days)

    @property
    def _today(self) -> date:
        return datetime.now(self._municipality.zone).date()

    def _decide(self, day: date, slots: list[str], reason: str) -> None:
        if self._days.get(day) != (wanted := ExceptionalDay.parse(slots, reason)):
            self._editor.put(f"/calendar/exceptions/{day}", {"slots": slots, "reason": reason})
            self._days[day] = wanted
