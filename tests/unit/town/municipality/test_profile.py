"""The profile: what the town hall says about itself, and what is refused before anybody reads it."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from tests.cases import every
from urp.errors import MisconfiguredError
from urp.town.municipality import Municipality, load_municipality, load_municipality_from

SECOND_TOWN = "tests.profiles.roccaserena"
LOCAL_HOLIDAY = '\n[[holidays.local]]\nmonth = 8\nday = 3\nname = "Santa Serena"'


def profile_text(package: str) -> str:
    return files(package).joinpath("profile.toml").read_text(encoding="utf-8")


def load_changed(folder: Path, old: str, new: str, *, placeholders_allowed: bool = False) -> Municipality:
    """The invented town's profile with one passage changed."""
    text = profile_text(SECOND_TOWN)
    assert old in text
    folder.joinpath("profile.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_municipality_from(folder, placeholders_allowed=placeholders_allowed)


def test_another_town_changes_everything_and_needs_no_code() -> None:
    town = load_municipality(SECOND_TOWN)

    assert town.of_name == "della Città di Roccaserena"
    assert town.desk.whatsapp_number == "393330000900"
    assert [", ".join(map(str, day)) for day in town.calendar.week.days] == [
        *["08:30-12:30"] * 5,
        "10:00-12:00",
        "",
    ]
    assert town.reports.system_url == ""
    assert town.emergency.listening_line == ""
    assert town.retention.desk_text == 90
    assert town.switches.must_be_subscribed_to_ask


def test_production_refuses_a_found_value_that_nobody_confirmed(tmp_path: Path) -> None:
    waiting = 'to_confirm = ["municipality.website"]\n[municipality]'
    assert load_changed(tmp_path, "[municipality]", waiting, placeholders_allowed=True)

    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, "[municipality]", waiting)

    assert refused.value.field == "profile.toml:municipality.website"
    assert "roccaserena.example" not in str(refused.value)


def test_the_shipped_profile_serves_production_once_everything_is_confirmed(tmp_path: Path) -> None:
    shipped = load_municipality("urp_profile", placeholders_allowed=True)
    confirmed = re.sub(r"to_confirm = \[.*?\]\n", "", profile_text("urp_profile"), flags=re.DOTALL)
    tmp_path.joinpath("profile.toml").write_text(confirmed, encoding="utf-8")

    assert load_municipality_from(tmp_path) == shipped


@pytest.mark.parametrize(
    ("old", "placeholder", "field"),
    [
        ('phone = "0999 000 900"', 'phone = "DA CONFERMARE"', "profile.toml:desk.phone"),
        (
            'url = "https://www.roccaserena.example/regole"',
            'url = "https://www.roccaserena.example/DA-CONFERMARE"',
            "profile.toml:policy.url",
        ),
        ('email = "guasti@roccaserena.example"', 'email = "da confermare"', "profile.toml:reports.email"),
    ],
)
def test_a_placeholder_may_wait_on_the_local_stage_but_never_in_production(
    tmp_path: Path, old: str, placeholder: str, field: str
) -> None:
    assert load_changed(tmp_path, old, placeholder, placeholders_allowed=True)

    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, old, placeholder)

    assert refused.value.field == field


