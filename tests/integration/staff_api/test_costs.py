"""The office reads what Meta asks: before a notice, while it runs, in its statement and in its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from tests.integration.staff_town import NOTICE
from urp.acts.model import Role
from urp.aws.dynamodb import to_attributes
from urp.notices.account.model import AccountNote
from urp.notices.broadcasts.model import Counts

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.staff_town import StaffTown

UTILITY = 25_000
"""Roccaserena's, since October 2026."""


def previewed(town: StaffTown) -> dict[str, Any]:
    answer = town.staff(Role.EDITOR).post("/staff/broadcasts/preview", NOTICE)
    assert answer.status == 200
    cost: dict[str, Any] = answer.json["cost"]
    return cost


def shown(town: StaffTown, notice: UUID, part: str = "") -> dict[str, Any]:
    found: dict[str, Any] = town.staff(Role.READER).get(f"/staff/broadcasts/{notice}{part}").json
    return found


def test_the_preview_says_what_meta_asks(town: StaffTown) -> None:
    town.joins()
    town.joins(phone=False)

    cost = previewed(town)

    assert (cost["micro_euro"], cost["people"], cost["without_price"], cost["assumed"]) == (
        2 * UTILITY,
        2,
        0,
        0,
    )
    assert cost["lines"] == [
        {
            "country": "Italia",
            "category": "utility",
            "people": 2,
            "micro_euro": UTILITY,
            "valid_from": "2026-10-01",
            "to_confirm": False,
        }
    ]
    assert cost["words"] == (
        "Circa 0,05 € a Meta. Italia, come avvisi di servizio: 2 persone a 0,025 €, "
        "prezzo dal 1º ottobre 2026. Stima: Meta addebita alla consegna."
    )


def test_a_category_without_a_price_is_not_known_and_not_zero(town: StaffTown) -> None:
    """Meta moved the template to marketing, and the town has no price for that."""
    town.joins()
    note = AccountNote("category/novita", town.now, "Meta l'ha spostato.", serious=True, category="MARKETING")
    town.offices.broadcasts.notes.store(note)

    cost = previewed(town)

    assert (cost["micro_euro"], cost["without_price"]) == (None, 1)
    assert cost["words"].startswith(
        "Prezzo non noto per 1 persona. Italia, come promozioni: 1 persona, prezzo non noto."
    )


def test_on_new_years_day_the_new_price_is_used_by_the_towns_clock(town: StaffTown) -> None:
    town.joins()
    town.now = town.now.replace(month=12, day=31, hour=22, minute=59)
    before = previewed(town)
    town.later(minutes=1)

    after = previewed(town)

    assert (before["micro_euro"], after["micro_euro"]) == (UTILITY, 30_000)
    assert "da confermare" in after["words"]


def test_a_running_notice_shows_its_estimate_and_what_was_delivered(town: StaffTown) -> None:
    notice = town.notice()
    nothing_yet = shown(town, notice)
    town.is_sending(notice, audience=10)
    delivered(town, notice, {"count_delivered": 3, "count_charged_utility_39": 2, "count_charged_free_39": 1})

    running = shown(town, notice)

    assert (nothing_yet["cost"], nothing_yet["cost_so_far"]) == (None, None)
    assert (running["cost"]["micro_euro"], running["cost"]["people"]) == (9 * UTILITY, 10)
    assert (running["cost_so_far"]["micro_euro"], running["cost_so_far"]["people"]) == (2 * UTILITY, 3)
    assert "1 persona senza addebito, dice Meta" in running["cost"]["words"]


def test_people_delivered_before_metas_words_were_kept_are_reckoned_all_the_same(town: StaffTown) -> None:
    notice = town.notice()
    town.is_sending(notice, audience=10)
    delivered(town, notice, {"count_delivered": 3, "count_read": 2, "count_charged_utility_49": 1})

    so_far = shown(town, notice)["cost_so_far"]

    assert (so_far["micro_euro"], so_far["people"], so_far["assumed"]) == (4 * UTILITY + 45_600, 5, 4)


def test_a_statement_from_before_costs_were_reckoned_has_none(town: StaffTown) -> None:
    notice = town.notice()
    town.closes(notice, Counts(accepted=3, stopped=2), cost=None)

    statement, figures = shown(town, notice, "/statement"), shown(town, notice, "/figures")

    assert (statement["cost"], figures["cost"]) == (None, None)
    assert statement["cost_so_far"]["people"] == 1


def test_the_statement_and_the_sheet_say_the_estimate(town: StaffTown) -> None:
    notice = town.notice()
    town.closes(notice, Counts(accepted=1_002, stopped=2))

    statement, figures = shown(town, notice, "/statement"), shown(town, notice, "/figures")
    sheet = town.staff(Role.READER).get(f"/staff/broadcasts/{notice}/figures", format="csv").text

    assert statement["cost"] == figures["cost"] == shown(town, notice)["cost"]
    assert statement["cost"]["micro_euro"] == 1_001 * UTILITY
    assert "Costo;Stima a Meta, in euro;cost;25,03;Circa 25,03 € a Meta." in sheet
    assert "Costo;Già consegnato, in euro;cost_so_far;25,00;Circa 25,00 € a Meta." in sheet


def test_a_notice_that_is_nobodys_has_no_cost(town: StaffTown) -> None:
    assert town.staff(Role.READER).get(f"/staff/broadcasts/{uuid4()}").status == 404


def delivered(town: StaffTown, notice: UUID, counters: dict[str, int]) -> None:
    """As receipts leave the counters."""
    town.client.put_item(
        TableName=town.settings.broadcasts_table,
        Item=to_attributes({"pk": f"BROADCAST#{notice}", "sk": "DELIVERY#03", **counters}),
    )
