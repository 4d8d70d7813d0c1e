"""The replies a municipality begins with: canned.toml of its profile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from urp.desk.canned.model import CannedReply, check_reply
from urp.errors import InvalidError
from urp.language import Language
from urp.outgoing_text import check_link
from urp.town.municipality import Municipality
from urp.town.profile_files import ProfileFolder, Section, find_package_folder, read_section

CANNED_FILE = "canned.toml"
_ID = re.compile(r"[a-z][a-z-]{0,39}")


def load_replies(
    package: str, town: Municipality, *, placeholders_allowed: bool = False
) -> Mapping[str, CannedReply]:
    folder = find_package_folder(package)
    return load_replies_from(folder, town, placeholders_allowed=placeholders_allowed)


def load_replies_from(
    folder: Path | ProfileFolder, town: Municipality, *, placeholders_allowed: bool = False
) -> Mapping[str, CannedReply]:
    """None of them counts as verified: that is a person's word, given once the service runs."""
    file = read_section(folder, CANNED_FILE, placeholders_allowed=placeholders_allowed)
    sections = file.read_sections("replies")
    replies = [_reply(section, town) for section in sections]
    file.finish()
    found = {reply.id: reply for reply in replies}
    if len(found) < len(replies):
        file.refuse("replies", "each needs an id of its own")
    return found


def _reply(section: Section, town: Municipality) -> CannedReply:
    language = section.read_optional_text("language") or Language.ITALIAN
    if language not in set(Language):
        section.refuse("language", "must be it or en")
    reply = CannedReply(
        id=section.read_text("id", pattern=_ID, wanted="small letters and hyphens"),
        title=section.read_text("title"),
        text=section.read_text("text"),
        link=section.read_optional_text("link"),
        language=Language(language),
    )
    try:
        check_reply(reply)
        check_link(reply.link, town.answering.official_domains)
    except InvalidError as wrong:
        section.refuse(wrong.field, wrong.problem)
    section.finish()
    return reply
