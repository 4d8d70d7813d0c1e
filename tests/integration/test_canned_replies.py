"""The office keeps its canned replies: in memory and on DynamoDB the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.integration.desk_stores import NOON, act
from urp.acts.model import Act, AlreadyActedError
from urp.acts.store.audit import AuditTrail
from urp.aws.tables import Tables
from urp.desk.canned import CannedOffice, CannedReply, ChangedMeanwhileError
from urp.desk.store.canned_register import CannedRegister
from urp.errors import InvalidError, NotFoundError
from urp.town.municipality.model import Answering

OF_THE_PROFILE = CannedReply(
    "mercato", "Mercato", "Ogni sabato dalle {ora}.", "https://comune.example/mercato"
)
OWN = CannedReply("1f0e", "Anagrafe", "Dalle 9.")
ANSWERING = Answering(timedelta(minutes=2), timedelta(days=90), ("comune.example",))


@dataclass(frozen=True, slots=True)
class CannedStores:
    office: CannedOffice
    audited: Callable[[], list[str]]


def office_of(register: CannedRegister) -> CannedOffice:
    return CannedOffice(register, {"mercato": OF_THE_PROFILE}, ANSWERING, ZoneInfo("Europe/Rome"))


@pytest.fixture
def stores(tables: Tables) -> CannedStores:
    register = CannedRegister(tables)
    trail = AuditTrail(tables)
    return CannedStores(
        office_of(register), lambda: [item.name for item in trail.of_day(date(2026, 11, 25), None, 100).items]
    )


def did(verb: str, number: int = 1, key: str | None = None) -> Act:
    return replace(act(f"canned.{verb}", key, number), resource="canned/x")


def titles(office: CannedOffice, words: str = "", **how: bool) -> list[str]:
    return [reply.title for reply in office.replies(words, NOON, **how)]


def test_the_profiles_and_the_offices_own_are_found_by_their_words(stores: CannedStores) -> None:
    stores.office.write(OWN, did("write"), verified=True)

    assert titles(stores.office) == ["Anagrafe", "Mercato"]
    assert titles(stores.office, "SABATO ogni") == ["Mercato"]
    assert titles(stores.office, "sabato 9") == []
    assert titles(stores.office, to_verify=True) == ["Mercato"]
    assert titles(stores.office, to_verify=False) == ["Anagrafe"]


def test_verifying_says_who_and_on_which_day(stores: CannedStores) -> None:
    verified = stores.office.verify("mercato", did("verify"))

    assert (verified.verified_on, verified.verified_by) == (date(2026, 11, 25), "staff-1")
    assert stores.office.reply("mercato") == verified
    assert stores.office.to_verify(verified, NOON + timedelta(days=90))
    assert stores.audited() == ["canned.verify"]


def test_changed_words_are_to_be_verified_again(stores: CannedStores) -> None:
    verified = stores.office.verify("mercato", did("verify"))

    changed = stores.office.change(replace(verified, text="Ogni sabato."), did("change", 2), verified=False)

    assert (changed.text, changed.verified_on, changed.version) == ("Ogni sabato.", None, 2)
    assert stores.office.reply("mercato") == changed


def test_nobodys_change_is_written_over_unseen(stores: CannedStores) -> None:
    stores.office.verify("mercato", did("verify"))

    with pytest.raises(ChangedMeanwhileError):
        stores.office.change(OF_THE_PROFILE, did("change", 2), verified=False)


def test_what_is_deleted_is_gone_also_when_the_profile_has_it(stores: CannedStores) -> None:
    stores.office.write(OWN, did("write"), verified=False)

    stores.office.delete("mercato", did("delete", 2))
    stores.office.delete(OWN.id, did("delete", 3))

    assert titles(stores.office) == []
    with pytest.raises(NotFoundError):
        stores.office.reply("mercato")
    with pytest.raises(NotFoundError):
        stores.office.delete("mercato", did("delete", 4))


def test_a_link_elsewhere_is_refused(stores: CannedStores) -> None:
    with pytest.raises(InvalidError):
        stores.office.write(replace(OWN, link="https://altrove.example"), did("write"), verified=True)

    assert stores.audited() == []


def test_the_same_key_writes_once(stores: CannedStores) -> None:
    stores.office.write(OWN, did("write", key="k"), verified=False)

    with pytest.raises(AlreadyActedError):
        stores.office.write(OWN, did("write", 2, key="k"), verified=False)
