"""Read a message, whether typed, pressed, a caption or a correction.

A pressed button returns only a short text; the names of our buttons and rows are at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from urp.citizens.consent import Source
from urp.desk.doubt import DoubtAnswer
from urp.language import HEARD, Language
from urp.meaning.model import Kind, Meaning
from urp.meaning.town_words import TownWords
from urp.meaning.understanding import understand, understand_label
from urp.notices.broadcasts.trackers import leave_button, parse_confirm_payload
from urp.privacy.rights.typed import Typed, read_typed
from urp.whatsapp.content import (
    Attachment,
    Edit,
    MessageKind,
    SharedCards,
    Tap,
    Unsupported,
    WrittenText,
)
from urp.whatsapp.message import InboundMessage

_SILENT = frozenset(
    {
        MessageKind.REACTION,
        MessageKind.SYSTEM,
        MessageKind.MARKETING_PREFERENCE,
        MessageKind.CALL_PERMISSION_REPLY,
        MessageKind.MEDIA_PLACEHOLDER,
    }
)
"""Kinds that need no answer and do not open the 24-hour window."""
_NOTHING_NEW = frozenset({"edit", "revoke", "reaction", "poll_update", "pin"})
"""What WhatsApp could not pass on was about an earlier message."""
_HEARD_BESIDE_A_PHOTO = frozenset(
    {Kind.EMERGENCY, Kind.DISTRESS, Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.ERASE_DATA, Kind.DATA_RIGHTS}
)

_COMMANDS = frozenset({Kind.JOIN, Kind.LEAVE})
_SAYS_NOTHING = frozenset({Kind.QUESTION, Kind.OTHER})
"""Of a label: no command, so its payload may say it."""
_TELLING_WORDS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    meaning: Meaning | None
    """None: nothing readable as text."""
    text: str
    """Exactly the citizen's words; the label of what they pressed."""
    source: Source
    topic: TopicRow | None = None
    """The row chosen from the list of topics."""
    language: Language | None = None
    """Language of the text; None if it does not tell: a button, a photo, a command, a word or two."""
    doubt: PressedAnswer | None = None
    """The button pressed when they were asked what their message was."""

    @property
    def written_in(self) -> str | None:
        """As `Meaning.written_in`; None if unknown."""
        foreign = self.meaning.written_in if self.meaning else ""
        return foreign or (None if self.language is None else "")

    @property
    def kind(self) -> Kind | None:
        return self.meaning.kind if self.meaning else None


def read(message: InboundMessage, town: TownWords) -> Reading:
    """Read a message; a silent one has no meaning."""
    if is_silent(message):
        return Reading(None, "", Source.TEXT)
    match message.content:
        case WrittenText(body):
            return _read_text(body, town)
        case Tap(payload, title):
            return _read_tap(payload, title)
        case Attachment(caption) if caption:
            return _read_caption(caption, town)
        case Edit(_, caption, beside_an_attachment=True) if caption:
            return _read_caption(caption, town)
        case Edit(_, body) if body is not None:
            return _read_text(body, town)
        case SharedCards(requested=True):
            return Reading(None, "", Source.CONTACT_SHARED)
        case _ if message.kind is MessageKind.REQUEST_WELCOME:
            return Reading(Meaning(Kind.GREETING, "first_contact"), "", Source.TEXT)
        case _:
            return Reading(None, "", Source.TEXT)


def _read_caption(caption: str, town: TownWords) -> Reading:
    written = _read_text(caption, town)
    return replace(written, meaning=_read_attachment(written.meaning))


def _read_attachment(meaning: Meaning | None) -> Meaning | None:
    """Keep the meaning of a caption if it is danger, rights, a word of the menu or a breach. A command to
    join is asked for again, since only a message with that word alone subscribes."""
    if meaning is None:
        return None
    if meaning.kind is Kind.JOIN:
        return replace(meaning, kind=Kind.WANTS_TO_JOIN)
    heard = meaning.keyword or meaning.breach is not None or meaning.kind in _HEARD_BESIDE_A_PHOTO
    heard = heard or meaning.written_in != ""  # what it asks is unknown
    return meaning if heard else None


def _read_text(body: str, town: TownWords) -> Reading:
    meaning = understand(body, town=town)
    if (
        read_typed(body) is Typed.ERASE
    ):  # it says more than the command to leave, which it is otherwise read as
        meaning = replace(meaning, kind=Kind.ERASE_DATA, besides=None)
    if meaning.besides is not None:
        meaning = replace(meaning, kind=meaning.besides)  # what is asked is answered, with a case beside it
    return Reading(meaning, body, Source.TEXT, language=_find_language(meaning, body))


