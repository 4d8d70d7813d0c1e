"""What a notice costs is said with both figures, and Meta's stands in the town's price list alone."""

from __future__ import annotations

from tests.bench.cost import meta_euro
from urp.town.pricing.loading import load_prices
from urp.town.pricing.model import PriceList


def test_metas_part_comes_from_the_profile() -> None:
    assert meta_euro(load_prices("urp_profile")) == {
        "10,000 people, utility": 248.0,
        "10,000 people, marketing": 658.0,
        "5,000 answers in a month": 99.2,
    }


def test_a_town_without_prices_has_no_figure_and_not_zero() -> None:
    assert set(meta_euro(PriceList()).values()) == {None}
