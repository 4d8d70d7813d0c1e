"""A browser without a window: opens the sign-in pages, fills in the form, follows nothing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests

from infra.local.endpoints import Endpoints

SECONDS = 60.0


class _Form(HTMLParser):
    """Every field of the page's form, as a browser would send it back."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action = ""
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = given["action"]
        elif tag == "input":
            self.fields[given["name"]] = given.get("value", "")


def fill_in(page: requests.Response, **typed: str) -> requests.Response:
    form = _Form(page.text)
    assert typed.keys() <= form.fields.keys(), page.text
    return requests.post(
        urljoin(page.url, form.action), data={**form.fields, **typed}, allow_redirects=False, timeout=SECONDS
    )


def open_and_sign_in(address: str, person: str, password: str) -> requests.Response:
    return fill_in(requests.get(address, timeout=SECONDS), username=person, password=password)


def carried_back(answer: requests.Response) -> Mapping[str, str]:
    """What the browser brings to the program that sent it."""
    assert answer.status_code == requests.codes.found, answer.text
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


def sign_in(endpoints: Endpoints, role: str) -> requests.Session:
    """To the console, through the sign-in pages."""
    account, office = endpoints.console_accounts[role], requests.Session()
    sent = office.get(f"{endpoints.console_url}/entra", allow_redirects=False, timeout=SECONDS)
    page = requests.get(sent.headers["location"], timeout=SECONDS)
    back = fill_in(page, username=account.email, password=account.password)
    office.get(back.headers["location"], timeout=SECONDS)
    return office
