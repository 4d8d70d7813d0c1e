"""What notices cost in a month, by their closing statements: SPENT#<month> / SPENT."""

from __future__ import annotations

from datetime import date

from urp.aws.dynamodb import Write, get
from urp.aws.expiry import to_expiry
from urp.aws.items import Codec
from urp.aws.tables import Store, Tables
from urp.notices.broadcasts.tally import Spent, Statement

_SPENT = Codec(Spent)


def spent_key(month: date) -> tuple[str, str]:
    return f"SPENT#{month:%Y-%m}", "SPENT"


class Spending(Store):
    def of(self, month: date) -> Spent:
        item = get(self._client, self._tables.broadcasts, *spent_key(month))
        return Spent() if item is None else _SPENT.decode(item)


def spent_writes(statement: Statement, tables: Tables) -> tuple[Write, ...]:
    """Beside the statement, which is written once: so is this. The month is that of its prices."""
    cost = statement.cost
    if cost is None or not cost.people:
        return ()
    pk, sk = spent_key(cost.on)
    write = Write(
        "Update",
        tables.broadcasts,
        {"pk": pk, "sk": sk},
        update="SET expires_at = :end ADD micro_euro :cost, without_price :people",
        values={
            ":cost": cost.micro_euro or 0,
            ":people": cost.without_price,
            ":end": to_expiry(statement.closed_at, tables.retention.notices),
        },
    )
    return (write,)
