"""Every text is understood somehow; decoration never changes a command, and nothing else becomes one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.cases import every
from urp.meaning.model import Kind
from urp.meaning.normalisation import fold, read_words
from urp.meaning.understanding import understand
from urp.meaning.word_files import load_words

INVISIBLE = "\u200b\u200d\u2060\ufeff\u00ad\u200e"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
around = st.text(alphabet=" \n\t.!\"'«»“”*_~-()🙂👍🏽✅…" + INVISIBLE, max_size=6)
politeness = st.sampled_from(["", "per favore", "grazie", "Buongiorno,", "ciao", "grazie mille!", "Sì,"])


@st.composite
def decorated(draw: st.DrawFn, command: str) -> str:
    letters = [draw(st.sampled_from([each.lower(), each.upper()])) for each in command]
    hidden = draw(st.integers(0, len(letters)))
    letters.insert(hidden, draw(st.sampled_from(["", *INVISIBLE])))
    word = "".join(letters)
    return f"{draw(politeness)} {draw(around)}{word}{draw(around)} {draw(politeness)}"


@st.composite
def mistyped(draw: st.DrawFn, command: str) -> str:
    """One letter wrong, missing or added; the first one is right."""
    place = draw(st.integers(1, len(command) - 1))
    letter = draw(st.sampled_from(LETTERS))
    kept = draw(st.sampled_from([command[place + 1 :], command[place:]]))
    return command[:place] + draw(st.sampled_from([letter, ""])) + kept


@given(text=st.text(max_size=300))
def test_every_text_has_a_meaning_and_a_label(text: str) -> None:
    meaning = understand(text)

    assert meaning.rule
    assert meaning.label


@given(text=decorated("Iscrivimi"))
def test_decoration_never_keeps_anybody_from_joining(text: str) -> None:
    assert understand(text).kind is Kind.JOIN


@given(text=decorated("Cancellami"))
def test_decoration_never_keeps_anybody_from_leaving(text: str) -> None:
    assert understand(text).kind is Kind.LEAVE


@given(word=mistyped("cancellami"))
def test_one_typing_error_does_not_keep_anybody_from_leaving(word: str) -> None:
    assert understand(word).kind is Kind.LEAVE or word in load_words("leaving", "not_typos")


@given(word=mistyped("iscrivimi"))
def test_a_typing_error_is_never_enough_to_subscribe(word: str) -> None:
    assert word == "iscrivimi" or understand(word).kind is not Kind.JOIN


@given(other=st.lists(st.text(alphabet=LETTERS, min_size=2, max_size=9), min_size=1, max_size=5))
@example(other=["tnx"])
def test_the_command_beside_any_other_words_subscribes_nobody(other: list[str]) -> None:
    meaning = understand(" ".join(["iscrivimi", *other]))
    # "grz", "tnx" and a mistyped "grazi" are read as the polite words they are
    said = {word for word in read_words(" ".join(other)).words if word not in ("iscrivimi", "grazi")}
    polite = said <= load_words("shared", "courtesy")

    assert polite or meaning.kind is not Kind.JOIN


@given(text=st.text(max_size=200))
def test_folding_leaves_no_accents_no_capitals_and_no_invisible_characters(text: str) -> None:
    kinds = {unicodedata.category(each) for each in fold(text)} - {"Cc"}

    assert kinds.isdisjoint({"Mn", "Me", "Cf"})


@every(
    "text",
    [
        "non " * 1024,
        "\ufdfa" * 4096,
        "cancellami " * 400,
        "a" * 4096,
        "c.a.n.c." * 512,
        "?" * 4096,
        "iscrivi nido " * 320,
    ],
)
def test_a_hostile_text_is_understood_like_any_other(text: str) -> None:
    assert understand(text).rule


def test_only_as_much_as_whatsapp_can_carry_is_read() -> None:
    assert len(read_words("parola " * 10_000).words) <= 4096


@pytest.mark.parametrize("text", ["іscrivimi", "iscriνimi", "cаncellami"])
def test_letters_of_another_script_inside_a_word_are_read_as_they_look(text: str) -> None:
    assert understand(text).kind in (Kind.JOIN, Kind.LEAVE)


def test_words_wholly_in_another_script_stay_what_they_are() -> None:
    assert read_words("Добрий день").words == ("добрии", "день")
