"""What Meta asks: by country, by category, by day. What nobody knows is said, and is never nothing."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases import every
from urp.errors import MisconfiguredError
from urp.town.pricing.loading import CATEGORIES, load_prices, load_prices_from
from urp.town.pricing.model import Cost, Group, People, PriceList
from urp.town.pricing.wording import write_cost, write_euro, write_free_answers, write_unit_price
from urp.whatsapp.status import FREE

SECOND_TOWN = "tests.profiles.roccaserena"
NOVEMBER = date(2026, 11, 25)


def same_category(countries: dict[str | None, int]) -> People:
    return {Group(country=country): people for country, people in countries.items()}


def cost(people: dict[str | None, int], category: str = "utility", on: date = NOVEMBER) -> Cost:
    return load_prices(SECOND_TOWN).compute_cost(same_category(people), category, on)


def changed(folder: Path, old: str, new: str) -> PriceList:
    text = files(SECOND_TOWN).joinpath("prices.toml").read_text(encoding="utf-8")
    assert old in text
    folder.joinpath("prices.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_prices_from(folder)


def test_ten_thousand_people_in_italy_cost_the_first_town_248_euro() -> None:
    prices = load_prices("urp_profile")

    notice = prices.compute_cost(same_category({"39": 10_000}), "utility", NOVEMBER)
    promoted = prices.compute_cost(same_category({"39": 10_000}), "marketing", NOVEMBER)

    assert (notice.micro_euro, promoted.micro_euro) == (248_000_000, 658_000_000)
    assert all(line.to_confirm for line in (*notice.lines, *promoted.lines))


def test_the_first_town_knows_a_price_for_each_category_that_it_may_be_billed() -> None:
    prices = load_prices("urp_profile")

    known = {category for category in CATEGORIES if prices.find_price("IT", category, NOVEMBER)}

    assert known == {"utility", "marketing", "authentication", "service"}
    assert all(price.source and price.read_on for price in prices.prices)


def test_the_first_thousand_free_answers_of_a_month_cost_nothing() -> None:
    prices = load_prices("urp_profile")

    price = prices.find_price(prices.default_country, "service", NOVEMBER)

    assert price is not None
    assert (price.free_per_month, price.micro_euro) == (1_000, 24_800)
    assert prices.find_price(prices.default_country, "service", date(2026, 9, 30)) is None


def test_free_answers_are_said_as_what_somebody_set_and_never_as_none() -> None:
    prices = load_prices("urp_profile")

    assert write_free_answers(prices.free_answers(NOVEMBER)) == (
        "Risposte gratuite al mese: 1.000, valore impostato nel listino del Comune (letto venerdì 2 ottobre"
        " 2026, da confermare), non appreso da Meta."
    )
    assert prices.free_answers(date(2026, 9, 30)) is None
    assert "non è impostato" in write_free_answers(None)


@every(
    ("on", "micro_euro"),
    [
        (date(2026, 7, 1), 20_000),
        (date(2026, 9, 30), 20_000),
        (date(2026, 10, 1), 25_000),
        (date(2026, 12, 31), 25_000),
        (date(2027, 1, 1), 30_000),
    ],
)
def test_a_price_is_used_from_its_day_on_and_not_before(on: date, micro_euro: int) -> None:
    assert cost({"39": 1}, on=on).micro_euro == micro_euro


def test_before_the_first_price_none_is_known() -> None:
    assert cost({"39": 3}, on=date(2026, 6, 30)).micro_euro is None


def test_each_country_has_its_own_price_however_it_is_known() -> None:
    reckoned = cost({"39": 2, "IT": 1, "49": 1, "DE": 1})

    assert [(line.country, line.people) for line in reckoned.lines] == [("Italia", 3), ("Germania", 2)]
    assert reckoned.micro_euro == 3 * 25_000 + 2 * 45_600


def test_a_price_that_nobody_knows_is_never_zero() -> None:
    nobodys, some = cost({"39": 10}, "marketing"), cost({"39": 10, "355": 4})

    assert nobodys.micro_euro is None
    assert (some.micro_euro, some.without_price) == (250_000, 4)
    assert "Prezzo non noto per 10 persone." in write_cost(nobodys)
    assert write_cost(some).startswith("Almeno 0,25 € a Meta; prezzo non noto per 4 persone.")
    assert "+355, come avvisi di servizio: 4 persone, prezzo non noto." in write_cost(some)


def test_whose_country_is_not_known_counts_as_of_the_towns_and_that_is_said() -> None:
    reckoned = cost({None: 30, "39": 70})

    assert (reckoned.micro_euro, reckoned.assumed) == (2_500_000, 30)
    assert "Paese non noto per 30 persone: contate come Italia." in write_cost(reckoned)


def test_what_meta_says_of_a_message_outweighs_the_template() -> None:
    people = {Group("marketing", "39"): 1, Group(FREE, "39"): 2, Group(None, "39"): 3}

    reckoned = load_prices(SECOND_TOWN).compute_cost(people, "utility", NOVEMBER)

    assert {line.category: (line.people, line.micro_euro) for line in reckoned.lines} == {
        "utility": (3, 25_000),
        "free": (2, 0),
        "marketing": (1, None),
    }


def test_a_town_without_a_price_list_knows_no_price(tmp_path: Path) -> None:
    reckoned = load_prices_from(tmp_path).compute_cost(same_category({"39": 5, None: 1}), "utility", NOVEMBER)

    assert (reckoned.micro_euro, reckoned.people) == (None, 6)
    assert write_cost(reckoned).startswith("Prezzo non noto per 6 persone.")


def test_a_million_people_are_reckoned_to_the_cent() -> None:
    assert write_euro(cost({"39": 999_999, "49": 1}).micro_euro or 0) == "25.000,02 €"


def test_a_cost_reads_as_italians_write_it() -> None:
    prices = load_prices("urp_profile")
    reckoned = prices.compute_cost(same_category({"39": 10_000}), "utility", NOVEMBER)

    assert write_cost(reckoned) == (
        "Circa 248,00 € a Meta. Italia, come avvisi di servizio: 10.000 persone a 0,0248 €, "
        "prezzo dal 1º ottobre 2026, da confermare. Stima: Meta addebita alla consegna."
    )
    assert write_cost(Cost(NOVEMBER)) == "Nessun messaggio da pagare a Meta."


@every(
    ("micro_euro", "words"),
    [
        (0, "0,00 €"),
        (4_999, "0,00 €"),
        (5_000, "0,01 €"),
        (1_316_000_000, "1.316,00 €"),
        (999_995_000, "1.000,00 €"),
    ],
)
def test_sums_are_told_to_the_cent(micro_euro: int, words: str) -> None:
    assert write_euro(micro_euro) == words


@pytest.mark.parametrize(
    ("micro_euro", "words"), [(24_800, "0,0248 €"), (20_000, "0,02 €"), (1_200_001, "1,200001 €")]
)
def test_the_price_of_a_message_keeps_its_decimals(micro_euro: int, words: str) -> None:
    assert write_unit_price(micro_euro) == words


keys = st.sampled_from(["39", "IT", "49", "355", "GB", None])


@given(st.dictionaries(keys, st.integers(0, 1_000_000)), st.sampled_from(["utility", "marketing"]))
def test_everybody_is_in_a_cost_once(people: dict[str | None, int], category: str) -> None:
    reckoned = cost(people, category)

    assert reckoned.people == sum(people.values())
    assert reckoned.without_price <= reckoned.people
    assert all(line.people for line in reckoned.lines)


@every(
    ("old", "new", "field"),
    [
        ('euro = "0.02"', "euro = 0.02", "prices.toml:prices[0].euro"),
        ('euro = "0.02"', 'euro = "0,02"', "prices.toml:prices[0].euro"),
        ('euro = "0.02"', 'euro = "-0.02"', "prices.toml:prices[0].euro"),
        ('euro = "0.02"', 'euro = "0.0200001"', "prices.toml:prices[0].euro"),
        ('euro = "0.02"', 'price = "0.02"', "prices.toml:prices[0].euro"),
        ("valid_from = 2026-07-01", 'valid_from = "2026-07-01"', "prices.toml:prices[0].valid_from"),
        ("valid_from = 2026-07-01", "valid_from = 2026-07-01T00:00:00", "prices.toml:prices[0].valid_from"),
        ("valid_from = 2026-07-01", "valid_from = 2026-10-01", "prices.toml:prices"),
        ('category = "utility"', 'category = "UTILITY"', "prices.toml:prices[0].category"),
        ('country = "DE"', 'country = "FR"', "prices.toml:prices[3].country"),
        ('source = "invented"', 'source = ""', "prices.toml:prices[0].source"),
        (
            'source = "invented"',
            'source = "invented"\nfree_per_month = 9',
            "prices.toml:prices[0].free_per_month",
        ),
        ('source = "invented"', 'source = "invented"\ncurrency = "USD"', "prices.toml:prices[0].currency"),
        ('default_country = "IT"', 'default_country = "FR"', "prices.toml:default_country"),
        ('prefix = "49"', 'prefix = "39"', "prices.toml:countries"),
        ('prefix = "49"', 'prefix = "+49"', "prices.toml:countries[1].prefix"),
    ],
)
def test_a_price_list_that_is_wrong_names_the_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        changed(tmp_path, old, new)

    assert refused.value.field == field
