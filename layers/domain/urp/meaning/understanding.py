"""From a text to its meaning. Rules only, in a fixed order; each answer names the rule that gave it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice

from urp.language import UNKNOWN, Language
from urp.meaning.breaches import Breach
from urp.meaning.emergencies import read_emergency
from urp.meaning.foreign import (
    NOT_UNDERSTOOD,
    heard_in,
    in_latin_letters,
    is_in_two_scripts,
    is_partly_ours,
    is_the_command_anywhere,
    languages_of,
)
from urp.meaning.intents import read_intent, read_person_wanted
from urp.meaning.joining import read_joining
from urp.meaning.language import written_in
from urp.meaning.leaving import obeyed, read_leaving, read_rights
from urp.meaning.model import LIFE, Kind, Meaning
from urp.meaning.moderation.reading import abuse_instead, beside, read_breach, solicits_instead
from urp.meaning.needs import with_needs
from urp.meaning.normalisation import Wording, Words, fold_words, parts_of, read_words
from urp.meaning.phrase_files import phrase_book
from urp.meaning.phrases import Hit
from urp.meaning.second_reading import read_again
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.two_matters import both_in, leaves_besides
from urp.meaning.weighing import weigh
from urp.meaning.word_counts import word_counts
from urp.meaning.word_files import listed, load_built

_MOST_SENTENCES, _SURELY_ITALIAN = 8, 2
_LONGEST_COMMAND = 40
_COMMAND_LISTS = (
    ("joining", "alone.join"),
    ("leaving", "alone.leave"),
    *(("intents", name) for name in ("topics", "hours", "privacy", "how_to_report", "help")),
)
_COMMAND_RULES = ("joining.alone.join", "leaving.alone.leave", "intents.")
_COMMANDS = {
    Kind.LEAVE: Kind.WANTS_TO_LEAVE,
    Kind.WANTS_TO_LEAVE: Kind.WANTS_TO_LEAVE,
    Kind.JOIN: Kind.WANTS_TO_JOIN,
    Kind.WANTS_TO_JOIN: Kind.WANTS_TO_JOIN,
}


def understand(text: str, *, town: TownWords = NO_TOWN) -> Meaning:
    """A command that is the whole message first: most messages are one, and no rule could add to it."""
    command = _commands().get(" ".join(text[:_LONGEST_COMMAND].split()).strip(" .!").casefold())
    return _understand(text, town) if command is None or len(text) > _LONGEST_COMMAND else _told(command)


@cache
def _commands() -> Mapping[str, Mapping[str, str]]:
    return load_built("commands", read_commands)


def read_commands() -> Mapping[str, Mapping[str, str]]:
    """What the rules make of each that they know whole."""
    phrases = {phrase for file, name in _COMMAND_LISTS for phrase in listed(file, name)}
    read = {phrase: _understand(phrase, NO_TOWN) for phrase in sorted(phrases)}
    told = {
        phrase: {
            "kind": meaning.kind.value,
            "rule": meaning.rule,
            "words": " ".join(meaning.words),
            "keyword": "yes" if meaning.keyword else "no",
            "language": meaning.language.value,
        }
        for phrase, meaning in read.items()
        if meaning.rule.startswith(_COMMAND_RULES)
    }
    return {phrase: each for phrase, each in told.items() if _told(each) == read[phrase]}


def _told(command: Mapping[str, str]) -> Meaning:
    return Meaning(
        Kind(command["kind"]),
        command["rule"],
        tuple(command["words"].split()),
        keyword=command["keyword"] == "yes",
        language=Language(command["language"]),
    )


def _understand(text: str, town: TownWords) -> Meaning:
    words = fold_words(text)
    languages = languages_of(words, text, word_counts())
    wording = read_words(in_latin_letters(text) if languages else text, town)
    hits = phrase_book(town).hits(wording)
    meaning = with_needs(_read(wording, hits), wording, hits, _read)
    if both_in(meaning, wording):
        meaning = replace(meaning, both=True, doubtful=False)
    understood = replace(obeyed(meaning, wording, hits), language=written_in(wording))
    if languages:
        if understood.kind in LIFE and understood.doubtful:
            understood = _cried_in_a_sentence(wording) or understood
        understood = _in_another_language(understood, wording, words, languages, text)
    elif understood.kind is Kind.LEAVE and is_in_two_scripts(words) and not is_the_command_anywhere(words):
        understood = replace(understood, kind=Kind.WANTS_TO_LEAVE)  # the other words may say not to
    if understood.kind not in LIFE:
        return understood
    return replace(understood, leaves=leaves_besides(read_words(text, town) if languages else wording))


def _cried_in_a_sentence(wording: Wording) -> Meaning | None:
    """A cry in Italian is one whatever the sentences in another language around it sound like."""
    italian = listed("languages", "italian")
    for part in islice(parts_of(wording, wording.sentences), _MOST_SENTENCES):
        if len(italian.intersection(part.words)) >= _SURELY_ITALIAN:
            meaning = _read(part)
            if meaning.kind in LIFE and not meaning.doubtful:
                return meaning
    return None


def _in_another_language(
    as_ours: Meaning, wording: Wording, words: Words, languages: Words, text: str
) -> Meaning:
    """What rules hear in Italian or English holds beside any other words; a danger that only counts heard is
    sure only beside Italian ones. In no known language it is ours, badly spelt."""
    heard = heard_in(languages, words, text)
    language = heard.written_in
    if language == UNKNOWN and _is_plainly_ours(as_ours):
        return as_ours
    partly = is_partly_ours(language, words)
    certain = heard.kind in LIFE and not heard.doubtful
    if not certain and as_ours.kind in LIFE and (partly or not as_ours.doubtful):
        heard = replace(as_ours, doubtful=as_ours.doubtful or (as_ours.counted and not partly))
    elif not certain and _is_a_breach_or_right(as_ours):
        heard = as_ours
    elif heard.kind not in LIFE or heard.rule == NOT_UNDERSTOOD:
        heard = _asked_of_us(as_ours, heard, wording, words, partly=partly)
    return replace(heard, language=Language.ENGLISH, written_in=language)


def _asked_of_us(
    as_ours: Meaning, heard: Meaning, wording: Wording, words: Words, *, partly: bool
) -> Meaning:
    """Beside other words of theirs than courtesy they are asked about the command."""
    if heard.kind is Kind.LEAVE:
        return heard
    commanded = not listed("leaving", "beside_danger.command").isdisjoint(wording.words)
    if (partly or commanded) and as_ours.kind in _COMMANDS and not as_ours.counted:
        return Meaning(_COMMANDS[as_ours.kind], as_ours.rule, as_ours.words)
    if not listed("intents", "help_calls").isdisjoint(wording.words):
        return Meaning(Kind.EMERGENCY, "foreign.help_call", doubtful=True)
    return heard


def _is_plainly_ours(meaning: Meaning) -> bool:
    danger = meaning.kind in LIFE and not meaning.doubtful
    return danger or (meaning.breach is not None and not meaning.counted)


def _is_a_breach_or_right(meaning: Meaning) -> bool:
    breach_or_right = meaning.breach is not None or meaning.kind in (Kind.ERASE_DATA, Kind.DATA_RIGHTS)
    return breach_or_right and not meaning.counted and not meaning.doubtful


def _read(wording: Wording, hits: Sequence[Hit] | None = None) -> Meaning:
    found = phrase_book(wording.town).hits(wording) if hits is None else hits
    return read_again(by_rules(wording, found), wording, found, word_counts())


def understand_label(label: str) -> Meaning:
    """Of a button, or of its payload. Both are the town's own: how citizens speak tells nothing of them."""
    wording = read_words(label)
    hits = phrase_book().hits(wording)
    return obeyed(by_rules(wording, hits), wording, hits)


def by_rules(wording: Wording, hits: Sequence[Hit]) -> Meaning:
    """Life before consent, consent before everything a person of the office could also answer."""
    emergency = read_emergency(wording, hits)
    if emergency is not None:
        return abuse_instead(emergency, wording) or solicits_instead(emergency, wording) or emergency
    wanted = read_person_wanted(wording)
    if wanted is not None:
        return wanted
    breach = read_breach(wording, hits)
    consent = _consent(wording, hits)
    if consent is not None and not _sold(consent, breach):
        threatens = breach is not None and breach.breach is Breach.THREAT
        return replace(consent, breach=Breach.THREAT) if threatens else consent
    request = read_intent(wording) or weigh(wording, hits)
    if breach is None or breach.in_need:
        return breach or request
    return beside(request, breach, hits)


def _consent(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    return read_rights(wording, hits) or read_leaving(wording, hits) or read_joining(wording, hits)


def _sold(consent: Meaning, breach: Meaning | None) -> bool:
    """ "Iscriviti al mio canale" wants the reader to join."""
    return (
        consent.kind is Kind.WANTS_TO_JOIN
        and breach is not None
        and breach.kind in (Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING)
    )
