"""The office knows what Meta asks for a notice: before it goes out, while it does, and once it is closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import NoReturn
from uuid import UUID

import pytest

from tests.fakes.broadcasts.costs import MARKETING, UTILITY
from tests.fakes.broadcasts.engine_store import Subscriber
from tests.fakes.broadcasts.meta import Temper
from tests.unit.notices.account.office import MOVED_TO_MARKETING
from tests.unit.notices.broadcasts.scene import DRAFT, NOTICE, Scene
from urp.errors import MisconfiguredError
from urp.notices.broadcasts.model import Counts
from urp.notices.broadcasts.office import BroadcastView
from urp.town.pricing.model import Cost, CostLine, PriceList
from urp.whatsapp.origin import Origin

PEOPLE = 200
GERMAN = "491700000001"


@pytest.fixture
def calm(scene: Scene) -> Scene:
    """Meta delivers to everybody, and no status is lost."""
    scene.town.meta.temper = Temper(read=0.5)
    scene.subscribe(PEOPLE)
    return scene


def join(scene: Scene, number: int, *, user_id: str | None = None, phone: str | None = None) -> None:
    scene.town.stored.subscribe(Subscriber(UUID(int=500_000 + number), user_id, phone))


def seen(scene: Scene) -> BroadcastView:
    return scene.town.office().get(NOTICE, scene.now)


def moved_to_marketing(scene: Scene) -> None:
    scene.town.watch_account()("news", (MOVED_TO_MARKETING,), Origin(), scene.now, scene.now)


def priced(cost: Cost | None) -> tuple[int | None, int]:
    assert cost is not None
    return cost.micro_euro, cost.people


def statement_cost(scene: Scene) -> Cost:
    cost = scene.town.stored.statement(NOTICE).cost
    assert cost is not None
    return cost


def test_a_notice_has_its_price_before_anybody_sends_it(calm: Scene) -> None:
    preview = calm.town.office().preview(DRAFT, calm.now)

    assert priced(preview.cost) == (PEOPLE * UTILITY, PEOPLE)
    assert preview.cost.assumed == 0


def test_people_from_a_country_without_a_price_are_told_of_and_not_counted_as_free(calm: Scene) -> None:
    join(calm, 1, phone=GERMAN)
    join(calm, 2, user_id="IT.1")
    join(calm, 3, user_id=None, phone=None)

    cost = calm.town.office().preview(DRAFT, calm.now).cost

    assert (cost.micro_euro, cost.without_price, cost.assumed) == ((PEOPLE + 2) * UTILITY, 1, 1)


def test_a_template_that_meta_made_marketing_is_previewed_at_its_price(calm: Scene) -> None:
    moved_to_marketing(calm)

    preview = calm.town.office().preview(DRAFT, calm.now)

    assert preview.category == "MARKETING"
    assert priced(preview.cost) == (PEOPLE * MARKETING, PEOPLE)
    assert preview.problems  # and it cannot be sent before somebody has seen to it


def test_the_same_word_of_metas_about_another_template_changes_no_price(calm: Scene) -> None:
    other = replace(MOVED_TO_MARKETING, name="scadenza")
    calm.town.watch_account()("news", (other,), Origin(), calm.now, calm.now)

    assert priced(calm.town.office().preview(DRAFT, calm.now).cost) == (PEOPLE * UTILITY, PEOPLE)


def test_before_its_freeze_a_notice_has_no_cost_of_its_own(calm: Scene) -> None:
    calm.draft()

    assert (seen(calm).cost, seen(calm).cost_so_far) == (None, None)


def test_a_running_notice_tells_what_it_will_cost_and_what_meta_has_billed(calm: Scene) -> None:
    calm.send_now()
    calm.run(4)

    view = seen(calm)

    assert priced(view.cost) == (PEOPLE * UTILITY, PEOPLE)
    assert view.cost_so_far is not None
    assert 0 < view.cost_so_far.people < PEOPLE
    assert view.cost_so_far.people == view.figures.delivery.delivered + view.figures.delivery.read


def test_whoever_was_stopped_is_not_in_the_cost(calm: Scene) -> None:
    calm.send_now()
    calm.later(2, lambda: None)
    calm.run(2)
    calm.town.office().stop(NOTICE, calm.act("broadcast.stop"))
    calm.run_to_the_end()

    counts = calm.counts()

    assert counts.stopped
    assert priced(seen(calm).cost) == (counts.accepted * UTILITY, counts.accepted)


def test_the_closing_statement_keeps_the_price_and_its_day(calm: Scene) -> None:
    join(calm, 1, phone=GERMAN)
    calm.send_now()
    calm.run_to_the_end()

    cost = statement_cost(calm)

    assert cost.on == calm.now.date()
    assert {(line.country, line.people, line.micro_euro) for line in cost.lines} == {
        ("Italia", PEOPLE, UTILITY),
        ("+49", 1, None),
    }
    assert seen(calm).cost == cost


def test_the_statement_is_not_reckoned_again_when_the_template_changes_its_category(calm: Scene) -> None:
    calm.send_now()
    calm.run_to_the_end()
    before = seen(calm).cost

    moved_to_marketing(calm)

    assert seen(calm).cost == before


def test_metas_own_word_on_each_message_outweighs_the_template(calm: Scene) -> None:
    calm.town.meta.bills_as = "marketing"
    calm.send_now()
    calm.run_to_the_end()
    calm.run(60)

    so_far = seen(calm).cost_so_far

    assert priced(so_far) == (PEOPLE * MARKETING, PEOPLE)


def test_statuses_without_a_price_leave_the_category_to_the_template(calm: Scene) -> None:
    calm.town.meta.bills_as = None
    calm.send_now()
    calm.run_to_the_end()
    calm.run(60)

    so_far = seen(calm).cost_so_far

    assert so_far is not None
    assert so_far.lines == (CostLine("Italia", "utility", PEOPLE, UTILITY, so_far.lines[0].valid_from),)


def test_what_meta_could_not_deliver_is_not_billed(scene: Scene) -> None:
    scene.town.meta.temper = Temper(failed_later=1.0)
    scene.subscribe(20)
    scene.send_now()
    scene.run_to_the_end()
    scene.run(60)

    view = seen(scene)

    assert view.figures.delivery.failed == 20
    assert priced(view.cost_so_far) == (0, 0)


def test_whoever_has_no_status_yet_is_reckoned_in_the_country_that_the_notice_went_to(calm: Scene) -> None:
    calm.town.meta.temper = Temper(status_lost=1.0)
    join(calm, 1, phone=GERMAN)
    join(calm, 2, user_id="IT.1")
    calm.send_now()
    calm.run_to_the_end()

    cost = statement_cost(calm)

    assert (cost.micro_euro, cost.without_price, cost.assumed) == ((PEOPLE + 1) * UTILITY, 1, 0)


def test_an_unreadable_price_list_keeps_nothing_from_being_sent_or_closed(calm: Scene) -> None:
    office = calm.town.office()

    def unreadable() -> NoReturn:
        raise MisconfiguredError("prices.toml:prices[0].euro", "must be a text")

    office = replace(office, costs=replace(office.costs, prices=unreadable))

    assert priced(office.preview(DRAFT, calm.now).cost) == (None, PEOPLE)


def test_a_price_of_tomorrow_is_not_used_for_a_notice_of_today(calm: Scene) -> None:
    office = calm.town.office()
    prices = office.costs.prices()
    dearer = replace(
        prices.find_price("IT", "utility", calm.now.date()) or prices.prices[0], micro_euro=1_000_000
    )
    tomorrow = replace(dearer, valid_from=calm.now.date() + timedelta(days=1))
    later = PriceList(prices.default_country, prices.countries, (*prices.prices, tomorrow))
    office = replace(office, costs=replace(office.costs, prices=lambda: later))

    today = office.preview(DRAFT, calm.now).cost
    after = office.preview(DRAFT, calm.now + timedelta(days=1)).cost

    assert (today.micro_euro, after.micro_euro) == (PEOPLE * UTILITY, PEOPLE * 1_000_000)


def test_nobody_reached_costs_nothing(scene: Scene) -> None:
    scene.send_now()
    scene.run_to_the_end()

    assert scene.counts() == Counts()
    assert priced(statement_cost(scene)) == (0, 0)
