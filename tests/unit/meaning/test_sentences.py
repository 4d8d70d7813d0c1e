"""Sentences citizens may write, kept as data, each with what it must be understood as.

Joining is strict, leaving generous: nobody is subscribed or unsubscribed who did not mean it. A cry for help
is found inside sentences and through typing errors; an idiom is not one.
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from tests.cases import every
from urp.meaning.model import Kind
from urp.meaning.understanding import read_commands, understand

SENTENCES = Path(__file__).parent / "sentences"
GROUPS = [
    (promise, group)
    for file in sorted(SENTENCES.glob("*.toml"))
    for promise, group in tomllib.loads(file.read_text("utf-8")).items()
]
MEANT = [
    (sentence, Kind(group["kind"]))
    for promise, group in GROUPS
    if "kind" in group
    for sentence in group["sentences"]
]
NOT_MEANT = [
    (sentence, {Kind(name) for name in group["none_of"]})
    for promise, group in GROUPS
    if "none_of" in group
    for sentence in group["sentences"]
]


@every(("sentence", "kind"), MEANT)
def test_a_sentence_is_understood_as_people_mean_it(sentence: str, kind: Kind) -> None:
    assert understand(sentence).kind is kind


@every(("sentence", "kinds"), NOT_MEANT)
def test_a_sentence_is_not_taken_for_what_it_sounds_like(sentence: str, kinds: set[Kind]) -> None:
    assert understand(sentence).kind not in kinds


@every(
    ("text", "kind"),
    [
        ("cancellate i miei dati", Kind.ERASE_DATA),
        ("chiedo la cancellazione dei miei dati personali", Kind.ERASE_DATA),
        ("revoco il consenso al trattamento dei dati", Kind.ERASE_DATA),
        ("vorrei avere accesso ai miei dati", Kind.DATA_RIGHTS),
        ("voglio una copia dei miei dati personali", Kind.DATA_RIGHTS),
        ("come usate i miei dati?", Kind.PRIVACY),
    ],
)
def test_rights_over_ones_data_are_told_from_questions_about_them(text: str, kind: Kind) -> None:
    assert understand(text).kind is kind


def test_a_meaning_names_the_rule_and_the_words_it_was_decided_on() -> None:
    meaning = understand("Buongiorno, cancellatemi dalla lista")

    assert meaning.rule == "leaving.triggers.me"
    assert meaning.words == ("cancellatemi",)
    assert meaning.label == "cancellazione"


def test_a_word_of_the_menu_is_marked_as_one() -> None:
    assert understand("Orari").keyword
    assert not understand("Quando siete aperti?").keyword


def test_a_command_that_is_the_whole_message_means_what_the_rules_make_of_it() -> None:
    commands = read_commands()

    for phrase in commands:
        for text in (phrase, phrase.upper(), phrase.capitalize(), f" {phrase}!", f"{phrase}."):
            assert understand(text) == replace(understand(f"{text}{' ' * 40}"), words=understand(text).words)
    assert {understand(text).kind for text in ("Iscrivimi", "STOP!", "Orari")} == {
        Kind.JOIN, Kind.LEAVE, Kind.HOURS,
    }  # fmt: skip
    assert len(commands) > 60
