"""Style, script, fonts and icons: their address holds a digest of them, so browsers keep them for ever."""

from __future__ import annotations

import gzip
import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

FOLDER = Path(__file__).with_name("static")
_KINDS = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_PACKED_ALREADY = frozenset({".woff2"})


@dataclass(frozen=True, slots=True)
class StaticFile:
    kind: str
    content: str
    """In base64: API Gateway hands on bytes only so."""
    packed: bool


@dataclass
class StaticFiles:
    folder: Path = FOLDER
    _served: dict[str, StaticFile] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Of all of them: relative addresses in a style sheet lead to the same folder."""
        found = hashlib.sha256()
        for file in sorted(self.folder.iterdir()):
            if file.suffix in _KINDS:
                found.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
        return found.hexdigest()[:16]

    def address_of(self, name: str) -> str:
        return f"/static/{self.digest}/{name}"

    def find(self, digest: str, name: str) -> StaticFile | None:
        """Of this version alone: another one's page asks for another one's files."""
        file = self.folder / name
        if digest != self.digest or file.suffix not in _KINDS or file.parent != self.folder:
            return None
        if name not in self._served and file.is_file():
            packed = file.suffix not in _PACKED_ALREADY
            content = gzip.compress(file.read_bytes(), mtime=0) if packed else file.read_bytes()
            self._served[name] = StaticFile(_KINDS[file.suffix], b64encode(content).decode(), packed)
        return self._served.get(name)
