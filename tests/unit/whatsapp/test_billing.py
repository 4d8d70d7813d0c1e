"""How Meta bills a message, read from its statuses."""

from __future__ import annotations

from tests.cases import every
from urp.whatsapp.json_shape import JsonObject
from urp.whatsapp.status import find_home_country, read_billed_category


@every(
    ("phone", "user_id", "country"),
    [
        ("393330000001", "IT.1", "39"),
        ("393330000001", None, "39"),
        ("12025550100", None, "1"),
        ("77010000000", None, "7"),
        ("355690000000", None, "355"),
        ("3786660000", None, "378"),
        ("491700000001", "IT.1", "49"),
        (None, "DE.1", "DE"),
        (None, "IT.ENT.1", "IT"),
        (None, None, None),
    ],
)
def test_the_country_is_the_phones_and_else_the_user_ids(
    phone: str | None, user_id: str | None, country: str | None
) -> None:
    assert find_home_country(phone, user_id) == country


@every(
    ("pricing", "said"),
    [
        ({"billable": True, "pricing_model": "PMP", "type": "regular", "category": "utility"}, "utility"),
        ({"type": "regular", "category": "marketing"}, "marketing"),
        ({"billable": True, "category": "authentication-international"}, "authentication_international"),
        ({"type": "free_customer_service", "category": "utility"}, "free"),
        ({"type": "free_entry_point", "billable": True, "category": "marketing"}, "free"),
        ({"billable": False, "category": "service"}, "free"),
        ({"type": "regular"}, None),
        ({"category": "UTILITY"}, None),
        ({"category": "utility#x :1"}, None),
        ({"category": 7}, None),
        ({}, None),
    ],
)
def test_what_meta_says_of_its_price_is_read_and_nothing_is_guessed(
    pricing: JsonObject, said: str | None
) -> None:
    assert read_billed_category(pricing) == said
