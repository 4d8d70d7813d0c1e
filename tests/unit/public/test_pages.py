"""The pages as a citizen meets them: by ear, without a script, on paper."""

from __future__ import annotations

from uuid import UUID

from tests.unit.notices.broadcasts.scene import NOTICE
from tests.unit.public.reading import Page
from tests.unit.public.town import PublicTown


def test_every_page_can_be_read_by_ear(town: PublicTown) -> None:
    town.goes_out()
    paths = ("/avvisi", f"/avvisi/{NOTICE}", "/servizio", "/avvisi/niente")

    for path in paths:
        Page(town.get(path).body).require_accessible()


def test_a_reader_finds_each_notice_by_its_year(town: PublicTown) -> None:
    town.goes_out()

    newest, year = Page(town.get("/avvisi").body), Page(town.get("/avvisi", anno="2026").body)

    for page in (newest, year):
        assert {"href": f"avvisi/{NOTICE}"} in page.all("a")
        assert {"href": "avvisi?anno=2026"} in page.all("a")
    assert "25 novembre 2026, ore 10:0" in newest.text
    assert [town.get("/avvisi", anno=each).status for each in ("2025", "x", "20260")] == [404] * 3


def test_a_notice_shows_its_words_and_where_the_town_says_more(town: PublicTown) -> None:
    town.goes_out(parameters={"luogo": 'Roma < Verdi & "piazza"'}, people=60)

    page = Page(town.get(f"/avvisi/{NOTICE}").body)

    assert 'Strada chiusa: Roma < Verdi & "piazza" – Dettagli: ' in page.text
    assert {"href": "https://comune.example/1"} in page.all("a")
    assert "Circa 50 persone" in page.text
    assert "100 %" in page.text


def test_who_has_the_page_already_gets_nothing_again(town: PublicTown) -> None:
    town.goes_out()
    first = town.get("/avvisi")

    again = town.get("/avvisi", known=first.headers["etag"])
    town.archive.remove(NOTICE)
    after = town.get("/avvisi", known=first.headers["etag"])

    assert (again.status, again.body) == (304, "")
    assert again.headers == {name: first.headers[name] for name in ("etag", "cache-control")}
    assert first.headers["cache-control"] == "public, max-age=60"
    assert after.status == 200


def test_a_page_may_load_and_send_nothing(town: PublicTown) -> None:
    headers = town.get("/avvisi").headers

    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert headers["x-content-type-options"] == "nosniff"


def test_what_is_not_there_is_said_in_words(town: PublicTown) -> None:
    town.goes_out()
    elsewhere = (
        f"/avvisi/{UUID(int=7)}", f"/avvisi/{NOTICE}.cap", "/avvisi/../servizio", f"/avvisi/{NOTICE}.pdf",
        "/servizio/2026", "/servizio/1999", "/avvisi/" + "a" * 500,
    )  # fmt: skip

    answers = [town.get(path) for path in elsewhere]

    assert {answer.status for answer in answers} == {404}
    assert all("Pagina non trovata" in answer.body for answer in answers)


def test_colours_are_told_apart_by_everybody() -> None:
    """WCAG 2.2 AA asks for 4.5."""
    assert min(_contrast(dark, "ffffff") for dark in ("17212b", "0a4a86", "46525d")) >= 4.5
    assert _contrast("17212b", "fdf1f1") >= 4.5


def _contrast(dark: str, light: str) -> float:
    return (_luminance(light) + 0.05) / (_luminance(dark) + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
