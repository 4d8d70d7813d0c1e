"""Our spreadsheets, to the byte: an office reads them into its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract.staff_api.recording import FOLDER
from urp.acts.model import Role
from urp.notices.broadcasts.model import Counts

if TYPE_CHECKING:
    from tests.integration.staff_town import StaffTown


def test_the_figures_of_a_notice(town: StaffTown) -> None:
    reader, notice = town.staff(Role.READER), town.notice()
    town.closes(notice, Counts(accepted=3, refused=1, stopped=2), ((131026, 1),))

    asked = reader.get(f"/staff/broadcasts/{notice}/figures", format="csv")
    accepted = reader.call("GET", f"/staff/broadcasts/{notice}/figures", headers={"accept": "text/csv"})

    assert asked == accepted
    assert asked.text.encode() == (FOLDER / "figures.csv").read_bytes()
    assert asked.headers["content-type"] == "text/csv; charset=utf-8"
    assert asked.headers["content-disposition"] == f'attachment; filename="avviso-{notice}.csv"'


def test_a_notice_not_yet_sent_has_figures_too(town: StaffTown) -> None:
    reader, notice = town.staff(Role.READER), town.notice()

    answer = reader.get(f"/staff/broadcasts/{notice}/figures", format="csv")

    assert answer.status == 200
    assert "Tempi;Prima accettata;;;Ora del Comune" in answer.text
