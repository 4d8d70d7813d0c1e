"""A notice once more, for those of whom nobody knows whether it reached them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from urp.broadcasts.model import Counts
from urp.staff.model import Role

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown


def test_a_closed_notice_is_written_again_once_for_those_who_stayed_unclear(town: StaffTown) -> None:
    notice, editor = town.notice(), town.staff(Role.EDITOR)
    address = f"/staff/broadcasts/{notice}/resend-unclear"
    too_early = editor.post(address, key="again-000")
    town.closes(notice, Counts(accepted=4, unclear=2))

    again = editor.post(address, key="again-001")
    repeated = editor.post(address, key="again-001")
    once_more = editor.post(address, key="again-002")

    assert (too_early.status, too_early.json["code"]) == (409, "not_closed")
    assert (again.status, again.json["status"]) == (201, "draft")
    assert again.json["audience_rule"]["kind"] == "unclear_of"
    assert again.json["audience_rule"]["of"] == str(notice)
    assert repeated.json["id"] == again.json["id"]
    assert once_more.status == 409
    assert town.staff(Role.OPERATOR).post(address, key="again-003").status == 403


def test_a_notice_without_anybody_unclear_is_not_written_again(town: StaffTown) -> None:
    notice = town.notice()
    town.closes(notice, Counts(accepted=6))

    answer = town.staff(Role.EDITOR).post(f"/staff/broadcasts/{notice}/resend-unclear", key="again-001")

    assert (answer.status, answer.json["code"]) == (409, "nobody_unclear")
