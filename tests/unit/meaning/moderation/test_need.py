"""Need told to the office is a question; money asked of the public is fund-raising."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.cases import every
from tests.evaluation.scores import PROFILE, understood_in
from urp.meaning.breaches import Breach
from urp.meaning.model import Kind

SENTENCES = tomllib.loads(Path(__file__).with_name("need.toml").read_text("utf-8"))
understand = understood_in(PROFILE)


@every("sentence", SENTENCES["need"])
def test_need_told_to_the_office_is_never_hidden(sentence: str) -> None:
    assert understand(sentence).breach is None


def test_nearly_all_need_gets_the_receipt_with_the_social_services() -> None:
    """Of the others most are heard as a possible danger, which names 112."""
    missed = [sentence for sentence in SENTENCES["need"] if not understand(sentence).in_need]

    assert len(missed) * 10 <= len(SENTENCES["need"]), missed


@every("sentence", SENTENCES["public"])
def test_asking_the_public_for_money_is_fund_raising(sentence: str) -> None:
    meaning = understand(sentence)

    assert (meaning.kind, meaning.breach) == (Kind.FUND_RAISING, Breach.FUND_RAISING)
