"""A recurring announcement of the tests' town, as the office writes it."""

from tests.integration.staff_town import NOTICE

ANNOUNCEMENT: dict[str, object] = {
    **NOTICE,
    "title": "La biblioteca di lunedì",
    "rule": "FREQ=MONTHLY;BYDAY=1MO",
    "start": "2026-11-25",
    "time": "08:30",
    "holidays": "skip",
}
