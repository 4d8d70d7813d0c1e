"""An administrator has a day of the chain checked, without taking the record away."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cases import every
from tests.unit.acts.record.recorded import MONDAY, TownHall
from urp.acts.record.checking import CheckedDay, CheckRecord
from urp.aws.dynamodb import from_attributes, to_attributes
from urp.errors import InvalidError

DAY = MONDAY.date()
TUESDAY = MONDAY + timedelta(days=1)


def three_days() -> TownHall:
    """Two acts on Monday, one on Tuesday; Monday and the day before are closed."""
    town = TownHall(first_day=DAY - timedelta(days=1))
    town.seal(MONDAY - timedelta(days=1))
    town.act(1, MONDAY)
    town.act(2, MONDAY + timedelta(minutes=1))
    town.seal(MONDAY + timedelta(minutes=5))
    town.act(3, TUESDAY)
    town.seal(TUESDAY)
    return town


def check(town: TownHall, day: date = DAY, now: datetime = TUESDAY) -> CheckedDay:
    return CheckRecord(town.record)(day, now)


def change(town: TownHall, pk: str, sk: str, **fields: str) -> None:
    """By somebody who may write the table; without a field the item goes."""
    client, table = town.tables.client, town.tables.audit
    key = to_attributes({"pk": pk, "sk": sk})
    item = client.get_item(TableName=table, Key=key)["Item"]
    client.delete_item(TableName=table, Key=key)
    if fields:
        client.put_item(TableName=table, Item=to_attributes({**from_attributes(item), **fields}))


def test_a_day_that_nobody_touched_holds_and_says_how_much_was_checked() -> None:
    town = three_days()

    assert check(town) == CheckedDay(DAY, links=2, closed=True, recent=0, problems=())
    assert check(town, TUESDAY.date()) == CheckedDay(TUESDAY.date(), 1, closed=False, recent=0, problems=())
    assert check(town, date(2026, 11, 1)).problems == ()  # before the record began


CHAIN, ACTS, HEADS = f"CHAIN#{DAY}", f"AUDIT#{DAY}", "CHAIN"


@every(
    "place, fields, said",
    [
        ((ACTS, 0), {"by": "staff-bruno"}, "La voce 1 è stata cambiata"),
        ((ACTS, 1), {}, "La voce 2 manca nel registro"),
        ((CHAIN, "000000000001"), {"entry_hash": "0" * 64}, "La voce 1 è stata cambiata"),
        ((CHAIN, "000000000001"), {}, "La voce 2 non segue quella che la precede"),
        ((HEADS, f"HEAD#{DAY}"), {"root": "0" * 64}, "La testa del giorno non è quella delle sue voci"),
        ((HEADS, f"HEAD#{DAY}"), {}, "Manca la testa del giorno"),
        ((HEADS, f"HEAD#{DAY - timedelta(days=1)}"), {}, "La testa del giorno non è quella delle sue voci"),
    ],
)
def test_what_was_changed_or_taken_away_is_named(
    place: tuple[str, str | int], fields: dict[str, str], said: str
) -> None:
    town = three_days()
    pk, at = place
    change(town, pk, town.links()[at].entry_sk if isinstance(at, int) else at, **fields)

    assert said in check(town).problems


def test_an_act_put_in_afterwards_is_found_and_one_of_the_last_minutes_waits() -> None:
    town = three_days()
    town.act(9, MONDAY + timedelta(hours=1))
    town.act(10, TUESDAY + timedelta(minutes=2))

    later = check(town, TUESDAY.date(), TUESDAY + timedelta(minutes=3))

    assert check(town).problems == ("L'atto delle 13:00:00 UTC non è nella catena",)
    assert (later.recent, later.problems) == (1, ())


def test_a_day_to_come_is_refused() -> None:
    with pytest.raises(InvalidError):
        check(three_days(), datetime(2027, 1, 1, tzinfo=UTC).date())
