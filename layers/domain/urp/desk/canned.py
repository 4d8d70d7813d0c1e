"""Ready replies of the office: a text with gaps, an official link, the day somebody verified it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from urp.acts.acts import name_resource
from urp.acts.model import Act
from urp.errors import ConflictError, InvalidError, NotFoundError
from urp.language import Language
from urp.outgoing_text import check_addresses, check_link, check_words
from urp.town.municipality import Municipality
from urp.town.municipality.model import Answering
from urp.town.profile_files import ProfileFolder, Section, find_package_folder, read_section
from urp.whatsapp.outgoing import TEXT_LIMIT

if TYPE_CHECKING:
    from urp.desk.store.canned_register import CannedRegister


LONGEST_TITLE = 80
LONGEST_VALUE = 300
LONGEST_TEXT = 3000
"""Leaves room for what the gaps are filled with, and for the link, within WhatsApp's 4,096 characters."""
GAP = re.compile(r"\{([a-z][a-z_]{0,29})\}")
_BRACE = re.compile(r"[{}]")
CANNED_FILE = "canned.toml"
_ID = re.compile(r"[a-z][a-z-]{0,39}")


@dataclass(frozen=True, slots=True)
class CannedReply:
    id: str
    title: str
    text: str
    """With gaps such as `{giorno}`, each filled by the colleague who answers."""
    link: str = ""
    """An official page, under the text; empty where there is none."""
    language: Language = Language.ITALIAN
    verified_on: date | None = None
    """The municipality's date; None: nobody has verified it yet."""
    verified_by: str | None = None
    version: int = 0
    """Goes up with every change of the office; 0: as the profile has it."""

    @property
    def fields(self) -> tuple[str, ...]:
        """In the order of the text."""
        return tuple(dict.fromkeys(GAP.findall(self.text)))

    def to_verify(self, today: date, verified_for: timedelta) -> bool:
        return self.verified_on is None or today - self.verified_on >= verified_for

    def fill(self, values: Mapping[str, str]) -> str:
        """As the citizen reads it. A value is words, never a gap of its own."""
        for name in values:
            if name not in self.fields:
                raise InvalidError(f"fields.{name}", "non è un campo di questa risposta")
        known = {name: _value(name, values) for name in self.fields}
        text = GAP.sub(lambda gap: known[gap[1]], self.text)
        whole = f"{text}\n{self.link}" if self.link else text
        if len(whole) > TEXT_LIMIT:
            raise InvalidError("fields", f"rendono il testo più lungo di {TEXT_LIMIT} caratteri")
        return whole


class ChangedMeanwhileError(ConflictError):
    """A colleague changed it after it was read: nobody's words are written over unseen."""

    code = "changed_meanwhile"


@dataclass(frozen=True, slots=True)
class KeptReply:
    """As the office left it, in the place of the profile's."""

    reply: CannedReply
    deleted: bool = False


def check_reply(reply: CannedReply) -> None:
    if not reply.title or len(reply.title) > LONGEST_TITLE:
        raise InvalidError("title", f"deve avere da 1 a {LONGEST_TITLE} caratteri")
    check_words("title", reply.title)
    check_words("text", reply.text)
    if not reply.text or len(reply.text) > LONGEST_TEXT:
        raise InvalidError("text", f"deve avere da 1 a {LONGEST_TEXT} caratteri")
    if _BRACE.search(GAP.sub("", reply.text)):
        raise InvalidError("text", "ha una parentesi graffa che non è di un campo come {giorno}")


def _value(name: str, values: Mapping[str, str]) -> str:
    value = values.get(name, "").strip()
    if not value:
        raise InvalidError(f"fields.{name}", "manca")
    check_words(f"fields.{name}", value)
    if len(value) > LONGEST_VALUE:
        raise InvalidError(f"fields.{name}", f"è più lungo di {LONGEST_VALUE} caratteri")
    return value


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


@dataclass(frozen=True, slots=True)
class CannedOffice:
    register: CannedRegister
    profile: Mapping[str, CannedReply]
    answering: Answering
    zone: ZoneInfo

    def texts(self) -> tuple[str, ...]:
        """Of every reply, also those a colleague put aside: they were said once."""
        kept = self.register.all()
        return tuple(
            each.text for each in {**self.profile, **{name: one.reply for name, one in kept.items()}}.values()
        )

    def replies(self, words: str, now: datetime, *, to_verify: bool | None = None) -> tuple[CannedReply, ...]:
        """By title; those that hold every one of the words, in any order."""
        wanted = words.casefold().split()
        kept = self.register.all()
        known = {**self.profile, **{name: each.reply for name, each in kept.items()}}
        found = [
            reply
            for name, reply in known.items()
            if not (name in kept and kept[name].deleted)
            and all(word in f"{reply.title}\n{reply.text}".casefold() for word in wanted)
            and to_verify in (None, self.to_verify(reply, now))
        ]
        return tuple(sorted(found, key=lambda reply: (reply.title.casefold(), reply.id)))

    def reply(self, reply_id: str) -> CannedReply:
        kept = self.register.one(reply_id)
        found = kept.reply if kept else self.profile.get(reply_id)
        if found is None or (kept is not None and kept.deleted):
            raise NotFoundError("Questa risposta pronta non c'è.")
        return found

    def to_verify(self, reply: CannedReply, now: datetime) -> bool:
        return reply.to_verify(self._today(now), self.answering.verified_for)

    def write(self, reply: CannedReply, act: Act, *, verified: bool) -> CannedReply:
        """A new one, under an id of its own."""
        return self._keep(reply, name_resource(act, reply.id), verified=verified)

    def change(self, reply: CannedReply, act: Act, *, verified: bool) -> CannedReply:
        """`version` is the one that was read. Changed words are to be verified again."""
        self.reply(reply.id)
        return self._keep(reply, act, verified=verified)

    def verify(self, reply_id: str, act: Act) -> CannedReply:
        return self._keep(self.reply(reply_id), act, verified=True)

    def delete(self, reply_id: str, act: Act) -> None:
        self.register.keep(KeptReply(self.reply(reply_id), deleted=True), act)

    def _keep(self, reply: CannedReply, act: Act, *, verified: bool) -> CannedReply:
        check_reply(reply)
        check_link(reply.link, self.answering.official_domains)
        check_addresses("text", reply.text, self.answering.official_domains)
        when, by = (self._today(act.at), act.by) if verified else (None, None)
        checked = replace(reply, verified_on=when, verified_by=by)
        self.register.keep(KeptReply(checked), act)
        return replace(checked, version=checked.version + 1)

    def _today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()
