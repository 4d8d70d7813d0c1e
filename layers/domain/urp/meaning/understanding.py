"""Reads the meaning of a text: commands, rules in a fixed order, then the second reading.

Each meaning names the rule that gave it.
"""

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
    drop_other_scripts,
    hear,
    is_in_two_scripts,
    is_partly_ours,
    is_the_command_anywhere,
    languages_of,
)
from urp.meaning.intents import read_intent, read_person_wanted
from urp.meaning.joining import read_joining
from urp.meaning.language import language_of
from urp.meaning.leaving import ask_before_leaving, read_leaving, read_rights
from urp.meaning.model import LIFE, Kind, Meaning
from urp.meaning.moderation.reading import (
    put_together,
    read_abuse_instead,
    read_breach,
    read_soliciting_instead,
)
from urp.meaning.needs import read_needs
from urp.meaning.normalisation import Wording, Words, fold_words, parts_of, read_words
from urp.meaning.phrase_files import load_phrases
from urp.meaning.phrases import Hit
from urp.meaning.second_reading import read_again
from urp.meaning.town_words import NO_TOWN, TownWords
from urp.meaning.two_matters import find_leave_besides, has_report_and_question
from urp.meaning.weighing import weigh
from urp.meaning.word_counts import load_word_counts
from urp.meaning.word_files import load_built, load_words

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
    """Read a message; one that is a command and nothing else, as most are, is looked up before all rules."""
    command = _load_commands().get(" ".join(text[:_LONGEST_COMMAND].split()).strip(" .!").casefold())
    return _understand(text, town) if command is None or len(text) > _LONGEST_COMMAND else _restore(command)


@cache
def _load_commands() -> Mapping[str, Mapping[str, str]]:
    return load_built("commands", read_commands)


def read_commands() -> Mapping[str, Mapping[str, str]]:
    """Read each command with the rules, to be looked up later."""
    phrases = {phrase for file, name in _COMMAND_LISTS for phrase in load_words(file, name)}
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
    return {phrase: each for phrase, each in told.items() if _restore(each) == read[phrase]}


def _restore(command: Mapping[str, str]) -> Meaning:
    return Meaning(
        Kind(command["kind"]),
        command["rule"],
        tuple(command["words"].split()),
        keyword=command["keyword"] == "yes",
        language=Language(command["language"]),
    )


def _understand(text: str, town: TownWords) -> Meaning:
    words = fold_words(text)
    languages = languages_of(words, text, load_word_counts())
    wording = read_words(drop_other_scripts(text) if languages else text, town)
    hits = load_phrases(town).hits(wording)
    meaning = read_needs(_read(wording, hits), wording, hits, _read)
    if has_report_and_question(meaning, wording):
        meaning = replace(meaning, both=True, doubtful=False)
    understood = replace(ask_before_leaving(meaning, wording, hits), language=language_of(wording))
    if languages:
        if understood.kind in LIFE and understood.doubtful:
            understood = _find_italian_cry(wording) or understood
        understood = _read_foreign(understood, wording, words, languages, text)
    elif understood.kind is Kind.LEAVE and is_in_two_scripts(words) and not is_the_command_anywhere(words):
        understood = replace(understood, kind=Kind.WANTS_TO_LEAVE)  # the other words may say not to
    if understood.kind not in LIFE:
        return understood
    return replace(understood, leaves=find_leave_besides(read_words(text, town) if languages else wording))


def _find_italian_cry(wording: Wording) -> Meaning | None:
    """A sure danger in an Italian sentence between sentences in another language."""
    italian = load_words("languages", "italian")
    for part in islice(parts_of(wording, wording.sentences), _MOST_SENTENCES):
        if len(italian.intersection(part.words)) >= _SURELY_ITALIAN:
            meaning = _read(part)
            if meaning.kind in LIFE and not meaning.doubtful:
                return meaning
    return None


def _read_foreign(as_ours: Meaning, wording: Wording, words: Words, languages: Words, text: str) -> Meaning:
    """Decide between the reading in another language and that as Italian or English.

    What rules hear in Italian or English holds beside any other words; a danger that only counts heard is
    sure only beside Italian ones. A text in no known language is read as ours, badly spelt.
    """
    heard = hear(languages, words, text)
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
        heard = _read_our_commands(as_ours, heard, wording, partly=partly)
    return replace(heard, language=Language.ENGLISH, written_in=language)


def _read_our_commands(as_ours: Meaning, heard: Meaning, wording: Wording, *, partly: bool) -> Meaning:
    """Turn our command beside words of another language into a wish, which is asked about."""
    if heard.kind is Kind.LEAVE:
        return heard
    commanded = not load_words("leaving", "beside_danger.command").isdisjoint(wording.words)
    if (partly or commanded) and as_ours.kind in _COMMANDS and not as_ours.counted:
        return Meaning(_COMMANDS[as_ours.kind], as_ours.rule, as_ours.words)
    if not load_words("intents", "help_calls").isdisjoint(wording.words):
        return Meaning(Kind.EMERGENCY, "foreign.help_call", doubtful=True)
    return heard


def _is_plainly_ours(meaning: Meaning) -> bool:
    danger = meaning.kind in LIFE and not meaning.doubtful
    return danger or (meaning.breach is not None and not meaning.counted)


def _is_a_breach_or_right(meaning: Meaning) -> bool:
    breach_or_right = meaning.breach is not None or meaning.kind in (Kind.ERASE_DATA, Kind.DATA_RIGHTS)
    return breach_or_right and not meaning.counted and not meaning.doubtful


def _read(wording: Wording, hits: Sequence[Hit] | None = None) -> Meaning:
    found = load_phrases(wording.town).hits(wording) if hits is None else hits
    return read_again(read_by_rules(wording, found), wording, found, load_word_counts())


def understand_label(label: str) -> Meaning:
    """Read the label of a button, or its payload, by rules alone: both are the town's own text."""
    wording = read_words(label)
    hits = load_phrases().hits(wording)
    return ask_before_leaving(read_by_rules(wording, hits), wording, hits)


def read_by_rules(wording: Wording, hits: Sequence[Hit]) -> Meaning:
    """Read danger first, then consent, then what a person of the office could also answer."""
    emergency = read_emergency(wording, hits)
    if emergency is not None:
        return (
            read_abuse_instead(emergency, wording) or read_soliciting_instead(emergency, wording) or emergency
        )
    wanted = read_person_wanted(wording)
    if wanted is not None:
        return wanted
    breach = read_breach(wording)
    consent = _read_consent(wording, hits)
    if consent is not None and not _is_sold(consent, breach):
        threatens = breach is not None and breach.breach is Breach.THREAT
        return replace(consent, breach=Breach.THREAT) if threatens else consent
    request = read_intent(wording) or weigh(wording, hits)
    if breach is None or breach.in_need:
        return breach or request
    return put_together(request, breach, hits)


def _read_consent(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    return read_rights(wording, hits) or read_leaving(wording, hits) or read_joining(wording, hits)


def _is_sold(consent: Meaning, breach: Meaning | None) -> bool:
    """ "Iscriviti al mio canale" wants the reader to join."""
    return (
        consent.kind is Kind.WANTS_TO_JOIN
        and breach is not None
        and breach.kind in (Kind.SPAM, Kind.PROMOTION, Kind.FUND_RAISING)
    )
