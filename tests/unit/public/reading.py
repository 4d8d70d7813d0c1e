"""A page as a screen reader takes it, and what a CAP message must be by the schema of OASIS."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from xml.etree import ElementTree as ET

_EMPTY = frozenset({"meta", "link", "br"})
_PROSE = ("script", "img", "iframe", "form", "input")


class Page(HTMLParser):
    """Refuses what is not closed in its order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def require_accessible(self) -> None:
        """Language, one first heading, none left out, a way past the header, named navigation, no script."""
        levels = [int(tag[1]) for tag, _ in self.tags if re.fullmatch("h[1-6]", tag)]
        assert self.all("html") == [{"lang": "it"}]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(following <= level + 1 for level, following in pairwise(levels))
        skip = next(attributes for attributes in self.all("a"))
        assert [f"#{main['id']}" for main in self.all("main")] == [skip["href"]]
        assert all("aria-label" in each for each in self.all("nav"))
        assert all("scope" in each for each in self.all("th"))
        assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in self.all("meta")
        assert [tag for tag, _ in self.tags if tag in _PROSE] == []


CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"
_ALERT = (
    "identifier sender sent status msgType source? scope restriction? addresses? code* note? references? "
    "incidents? info*"
)
_INFO = (
    "language? category+ event responseType* urgency severity certainty audience? eventCode* effective? "
    "onset? expires? senderName? headline? description? instruction? web? contact? parameter* resource* area*"
)
_AREA = "areaDesc polygon* circle* geocode* altitude? ceiling?"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d")
_WORDS = {
    "status": "Actual Exercise System Test Draft",
    "msgType": "Alert Update Cancel Ack Error",
    "scope": "Public Restricted Private",
    "category": "Geo Met Safety Security Rescue Fire Health Env Transport Infra CBRNE Other",
    "urgency": "Immediate Expected Future Past Unknown",
    "severity": "Extreme Severe Moderate Minor Unknown",
    "certainty": "Observed Likely Possible Unlikely Unknown",
}


def read_cap(xml: str) -> ET.Element:
    """Written after the schema of CAP 1.2 (docs.oasis-open.org/emergency/cap/v1.2): elements in their order,
    as many as there may be, times with their offset, words of its lists."""
    alert = ET.fromstring(xml)  # noqa: S314 - our own
    assert alert.tag == f"{CAP}alert"
    _require_order(alert, _ALERT)
    for info in alert.iter(f"{CAP}info"):
        _require_order(info, _INFO)
        for area in info.iter(f"{CAP}area"):
            _require_order(area, _AREA)
            for code in area.iter(f"{CAP}geocode"):
                _require_order(code, "valueName value")
    for element in alert.iter():
        name, text = element.tag.removeprefix(CAP), element.text or ""
        if name in ("sent", "effective", "onset", "expires"):
            assert _TIME.fullmatch(text), (name, text)
        if name in _WORDS:
            assert text in _WORDS[name].split(), (name, text)
        if name in ("identifier", "sender"):
            assert re.fullmatch(r"[^\s,<&]+", text), (name, text)
        if name == "references":
            assert all(re.fullmatch(rf"[^\s,]+,[^\s,]+,{_TIME.pattern}", each) for each in text.split())
    return alert


def _require_order(parent: ET.Element, pattern: str) -> None:
    names = " ".join(child.tag.removeprefix(CAP) for child in parent) + " "
    expected = "".join(
        f"(?:{part.rstrip('?*+')} ){part[-1] if part[-1] in '?*+' else ''}" for part in pattern.split()
    )
    assert re.fullmatch(expected, names), names
