"""A prohibition of Meta's whose end was never told can be lifted by a person."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fakes.staff_calls import STAFF_ID, Caller
from tests.integration.staff_town import NOTICE
from urp.acts.model import Role
from urp.notices.account.model import AccountNote

if TYPE_CHECKING:
    from tests.fakes.staff_calls import Answered
    from tests.integration.staff_town import StaffTown

RESTRICTION = "restriction/RESTRICTED_BIZ_INITIATED_MESSAGING"
COLLEAGUE = "d2e8f1e3-2b3c-4d5e-9f32-7a6b5c4d3e2f"
REASON = "Il Business Manager non mostra più limiti"


def meta_forbids(town: StaffTown) -> AccountNote:
    """No end was given, or the message that told of it never arrived."""
    note = AccountNote(RESTRICTION, town.now, "Meta limita l'account.", serious=True, forbids=True)
    town.offices.broadcasts.notes.store(note)
    return note


def confirms(town: StaffTown, answer: Answered) -> Answered:
    """Another administrator, of what this answer proposed."""
    proposed = answer.json["proposed"]
    colleague = Caller(town.api, (Role.ADMINISTRATOR,), COLLEAGUE)
    return colleague.post(f"{proposed['address']}/confirm", {"seen": proposed["seen"]})


def lift(town: StaffTown, *roles: Role, subject: str = RESTRICTION) -> Answered:
    return town.staff(*roles).post("/staff/account/lift", {"subject": subject, "reason": REASON})


def test_what_an_administrator_lifts_lets_notices_go_and_says_who_did_it(town: StaffTown) -> None:
    notice = town.notice()
    meta_forbids(town)
    refused = town.submits(notice, key="send-001")
    town.later(days=40)

    proposed = lift(town, Role.ADMINISTRATOR)
    still = town.submits(notice, key="send-003")
    lifted = confirms(town, proposed)
    sent = town.submits(notice, key="send-002")
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day=f"{town.now:%Y-%m-%d}").json["items"]

    assert (refused.status, still.status, lifted.status, sent.status) == (409, 409, 200, 200)
    (note,) = town.staff(Role.READER).get("/staff/account").json["notes"]
    assert (note["subject"], note["forbids"], note["serious"]) == (RESTRICTION, False, False)
    assert note["sentence"] == "Divieto tolto da due persone dell'ufficio. Diceva: «Meta limita l'account.»"
    assert [
        (each["act"], each["by"], each["reason"], each["resource"])
        for each in audit
        if each["act"].startswith("account")
    ] == [
        ("account.lift.propose", STAFF_ID, REASON, f"account/{RESTRICTION}"),
        ("account.lift.confirm", COLLEAGUE, REASON, f"account/{RESTRICTION}"),
    ]


def test_a_restriction_that_has_ended_is_not_shown_as_one_that_forbids(town: StaffTown) -> None:
    until = town.now + timedelta(days=3)
    note = AccountNote(
        RESTRICTION, town.now, "Meta limita l'account.", serious=True, forbids=True, until=until
    )
    town.offices.broadcasts.notes.store(note)
    reader = town.staff(Role.READER)

    during = reader.get("/staff/account").json["notes"]
    town.later(days=4)
    afterwards = reader.get("/staff/account").json["notes"]

    assert [note["forbids"] for note in (*during, *afterwards)] == [True, False]


def test_a_later_word_of_metas_forbids_again(town: StaffTown) -> None:
    notice = town.notice()
    meta_forbids(town)
    town.later(days=1)
    confirms(town, lift(town, Role.ADMINISTRATOR))
    town.later(days=1)
    meta_forbids(town)

    sent = town.submits(notice)

    assert sent.status == 409


@pytest.mark.parametrize("subject", [RESTRICTION, "number/quality", "preference/4f1d2c3b5a69788796a5"])
def test_what_forbids_nothing_cannot_be_lifted(town: StaffTown, subject: str) -> None:
    town.offices.broadcasts.notes.store(AccountNote("number/quality", town.now, "Bassa.", serious=True))

    refused = lift(town, Role.ADMINISTRATOR, subject=subject)

    assert (refused.status, refused.json["code"]) == (409, "not_forbidden")


def test_a_prohibition_is_lifted_once(town: StaffTown) -> None:
    meta_forbids(town)
    town.now += timedelta(minutes=1)

    proposed = lift(town, Role.ADMINISTRATOR)
    answers = [confirms(town, proposed), confirms(town, proposed), lift(town, Role.ADMINISTRATOR)]

    assert [answer.status for answer in answers] == [200, 409, 409]


def test_a_word_that_meta_said_after_the_proposal_is_not_lifted_with_it(town: StaffTown) -> None:
    meta_forbids(town)
    proposed = lift(town, Role.ADMINISTRATOR)
    town.later(hours=1)
    meta_forbids(town)

    refused = confirms(town, proposed)

    assert (refused.status, refused.json["code"]) == (409, "changed_since_proposed")
    assert town.staff(Role.READER).get("/staff/account").json["notes"][0]["forbids"]


def test_a_faster_number_takes_two_people_and_a_slower_one_one(town: StaffTown) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)
    set_rate(administrator, 20)

    asked = set_rate(administrator, 1000)
    proposed = asked.json["proposed"]
    waiting = administrator.get("/staff/proposals").json["items"]
    own = administrator.post(f"{proposed['address']}/confirm", {"seen": proposed["seen"]})
    done = confirms(town, asked)

    words = "Il ritmo del numero passa da 20 a 1000 messaggi al secondo."
    assert (asked.status, asked.json["number_rate"], proposed["words"]) == (200, 20, words)
    assert [(each["act"], each["words"], each["reason"]) for each in waiting] == [
        ("account.rate", words, REASON)
    ]
    assert (own.status, own.json["code"]) == (403, "same_person")
    assert (done.status, done.json["state"]) == (200, "confirmed")
    assert town.staff(Role.READER).get("/staff/account").json["number_rate"] == 1000


def test_a_proposal_may_be_cancelled_and_lapses(town: StaffTown) -> None:
    administrator = town.staff(Role.ADMINISTRATOR)
    asked = set_rate(administrator, 500)
    cancelled = administrator.post(f"{asked.json['proposed']['address']}/cancel")
    late = set_rate(administrator, 600)
    of_before = confirms(town, asked)
    town.later(hours=72)

    assert (cancelled.status, cancelled.json["state"], cancelled.json["words"]) == (200, "cancelled", None)
    assert of_before.json["code"] == "changed_since_proposed"
    assert confirms(town, late).json["code"] == "proposal_lapsed"
    assert administrator.get("/staff/proposals").json["items"] == []


def test_a_moderator_sees_and_decides_nothing_of_the_account(town: StaffTown) -> None:
    asked = set_rate(town.staff(Role.ADMINISTRATOR), 500).json["proposed"]
    moderator = Caller(town.api, (Role.MODERATOR,), COLLEAGUE)

    assert moderator.get("/staff/proposals").json["items"] == []
    for step, body in (("confirm", {"seen": asked["seen"]}), ("cancel", {})):
        assert moderator.post(f"{asked['address']}/{step}", body).status == 403


def set_rate(administrator: Caller, per_second: int) -> Answered:
    return administrator.post("/staff/account/rate", {"per_second": per_second, "reason": REASON})


def test_an_administrator_says_how_fast_the_number_is_and_why(town: StaffTown) -> None:
    said = town.staff(Role.ADMINISTRATOR).post("/staff/account/rate", {"per_second": 20, "reason": REASON})
    shown = town.staff(Role.READER).get("/staff/account").json
    audit = town.staff(Role.ADMINISTRATOR).get("/staff/audit", day=f"{town.now:%Y-%m-%d}").json["items"]

    assert said.status == 200
    assert (shown["number_rate"], shown["number_pace"]) == (20, 20)
    assert [note["sentence"] for note in shown["notes"]] == [
        "Ritmo del numero indicato da una persona dell'ufficio: 20 messaggi al secondo."
    ]
    assert [(entry["act"], entry["reason"]) for entry in audit] == [("account.rate", REASON)]


def test_a_faster_number_shows_in_the_preview_of_whoever_only_reads(town: StaffTown) -> None:
    for _ in range(30):
        town.joins()
    town.staff(Role.ADMINISTRATOR).post("/staff/account/rate", {"per_second": 1, "reason": REASON})

    preview = town.staff(Role.EDITOR).post("/staff/broadcasts/preview", NOTICE)

    assert preview.json["seconds"] >= 30


@pytest.mark.parametrize("per_second", [0, -1, 1001, "fast"])
def test_a_rate_that_no_number_has_is_refused(town: StaffTown, per_second: object) -> None:
    body = {"per_second": per_second, "reason": REASON}

    assert town.staff(Role.ADMINISTRATOR).post("/staff/account/rate", body).status == 422


def test_only_an_administrator_says_how_fast_the_number_is(town: StaffTown) -> None:
    body = {"per_second": 20, "reason": REASON}

    assert (
        town.staff(Role.EDITOR, Role.OPERATOR, Role.MODERATOR).post("/staff/account/rate", body).status == 403
    )


def test_only_an_administrator_lifts(town: StaffTown) -> None:
    meta_forbids(town)

    refused = lift(town, Role.EDITOR, Role.OPERATOR, Role.MODERATOR, Role.READER)

    assert refused.status == 403
