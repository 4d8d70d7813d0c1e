"""The console's files and what looks at them, tried on a small page of a desk."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Page, Route, expect

from infra.console.static_files import STATIC
from tests.browser.accessibility import axe, reflows, tab_to
from tests.browser.chromium import Visitor
from urp.console.answers import HEADERS

ROWS = '<p data-count="7" data-title="Sportello: 7 aspettano">Sette in attesa</p>'


class _Desk(SimpleHTTPRequestHandler):
    asked: list[str]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.asked.append(path)
        if path == "/rows.html":
            content = ROWS.encode()
        elif path.startswith("/static/"):
            content = (STATIC / path.removeprefix("/static/")).read_bytes()
        else:
            content = Path(__file__).with_name("desk.html").read_bytes()
        self.send_response(200)
        self.send_header("content-type", self.guess_type(path))
        self.send_header("content-length", str(len(content)))
        self.send_header("content-security-policy", HEADERS["content-security-policy"])
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def desk(asked: list[str]) -> Iterator[str]:
    handler = type("_ThisDesk", (_Desk,), {"asked": asked})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()
        yield f"http://127.0.0.1:{server.server_port}/desk.html"
        server.shutdown()


def test_everybody_can_read_and_use_the_page(visitor: Visitor, desk: str) -> None:
    for page in (
        visitor.open(desk),
        visitor.open(desk, forced_colours=True, reduced_motion=True, width=320, height=640),
    ):
        assert axe(page) == []
        assert reflows(page) == []
    assert visitor.open(desk, javascript=False).get_by_role("button", name="Tasti").count() == 0


def test_what_is_wrong_is_found(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)
    page.evaluate("""() => {
        document.querySelector("h1").style.width = "900px";
        document.querySelector("label[for=answer]").remove();
        document.querySelector("main").insertAdjacentHTML("beforeend",
            "<p><button id=s1></button><button id=s2 aria-label=b></button></p>");
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("#s1, #s2 { all: unset; width: 9px; height: 9px; display: inline-block }"
            + "#s1, #s2, #s1:focus, #s2:focus { outline: none !important; box-shadow: none !important }");
        document.adoptedStyleSheets.push(sheet);
    }""")

    found = {violation.partition(" ")[0] for violation in axe(page)}

    assert found == {"label", "label-title-only", "button-name", "target-size"}
    assert any("h1" in told for told in reflows(page))
    with pytest.raises(AssertionError, match="nobody sees"):
        tab_to(page.locator("#s2"))


def test_numbers_and_words_of_a_table_stay_whole_in_a_narrow_window(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk, width=320, height=640)
    page.evaluate("""() => document.querySelector("main").insertAdjacentHTML("beforeend",
        '<div class="c-scroll" tabindex="0" role="region" aria-label="Avvisi"><table class="c-table"><tr>'
        + '<th scope="row">Circolazione modificata</th><td>martedì 1º dicembre 2026 alle 4:22</td>'
        + '<td>programmato</td><td class="c-number">1.301</td>'.repeat(3) + "</tr></table></div>")""")

    lines = page.locator("td:not(:nth-child(2))").evaluate_all(
        "(cells) => cells.map((cell) => { const all = document.createRange();"
        " all.selectNodeContents(cell); return all.getClientRects().length; })"
    )

    assert lines == [1] * 6
    assert reflows(page) == []


def test_the_keyboard_goes_everywhere(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)

    stops = tab_to(page.get_by_role("button", name="Manda"), at_most=10)

    assert stops[0] == "Vai al contenuto"
    assert stops[-1] == "Manda"
    with pytest.raises(AssertionError, match="not reached"):
        tab_to(page.locator("h1"), at_most=2)


def test_shortcuts_are_shown_and_switched_off(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)

    page.keyboard.press("j")
    assert _focused(page).startswith("+39 … 654")
    page.keyboard.press("?")
    assert _focused(page) == "Tasti"  # above what there is to read
    assert page.get_by_role("dialog").locator("dl").inner_text().split("\n") == [
        *("j", "Riga seguente", "k", "Riga precedente"),
        *("r", "Rileggi", "a", "Scrivi la risposta"),
    ]
    assert axe(page) == []
    page.get_by_text("Usa questi tasti").click()
    page.get_by_role("button", name="Chiudi").click()
    page.keyboard.press("a")
    page.keyboard.press("?")

    assert page.get_by_role("dialog").count() == 0
    assert _focused(page) != "Risposta"


def test_what_was_typed_comes_back_to_who_typed_it(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)
    page.keyboard.press("a")
    page.keyboard.type("/")
    assert _focused(page) == "Risposte pronte"
    page.get_by_label("Risposta", exact=True).press_sequentially("Alle 8.30 👋 / r")
    assert page.locator("#typed").inner_text() == "Caratteri: 15 / 4096"

    for end in ("document.documentElement.dataset.person = 'bruno'", "document.body.dataset.keptDone = '1'"):
        page.get_by_label("Risposta", exact=True).fill("Alle 8.30")
        page.reload()
        assert page.get_by_label("Risposta", exact=True).input_value() == "Alle 8.30"

        page.evaluate(f"() => {{ {end}; document.dispatchEvent(new Event('htmx:after:swap')) }}")
        page.reload()
        assert page.get_by_label("Risposta", exact=True).input_value() == "", end


def test_who_is_about_to_be_signed_out_hears_it_and_stays(
    visitor: Visitor, desk: str, asked: list[str]
) -> None:
    page = visitor.open(desk)
    page.clock.install()
    page.reload()
    page.evaluate("document.getElementById('rows').remove()")  # its requests would all be late by that clock
    told = page.get_by_role("alert")

    page.clock.run_for("24:00")
    before = told.inner_text()
    page.clock.run_for("01:30")
    warned, violations = told.inner_text(), axe(page)
    page.get_by_role("button", name="Resta").press("Enter")
    expect(told).to_have_text("La sessione continua.")
    page.clock.run_for("25:30")
    again = told.inner_text()
    page.get_by_role("button", name="Resta").press("Enter")
    expect(told).to_have_text("La sessione continua.")
    page.clock.run_for("11:00")

    assert (before, warned, violations) == ("", "Fra 5 minuti la sessione finisce. Resta", [])
    assert again == warned
    assert told.inner_text() == "Fra 5 minuti si entra di nuovo."  # nobody stays beyond the end of the day


def test_a_field_that_takes_no_more_says_so_until_there_is_room(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)
    answer, said = page.get_by_label("Risposta", exact=True), page.locator("#full")

    told = []
    for length in (4095, 4096, 12):
        answer.fill("x" * length)
        told.append(said.inner_text())

    assert told == ["", "Il campo è pieno: altro non entra.", ""]


def test_only_what_was_sent_is_forgotten(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)
    answer = page.get_by_label("Risposta", exact=True)
    succeed = """form => {
        document.querySelector(form).dispatchEvent(new Event('submit', {bubbles: true}));
        document.body.dataset.keptDone = '*';
        document.dispatchEvent(new Event('htmx:after:swap'));
    }"""

    for form, left in (("dialog form", "Alle 8.30"), ("form:has(#answer)", "")):
        answer.fill("Alle 8.30")
        page.evaluate(succeed, form)
        answer.press_sequentially("!")  # typed since then, while the page that said so still stands
        page.evaluate("document.dispatchEvent(new Event('htmx:after:swap'))")
        page.reload()
        assert answer.input_value() == "Alle 8.30!", form

        page.evaluate(succeed, form)
        page.reload()
        assert answer.input_value() == (left and f"{left}!"), form


def test_what_was_typed_last_is_newer_than_what_was_saved(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)
    answer = page.get_by_label("Risposta", exact=True)
    answer.fill("Alle 8.30, anche il sabato")

    for older, shown in (("", "Alle"), ("box.dataset.keepNewer = '';", "Alle 8.30, anche il sabato")):
        page.evaluate(
            f"() => {{ const box = document.getElementById('answer'); box.value = 'Alle'; {older}"
            " document.dispatchEvent(new Event('htmx:after:swap')) }"
        )
        assert answer.input_value() == shown


def test_what_is_saved_while_it_is_typed_is_not_saved_once_more_after_it_was_sent(
    visitor: Visitor, desk: str
) -> None:
    """The answer went out: its draft must not come back into the field."""
    page, saved = visitor.open(desk), list[str]()

    def keep(route: Route) -> None:
        saved.append(route.request.post_data or "")
        route.fulfill(status=204)

    page.route("**/draft", keep)
    page.evaluate("""() => {
        const answer = document.getElementById("answer");
        answer.setAttribute("hx-post", "/draft");
        answer.setAttribute("hx-trigger", "input");
        answer.setAttribute("hx-swap", "none");
        htmx.process(answer);
    }""")
    answer, form = page.get_by_label("Risposta", exact=True), "document.querySelector('form:has(#answer)')"

    with page.expect_response("**/draft"):
        answer.fill("uno")
    page.evaluate(f"() => {form}.dispatchEvent(new Event('submit', {{bubbles: true}}))")
    answer.fill("due")
    page.evaluate("() => dispatchEvent(new Event('pageshow'))")  # back from the page that followed
    with page.expect_response("**/draft"):
        answer.fill("tre")

    assert [each.partition("answer=")[2][:3] for each in saved] == ["uno", "tre"]


def test_the_time_to_take_an_answer_back_runs_out(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)
    page.clock.install(time="2026-11-30T09:00:00")
    page.clock.pause_at("2026-11-30T10:00:00")
    page.reload()

    left = []
    for milliseconds in (2_500, 9_000):
        page.clock.run_for(milliseconds)
        left.append(page.locator("[data-left]").inner_text())

    assert left == ["3", "0"]


def test_nobody_asks_for_rows_that_nobody_looks_at(visitor: Visitor, desk: str, asked: list[str]) -> None:
    page = visitor.open(desk)
    assert page.title() == "(2) Sportello"
    hidden = "() => { Object.defineProperty(document, 'hidden', {value: %s, configurable: true}); %s }"

    page.evaluate(hidden % ("true", "htmx.trigger('#rows', 'every')"))
    with page.expect_response("**/rows.html"):
        page.evaluate(hidden % ("false", "document.dispatchEvent(new Event('visibilitychange'))"))
    page.get_by_text("Sette in attesa").wait_for()

    assert asked.count("/rows.html") == 1
    assert page.title() == "(7) Sportello: 7 aspettano"
    assert page.locator("h1").inner_text() == "Sportello: 7 aspettano"


def test_a_list_stays_when_its_news_cannot_be_had(visitor: Visitor, desk: str) -> None:
    page = visitor.open(desk)
    page.route("**/rows.html", lambda route: route.fulfill(status=503, body='{"message":"Unavailable"}'))
    first = page.locator("#rows a").first
    first.focus()

    page.evaluate("""() => new Promise((resolve) => {
        document.addEventListener("htmx:finally:request", () => resolve(), {once: true});
        document.body.dispatchEvent(new CustomEvent("seen-again"));
    })""")
    visitor.complaints.clear()  # chromium's own line about the 503

    assert first.evaluate("(element) => element === document.activeElement")


def _focused(page: Page) -> str:
    name: str = page.evaluate(
        "() => (document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()"
    )
    return name
