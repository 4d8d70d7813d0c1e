"""Rules for showing and changing a subscriber's topics in the chat."""

from __future__ import annotations

from urp.citizens.topics import choose_topics as choose_among
from urp.desk.loop_guard import Occasion
from urp.inbound.draft import Draft
from urp.inbound.reading import Reading, TopicRow
from urp.inbound.saying import say
from urp.language import Language
from urp.meaning.model import Kind
from urp.town.municipality import Topic, TopicWords
from urp.town.texts import TextKey
from urp.whatsapp.outgoing import Choice, Row

_ALL = {Language.ITALIAN: "tutti gli argomenti", Language.ENGLISH: "all topics"}
_NONE = {Language.ITALIAN: "nessun argomento", Language.ENGLISH: "no topic"}


def choose_topics(draft: Draft, reading: Reading) -> bool:
    """Show or change topics; in a town without topics the word has no meaning."""
    if reading.kind is not Kind.TOPICS or not draft.desk.municipality.topics:
        return False
    draft.notes.append("topics")
    if not draft.sender.subscribed or draft.sender.unconfirmed is not None:
        say(draft, TextKey.TOPICS_TO_JOIN, occasion=Occasion.COMMAND)
    elif reading.topic is not None and _is_still_offered(draft, reading.topic):
        _change(draft, reading.topic)
    else:
        _show(draft)
    return True


def _is_still_offered(draft: Draft, row: TopicRow) -> bool:
    """False for a topic that the profile no longer has, or a choice from before the citizen joined again."""
    joined_at = draft.sender.subscribed_at
    known = row.topic is None or row.topic in {topic.id for topic in draft.desk.municipality.topics}
    return known and (joined_at is None or draft.at >= joined_at)


def _change(draft: Draft, row: TopicRow) -> None:
    """Change one topic; all topics at once is no choice, and includes future ones."""
    everything = frozenset(topic.id for topic in draft.desk.municipality.topics)
    before = draft.sender.topics
    chosen = everything if before is None or row.topic is None else before & everything
    if row.topic is not None:
        chosen = chosen | {row.topic} if row.wanted else chosen - {row.topic}
    day = draft.at.astimezone(draft.desk.municipality.zone).date()
    draft.change(draft.sender, choose_among(draft.sender, chosen, everything, day))
    if chosen:
        say(
            draft,
            TextKey.TOPICS_CHANGED,
            occasion=Occasion.COMMAND,
            chosen=describe_choice(draft),
        )
    else:
        say(draft, TextKey.TOPICS_NONE, occasion=Occasion.COMMAND)


def _show(draft: Draft) -> None:
    say(
        draft,
        TextKey.TOPICS,
        occasion=Occasion.COMMAND,
        choice=Choice(
            draft.desk.texts.render(TextKey.TOPICS_BUTTON, language=draft.language), _make_rows(draft)
        ),
        chosen=describe_choice(draft),
    )


def _make_rows(draft: Draft) -> tuple[Row, ...]:
    """Rows that say what pressing them does; "all topics" is offered to a citizen who chose some."""
    texts, language = draft.desk.texts, draft.language
    rows = tuple(_make_row(draft, topic) for topic in draft.desk.municipality.topics)
    if draft.sender.topics is None:
        return rows
    title = texts.render(TextKey.TOPIC_ROW_ALL, language=language)
    about = texts.render(TextKey.TOPIC_ROW_ALL_ABOUT, language=language)
    return (*rows, Row(str(TopicRow(None)), title, about))


def _make_row(draft: Draft, topic: Topic) -> Row:
    wanted = draft.sender.topics is None or topic.id in draft.sender.topics
    key = TextKey.TOPIC_ROW_DROP if wanted else TextKey.TOPIC_ROW_ADD
    words = _find_words(topic, draft)
    about = draft.desk.texts.render(key, language=draft.language, about=words.description)
    return Row(str(TopicRow(topic.id, wanted=not wanted)), words.title, about)


def _find_words(topic: Topic, draft: Draft) -> TopicWords:
    """The topic's words in the language of replies."""
    own = TopicWords(topic.title, topic.description)
    in_italian = draft.language is Language.ITALIAN
    return own if in_italian else draft.desk.municipality.english.topics.get(topic.id, own)


def describe_choice(draft: Draft) -> str:
    """The chosen topics in words, such as "Viabilità, Scuola e Tributi", in the profile's order."""
    chosen, language = draft.sender.topics, draft.language
    if chosen is None:
        return _ALL[language]
    titles = [
        _find_words(topic, draft).title for topic in draft.desk.municipality.topics if topic.id in chosen
    ]
    if not titles:
        return _NONE[language]
    return _choose_conjunction(titles[-1], language).join(filter(None, (", ".join(titles[:-1]), titles[-1])))


def _choose_conjunction(last: str, language: Language) -> str:
    if language is Language.ENGLISH:
        return " and "
    return " ed " if last.startswith("E") else " e "
