"""Texts in other languages: complete, short, 112 first; in production only once somebody confirmed them."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from shutil import copytree

import pytest

from tests.cases import every
from urp.errors import MisconfiguredError
from urp.language import HEARD, UNKNOWN
from urp.town.municipality import load_municipality
from urp.town.texts import TextKey, Texts, load_texts, load_texts_from
from urp.town.texts.foreign import BUTTONS, FOREIGN
from urp.whatsapp.outgoing import BUTTON_TITLE_LIMIT, BUTTONS_BODY_LIMIT, TEXT_LIMIT

SHIPPED = "urp_profile"
SECOND_TOWN = "tests.profiles.roccaserena"


@pytest.fixture
def shipped() -> Texts:
    town = load_municipality(SHIPPED, placeholders_allowed=True)
    return load_texts(SHIPPED, town, placeholders_allowed=True)


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str], Texts]:
    """The shipped Romanian texts in the second town's profile, with one passage changed; in production."""

    def load(old: str, new: str) -> Texts:
        copytree(str(files(SECOND_TOWN).joinpath("texts")), tmp_path / "texts")
        text = files(SHIPPED).joinpath("texts/foreign/ro.toml").read_text(encoding="utf-8")
        assert old in text
        tmp_path.joinpath("texts/foreign").mkdir()
        tmp_path.joinpath("texts/foreign/ro.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        texts = load_texts_from(tmp_path, load_municipality(SECOND_TOWN))
        texts.foreign.check()
        return texts

    return load


@every("language", HEARD)
def test_every_language_heard_has_its_texts(shipped: Texts, language: str) -> None:
    for key in FOREIGN:
        assert shipped.foreign.find_text(key, language), key


@every("language", [*HEARD, UNKNOWN])
def test_whoever_reads_them_reads_112_first_and_each_fits_a_message(shipped: Texts, language: str) -> None:
    for texts in (shipped, load_texts(SHIPPED, load_municipality(SHIPPED, placeholders_allowed=True))):
        read = {key: texts.render_foreign(key, language) for key in FOREIGN}

        assert "112" in read[TextKey.FOREIGN_ANSWER].splitlines()[0]
        assert all(len(text) <= TEXT_LIMIT for text in read.values())
        if language != UNKNOWN:
            assert len(read[TextKey.FOREIGN_JOIN_QUESTION]) <= BUTTONS_BODY_LIMIT
            assert len(read[TextKey.FOREIGN_LEAVE_QUESTION]) <= BUTTONS_BODY_LIMIT
            assert all(len(read[key]) <= BUTTON_TITLE_LIMIT for key in BUTTONS)
            assert len({read[key] for key in BUTTONS}) == len(BUTTONS)


@every("language", [*HEARD, UNKNOWN])
def test_they_name_114_and_1522_where_it_is_answered_in_their_language(shipped: Texts, language: str) -> None:
    answer = shipped.render_foreign(TextKey.FOREIGN_ANSWER, language)

    assert "114" in answer
    heard = {"fr", "es", "ar", "ary", "ary-latn", "sq", "ru", "uk", "pt", "pl", UNKNOWN}
    assert ("1522" in answer) == (language in heard)


def test_a_text_without_the_line_for_children_is_refused(changed: Callable[[str, str], Texts]) -> None:
    with pytest.raises(MisconfiguredError, match="must name 114"):
        changed(": 114 (", ": (")


def test_a_confirmed_text_leaves_in_production(changed: Callable[[str, str], Texts]) -> None:
    texts = changed("confirmed = false", "confirmed = true")

    assert texts.render_foreign(TextKey.FOREIGN_ANSWER, "ro").startswith("Dacă")
    assert texts.render_foreign(TextKey.FOREIGN_ANSWER, "sq").startswith("🆘 *Tu")


def test_an_unconfirmed_one_is_replaced_by_italian_and_english(changed: Callable[[str, str], Texts]) -> None:
    answer = changed("confirmed = false", "confirmed = false").render_foreign(TextKey.FOREIGN_ANSWER, "ro")

    assert answer.startswith("🆘 *Tu o un'altra persona siete in pericolo?*")
    assert "Are you or somebody else in danger?" in answer
    assert "Dacă" not in answer


@pytest.mark.parametrize(
    ("old", "new", "field", "problem"),
    [
        ("confirmed = false\n", "", "confirmed", "is missing"),
        ("leave_button =", "leave =", "leave_button", "is missing"),
        (
            'no_button = "Nu"',
            'no_button = "Nu, nu acum, mulțumesc"',
            "no_button",
            "is longer than 20 characters",
        ),
        ("{desk_phone}", "{phone}", "answer", "has a placeholder that nothing fills"),
        ("{desk_phone}", "071", "answer", "must name {desk_phone}"),
        ("sunați acum la 112", "sunați acum", "answer", "must name 112 in its first line"),
        ("Cancellami", "Stop", "answer", "must name Cancellami"),
        ("\n🔒 Privacy: {privacy_url}", "", "answer", "must name {privacy_url}"),
        ("{privacy_url} .", "site.", "join_question", "must name {privacy_url}"),
        ("Gata:", "Gata" + "!" * 800, "left", "is longer than 800 characters"),
        ('no_button = "Nu"', 'no_button = "Nu"\nyes = "Da"', "yes", "is not a field of this file"),
    ],
)
def test_a_slip_is_refused_by_the_name_of_the_text(
    changed: Callable[[str, str], Texts], old: str, new: str, field: str, problem: str
) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        changed(old, new)

    assert refused.value.field == f"texts/foreign/ro.toml:{field}"
    assert problem in str(refused.value)


def test_a_town_without_such_texts_answers_in_italian_and_english() -> None:
    texts = load_texts(SECOND_TOWN, load_municipality(SECOND_TOWN), placeholders_allowed=True)

    assert "112" in texts.render_foreign(TextKey.FOREIGN_ANSWER, "uk").splitlines()[0]
    assert texts.render_foreign(TextKey.FOREIGN_JOIN_BUTTON, "uk") == "Iscrivimi / Join"
