"""What waits for a second person: read, confirmed and cancelled from one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.integration.console.test_moderation import blocked
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role
from urp.console.screens.all import list_screens
from urp.console.screens.proposals import ELSEWHERE
from urp.console.visits import to_pattern

SOMEBODY = "0f9c6a5e-2b1d-4c3e-8d21-6f5e4d3c2b1a"

if TYPE_CHECKING:
    from tests.integration.console.console_town import Browser, ConsoleTown


def proposes(office: ConsoleTown) -> tuple[Browser, str, str]:
    """Whoever did, the person's page, and the address of the proposal."""
    page = blocked(office)
    moderator = office.office(Role.MODERATOR)
    moderator.submit(page, f"{page}/togli", {"reason": "si è scusato"})
    return moderator, page, f"/proposte/citizen.unblock/{page.rpartition('/')[2]}"


def test_another_person_confirms_what_they_have_read(office: ConsoleTown) -> None:
    own, page, proposal = proposes(office)
    colleague = office.office(Role.MODERATOR, person=APPROVER_ID, name="Bruno Neri")
    shown = colleague.get("/proposte")
    seen = shown.html.partition('name="seen" value="')[2].partition('"')[0]

    unread = colleague.submit(shown, f"{proposal}/conferma")
    changed = colleague.submit(shown, f"{proposal}/conferma", {"seen": "another"})
    done = colleague.follow(colleague.submit(shown, f"{proposal}/conferma", {"seen": seen}))

    assert "Proposta da Anna Bianchi" in shown.text
    assert "si è scusato" in shown.text
    assert f"{proposal}/conferma" not in own.get("/proposte").forms
    assert (unread.status, changed.status) == (422, 409)
    assert "Confermato: è stato fatto." in done.text
    assert "Niente aspetta una seconda persona" in done.text
    assert "nessun blocco" in own.get(page).title


def test_who_works_here_is_said_to_change_soon_and_not_to_have_changed(office: ConsoleTown) -> None:
    office.office(Role.OPERATOR, person=SOMEBODY, name="Enrico Rossi")
    one = office.office(Role.ADMINISTRATOR)
    colleague = office.office(Role.ADMINISTRATOR, person=APPROVER_ID, name="Bruno Neri")
    people, asked = "/amministrazione/persone", {"role": "editor", "reason": "cambia ufficio"}
    one.submit(people, f"{people}/{SOMEBODY}/ruolo", asked)
    (proposal,) = office.town.staff(Role.ADMINISTRATOR).get("/staff/proposals").json["items"]
    address = f"/proposte/{proposal['act']}/{proposal['address'].rpartition('/')[2]}/conferma"

    done = colleague.follow(colleague.submit("/proposte", address, {"seen": proposal["seen"]}))

    assert "Confermato: si fa entro pochi secondi." in done.text
    assert "è stato fatto" not in done.text


def test_who_proposed_takes_it_back_and_nothing_changes(office: ConsoleTown) -> None:
    own, page, proposal = proposes(office)

    cancelled = own.follow(own.submit("/proposte", f"{proposal}/annulla"))

    assert "Proposta annullata: non è cambiato niente." in cancelled.text
    assert own.get(page).title.startswith("Blocco del ")


def test_who_may_agree_to_nothing_sees_neither_the_page_nor_its_link(office: ConsoleTown) -> None:
    operator = office.office(Role.OPERATOR)

    assert operator.get("/proposte").status == 403
    assert "Da confermare in due" not in operator.get("/").text
    assert "Da confermare in due" in office.office(Role.APPROVER).get("/").text


def test_what_is_decided_elsewhere_leads_to_a_page_of_the_console() -> None:
    pages = [page.path for screen in list_screens() for page in screen.pages]

    for path, _ in ELSEWHERE.values():
        assert any(to_pattern(page).fullmatch(path.format(subject="an-id")) for page in pages), path
