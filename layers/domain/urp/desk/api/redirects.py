"""/staff/redirects: counts for the office's periodic report, and the messages while their text is kept."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from pydantic import Field

from urp.acts.permissions import Permission
from urp.desk.api.conversation_json import SEEN, TakeOver
from urp.desk.redirects.model import RedirectState
from urp.desk.redirects.office import Found
from urp.desk.small_cells import FEWEST_SHOWN, to_number_cells
from urp.masking import mask
from urp.staff_api.months import Months, name_period
from urp.staff_api.routing import AnyRoute, Request, Route
from urp.staff_api.schemas import Count, Input, Listing, Moment, Nothing, Output
from urp.staff_api.sheets import Cell, Sheet, write_rows
from urp.town.municipality.codes import CATEGORY_NAMES, KIND_NAMES, Category, RedirectKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from urp.desk.api.offices import DeskOffices
    from urp.desk.redirects.counts import KindOfPeriod, PeriodOfRedirects
    from urp.desk.redirects.model import KeptRedirect


class CategoryCountJson(Output):
    category: Category
    count: int | None


class DayCountJson(Output):
    day: date
    count: int | None


class KindCountsJson(Output):
    kind: RedirectKind
    total: int | None
    categories: tuple[CategoryCountJson, ...]
    categories_hidden: int | None = Field(description="All hidden categories together")
    days: tuple[DayCountJson, ...]
    days_hidden: int | None = Field(description="All hidden days together")


class MonthCountsJson(Output):
    month: str = Field(description="2026-11; 2026-10/2026-12 where they are counted together")
    kinds: tuple[KindCountsJson, ...]


class RedirectsJson(Output):
    fewest_shown: int = Field(
        description="A count is null where it is smaller than this, or would give a smaller one away"
    )
    months: tuple[MonthCountsJson, ...]


class RedirectMessageJson(Output):
    id: UUID
    kind: RedirectKind
    category: Category
    rule: str = Field(description="Which rule chose the category; staff: a person did")
    at: Moment
    text: str = Field(description="Identifiers of people masked")
    hidden: bool = Field(description="The citizen took it back: its text is gone")
    state: RedirectState
    conversation: UUID | None = Field(description="Where it is shown as well; null: nowhere")


class RedirectMessagesJson(Output):
    items: tuple[RedirectMessageJson, ...]
    next: str | None


class CorrectedRedirect(Input):
    kind: RedirectKind
    category: Category


class SentOnByHand(TakeOver):
    conversation: UUID
    message: str = Field(pattern=r"^[0-9a-f]{20}$", description="Its id in the conversation; a question")
    kind: RedirectKind
    category: Category
    seen: Count = Field(description=SEEN)


class ChannelsOf(Input):
    conversation: UUID
    kind: RedirectKind
    category: Category


class ChannelsTextJson(Output):
    text: str = Field(description="As the citizen will read it, in their language")


class QuestionAfterAllJson(Output):
    redirect: UUID
    conversation: UUID = Field(description="Where it waits for an answer")


def list_messages(offices: DeskOffices, request: Request[Listing, Nothing]) -> RedirectMessagesJson:
    page = offices.redirects.kept(request.query.cursor, request.query.limit, request.now)
    public = offices.desk.see.public()
    return RedirectMessagesJson(
        items=tuple(_message_json(item, public) for item in page.items), next=page.cursor
    )


def send_on(offices: DeskOffices, request: Request[Nothing, SentOnByHand]) -> RedirectMessageJson:
    body = request.body
    found = Found(
        body.conversation, body.message, body.kind, body.category, body.seen, take_over=body.take_over
    )
    act = request.make_act("redirect.send_on", f"conversation/{body.conversation}")
    return show_sent(offices, request, str(offices.send_on(found, request.new_id, act)))


def preview_channels(offices: DeskOffices, request: Request[ChannelsOf, Nothing]) -> ChannelsTextJson:
    asked = request.query
    return ChannelsTextJson(text=offices.send_on.write(asked.conversation, asked.kind, asked.category))


def show_sent(
    offices: DeskOffices, request: Request[Nothing, SentOnByHand], redirect_id: str
) -> RedirectMessageJson:
    return _message_json(
        offices.redirects.redirect(UUID(redirect_id), request.now), offices.desk.see.public()
    )


def correct(offices: DeskOffices, request: Request[Nothing, CorrectedRedirect]) -> RedirectMessageJson:
    redirect_id, body = request.read_id("redirect"), request.body
    act = request.make_act("redirect.correct", f"redirect/{redirect_id}")
    kept = offices.redirects.correct(redirect_id, body.kind, body.category, act)
    return _message_json(kept, offices.desk.see.public())


def take_as_question(offices: DeskOffices, request: Request[Nothing, Nothing]) -> QuestionAfterAllJson:
    redirect_id = request.read_id("redirect")
    act = request.make_act("redirect.to_desk", f"redirect/{redirect_id}")
    return QuestionAfterAllJson(
        redirect=redirect_id, conversation=offices.redirects.to_desk(redirect_id, request.new_id, act)
    )


def show_question(
    _: DeskOffices, request: Request[Nothing, Nothing], conversation_id: str
) -> QuestionAfterAllJson:
    return QuestionAfterAllJson(redirect=request.read_id("redirect"), conversation=UUID(conversation_id))


def _message_json(kept: KeptRedirect, public: Collection[str]) -> RedirectMessageJson:
    redirect = kept.redirect
    return RedirectMessageJson.from_view(
        redirect,
        text=mask(redirect.text, public),
        hidden=kept.hidden,
        state=kept.state,
        conversation=redirect.conversation_id,
    )


_COLUMNS = ("Mese", "Tipo", "Gruppo", "Voce", "Codice", "Numero", "Nota")


def count(offices: DeskOffices, request: Request[Months, Nothing]) -> RedirectsJson:
    months = tuple(_month_json(offices.count_redirects(each)) for each in request.query.periods)
    return RedirectsJson(fewest_shown=FEWEST_SHOWN, months=months)


def make_sheet(_: DeskOffices, shown: RedirectsJson) -> Sheet:
    ends = (shown.months[0].month.partition("/")[0], shown.months[-1].month.rpartition("/")[2])
    name = "-".join(dict.fromkeys(ends))
    return Sheet(f"indirizzate-altrove-{name}", write_rows((_COLUMNS,), *map(_rows, shown.months)))


def _rows(month: MonthCountsJson) -> Iterator[tuple[Cell, ...]]:
    for kind in month.kinds:
        head = (month.month, KIND_NAMES[kind.kind])
        yield (*head, "Totale", "Totale", None, *to_number_cells(kind.total))
        for category in kind.categories:
            name = CATEGORY_NAMES[category.category]
            yield (*head, "Categoria", name, category.category.value, *to_number_cells(category.count))
        yield (
            *head,
            "Categoria",
            "Categorie coperte, insieme",
            None,
            *to_number_cells(kind.categories_hidden),
        )
        for day in kind.days:
            yield (*head, "Giorno", f"{day.day:%d/%m/%Y}", None, *to_number_cells(day.count))
        yield (*head, "Giorno", "Giorni coperti, insieme", None, *to_number_cells(kind.days_hidden))


def _month_json(found: PeriodOfRedirects) -> MonthCountsJson:
    kinds = tuple(_kind_json(kind) for kind in found.kinds)
    return MonthCountsJson(month=name_period(found.months), kinds=kinds)


def _kind_json(kind: KindOfPeriod) -> KindCountsJson:
    return KindCountsJson(
        kind=kind.kind,
        total=kind.total,
        categories=tuple(
            CategoryCountJson(category=category, count=count)
            for category, count in kind.categories.cells.items()
        ),
        categories_hidden=kind.categories.hidden,
        days=tuple(DayCountJson(day=day, count=count) for day, count in kind.days.cells.items()),
        days_hidden=kind.days.hidden,
    )


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        "GET", "/staff/redirects", Permission.READ, "Count what was sent to other channels",
        Months, Nothing, RedirectsJson, count, sheet=make_sheet,
        description="Reports, complaints and suggestions by category and by day, month by month, without "
        "small cells: for the periodic report of art. 8 of the Disciplinare.",
    ),
    Route(
        "GET", "/staff/redirects/messages", Permission.READ_DESK, "List what was sent to other channels",
        Listing, Nothing, RedirectMessagesJson, list_messages,
        description="Newest first, for the days the text is kept; identifiers of people are masked.",
    ),
    Route(
        "GET", "/staff/redirects/preview", Permission.ANSWER, "Read what the citizen would be told",
        ChannelsOf, Nothing, ChannelsTextJson, preview_channels,
        description="Before a question is sent on. It writes nothing.",
    ),
    Route(
        "POST", "/staff/redirects/messages", Permission.ANSWER, "Send a question on, as what it is",
        Nothing, SentOnByHand, RedirectMessageJson, send_on, status=201, repeat=show_sent,
        description="A report found among questions and alarms: the citizen reads the channels, "
        "it is counted, the conversation is answered. Refused as an answer would be, and with `no_question`.",
    ),
    Route(
        "PUT", "/staff/redirects/messages/{redirect}", Permission.ANSWER, "Correct kind and category",
        Nothing, CorrectedRedirect, RedirectMessageJson, correct,
        description="The count follows.",
    ),
    Route(
        "POST", "/staff/redirects/messages/{redirect}/question", Permission.ANSWER,
        "Take it as a question after all",
        Nothing, Nothing, QuestionAfterAllJson, take_as_question, status=201, repeat=show_question,
        description="It waits at the desk for an answer, and is counted no longer. Refused with "
        "`taken_back`, `already_a_question`, or `another_open`: another conversation of the citizen is open.",
    ),
)  # fmt: skip
