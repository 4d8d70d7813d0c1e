"""The topics of a profile: as many, and as short, as one list of WhatsApp's takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases import every
from tests.unit.town.municipality.test_profile import SECOND_TOWN, load_changed
from urp.errors import MisconfiguredError
from urp.town.municipality import load_municipality


def test_the_shipped_profile_offers_topics_and_another_town_may_have_none() -> None:
    topics = load_municipality("urp_profile", placeholders_allowed=True).topics

    assert [topic.id for topic in topics][:2] == ["viabilita", "scuola"]
    assert load_municipality(SECOND_TOWN).topics == ()


@every(
    ("topics", "field"),
    [
        ([("Mercati", "Mercati", "banchi")], "profile.toml:topics[0].id"),
        ([("mercati", "x" * 25, "banchi")], "profile.toml:topics[0].title"),
        ([("mercati", "Mercati", "x" * 51)], "profile.toml:topics[0].description"),
        ([("mercati", "Mercati", "")], "profile.toml:topics[0].description"),
        ([("mercati", "Mercati", "banchi")] * 2, "profile.toml:topics"),
        ([("mercati", "Mercati", "banchi"), ("fiere", "Mercati", "fiere")], "profile.toml:topics"),
        ([(f"t{number}", f"T{number}", "altro") for number in range(10)], "profile.toml:topics"),
    ],
)
def test_topics_that_do_not_fit_into_whatsapps_list_are_refused(
    tmp_path: Path, topics: list[tuple[str, str, str]], field: str
) -> None:
    tables = "".join(
        f'[[topics]]\nid = "{each}"\ntitle = "{title}"\ndescription = "{about}"\n'
        for each, title, about in topics
    )

    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, "[switches]", tables + "[switches]")

    assert refused.value.field == field
