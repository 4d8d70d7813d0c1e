"""Who helps where money, food or a roof is missing: named by the profile, in both languages or in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.town.municipality.test_profile import load_changed
from urp.errors import MisconfiguredError

EMERGENCY = '[emergency]\nnumber = "112"\n'
NAMED = f'{EMERGENCY}social_services = "Servizi sociali, 0999 000 915"\n'


def test_a_town_may_name_no_social_services(tmp_path: Path) -> None:
    assert load_changed(tmp_path, EMERGENCY, EMERGENCY).emergency.social_services == ""


def test_social_services_are_named_in_english_too(tmp_path: Path) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, EMERGENCY, NAMED)

    assert refused.value.field == "profile.toml:english.social_services"