@every(
    ("old", "new", "field"),
    [
        ("[moderation]", 'colour = "blue"\n[moderation]', "profile.toml:retention_days.colour"),
        ("[switches]", "[weather]\n[switches]", "profile.toml:weather"),
        ("[emergency]\n", "[emergency]\nsiren = true\n", "profile.toml:emergency.siren"),
        ("[policy]", "[polcy]", "profile.toml:policy"),
        ('istat_code = "999001"', 'istat_code = "9901"', "profile.toml:municipality.istat_code"),
        ('istat_code = "999001"', "istat_code = 999001", "profile.toml:municipality.istat_code"),
        ('timezone = "Europe/Rome"', 'timezone = "Europe/Roma"', "profile.toml:municipality.timezone"),
        ('name = "Città di Roccaserena"', 'name = " "', "profile.toml:municipality.name"),
        (
            "https://www.roccaserena.example/dati",
            "http://www.roccaserena.example",
            "profile.toml:privacy.url",
        ),
        ("guasti@roccaserena.example", "guasti.roccaserena", "profile.toml:reports.email"),
        ('"0999 000 900"', '"chiama noi"', "profile.toml:desk.phone"),
        ('"393330000900"', '"+39 333 0000900"', "profile.toml:desk.whatsapp_number"),
        ('version = "2026-03-01"\n', 'version = "new"\n', "profile.toml:policy.version"),
        ('["10:00-12:00"]', '["10-12"]', "profile.toml:opening_hours.saturday"),
        ('["10:00-12:00"]', '"10:00-12:00"', "profile.toml:opening_hours.saturday"),
        ('["10:00-12:00"]', "[10]", "profile.toml:opening_hours.saturday"),
        ('["10:00-12:00"]', '["12:00-10:00"]', "profile.toml:opening_hours.saturday"),
        ('["10:00-12:00"]', '["20:00-24:30"]', "profile.toml:opening_hours.saturday"),
        ('["10:00-12:00"]', '["10:00-12:00", "11:00-13:00"]', "profile.toml:opening_hours.saturday"),
        ('["10:00-12:00"]', '["10:00-12:00", "12:00-13:00"]', "profile.toml:opening_hours.saturday"),
        ('saturday = ["10:00-12:00"]', "domenica = []", "profile.toml:opening_hours.domenica"),
        ("month = 8\nday = 3", "month = 2\nday = 30", "profile.toml:holidays.local[0].day"),
        (LOCAL_HOLIDAY, 'local = ["3/8"]', "profile.toml:holidays.local"),
        ("[switches]", "[[switches]]", "profile.toml:switches"),
        ("month = 8", "month = 13", "profile.toml:holidays.local[0].month"),
        ('country = "IT"', 'country = "Italia"', "profile.toml:holidays.country"),
        ("desk_text = 90", "desk_text = 0", "profile.toml:retention_days.desk_text"),
        ("desk_text = 90", 'desk_text = "90"', "profile.toml:retention_days.desk_text"),
        ("desk_text = 90", "desk_text = true", "profile.toml:retention_days.desk_text"),
        ("deduplication = 8", "deduplication = 7", "profile.toml:retention_days.deduplication"),
        ("refusals_percent = 10", "refusals_percent = 0", "profile.toml:automatic_stop.refusals_percent"),
        ("refusals_of_last = 100", "refusals_of_last = 501", "profile.toml:automatic_stop.refusals_of_last"),
        ("complaints_people = 5", "complaints_people = 1", "profile.toml:automatic_stop.complaints_people"),
        ("to_ask = true", 'to_ask = "yes"', "profile.toml:switches.must_be_subscribed_to_ask"),
        ("[municipality]", 'to_confirm = ["desk.fax"]\n[municipality]', "profile.toml:to_confirm"),
        ("[municipality]", 'to_confirm = ["desk.phone"]\n[municipality]', "profile.toml:desk.phone"),
        ("[municipality]", 'to_confirm = "desk.phone"\n[municipality]', "profile.toml:to_confirm"),
        ("[municipality]", "municipality = [", "profile.toml"),
    ],
)
def test_a_profile_with_a_slip_in_it_is_refused_by_the_name_of_the_field(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, old, new)

    assert refused.value.field == field


def test_a_desk_that_never_opens_is_a_mistake(tmp_path: Path) -> None:
    text = re.sub(r'= \["\d.*?\]', "= []", profile_text(SECOND_TOWN))
    tmp_path.joinpath("profile.toml").write_text(text, encoding="utf-8")

    with pytest.raises(MisconfiguredError, match="non apre in nessun giorno"):
        load_municipality_from(tmp_path)


def test_citizens_with_a_problem_to_report_are_always_sent_somewhere(tmp_path: Path) -> None:
    with pytest.raises(MisconfiguredError, match="at least one"):
        load_changed(tmp_path, 'email = "guasti@roccaserena.example"\nphone = "0999 000 911"\n', "")


def test_a_missing_profile_is_named(tmp_path: Path) -> None:
    with pytest.raises(MisconfiguredError) as no_file:
        load_municipality_from(tmp_path)
    with pytest.raises(MisconfiguredError) as no_package:
        load_municipality("profile_of_nowhere")

    assert no_file.value.field == "profile.toml"
    assert no_package.value.field == "profile_package"


@every(
    ("old", "new", "field"),
    [
        ("second_after_minutes = 8", "second_after_minutes = 4", "second_after_minutes"),
        (
            "administrators_after_minutes = 12",
            "administrators_after_minutes = 8",
            "administrators_after_minutes",
        ),
        ("again_after_minutes = 4", "again_after_minutes = 0", "again_after_minutes"),
        (
            "administrators_after_minutes = 12",
            "administrators_after_minutes = 121",
            "administrators_after_minutes",
        ),
        ('roles = ["duty", "moderator"]', 'roles = ["duty", "sindaco"]', "roles"),
        ('roles = ["duty", "moderator"]', 'roles = ["reader"]', "roles"),
        ('roles = ["duty", "moderator"]', "roles = []", "roles"),
    ],
)
def test_an_alert_climbs_in_order_and_gives_a_right_to_who_can_answer(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, old, new)

    assert refused.value.field == f"profile.toml:duty.{field}"
