"""The page for the data-protection officer says the days of the profile, and so do bucket and logs."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from tests.architecture.blueprint import ROOT, of_type, template
from tests.cases import every
from urp.language import Language
from urp.town.municipality import load_municipality
from urp.town.texts import TextKey, load_texts

PAGE = (ROOT / "docs" / "conservazione.md").read_text(encoding="utf-8")
DAYS = asdict(load_municipality("urp_profile", placeholders_allowed=True).retention)


@every("name", DAYS)
def test_every_class_is_on_the_page_with_the_days_of_the_profile(name: str) -> None:
    rows = re.findall(rf"^\| `{name}` \|.*$", PAGE, re.MULTILINE)

    assert rows
    assert [row for row in rows if f"{DAYS[name]} giorni" in row]


def test_no_row_says_days_that_are_not_its_class_own() -> None:
    for name, row in re.findall(r"^\| `(\w+)` (\|.*)$", PAGE, re.MULTILINE):
        duration = row.split("|")[4]
        assert not [days for days in re.findall(r"(\d+) giorni", duration) if int(days) != DAYS[name]], name


def test_bucket_and_logs_keep_what_the_profile_says() -> None:
    bucket = of_type("AWS::S3::Bucket")["ReceivedBucket"]
    (logs,) = of_type("AWS::Logs::LogGroup").values()
    (rule,) = bucket["Properties"]["LifecycleConfiguration"]["Rules"]

    assert rule["ExpirationInDays"] == DAYS["received_bodies"]
    assert logs["Properties"]["RetentionInDays"] == DAYS["logs"]


@pytest.mark.parametrize("page", ["conservazione.md", "segreti.md"])
def test_whoever_may_read_the_key_of_exclusions_is_named(page: str) -> None:
    """It also signs the leave buttons: more functions hold it than write into the record."""
    functions = template()["Resources"]
    holders = {
        name.removesuffix("Function")
        for name, each in functions.items()
        if "EXCLUSION_KEY_ARN" in each["Properties"].get("Environment", {}).get("Variables", {})
    }
    said = (ROOT / "docs" / page).read_text(encoding="utf-8")

    assert holders
    assert not [name for name in sorted(holders) if f"`{name}`" not in said]


@pytest.mark.parametrize(
    ("language", "days"), [(Language.ITALIAN, "{} giorni"), (Language.ENGLISH, "{} days")]
)
def test_whoever_is_erased_reads_how_long_their_pseudonym_stays(language: Language, days: str) -> None:
    texts = load_texts("urp_profile", load_municipality("urp_profile", placeholders_allowed=True))

    told = texts.render(TextKey.RIGHTS_ERASED, language=language, number="2026/0001")

    assert days.format(DAYS["exclusions"]) in told
