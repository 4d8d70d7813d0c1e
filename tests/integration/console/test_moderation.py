"""Ordine: cases decided and blocks lifted from pages."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from tests.fakes.cases import proposed
from tests.integration.staff_town import APPROVER_ID
from urp.acts.model import Role
from urp.inbound.model import Effect
from urp.meaning.breaches import Breach

if TYPE_CHECKING:
    from uuid import UUID

    from tests.integration.console.console_town import ConsoleTown

WHY = "Linguaggio offensivo verso chi risponde"


def case_of(office: ConsoleTown, citizen: UUID, number: int = 1, **how: object) -> str:
    """Its page."""
    opening = proposed(number, citizen=citizen, at=office.town.now, **how)  # type: ignore[arg-type]  # of `proposed`
    office.town.stores(Effect(f"wamid.case.{number}", cases=(opening,)))
    return f"/ordine/casi/{opening.case.id}"


def test_a_reason_with_somebodys_number_comes_back_and_says_to_write_it_without(office: ConsoleTown) -> None:
    page, moderator = case_of(office, office.town.joins().id), office.office(Role.MODERATOR)
    cases = {
        "Ha chiamato dal 333 0000901": "contiene un numero di telefono",
        "È RSSMRA80A01H501U, di mario@posta.example": "contiene un codice fiscale e un indirizzo e-mail",
    }

    for typed, said in cases.items():
        again = moderator.submit(page, f"{page}/decisione", {"step": "noted", "reason": typed})
        assert (again.status, said in again.text, f'value="{typed}"' in again.html) == (422, True, True), (
            typed
        )
    done = moderator.submit(
        page, f"{page}/decisione", {"step": "noted", "reason": "prot. 1234/2026, alle 12:30"}
    )

    assert "Senza nomi, numeri o notizie sulla salute" in again.text
    assert done.status == 303


def blocked(office: ConsoleTown, **how: object) -> str:
    """The page of somebody who is blocked in the desk."""
    citizen = office.town.joins().id
    body = {"reason": "minacce", "notify": False, **how}
    office.town.staff(Role.MODERATOR).post(f"/staff/citizens/{citizen}/block", body, key="block-01")
    return f"/ordine/blocchi/{citizen}"


def test_who_reads_the_desk_finds_the_case_in_words_and_decides_nothing(office: ConsoleTown) -> None:
    page = case_of(office, office.town.joins().id)
    operator = office.office(Role.OPERATOR)

    cases, case = operator.get("/ordine"), operator.get(page)

    assert f'href="/console{page}"' in cases.html
    assert "Linguaggio offensivo" in cases.text
    assert case.title.startswith("Linguaggio offensivo: messaggio di oggi")
    assert "Siete dei cretini" in case.text
    assert "333 0000001" not in case.text
    assert [each for each in case.forms if each.startswith("/ordine")] == [f"{page}/visto"]
    assert office.office(Role.EDITOR).get("/ordine").status == 403


def test_a_hidden_message_that_was_read_leaves_the_list_of_the_day(office: ConsoleTown) -> None:
    page = case_of(office, office.town.joins().id)
    operator = office.office(Role.OPERATOR)

    read = operator.follow(operator.submit(page, f"{page}/visto"))

    assert "Scritto che il messaggio è stato letto" in read.text
    assert page not in operator.get("/ordine", elenco="nascosti").html
    assert page in operator.get("/ordine").html


def test_a_moderator_climbs_the_ladder_and_every_step_is_on_the_page(office: ConsoleTown) -> None:
    citizen = office.town.joins().id
    first, second = case_of(office, citizen, 1), case_of(office, citizen, 2)
    moderator = office.office(Role.MODERATOR)

    warned = moderator.follow(
        moderator.submit(first, f"{first}/decisione", {"step": "warned", "reason": WHY})
    )
    offered = moderator.get(second)

    assert "Scritto nel caso: avviso. La persona lo legge in chat." in warned.text
    assert f"Motivo: {WHY}." in warned.text
    assert "Anna Bianchi" in warned.text
    assert 'value="warned_again"' in offered.html
    assert 'value="warned"' not in offered.html
    assert "1 avviso" in offered.text
    assert "1 caso" in offered.text


def test_a_block_before_two_warnings_says_why_and_a_refused_form_comes_back_as_typed(
    office: ConsoleTown,
) -> None:
    page = case_of(office, office.town.joins().id, breach=Breach.THREAT)
    moderator = office.office(Role.MODERATOR)
    typed = {"reason": "minaccia di morte", "permanent:bool": "true"}

    refused = moderator.submit(page, f"{page}/blocco", {**typed, "beyond_ladder": ""})
    done = moderator.submit(refused, f"{page}/blocco", {"beyond_ladder": "minaccia di morte, subito"})
    case = moderator.follow(done)

    assert refused.status == 409
    assert 'value="minaccia di morte"' in refused.html
    assert "Scritto nel caso: blocco." in case.text
    assert "Perché prima dei due avvisi: minaccia di morte, subito." in case.text
    assert "In vigore, senza una fine" in case.text


def test_an_escalated_case_offers_a_moderator_nothing_and_an_administrator_the_decision(
    office: ConsoleTown,
) -> None:
    page = case_of(office, office.town.joins().id, breach=Breach.THREAT)
    moderator, administrator = office.office(Role.MODERATOR), office.office(Role.ADMINISTRATOR)
    moderator.submit(page, f"{page}/decisione", {"step": "escalated", "reason": WHY})

    assert f"{page}/decisione" not in moderator.get(page).forms
    assert "decide un amministratore" in moderator.get(page).text
    assert f"{page}/decisione" in administrator.get(page).forms
    assert page in administrator.get("/ordine", elenco="gestore").html


def test_the_whole_text_is_shown_to_a_moderator_with_a_reason_and_the_audit_says_so(
    office: ConsoleTown,
) -> None:
    page = case_of(office, office.town.joins().id)
    moderator = office.office(Role.MODERATOR)

    without = moderator.submit(page, f"{page}/testo")
    shown = moderator.submit(page, f"{page}/testo", {"reason": "block"})
    audit = office.town.staff(Role.ADMINISTRATOR).get("/staff/audit", day="2026-11-25").json["items"]

    assert "333 0000001" not in without.text
    assert (shown.status, "333 0000001" in shown.text) == (200, True)
    assert [each["reason"] for each in audit if each["act"] == "case.reveal_text"] == ["block"]


def test_a_block_is_offered_with_the_end_that_the_policy_has(office: ConsoleTown) -> None:
    days = office.town.offices.municipality.moderation.block_days
    citizen = office.town.joins().id

    page = office.office(Role.MODERATOR).get(f"/ordine/blocchi/{citizen}")

    end = (office.town.now + timedelta(days=days)).date()
    assert f'value="{end.isoformat()}T' in page.html


def test_a_block_with_an_end_is_lifted_at_once_and_one_without_is_proposed(office: ConsoleTown) -> None:
    ending, endless = blocked(office, until="2026-12-25T09:00"), blocked(office)
    moderator = office.office(Role.MODERATOR)
    listed = moderator.get("/ordine/blocchi")

    lifted = moderator.follow(moderator.submit(ending, f"{ending}/togli", {"reason": "si è scusato"}))
    proposed = moderator.follow(moderator.submit(endless, f"{endless}/togli", {"reason": "si è scusato"}))

    assert "Fino a venerdì 25 dicembre 2026 alle 9" in listed.text
    assert "Senza una fine: si toglie in due" in listed.text
    assert "Blocco tolto." in lifted.text
    assert "Non è ancora cambiato niente" in proposed.text
    assert "C'è una proposta di toglierlo" in proposed.text
    assert f"{endless}/togli" not in proposed.forms
    assert endless in moderator.get("/ordine/blocchi").html


@pytest.mark.parametrize("hours", [1, 25])
def test_a_block_at_whatsapp_is_offered_only_while_whatsapp_takes_it(office: ConsoleTown, hours: int) -> None:
    page = blocked(office)
    office.town.later(hours=hours)
    moderator = office.office(Role.MODERATOR)
    form, box = f"{page}/whatsapp", {"emergencies_will_not_reach_us:bool": "true"}
    shown = moderator.get(page)

    if hours == 25:
        assert form not in shown.forms
        assert "sono passate più di 24 ore" in shown.text
        return
    assert "ancora per 23 ore" in shown.text
    assert moderator.submit(page, form).status == 422
    chosen = moderator.follow(moderator.submit(page, form, box))
    part = moderator.get(f"{page}/stato")
    version = part.answer.headers["etag"].strip('"')

    assert "In attesa: prima parte l'avviso alla persona" in chosen.text
    assert f'name="v" value="{version}"' in chosen.html
    assert moderator.get(f"{page}/stato", v=version).status == 204


def test_metas_list_says_what_an_empty_page_means(office: ConsoleTown) -> None:
    meta = office.office(Role.ADMINISTRATOR).get("/ordine/blocchi/whatsapp")

    assert "Non c'è ancora stato nessun confronto" in meta.text
    assert "/ordine/blocchi/whatsapp/confronto" in meta.forms
    assert office.office(Role.OPERATOR, person=APPROVER_ID).get("/ordine/blocchi/whatsapp").status == 403
