"""A month or a quarter in the address of a page."""

from datetime import date

from tests.cases import every
from urp.console.periods import Period, list_offered

TODAY = date(2026, 11, 25)


@every(
    ("code", "name", "asked"),
    [
        ("2026-02", "febbraio 2026", {"month": "2026-02"}),
        ("2026-T4", "da ottobre a dicembre 2026", {"month": "2026-10", "to": "2026-12", "together": "true"}),
        ("2026-13", "novembre 2026", {"month": "2026-11"}),
        ("2026-T5", "novembre 2026", {"month": "2026-11"}),
        ("", "novembre 2026", {"month": "2026-11"}),
    ],
)
def test_a_period_is_read_from_its_code(code: str, name: str, asked: dict[str, str]) -> None:
    period = Period.read(code, TODAY)

    assert (period.name, dict(period.asked)) == (name, asked)


def test_periods_step_over_the_turn_of_the_year_and_read_back() -> None:
    assert Period.read("2026-01", TODAY).move(-1).code == "2025-12"
    assert Period.read("2026-T1", TODAY).move(-1).code == "2025-T4"
    assert Period.read("2025-T4", TODAY).short == "ott-dic 25"
    assert all(Period.read(each.code, TODAY) == each for each in list_offered(TODAY))
