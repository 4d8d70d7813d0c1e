"""Every page of the console, every role: who is let in, as `pages_matrix.txt` says; nobody generates it."""

from __future__ import annotations

import re
from pathlib import Path

from tests.integration.console.console_town import ConsoleTown
from tests.roles_by_hand import read_matrix
from urp.acts.model import Role
from urp.console.screens.all import list_screens
from urp.console.visits import fill_in

SOMETHING = "0d4b8a52-3a76-4b4e-8a5e-9b1c2f3d4e5f"
MATRIX = dict(read_matrix(Path(__file__).with_name("pages_matrix.txt")))
ADDRESSES = {
    *(page.path for screen in list_screens() for page in screen.pages),
    *(part.path for screen in list_screens() for part in screen.parts),
    *(download.path for screen in list_screens() for download in screen.downloads),
}


def test_every_page_stands_in_the_matrix_and_no_other() -> None:
    assert set(MATRIX) == ADDRESSES


def test_each_page_lets_in_who_the_matrix_says_and_nobody_meets_an_error_of_ours(office: ConsoleTown) -> None:
    """What is asked for is not there, or asked for without its query: the same for everybody who may look."""
    wrong: list[tuple[str, Role, int]] = []
    for role in Role:
        browser = office.office(role, person=f"0d4b8a52-3a76-4b4e-8a5e-{list(Role).index(role):012d}")
        for path, roles in MATRIX.items():
            names = dict.fromkeys(re.findall(r"{(\w+)}", path), SOMETHING)
            shown = browser.get(fill_in(path, {**names, "date": "2026-12-24"}))
            let_in = shown.status in (200, 204, 404, 422)
            if let_in is not (role in roles) or (not let_in and shown.status != 403):
                wrong.append((path, role, shown.status))

    assert wrong == []


def test_who_is_not_signed_in_sees_the_entrance_alone(office: ConsoleTown) -> None:
    stranger = office.browser()

    assert {stranger.get(path).status for path in MATRIX if "{" not in path} == {401}
    assert stranger.get("/accessibilita").status == 200


def test_an_address_made_up_is_a_page_that_says_so(office: ConsoleTown) -> None:
    anna = office.office(*Role)

    made_up = (anna.get("/sportello/version"), anna.get("/sportello/.."), anna.get("/x?y"))
    year = anna.get("/cifre/casi", anno="9" * 5_000)

    assert [shown.status for shown in made_up] == [404] * len(made_up)
    assert year.status == 200
