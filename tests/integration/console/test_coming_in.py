"""Who comes into the console, how long they stay, and what a stranger's page cannot do."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.integration.console.console_town import PAGES, ConsoleTown, Shown
from urp.acts.model import Role
from urp.acts.store.staff import StaffRegister
from urp.console import doors
from urp.console.answers import HEADERS
from urp.console.sessions import digest
from urp.console.sign_in import Attempt, SignInError, SignInPages, StaffToken
from urp.console.store.sessions import Sessions

SOMEBODY = "0f9c6a5e-2b1d-4c3e-8d21-6f5e4d3c2b1a"


def _cookie(shown: Shown, name: str) -> str:
    found = [line for line in shown.answer.cookies if line.startswith(f"{name}=")]
    assert len(found) == 1, shown.answer.cookies
    for word in ("Path=/", "HttpOnly", "SameSite=Lax", "Secure"):
        assert word in found[0]
    return found[0].partition("=")[2].partition(";")[0]


@pytest.fixture
def exchanged(office: ConsoleTown) -> list[Attempt]:
    """The sign-in service accepts the code `good`, and nothing else."""
    asked: list[Attempt] = []

    def exchange(pages: object, attempt: Attempt, code: str) -> StaffToken:
        assert pages == PAGES
        asked.append(attempt)
        if code != "good":
            raise SignInError("il codice è scaduto")
        claims = {
            "sub": SOMEBODY,
            "token_use": "access",
            "cognito:groups": ["operator"],
            "auth_time": int(office.town.now.timestamp()),
        }
        return StaffToken("token", ("operator",), 60, claims, "bruno@comune.example")

    office.console.doors = replace(office.console.doors, exchange=exchange)
    return asked


def test_who_is_not_in_is_shown_the_entrance_and_comes_back_to_the_page_they_wanted(
    office: ConsoleTown, exchanged: list[Attempt]
) -> None:
    browser = office.browser()

    entrance = browser.get("/entrato")
    sent = browser.get("/entra", poi="/entrato")
    question = parse_qs(urlsplit(sent.answer.headers["location"]).query)
    browser.cookies["__Host-urp-entra"] = _cookie(sent, "__Host-urp-entra")
    back = browser.get("/rientro", state=question["state"][0], code="good")
    browser.cookies["__Host-urp"] = _cookie(back, "__Host-urp")

    assert (entrance.status, entrance.title) == (401, "Entra nella console")
    assert 'href="/console/entra?poi=/entrato"' in entrance.html
    assert sent.answer.headers["location"].startswith(f"{PAGES.url}/oauth2/authorize?")
    assert (question["code_challenge_method"], question["prompt"]) == (["S256"], ["login"])
    assert exchanged[0].verifier not in sent.answer.headers["location"]
    assert (back.status, back.leads_to) == (303, "/entrato")
    assert "bruno@comune.example" in browser.get("/").text


def test_a_sign_in_from_before_the_one_that_was_asked_for_lets_nobody_in(
    office: ConsoleTown, exchanged: list[Attempt]
) -> None:
    """Of a browser left open at the sign-in pages, which an end of all sessions does not reach."""
    browser, pages = office.browser(), office.console.doors.exchange
    left_open = office.town.now

    def exchange(asked: SignInPages, attempt: Attempt, code: str) -> StaffToken:
        token = pages(asked, attempt, code)
        return replace(token, claims={**token.claims, "auth_time": int(left_open.timestamp())})

    office.console.doors = replace(office.console.doors, exchange=exchange)
    office.town.now += timedelta(minutes=20)
    sent = browser.get("/entra")
    browser.cookies["__Host-urp-entra"] = _cookie(sent, "__Host-urp-entra")
    state = parse_qs(urlsplit(sent.answer.headers["location"]).query)["state"][0]

    back = browser.get("/rientro", state=state, code="good")

    assert (back.status, "serve di nuovo la password" in back.text) == (400, True)
    assert browser.get("/").status == 401


def test_a_code_that_answers_another_browser_or_comes_twice_lets_nobody_in(
    office: ConsoleTown, exchanged: list[Attempt]
) -> None:
    browser = office.browser()
    sent = browser.get("/entra")
    state = parse_qs(urlsplit(sent.answer.headers["location"]).query)["state"][0]

    stranger = browser.get("/rientro", state=state, code="good")  # without the cookie of this browser
    browser.cookies["__Host-urp-entra"] = _cookie(sent, "__Host-urp-entra")
    wrong = browser.get("/rientro", state="another", code="good")
    again = browser.get("/rientro", state=state, code="good")  # the attempt was answered

    assert [each.status for each in (stranger, wrong, again)] == [400, 400, 400]
    assert exchanged == []


@given(
    wanted=st.sampled_from(
        [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/a:b",
            "/../x",
            "/é",
            "/avvisi//evil.example",
            f"/{'a' * 400}!",  # a pattern that tries each way to split it is still at it tomorrow
        ]
    )
)
def test_nobody_is_sent_from_here_to_a_page_that_is_not_ours(wanted: str) -> None:
    assert doors._OF_OURS.fullmatch(wanted) is None


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/avvisi//evil.example"])
def test_who_wanted_a_page_that_is_not_ours_comes_back_to_the_home(
    office: ConsoleTown, exchanged: list[Attempt], wanted: str
) -> None:
    browser = office.browser()

    sent = browser.get("/entra", poi=wanted)
    browser.cookies["__Host-urp-entra"] = _cookie(sent, "__Host-urp-entra")
    state = parse_qs(urlsplit(sent.answer.headers["location"]).query)["state"][0]
    back = browser.get("/rientro", state=state, code="good")

    assert exchanged
    assert back.answer.headers["location"] == "/console"


def test_a_switch_of_training_leads_to_no_page_that_is_not_ours(office: ConsoleTown) -> None:
    browser = office.office(Role.OPERATOR)

    switched = browser.submit("/preferenze", "/addestramento", {"to": "//evil.example"})

    assert switched.answer.headers["location"] == "/console"


def test_a_cookie_that_somebody_planted_is_worth_nothing_once_its_owner_signs_in(
    office: ConsoleTown, exchanged: list[Attempt]
) -> None:
    """Whoever planted it would go on in a session that they know."""
    planted = office.office(Role.READER)
    victim = replace(planted, cookies=dict(planted.cookies))

    sent = victim.get("/entra")
    victim.cookies["__Host-urp-entra"] = _cookie(sent, "__Host-urp-entra")
    state = parse_qs(urlsplit(sent.answer.headers["location"]).query)["state"][0]
    back = victim.get("/rientro", state=state, code="good")

    assert back.status == 303
    assert _cookie(back, "__Host-urp") != planted.cookies["__Host-urp"]
    assert planted.get("/").status == 401


def test_a_write_that_comes_after_signing_out_does_not_bring_a_session_back(office: ConsoleTown) -> None:
    browser = office.office(Role.READER)
    sessions, key = Sessions(office.town.tables), digest(browser.cookies["__Host-urp"])

    sessions.end(key)
    sessions.touch(key, office.town.now)
    sessions.say(key, "Fatto.")
    sessions.train(key, "another token", on=True)

    assert sessions.find(key) is None
    assert browser.get("/").status == 401


@pytest.mark.parametrize(("minutes", "status"), [(29.9, 200), (30, 401), (31, 401)])
def test_half_an_hour_without_a_page_ends_a_session(office: ConsoleTown, minutes: float, status: int) -> None:
    browser = office.office(Role.READER)
    browser.get("/")

    office.town.now += timedelta(minutes=minutes)

    assert browser.get("/").status == status


def test_a_page_that_looks_for_news_by_itself_keeps_nobody_signed_in(office: ConsoleTown) -> None:
    browser, statuses = office.office(Role.OPERATOR), []
    for _ in range(4):
        office.town.now += timedelta(minutes=10)
        statuses.append(browser.get("/sportello/elenco").status)

    assert statuses == [200, 200, 401, 401]


def test_a_session_ends_after_half_an_hour_without_a_page_and_after_eight_hours_in_any_case(
    office: ConsoleTown,
) -> None:
    idle, busy = office.office(Role.READER), office.office(Role.READER)
    statuses = []
    for _ in range(17):
        office.town.later(minutes=29)
        statuses.append(busy.get("/").status)

    ended = idle.get("/")
    assert statuses == [200] * 16 + [401]  # 7 hours and 44 minutes, then 8 and 13
    assert (ended.status, ended.title) == (401, "La sessione è finita")  # a page may go there by itself
    assert "si entra di nuovo" in ended.text


def test_what_is_searched_by_a_form_keeps_the_session_too(office: ConsoleTown) -> None:
    searching, search = office.office(Role.OPERATOR), "/sportello/cerca"
    page = searching.get(search)
    statuses = []
    for _ in range(3):
        office.town.later(minutes=20)
        page = searching.submit(page, f"{search}/parole", {"words": "mensa"})
        statuses.append(page.status)

    assert statuses == [200] * 3


def test_whoever_types_an_answer_is_not_idle(office: ConsoleTown) -> None:
    typing = office.office(Role.OPERATOR)
    page = f"/sportello/{office.town.asks(office.town.joins(), 'Quando apre la biblioteca?')}"
    fields = typing.get(page).forms[f"{page}/rispondi"]
    statuses = []
    for _ in range(3):
        office.town.later(minutes=20)
        statuses.append(typing.post(f"{page}/bozza", [*fields, ("text", "Di mart")]).status)

    assert statuses == [204] * 3


def test_a_role_taken_away_while_a_page_is_open_answers_no_form_of_it_and_the_session_goes_on(
    office: ConsoleTown,
) -> None:
    page = f"/sportello/{office.town.asks(office.town.joins())}"
    browser = office.office(Role.OPERATOR, Role.READER, person=SOMEBODY)
    open_before = browser.get(page)
    register = StaffRegister(office.town.tables, lambda: office.town.now)

    register.deny_role(SOMEBODY, Role.OPERATOR)
    answered = browser.submit(open_before, f"{page}/rispondi", {"text": "Di martedì."})
    statuses = [browser.get(address).status for address in (page, "/sportello", "/")]
    register.allow_role(SOMEBODY, Role.OPERATOR)

    assert answered.status == 403
    assert statuses == [403, 403, 200]
    assert "Di martedì." not in browser.get(page).text
    assert browser.get(page).status == 200


def test_signing_out_and_ending_an_access_act_at_once(office: ConsoleTown) -> None:
    leaving, other = office.office(Role.EDITOR), office.office(Role.EDITOR, person=SOMEBODY)

    left = leaving.submit("/", "/esci")
    StaffRegister(office.town.tables, lambda: office.town.now).deny(SOMEBODY)
    ended = other.get("/")

    assert (left.status, left.title) == (200, "Sei uscito")
    assert leaving.get("/").status == 401
    assert (ended.status, "rivolgiti a un amministratore" in ended.text) == (401, True)


def test_who_is_let_in_again_is_not_let_in_with_the_cookie_of_before(office: ConsoleTown) -> None:
    browser = office.office(Role.READER, person=SOMEBODY)
    register = StaffRegister(office.town.tables, lambda: office.town.now)
    register.deny(SOMEBODY)

    while_denied = browser.get("/")
    register.allow(SOMEBODY)

    assert (while_denied.status, browser.get("/").status) == (401, 401)


def test_a_page_of_another_site_signs_nobody_out(office: ConsoleTown) -> None:
    browser = office.office(Role.READER)
    fields = browser.get("/").forms["/esci"]
    foreign = replace(browser, headers={"sec-fetch-site": "cross-site"})

    foreign.post("/esci", fields)
    browser.post("/esci", [("form_token", "of another session")])
    bare = replace(foreign, cookies={}).post("/esci", [])  # the cookie is Lax: it does not come along

    assert browser.get("/").status == 200
    assert bare.answer.cookies == ()


def test_every_answer_forbids_frames_foreign_scripts_and_keeping(office: ConsoleTown) -> None:
    sent = office.office(Role.READER).get("/").answer.to_event()["headers"]

    assert sent["cache-control"] == "no-store"
    assert HEADERS.items() <= sent.items()
    assert "unsafe" not in sent["content-security-policy"]
