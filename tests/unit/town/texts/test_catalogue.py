"""The catalogue: every text is there, every gap in it is filled, and nothing is said that was not given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from urp.errors import MisconfiguredError
from urp.town.municipality import Municipality, ReportChannels, load_municipality
from urp.town.texts import TextKey, Texts, load_texts, load_texts_from

SECOND_TOWN = "tests.profiles.roccaserena"


@pytest.fixture
def ancona() -> Municipality:
    return load_municipality("urp_profile", placeholders_allowed=True)


@pytest.fixture
def load_changed(tmp_path: Path) -> Callable[[str, str], Texts]:
    """The invented town's texts with one passage changed."""

    def load(old: str, new: str) -> Texts:
        text = files(SECOND_TOWN).joinpath("texts/it.toml").read_text(encoding="utf-8")
        assert old in text
        tmp_path.joinpath("texts").mkdir()
        tmp_path.joinpath("texts/it.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        english = files(SECOND_TOWN).joinpath("texts/en.toml").read_text(encoding="utf-8")
        tmp_path.joinpath("texts/en.toml").write_text(english, encoding="utf-8")
        return load_texts_from(tmp_path, load_municipality(SECOND_TOWN))

    return load


def test_values_reach_the_citizen(ancona: Municipality) -> None:
    texts = load_texts("urp_profile", ancona)

    answer = texts.render(TextKey.OUT_OF_HOURS, next_opening="domani, martedì, alle 9")

    assert "riapre *domani, martedì, alle 9*" in answer
    assert "Chiama il *112*" in answer


def test_a_report_channel_the_town_has_not_takes_its_line_away(ancona: Municipality) -> None:
    only_phone = replace(ancona, reports=ReportChannels(system_url="", email="", phone="071 000", counter=""))
    texts = load_texts("urp_profile", only_phone)

    lines = texts.render(TextKey.REPORT_REDIRECT, own_channel="").splitlines()

    assert "☎️ Telefono: 071 000" in lines
    assert not [line for line in lines if line.startswith(("🔗", "💻", "📧", "🏢"))]
    assert "⚠️ C'è un pericolo adesso? Chiama il *112*." in lines


def test_a_town_without_a_listening_line_names_none() -> None:
    texts = load_texts(SECOND_TOWN, load_municipality(SECOND_TOWN))

    assert "Puoi parlare" not in texts.render(TextKey.DISTRESS)


def test_a_reason_with_line_breaks_or_braces_cannot_break_the_text(ancona: Municipality) -> None:
    texts = load_texts("urp_profile", ancona)

    notice = texts.render(TextKey.BLOCK_NOTICE, reason="minacce\n\n{until}", until="fino al 3 maggio 2026")

    assert "in questa chat: minacce {until}. Lo prevedono" in notice


def test_a_value_left_out_or_made_up_is_a_mistake_of_ours(ancona: Municipality) -> None:
    texts = load_texts("urp_profile", ancona)

    with pytest.raises(MisconfiguredError, match=r"texts\.already_subscribed"):
        texts.render(TextKey.ALREADY_SUBSCRIBED)
    with pytest.raises(MisconfiguredError, match=r"texts\.goodbye"):
        texts.render(TextKey.GOODBYE, since="dal 3 maggio 2026")


def test_the_welcome_promises_the_retention_that_is_in_force(ancona: Municipality) -> None:
    shorter = replace(ancona, retention=replace(ancona.retention, desk_text=45, consent_after_leaving=365))

    welcome = load_texts("urp_profile", shorter).render(TextKey.WELCOME)

    assert "per 1 anno dopo l'uscita; le domande per 45 giorni" in welcome


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("{desk_number}", "{fax_number}", "texts/it.toml:third_party_subscription"),
        ("notizie {since}.", "notizie.", "texts/it.toml:already_subscribed"),
        ("{since}", "{since", "texts/it.toml:already_subscribed"),
        ("☎️ {report_phone}", "☎️ {report_phone} {desk_phone}", "texts/it.toml:non_text_refused"),
        ("unblock_notice =", "unblocked =", "texts/it.toml:unblock_notice"),
        ("unblock_notice =", 'applause = "Prego"\nunblock_notice =', "texts/it.toml:applause"),
        ('"Puoi di nuovo scrivere qui."', '""', "texts/it.toml:unblock_notice"),
        ('"Puoi di nuovo scrivere qui."', '"DA CONFERMARE"', "texts/it.toml:unblock_notice"),
        ('"Puoi di nuovo scrivere qui."', "7", "texts/it.toml:unblock_notice"),
    ],
)
def test_a_catalogue_with_a_slip_in_it_is_refused_by_the_name_of_the_text(
    load_changed: Callable[[str, str], Texts], old: str, new: str, field: str
) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_changed(old, new)

    assert refused.value.field == field
