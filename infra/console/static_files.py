"""Writes what the console's pages take from others: style, fonts, icons, htmx, and axe for the tests.

Run by hand when a version changes; the results are committed, no build downloads anything:

    npm pack bootstrap-italia@2.18.3 htmx.org@4.0.1 axe-core@4.14.1
    python -m infra.console.static_files FOLDER_OF_THE_PACKAGES

The same packages give the same bytes. `manifest.json` beside the files says where each comes from.
"""

from __future__ import annotations

import json
import re
import sys
import tarfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from infra.local.places import ROOT

STATIC = ROOT / "layers" / "domain" / "urp" / "console" / "static"
BROWSER_TESTS = ROOT / "tests" / "browser"
MANIFEST = "manifest.json"
_SOURCE_MAP = re.compile(rb"\n?(/\*|//)# sourceMappingURL=[^\n]*\n?")
_VIDEO_FONT = re.compile(rb"@font-face\{font-family:VideoJS;[^}]*\}")
"""In the style itself, for a player of films: browsers load it at once, the pages' policy forbids it."""
_SYMBOL = re.compile(r'<symbol id="(it-[a-z-]+)".*?</symbol>', re.DOTALL)

ICONS = (
    "arrow-left",
    "arrow-right",
    "ban",
    "calendar",
    "chart-line",
    "check",
    "check-circle",
    "chevron-left",
    "chevron-right",
    "clock",
    "close",
    "comment",
    "copy",
    "delete",
    "download",
    "error",
    "exchange-circle",
    "external-link",
    "file",
    "flag",
    "funnel",
    "help-circle",
    "horn",
    "inbox",
    "info-circle",
    "key",
    "list",
    "lock",
    "logout",
    "mail",
    "minus",
    "pa",
    "password-visible",
    "pencil",
    "plus",
    "presentation",
    "print",
    "refresh",
    "restore",
    "search",
    "settings",
    "telephone",
    "unlocked",
    "upload",
    "user",
    "warning-circle",
    "whatsapp",
)
"""Of the 150 symbols of the sprite those that a console needs: the whole sprite is 94 kB."""


@dataclass(frozen=True)
class Package:
    file: str
    digest: str
    """SHA-256 of the packed file."""


@dataclass(frozen=True)
class Taken:
    name: str
    package: Package
    path: str
    licence: str
    folder: Path = STATIC


BOOTSTRAP_ITALIA = Package(
    "bootstrap-italia-2.18.3.tgz", "e2d3a87bdb4601137128425305b6985219449ee7a6e2ce23bbb6444477eb218b"
)
HTMX = Package("htmx.org-4.0.1.tgz", "5fba65616ca148a86d377e9771bcada7f35faee3558651feb929eea425e13b3c")
AXE = Package("axe-core-4.14.1.tgz", "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745")

_FONT = "dist/fonts/Titillium_Web/titillium-web-v10-latin-ext_latin-{weight}.woff2"
TAKEN = (
    Taken(
        "bootstrap-italia.min.css",
        BOOTSTRAP_ITALIA,
        "dist/css/bootstrap-italia.min.css",
        "BSD-3-Clause AND MIT",
    ),
    Taken("icons.svg", BOOTSTRAP_ITALIA, "dist/svg/sprites.svg", "BSD-3-Clause"),
    Taken("LICENSE-bootstrap-italia.txt", BOOTSTRAP_ITALIA, "LICENSE", "BSD-3-Clause"),
    Taken("titillium-web-400.woff2", BOOTSTRAP_ITALIA, _FONT.format(weight="regular"), "OFL-1.1"),
    Taken("titillium-web-600.woff2", BOOTSTRAP_ITALIA, _FONT.format(weight="600"), "OFL-1.1"),
    Taken("titillium-web-700.woff2", BOOTSTRAP_ITALIA, _FONT.format(weight="700"), "OFL-1.1"),
    Taken("LICENSE-titillium-web.txt", BOOTSTRAP_ITALIA, "dist/fonts/Titillium_Web/OFL.txt", "OFL-1.1"),
    Taken("htmx.min.js", HTMX, "dist/htmx.min.js", "0BSD"),
    Taken("LICENSE-htmx.txt", HTMX, "LICENSE", "0BSD"),
    Taken("axe.min.js", AXE, "axe.min.js", "MPL-2.0", BROWSER_TESTS),
    Taken("LICENSE-axe-core.txt", AXE, "LICENSE", "MPL-2.0", BROWSER_TESTS),
)


def pick_icons(sprite: str) -> str:
    symbols = {found[1]: found[0] for found in _SYMBOL.finditer(sprite)}
    picked = "\n".join(symbols[f"it-{name}"] for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{picked}\n</svg>\n'


def write_all(packages: Path) -> None:
    written: dict[Path, list[dict[str, str]]] = {}
    for taken in TAKEN:
        content = _read(packages / taken.package.file, taken)
        (taken.folder / taken.name).write_bytes(content)
        written.setdefault(taken.folder, []).append(
            {
                "name": taken.name,
                "package": taken.package.file.removesuffix(".tgz"),
                "path": taken.path,
                "licence": taken.licence,
                "sha256": sha256(content).hexdigest(),
            }
        )
    for folder, entries in written.items():
        (folder / MANIFEST).write_text(json.dumps(entries, indent=2) + "\n")


def _read(packed: Path, taken: Taken) -> bytes:
    if sha256(packed.read_bytes()).hexdigest() != taken.package.digest:
        raise SystemExit(f"{packed.name} is not the package that was looked at: its SHA-256 differs")
    with tarfile.open(packed) as package:
        member = package.extractfile(f"package/{taken.path}")
        assert member, taken.path  # noqa: S101 - a folder under a file's name
        content = member.read()
    if taken.name == "icons.svg":
        return pick_icons(content.decode()).encode()
    if taken.name.endswith((".css", ".js")):
        return _VIDEO_FONT.sub(b"", _SOURCE_MAP.sub(b"\n", content))
    return content


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
