"""What the town wrote on its buttons is heard as a command or as nothing: never as a danger or a breach."""

from __future__ import annotations

import pytest

from urp.meaning.model import Kind
from urp.meaning.understanding import understand_label
from urp.town.templates import load_templates

TEMPLATES = load_templates("urp_profile", placeholders_allowed=True)
LABELS = sorted({button.text for template in TEMPLATES.values() for button in template.buttons})


@pytest.mark.parametrize("label", LABELS)
def test_a_button_of_the_town_is_a_command_or_says_nothing(label: str) -> None:
    meaning = understand_label(label)

    assert meaning.kind in {Kind.LEAVE, Kind.QUESTION, Kind.OTHER}
    assert meaning.breach is None


def test_the_button_to_leave_is_the_command() -> None:
    assert "Cancellami" in LABELS
    assert understand_label("Cancellami").kind is Kind.LEAVE
