"""The page for the data-protection officer says the days of the profile, and so do bucket and logs."""

from __future__ import annotations

import re
from dataclasses import asdict

import pytest

from tests.architecture.blueprint import ROOT, of_type
from urp.municipality import load_municipality

PAGE = (ROOT / "docs" / "conservazione.md").read_text(encoding="utf-8")
DAYS = asdict(load_municipality("urp_profile", placeholders_allowed=True).retention)


@pytest.mark.parametrize("name", DAYS)
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
