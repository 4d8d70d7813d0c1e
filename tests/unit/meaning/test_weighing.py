"""Reports, complaints, ideas and questions are told apart by what speaks for each; the verdict says so."""

from __future__ import annotations

from tests.cases import every
from urp.meaning.model import Kind
from urp.meaning.normalisation import read_words
from urp.meaning.phrase_files import load_phrases, load_signal_weights
from urp.meaning.understanding import understand
from urp.meaning.weighing import weigh


@every(
    ("text", "kind"),
    [
        ("in via Ruggeri il lampione è spento", Kind.REPORT),
        ("dove segnalo un lampione spento?", Kind.HOW_TO_REPORT),
        ("quando vi decidete a riparare il lampione?", Kind.REPORT),
        ("aspetto il certificato da tre mesi, nessuno risponde", Kind.COMPLAINT),
        ("perché non mettete più panchine al parco?", Kind.SUGGESTION),
        ("complimenti per la nuova biblioteca", Kind.SUGGESTION),
        ("a che ora apre la biblioteca?", Kind.QUESTION),
        ("orari anagrafe", Kind.QUESTION),
        ("ho perso la carta d'identità", Kind.QUESTION),
        ("scusate ho sbagliato numero", Kind.OTHER),
        ("qwerty", Kind.OTHER),
        ("Grazie, e la domenica?", Kind.QUESTION),
    ],
)
def test_the_heavier_side_wins(text: str, kind: Kind) -> None:
    assert understand(text).kind is kind


@every(
    "text",
    [
        "in via Ruggeri il lampione è spento",
        "aspetto il certificato da tre mesi",
        "perché non mettete più panchine?",
        "a che ora apre la biblioteca?",
        "grazie, gentilissimi davvero con me",
        "c'è del fumo e una signora non risponde",
    ],
)
def test_a_verdict_names_the_signals_and_the_words_that_led_to_it(text: str) -> None:
    meaning = understand(text)

    known = set(load_signal_weights())
    spoke = set(meaning.rule.split("+"))
    assert spoke <= known or meaning.rule.startswith(("cries.", "counts.", "intents."))
    assert meaning.words


def test_signals_are_named_heaviest_first() -> None:
    rule = understand("Vi segnalo che in via Ruggeri il lampione è spento").rule.split("+")

    assert rule == sorted(rule, key=lambda name: -load_signal_weights()[name]["report"])


def test_between_a_report_and_a_question_the_citizen_is_asked() -> None:
    meaning = understand("il lampione di via Ruggeri?")

    assert meaning.doubtful
    assert not understand("Vi segnalo che il lampione di via Ruggeri è spento").doubtful
    assert not understand("E quella di Torrette?").doubtful


@every("rule", sorted(load_signal_weights()))
def test_every_signal_speaks_for_something(rule: str) -> None:
    kinds = {kind.value for kind in Kind}

    assert load_signal_weights()[rule]
    assert set(load_signal_weights()[rule]) <= kinds


def test_one_word_counts_once() -> None:
    """ "La palestra" is a thing and a place, and still only one word."""
    wording = read_words("dopo la palestra")

    assert weigh(wording, load_phrases().hits(wording)).kind is not Kind.REPORT


def test_the_phrases_of_every_signal_are_in_the_book() -> None:
    found = {hit.rule for hit in load_phrases().hits(read_words("c'è una buca in via Roma"))}

    assert {"report.defect", "report.place", "report.there_is"} <= found