def _find_language(meaning: Meaning, text: str) -> Language | None:
    """The language of the text. Italian commands and "ok" are used by all, so only several words tell that a
    citizen who wrote in English now writes in Italian."""
    if meaning.language is not Language.ITALIAN:
        return meaning.language
    tells = not meaning.keyword and meaning.kind not in _COMMANDS and len(text.split()) >= _TELLING_WORDS
    return meaning.language if tells else None


def _read_tap(payload: str, title: str) -> Reading:
    """Read a pressed button: by its label, else by a payload of ours."""
    if leave_button(payload) is not None:
        return Reading(Meaning(Kind.LEAVE, "notice_button"), title, Source.NOTICE_BUTTON)
    if parse_confirm_payload(payload) is not None:
        return Reading(Meaning(Kind.JOIN, "notice_button"), title, Source.NOTICE_BUTTON)
    if payload == JOIN_PAYLOAD:
        return Reading(Meaning(Kind.JOIN, "join_button"), title, Source.BUTTON)
    topic = parse_topic_row(payload)
    if topic is not None:
        return Reading(Meaning(Kind.TOPICS, "topic_row", keyword=True), title, Source.BUTTON, topic=topic)
    answer = parse_doubt_payload(payload)
    if answer is not None:
        return Reading(Meaning(Kind.ACKNOWLEDGED, "doubt_button"), title, Source.BUTTON, doubt=answer)
    pressed = parse_act_payload(payload)
    if pressed is not None:
        meaning = Meaning(_PRESSED[pressed.act], "foreign_button", written_in=pressed.language)
        return Reading(meaning, title, Source.BUTTON)
    meaning = understand_label(title)
    if meaning.kind in _SAYS_NOTHING and payload != title:
        meaning = understand_label(payload)
    return Reading(meaning, title or payload, Source.BUTTON)


def is_silent(message: InboundMessage) -> bool:
    """True if nothing is answered, opened or stored; a group's message is not addressed to the desk."""
    if isinstance(message.content, Unsupported) and message.content.what in _NOTHING_NEW:
        return True
    return message.kind in _SILENT or message.group_id is not None


def opens_the_window(message: InboundMessage) -> bool:
    """True if WhatsApp counts 24 hours from it; Meta does not say that a call does."""
    return message.kind not in (MessageKind.EDIT, MessageKind.REVOKE, MessageKind.CALL)


JOIN_PAYLOAD = "join"
"""Payload of the button that asks whether a citizen wants the notices; the label may change."""
_ALL_TOPICS = "topic:all"
_TOPIC_WORDS = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A row of the list of topics; pressed twice, or in an old list, it does what its label said."""

    topic: str | None
    """None: all topics."""
    wanted: bool = True

    def __str__(self) -> str:
        return _ALL_TOPICS if self.topic is None else f"topic:{'on' if self.wanted else 'off'}:{self.topic}"


def parse_topic_row(payload: str) -> TopicRow | None:
    """None for whatever is not a row of ours."""
    if payload == _ALL_TOPICS:
        return TopicRow(None)
    kind, _, rest = payload.partition(":")
    word, _, topic = rest.partition(":")
    return TopicRow(topic, _TOPIC_WORDS[word]) if kind == "topic" and word in _TOPIC_WORDS and topic else None


@dataclass(frozen=True, slots=True)
class PressedAnswer:
    answer: DoubtAnswer
    doubt_id: str

    def __str__(self) -> str:
        return f"doubt:{self.answer}:{self.doubt_id}"


def parse_doubt_payload(payload: str) -> PressedAnswer | None:
    """None for whatever is not a button of ours."""
    kind, _, rest = payload.partition(":")
    answer, _, doubt_id = rest.partition(":")
    known = kind == "doubt" and answer in DoubtAnswer and doubt_id
    return PressedAnswer(DoubtAnswer(answer), doubt_id) if known else None


class Act(StrEnum):
    JOIN = "join"
    LEAVE = "leave"
    NOTHING = "no"


_PRESSED = {Act.JOIN: Kind.JOIN, Act.LEAVE: Kind.LEAVE, Act.NOTHING: Kind.ACKNOWLEDGED}


@dataclass(frozen=True, slots=True)
class PressedAct:
    act: Act
    language: str

    def __str__(self) -> str:
        return f"foreign:{self.act}:{self.language}"


def parse_act_payload(payload: str) -> PressedAct | None:
    """None for whatever is not a button of ours."""
    kind, _, rest = payload.partition(":")
    act, _, language = rest.partition(":")
    known = kind == "foreign" and act in Act and language in HEARD
    return PressedAct(Act(act), language) if known else None
