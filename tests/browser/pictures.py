"""`make pictures`: the console after the story of `make run`, as docs/images show it."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from infra.local.places import ROOT
from infra.local.progress import Progress
from infra.local.story import play
from infra.local.town import TownHall, open_town_hall
from tests.browser.chromium import MISSING, Visitor, find_chromium, start_chromium
from tests.e2e.console_visits import Office
from tests.e2e.patience import eventually

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = ROOT / "docs" / "images"
NOTICE = {
    "title": "Il concerto in piazza",
    "template": "evento",
    "parameters": {
        "titolo": "Concerto in piazza",
        "luogo": "piazza del Plebiscito",
        "quando": "sabato 12 dicembre 2026 alle 21",
        "ingresso": "libero",
    },
    "link": "https://www.comune.ancona.it/concerto",
}


def main() -> int:
    executable = find_chromium()
    if executable is None:
        print(MISSING, file=sys.stderr)  # noqa: T201 - a command
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        open_town_hall(Path(folder) / "town", Progress(quiet=True)) as town,
        start_chromium(executable) as chromium,
    ):
        play(town, Progress(quiet=True))
        office = Office(town, Visitor(chromium))
        _take_at_the_desk(town, office.signs_in("operator", "/sportello"))
        _take_of_notices(town, office)
        everything = office.signs_in("administrator")
        for name, path in (
            ("home", ""),
            ("calendar", "/calendario"),
            ("figures", "/cifre/sportello"),
            ("people", "/amministrazione/persone"),
        ):
            everything.goto(office.address(path))
            _save(everything, name)
    return 0


def _take_at_the_desk(town: TownHall, page: Page) -> None:
    for number, words in enumerate(
        (
            "Buongiorno, per la carta d'identità devo prenotare?",
            "Hello, where do I pay the parking fine?",
            "La biblioteca di via Bernabei è aperta il sabato?",
        )
    ):
        town.meta.write(f"39333000080{number}", words)
    operator = town.staff("operator")
    eventually(
        lambda: "sabato" in str(operator.get("/conversations?limit=100")["items"]) or None, "a question"
    )
    page.reload()
    page.get_by_role("link").filter(has_text="carta").first.click()
    page.get_by_role("button", name="Prendi la conversazione").click()
    page.get_by_label("Testo della risposta").fill("Buongiorno! Sì, si prenota dal sito del Comune.")
    _save(page, "desk")


def _take_of_notices(town: TownHall, office: Office) -> None:
    editor = town.staff("editor")
    notice = editor.post("/broadcasts", NOTICE)["id"]
    _show(office.signs_in("editor", f"/avvisi/{notice}"), "notice-draft")
    editor.post(f"/broadcasts/{notice}/submit", {})
    _show(office.signs_in("approver", f"/avvisi/{notice}"), "notice-approval")
    items = editor.get("/broadcasts?limit=50")["items"]
    assert isinstance(items, list)
    closed = next(each["id"] for each in items if each["status"] == "closed" and not each["training"])
    _show(office.signs_in("reader", f"/avvisi/{closed}/chiusura"), "notice-statement")


def _show(page: Page, name: str) -> None:
    page.get_by_role("heading", level=1).wait_for()
    _save(page, name)


def _save(page: Page, name: str) -> None:
    page.screenshot(path=FOLDER / f"console-{name}.png", full_page=True)


if __name__ == "__main__":
    raise SystemExit(main())
