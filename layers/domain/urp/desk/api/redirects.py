"""/staff/redirects: what citizens were sent elsewhere with, for the office's periodic report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.desk.api.redirect_messages import ROUTES as MESSAGES
from urp.desk.api.schemas_redirects import (
    CategoryCountJson,
    DayCountJson,
    KindCountsJson,
    MonthCountsJson,
    RedirectMonths,
    RedirectsJson,
)
from urp.desk.redirects.small_cells import FEWEST_SHOWN
from urp.staff_api.roles import EVERYBODY
from urp.staff_api.routing import AnyRoute, Request, Route
from urp.staff_api.schemas import Nothing
from urp.staff_api.sheets import Cell, Sheet, rows_of
from urp.town.municipality.codes import CATEGORY_NAMES, KIND_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urp.desk.api.offices import DeskOffices
    from urp.desk.redirects.counts import KindOfMonth, MonthOfRedirects

_COLUMNS = ("Mese", "Tipo", "Gruppo", "Voce", "Codice", "Numero", "Nota")
_HIDDEN = f"coperto: meno di {FEWEST_SHOWN}, o rivelerebbe un numero così"


def counted(offices: DeskOffices, request: Request[RedirectMonths, Nothing]) -> RedirectsJson:
    months = tuple(_month_json(offices.count_redirects(month)) for month in request.query.months)
    return RedirectsJson(fewest_shown=FEWEST_SHOWN, months=months)


def sheet(_: DeskOffices, shown: RedirectsJson) -> Sheet:
    months = [month.month for month in shown.months]
    name = "-".join(dict.fromkeys((months[0], months[-1])))
    return Sheet(f"indirizzate-altrove-{name}", rows_of((_COLUMNS,), *map(_rows, shown.months)))


def _rows(month: MonthCountsJson) -> Iterator[tuple[Cell, ...]]:
    for kind in month.kinds:
        head = (month.month, KIND_NAMES[kind.kind])
        yield (*head, "Totale", "Totale", None, *_number(kind.total))
        for category in kind.categories:
            name = CATEGORY_NAMES[category.category]
            yield (*head, "Categoria", name, category.category.value, *_number(category.count))
        yield (*head, "Categoria", "Categorie coperte, insieme", None, *_number(kind.categories_hidden))
        for day in kind.days:
            yield (*head, "Giorno", f"{day.day:%d/%m/%Y}", None, *_number(day.count))
        yield (*head, "Giorno", "Giorni coperti, insieme", None, *_number(kind.days_hidden))


def _number(count: int | None) -> tuple[Cell, Cell]:
    return (None, _HIDDEN) if count is None else (count, None)


def _month_json(month: MonthOfRedirects) -> MonthCountsJson:
    return MonthCountsJson(month=month.month, kinds=tuple(_kind_json(kind) for kind in month.kinds))


def _kind_json(kind: KindOfMonth) -> KindCountsJson:
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
        "GET", "/staff/redirects", EVERYBODY, "Count what was sent to other channels",
        RedirectMonths, Nothing, RedirectsJson, counted, sheet=sheet,
        description="Reports, complaints and suggestions by category and by day, month by month, without "
        "small cells: for the periodic report of art. 8 of the Disciplinare.",
    ),
    *MESSAGES,
)  # fmt: skip
