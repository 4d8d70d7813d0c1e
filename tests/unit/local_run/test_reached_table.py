"""The table a mayor looks at."""

from infra.local.steps.reached_table import write_reached_table


def test_every_second_has_its_people_and_the_last_line_their_sum() -> None:
    lines = write_reached_table([100.0, 100.2, 100.9, 101.1, 103.0])

    assert [line.split()[:3] for line in lines[1:-1]] == [
        ["1", "3", "3"],
        ["2", "1", "4"],
        ["3", "0", "4"],
        ["4", "1", "5"],
    ]
    assert lines[-1].strip() == "5 persone in 3.0 secondi: 2 al secondo"


def test_nobody_reached_is_said_too() -> None:
    assert write_reached_table([]) == ["    nessuna persona raggiunta"]
