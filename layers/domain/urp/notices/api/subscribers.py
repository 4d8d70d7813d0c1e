"""/staff/subscribers: how many joined and left, day by day, for a program and for a spreadsheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from urp.acts.permissions import Permission
from urp.desk.small_cells import CHANGES_ROUNDED_TO, FEWEST_SHOWN, IS_HIDDEN, ROUNDED_TO, to_number_cells
from urp.staff_api.months import Months, name_period
from urp.staff_api.routing import Request, Route
from urp.staff_api.schemas import Nothing, Output
from urp.staff_api.sheets import Cell, Sheet, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urp.notices.api.offices import NoticesOffices
    from urp.notices.subscribers.counting import PeriodOfSubscribers

_CHANGES = f"Rounded to {CHANGES_ROUNDED_TO}; null under it, and where no day was counted"
_ROUNDED = f"Rounded to {ROUNDED_TO}; null under it, and where no day was counted"


class SubscriberDayJson(Output):
    day: date
    joined: int | None
    left: int | None = Field(description="Null also where the day before was not counted")


class TopicDayJson(Output):
    day: date
    began: int | None
    ceased: int | None


class TopicPeopleJson(Output):
    topic: str
    title: str
    people: int | None = Field(description="Who chose it by itself. " + _ROUNDED)
    began: int | None = Field(
        description="Began to hear of it: by joining the service, or by taking it back. " + _CHANGES
    )
    ceased: int | None = Field(
        description="Ceased to hear of it: by leaving the service, or by giving it up. " + _CHANGES
    )
    days: tuple[TopicDayJson, ...] = Field(description="Those with a number")


class SubscriberPeriodJson(Output):
    month: str = Field(description="2026-11; 2026-10/2026-12 where they are counted together")
    joined: int | None
    left: int | None
    days: tuple[SubscriberDayJson, ...] = Field(description="Those that were counted")
    joined_hidden: int | None = Field(description="All hidden days together")
    left_hidden: int | None = Field(description="All hidden days together")
    people: int | None = Field(description="Subscribed at the end of its last counted day. " + _ROUNDED)
    topics: tuple[TopicPeopleJson, ...] = Field(description="Who chose each; one person may choose several")
    all_topics: int | None = Field(description="Who chose none and hears of all. " + _ROUNDED)


class SubscribersJson(Output):
    fewest_shown: int = Field(
        description="A count is null where it is smaller than this, or would give a smaller one away"
    )
    months: tuple[SubscriberPeriodJson, ...]


_COLUMNS = ("Mese", "Gruppo", "Voce", "Codice", "Numero", "Nota")
_HIDDEN = f"{IS_HIDDEN}; o non contato"


def count(offices: NoticesOffices, request: Request[Months, Nothing]) -> SubscribersJson:
    titles = {topic.id: topic.title for topic in offices.municipality.topics}
    found = (offices.count_subscribers(each) for each in request.query.periods)
    return SubscribersJson(
        fewest_shown=FEWEST_SHOWN, months=tuple(_period_json(each, titles) for each in found)
    )


def make_sheet(_: NoticesOffices, shown: SubscribersJson) -> Sheet:
    ends = (shown.months[0].month.partition("/")[0], shown.months[-1].month.rpartition("/")[2])
    name = "-".join(dict.fromkeys(ends))
    return Sheet(f"iscritti-{name}", write_rows((_COLUMNS,), *map(_rows, shown.months)))


def _rows(period: SubscriberPeriodJson) -> Iterator[tuple[Cell, ...]]:
    month = period.month
    yield month, "Totale", "Iscritti nel periodo", None, *_number(period.joined)
    yield month, "Totale", "Usciti nel periodo", None, *_number(period.left)
    yield month, "Totale", "Persone iscritte alla fine", None, *_rounded(period.people, ROUNDED_TO)
    for day in period.days:
        yield month, "Iscritti", f"{day.day:%d/%m/%Y}", None, *_number(day.joined)
        yield month, "Usciti", f"{day.day:%d/%m/%Y}", None, *_number(day.left)
    yield month, "Iscritti", "Giorni coperti, insieme", None, *_number(period.joined_hidden)
    yield month, "Usciti", "Giorni coperti, insieme", None, *_number(period.left_hidden)
    for each in period.topics:
        yield month, "Argomento", each.title, each.topic, *_rounded(each.people, ROUNDED_TO)
    yield month, "Argomento", "Tutti gli argomenti", None, *_rounded(period.all_topics, ROUNDED_TO)
    for each in period.topics:
        yield month, "Argomento: iniziano", each.title, each.topic, *_rounded(each.began, CHANGES_ROUNDED_TO)
        yield month, "Argomento: smettono", each.title, each.topic, *_rounded(each.ceased, CHANGES_ROUNDED_TO)
        for on in each.days:
            entry = f"{each.title}, {on.day:%d/%m/%Y}"
            yield month, "Argomento: iniziano", entry, each.topic, *_rounded(on.began, CHANGES_ROUNDED_TO)
            yield month, "Argomento: smettono", entry, each.topic, *_rounded(on.ceased, CHANGES_ROUNDED_TO)


def _number(count: int | None) -> tuple[Cell, Cell]:
    return to_number_cells(count, _HIDDEN)


def _rounded(people: int | None, to: int) -> tuple[Cell, Cell]:
    return (None, f"meno di {to}, o non contati") if people is None else (people, f"arrotondato a {to}")


def _period_json(found: PeriodOfSubscribers, titles: dict[str, str]) -> SubscriberPeriodJson:
    joined, left = found.joined_days, found.left_days
    return SubscriberPeriodJson.from_view(
        found,
        month=name_period(found.months),
        days=tuple(
            SubscriberDayJson(day=day, joined=count, left=left.cells.get(day))
            for day, count in joined.cells.items()
        ),
        joined_hidden=joined.hidden,
        left_hidden=left.hidden,
        topics=tuple(
            TopicPeopleJson(
                topic=topic,
                title=titles[topic],
                people=each.people,
                began=each.changes.began,
                ceased=each.changes.ceased,
                days=tuple(TopicDayJson.from_view(changes, day=day) for day, changes in each.days.items()),
            )
            for topic, each in found.topics.items()
        ),
    )


ROUTES = (
    Route(
        "GET", "/staff/subscribers", Permission.READ, "Count who joined and who left",
        Months, Nothing, SubscribersJson, count, sheet=make_sheet,
        description="By day and month, and by topic, without small cells. Counted each night "
        "from who is subscribed: whoever joins and leaves within a day is in neither number.",
    ),
)  # fmt: skip
