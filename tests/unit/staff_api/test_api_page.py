"""The page for programmers shows calls that the API takes."""

import json
import re
import shlex
from collections.abc import Iterator

from tests.architecture.blueprint import ROOT
from tests.cases import every
from urp.staff_api.routing import AnyRoute
from urp.staff_api.table import list_routes

PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


def _calls() -> Iterator[tuple[str, str, str, str]]:
    """Method, address, body and key of each `get` and `post` in the page's blocks."""
    for line in re.findall(r"^ {4}((?:as \w+; )?(?:get|post) [^{\n].*)$", PAGE, re.MULTILINE):
        words = shlex.shlex(line, posix=True, punctuation_chars=";")
        words.whitespace_split = True
        commands: list[list[str]] = [[]]
        for word in words:
            if word == ";":
                commands.append([])
            else:
                commands[-1].append(word)
        for verb, *rest in commands:
            if verb in {"get", "post"}:
                address, body, key = (*rest, "", "", "")[:3]
                yield verb.upper(), address.partition("?")[0], body, key


def _find_route(method: str, address: str) -> AnyRoute | None:
    def fits(path: str) -> bool:
        theirs, ours = path.removeprefix("/staff/").split("/"), address.split("/")
        return len(theirs) == len(ours) and all(
            one.startswith("{") or one == other for one, other in zip(theirs, ours, strict=True)
        )

    return min(
        (route for route in list_routes() if route.method == method and fits(route.path)),
        key=lambda route: route.path.count("{"),
        default=None,
    )


@every(("method", "address", "body", "key"), list(_calls()))
def test_every_call_of_the_page_is_one_that_the_api_takes(
    method: str, address: str, body: str, key: str
) -> None:
    route = _find_route(method, address)

    assert route, "no such route"
    assert bool(key) == bool(route.repeat), "the key"
    if body.startswith("{"):
        fields = route.body.model_fields
        needed = {name for name, field in fields.items() if field.is_required()}
        assert needed <= json.loads(body).keys() <= fields.keys(), "the body"


def test_the_page_shows_a_notice_from_its_draft_to_its_statement() -> None:
    shown = {address for _, address, _, _ in _calls()}

    assert {"broadcasts", "broadcasts/$ID/approve", "broadcasts/$ID/statement"} <= shown
