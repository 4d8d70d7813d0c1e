"""The console's pages take everything from our own server, and what others made is what they published."""

import gzip
import json
import re
from hashlib import sha256

from infra.console.static_files import BROWSER_TESTS, ICONS, MANIFEST, STATIC

OUR_OWN = {"README.md", "console.css", "console.js", "fonts.css", MANIFEST}
FIRST_PAGE = 220_000
"""Bytes of a page with everything it loads, compressed: three seconds on a slow line of an office."""


def test_what_others_made_is_unchanged_and_comes_with_its_licence() -> None:
    for folder in (STATIC, BROWSER_TESTS):
        entries = json.loads((folder / MANIFEST).read_text())

        assert {entry["name"]: entry["sha256"] for entry in entries} == {
            entry["name"]: sha256((folder / entry["name"]).read_bytes()).hexdigest() for entry in entries
        }
        licences = {entry["licence"] for entry in entries if entry["name"].startswith("LICENSE-")}
        assert {entry["licence"].removesuffix(" AND MIT") for entry in entries} == licences
    served = {entry["name"] for entry in json.loads((STATIC / MANIFEST).read_text())}
    assert {path.name for path in STATIC.iterdir()} == served | OUR_OWN


def test_a_page_asks_nobody_else() -> None:
    for path in STATIC.glob("*.css"):
        named = re.findall(r"url\([\"']?(?!data:)([^)\"']+)|@import\s+([^;]+)", path.read_text())

        assert [name for pair in named for name in pair if name and not (STATIC / name).exists()] == []
    assert [path.name for path in STATIC.glob("*.min.*") if "sourceMappingURL" in path.read_text()] == []


def test_the_first_page_is_light() -> None:
    loaded = [path for path in STATIC.iterdir() if path.suffix in {".css", ".js", ".svg", ".woff2"}]

    sizes = {
        path.name: len(path.read_bytes() if path.suffix == ".woff2" else gzip.compress(path.read_bytes()))
        for path in loaded
    }
    assert sum(sizes.values()) < FIRST_PAGE, sizes


def test_every_icon_is_there() -> None:
    assert re.findall(r'<symbol id="it-([^"]+)"', (STATIC / "icons.svg").read_text()) == list(ICONS)


def test_our_script_needs_no_exception_of_the_policy() -> None:
    script = (STATIC / "console.js").read_text()

    assert re.findall(r"\beval\b|new Function|innerHTML|insertAdjacentHTML|\.style\b|https?://", script) == []
