"""Topics as a citizen reads them, in the language they are answered in."""

from __future__ import annotations

from urp.language import Language
from urp.town.municipality import Municipality, Topic, TopicWords

_ALL = {Language.ITALIAN: "tutti gli argomenti", Language.ENGLISH: "all topics"}
_NONE = {Language.ITALIAN: "nessun argomento", Language.ENGLISH: "no topic"}


def topic_words(topic: Topic, municipality: Municipality, language: Language) -> TopicWords:
    own = TopicWords(topic.title, topic.description)
    return own if language is Language.ITALIAN else municipality.english.topics.get(topic.id, own)


def chosen_in_words(chosen: frozenset[str] | None, municipality: Municipality, language: Language) -> str:
    """ "Viabilità, Scuola e Tributi", in the profile's order."""
    if chosen is None:
        return _ALL[language]
    topics = (topic for topic in municipality.topics if topic.id in chosen)
    titles = [topic_words(topic, municipality, language).title for topic in topics]
    if not titles:
        return _NONE[language]
    return _joining(titles[-1], language).join(filter(None, (", ".join(titles[:-1]), titles[-1])))


def _joining(last: str, language: Language) -> str:
    if language is Language.ENGLISH:
        return " and "
    return " ed " if last.startswith("E") else " e "
