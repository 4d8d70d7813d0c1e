"""The export of a file of evidence: what is in it, and what it leaves in the custody log."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from infra.evidence.verify import members_of, problems
from tests.fakes.dynamodb.tables import create_tables
from tests.integration.evidence_archives import NAMES, exported, members
from tests.integration.evidence_posts import APP_SECRET, DAY, NOON, THREAT, post, written
from tests.integration.evidence_stores import (
    ADMINISTRATOR,
    FILE,
    EvidenceStores,
    act,
    open_stores,
    proposal,
    sealed,
)
from urp.aws.tables import Tables
from urp.moderation.evidence.export import TooLargeToExportError, hash_bytes
from urp.moderation.evidence.office import EvidenceOffice

VERIFY = Path(__file__).parents[2] / "infra" / "evidence" / "verify.py"


@pytest.fixture
def stores(tables: Tables) -> EvidenceStores:
    return open_stores(tables)


def test_what_is_exported_is_found_whole(stores: EvidenceStores) -> None:
    body = post(written("wamid.1", THREAT))
    found = exported(stores)

    assert problems(found.content, APP_SECRET, found.manifest_sha256) == []
    assert list(members(found.content)) == NAMES
    assert members(found.content)["grezzo/0001.json"] == body.content


def test_the_export_is_in_the_custody_log_with_the_hash_for_the_certified_mail(
    stores: EvidenceStores,
) -> None:
    found = exported(stores)

    entry = stores.office.view(FILE, act()).custody[3]

    assert (entry.act, entry.by) == ("exported", ADMINISTRATOR)
    assert entry.details["manifesto_sha256"] == found.manifest_sha256
    assert found.manifest_sha256 == hash_bytes(members(found.content)["manifesto.json"])
    assert entry.details["zip_sha256"] == hash_bytes(found.content)


def test_the_same_file_exported_at_the_same_moment_is_the_same_archive(stores: EvidenceStores) -> None:
    assert exported(open_stores(create_tables())).content == exported(stores).content


def test_what_one_answer_cannot_carry_is_refused_before_anything_is_noted(stores: EvidenceStores) -> None:
    stores.threatened()
    sealed(stores)
    export = replace(stores.office.export, most_bytes=1000)

    with pytest.raises(TooLargeToExportError):
        export(FILE, act(ADMINISTRATOR))

    assert len(stores.office.repeat_propose(FILE, act()).custody) == 3


def test_a_file_of_a_conversation_whose_bodies_are_gone_is_exported_too(stores: EvidenceStores) -> None:
    stores.forget(stores.threatened())
    sealed(stores)

    archive = stores.office.export(FILE, act(ADMINISTRATOR)).content

    assert problems(archive) == []
    assert [name.decode() for name, _, _ in members_of(archive)[0]] == [
        name for name in NAMES if not name.startswith("grezzo/")
    ]


def test_the_office_and_the_check_agree_on_every_state(stores: EvidenceStores) -> None:
    """A second export holds the first one's entry."""
    office: EvidenceOffice = stores.office
    exported(stores)
    office.view(FILE, act("staff-3", NOON + 2 * DAY))

    again = office.export(FILE, act(ADMINISTRATOR, NOON + 3 * DAY))

    assert problems(again.content, APP_SECRET, again.manifest_sha256) == []
    assert [entry["atto"] for entry in json.loads(members(again.content)["custodia.json"])] == [
        "proposed", "approved", "sealed", "exported", "viewed",
    ]  # fmt: skip
    assert proposal().reason.encode() in members(again.content)["fascicolo.html"]


def test_an_act_that_began_first_and_ended_last_does_not_turn_time_back(stores: EvidenceStores) -> None:
    """A slow export beside a quick reading."""
    stores.threatened()
    sealed(stores)
    stores.office.view(FILE, act("staff-3", NOON + 2 * DAY))

    stores.office.export(FILE, act(ADMINISTRATOR, NOON + DAY))
    found = stores.office.export(FILE, act(ADMINISTRATOR, NOON + 3 * DAY))

    assert problems(found.content, APP_SECRET, found.manifest_sha256) == []
