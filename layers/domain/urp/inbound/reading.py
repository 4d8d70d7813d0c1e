"""What a message says, whatever way it was sent: typed, pressed, written beside a photo, or changed later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from urp.citizens.consent import Source
from urp.citizens.identity.model import SenderIds
from urp.inbound.doubt_buttons import PressedAnswer, parse_doubt_payload
from urp.inbound.foreign_buttons import Act, parse_act_payload
from urp.inbound.topic_rows import TopicRow, parse_topic_row
from urp.language import Language
from urp.meaning.model import Kind, Meaning
from urp.meaning.town_words import TownWords
from urp.meaning.understanding import understand, understand_label
from urp.notices.broadcasts.trackers import leave_button, parse_confirm_payload
from urp.whatsapp.content import (
    Attachment,
    Edit,
    IdentityChange,
    MessageKind,
    SharedCards,
    Tap,
    Unsupported,
    WrittenText,
)
from urp.whatsapp.message import InboundMessage
from urp.whatsapp.person import PersonIds

_SILENT = frozenset(
    {
        MessageKind.REACTION,
        MessageKind.SYSTEM,
        MessageKind.CALL_PERMISSION_REPLY,
        MessageKind.MEDIA_PLACEHOLDER,
    }
)
"""They say nothing that waits for an answer, and do not open the 24-hour window for us."""
_NOTHING_NEW = frozenset({"edit", "revoke", "reaction", "poll_update", "pin"})
"""What WhatsApp could not pass on was about an earlier message."""
_HEARD_BESIDE_A_PHOTO = frozenset(
    {Kind.EMERGENCY, Kind.DISTRESS, Kind.LEAVE, Kind.WANTS_TO_LEAVE, Kind.ERASE_DATA, Kind.DATA_RIGHTS}
)

JOIN_PAYLOAD = "join"
"""Of the button under a question whether somebody wants the notices, whatever its label is called."""
_COMMANDS = frozenset({Kind.JOIN, Kind.LEAVE})
_SAYS_NOTHING = frozenset({Kind.QUESTION, Kind.OTHER})
"""Of a label: no command, so its payload may say it."""
_TELLING_WORDS = 3
_PRESSED = {Act.JOIN: Kind.JOIN, Act.LEAVE: Kind.LEAVE, Act.NOTHING: Kind.ACKNOWLEDGED}


@dataclass(frozen=True, slots=True)
class Reading:
    meaning: Meaning | None
    """None: nothing that could be read as text."""
    text: str
    """Exactly the citizen's words; the label of what they pressed."""
    source: Source
    topic: TopicRow | None = None
    """The row chosen from the list of topics."""

    language: Language | None = None
    """What it is written in; None where nothing tells: a button, a photo, a command, a word or two."""

    doubt: PressedAnswer | None = None
    """The button pressed when they were asked what their message was."""

    @property
    def written_in(self) -> str | None:
        """As `Meaning.written_in`; None where nothing tells."""
        foreign = self.meaning.written_in if self.meaning else ""
        return foreign or (None if self.language is None else "")

    @property
    def kind(self) -> Kind | None:
        return self.meaning.kind if self.meaning else None


def read(message: InboundMessage, town: TownWords) -> Reading:
    """What is silent says nothing."""
    if is_silent(message):
        return Reading(None, "", Source.TEXT)
    match message.content:
        case WrittenText(body):
            return _written(body, town)
        case Tap(payload, title):
            return _pressed(payload, title)
        case Attachment(caption) if caption:
            return _captioned(caption, town)
        case Edit(_, caption, beside_an_attachment=True) if caption:
            return _captioned(caption, town)
        case Edit(_, body) if body is not None:
            return _written(body, town)
        case SharedCards(requested=True):
            return Reading(None, "", Source.CONTACT_SHARED)
        case _ if message.kind is MessageKind.REQUEST_WELCOME:
            return Reading(Meaning(Kind.GREETING, "first_contact"), "", Source.TEXT)
        case _:
            return Reading(None, "", Source.TEXT)


def _captioned(caption: str, town: TownWords) -> Reading:
    written = _written(caption, town)
    return replace(written, meaning=_heard_beside_a_photo(written.meaning))


def _heard_beside_a_photo(meaning: Meaning | None) -> Meaning | None:
    """Danger, rights, words of the menu and what the rules forbid; the command to join is asked for again,
    since only a message that is the word and nothing else subscribes."""
    if meaning is None:
        return None
    if meaning.kind is Kind.JOIN:
        return replace(meaning, kind=Kind.WANTS_TO_JOIN)
    heard = meaning.keyword or meaning.breach is not None or meaning.kind in _HEARD_BESIDE_A_PHOTO
    heard = heard or meaning.written_in != ""  # nobody can tell what it asks
    return meaning if heard else None


def _written(body: str, town: TownWords) -> Reading:
    meaning = understand(body, town=town)
    if meaning.besides is not None:
        meaning = replace(meaning, kind=meaning.besides)  # what is asked is answered, with a case beside it
    return Reading(meaning, body, Source.TEXT, language=_language(meaning, body))


def _language(meaning: Meaning, text: str) -> Language | None:
    """Everybody uses the Italian commands, and "ok" is said everywhere: only some words in a row tell that
    somebody who wrote in English now writes in Italian."""
    if meaning.language is not Language.ITALIAN:
        return meaning.language
    tells = not meaning.keyword and meaning.kind not in _COMMANDS and len(text.split()) >= _TELLING_WORDS
    return meaning.language if tells else None


def _pressed(payload: str, title: str) -> Reading:
    """The label counts first; a payload of ours may say it where the label does not."""
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
    """Nothing is answered, opened or stored; a message of a group is not addressed to the desk."""
    if isinstance(message.content, Unsupported) and message.content.what in _NOTHING_NEW:
        return True
    return message.kind in _SILENT or message.group_id is not None


def opens_the_window(message: InboundMessage) -> bool:
    """WhatsApp counts its 24 hours from what was written; that a call opens them, Meta does not say."""
    return message.kind not in (MessageKind.EDIT, MessageKind.REVOKE, MessageKind.CALL)


def names_in(message: InboundMessage) -> tuple[SenderIds, Sequence[SenderIds]]:
    """Whom to look up: the sender, and whoever else the message names.

    A shared phone that answers our own request is the sender's: WhatsApp vouches for it; see `contact_cards`.
    """
    ids = sender_ids(message.sender.ids)
    match message.content:
        case IdentityChange(previous, current):
            return sender_ids(previous), [sender_ids(current)]
        case SharedCards((phone, *_), requested=True):
            return SenderIds(ids.user_id, phone), []
        case _:
            return ids, []


def sender_ids(ids: PersonIds) -> SenderIds:
    return SenderIds(ids.user_id, ids.phone)
