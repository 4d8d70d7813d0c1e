"""Template files: what the town hall may send first, refused on load where Meta would refuse it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tests.cases import every
from tests.unit.town.texts.test_citizen_texts import SECOND_TOWN, SHIPPED
from urp.errors import MisconfiguredError
from urp.town.templates import (
    ButtonAction,
    MessageTemplate,
    TemplateCategory,
    TemplateKind,
    load_templates,
    load_templates_from,
    render_body,
)


def load_changed(folder: Path, old: str, new: str) -> MessageTemplate:
    """The invented town's notice with one passage changed."""
    text = files(SECOND_TOWN).joinpath("templates/novita.toml").read_text(encoding="utf-8")
    assert old in text
    folder.joinpath("templates").mkdir(exist_ok=True)
    folder.joinpath("templates/novita.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    return load_templates_from(folder)["novita"]


def test_the_town_hall_has_a_template_for_each_kind_of_notice_and_for_a_resumed_question() -> None:
    templates = load_templates("urp_profile")

    assert {template.kind for template in templates.values()} == set(TemplateKind)
    assert list(templates) == sorted(templates)
    assert templates["evento"].category is TemplateCategory.MARKETING
    assert templates["allerta"].ttl_seconds == 43_200


@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
def test_whoever_gets_a_notice_can_leave_with_one_tap(package: str) -> None:
    notices = [template for template in load_templates(package).values() if template.kind.is_notice]

    assert [notice.find_button_index(ButtonAction.LEAVE) for notice in notices] == [0] * len(notices)
    assert all("Cancellami" in (notice.footer or "") for notice in notices)


@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
def test_a_resumed_question_is_not_a_notice(package: str) -> None:
    template = load_templates(package)["domanda_ripresa"]

    assert not template.kind.is_notice
    assert template.channel_text is None
    assert template.find_button_index(ButtonAction.LEAVE) is None
    assert template.find_button_index(ButtonAction.RESUME) == 0


@pytest.mark.parametrize("package", [SHIPPED, SECOND_TOWN])
def test_parameters_at_their_longest_still_fit_in_a_body(package: str) -> None:
    bodies = [
        render_body(
            template, {parameter.name: "x" * parameter.max_length for parameter in template.parameters}
        )
        for template in load_templates(package).values()
    ]

    assert max(len(body) for body in bodies) <= 1024


def test_nobody_changes_the_templates_once_they_are_read() -> None:
    assert not hasattr(load_templates(SECOND_TOWN), "__setitem__")


BODY_START = "La Città di Roccaserena cambia un servizio: {{servizio}}."


@every(
    ("old", "new", "field"),
    [
        ('name = "novita"', 'name = "altra"', "name"),
        ('name = "novita"', 'name = "Novita"', "name"),
        ('language = "it"', 'language = "italiano"', "language"),
        ('category = "UTILITY"', 'category = "AUTHENTICATION"', "category"),
        ('kind = "service"', 'kind = "gossip"', "kind"),
        ('title = "Novità"', 'title = "DA CONFERMARE"', "title"),
        ('title = "Novità"', 'title = "Novità"\ncolour = "red"', "colour"),
        ('title = "Novità"', f'title = "Novità"\nheader = "{"x" * 61}"', "header"),
        ('title = "Novità"', 'title = "Novità"\nheader = "Novità su {{servizio}}"', "header"),
        ('title = "Novità"', 'title = "Novità"\nheader = "Novità 📣"', "header"),
        ('title = "Novità"', 'title = "Novità"\nheader = "*Novità*"', "header"),
        ('title = "Novità"', 'title = "Novità"\nversion = 0', "version"),
        ('kind = "service"', 'kind = "alert"', "message_send_ttl_seconds"),
        ("Per saperne di più", "Approfitta degli sconti! Per saperne di più", "category"),
        ('title = "Novità"', 'title = "Novità"\nmessage_send_ttl_seconds = 29', "message_send_ttl_seconds"),
        (
            'title = "Novità"',
            'title = "Novità"\nmessage_send_ttl_seconds = 43201',
            "message_send_ttl_seconds",
        ),
        (
            'category = "UTILITY"',
            'category = "MARKETING"\nmessage_send_ttl_seconds = 43200',
            "message_send_ttl_seconds",
        ),
        (BODY_START, "{{servizio}} cambia alla Città di Roccaserena.", "body"),
        ("Per saperne di più chiama lo sportello.", "Il nome del servizio che cambia è {{altro}}", "body"),
        ("La novità vale: {{quando}}", "La novità vale da domani.", "body"),
        ("La novità vale: {{quando}}", "La novità vale {{quando}}, proprio {{quando}}.", "body"),
        ("La novità vale: {{quando}}", "La novità vale {{quando}} ({{dove}}).", "body"),
        ("La novità vale: {{quando}}", "La novità vale {{ quando }}.", "body"),
        ("{{servizio}}.\nLa novità vale: {{quando}}", "{{servizio}}\n{{quando}}, come detto.", "body"),
        ("La novità vale: {{quando}}", "La novità vale {{quando}}.", "body"),
        ("La novità vale", "\n\n\nLa novità vale", "body"),
        ("La novità vale", "😀" * 11 + "La novità vale", "body"),
        ("La novità vale", "molto " * 200 + "La novità vale", "body"),
        ("notizie scrivi", "notizie " + "x" * 60, "footer"),
        ('quick_reply = "Cancellami"', f'quick_reply = "{"x" * 26}"', "buttons"),
        ('action = "leave"', 'action = "dance"', "buttons[0].action"),
        ('action = "leave"', 'action = "resume"', "buttons"),
        (
            'action = "leave"',
            'action = "leave"\n' + '[[buttons]]\nquick_reply = "Ok"\naction = "resume"\n' * 3,
            "buttons",
        ),
        ('[[buttons]]\nquick_reply = "Cancellami"\naction = "leave"', "", "buttons"),
        ('{{quando}}: {{link}}"', '{{quando}}"', "channel_text"),
        ('{{quando}}: {{link}}"', '{{dove}}: {{link}}"', "channel_text"),
        ('channel_text = "*{{servizio}}* {{quando}}: {{link}}"', "", "channel_text"),
        ('name = "quando"', 'name = "Quando"', "parameters[1].name"),
        ('name = "quando"', 'name = "link"', "parameters[1].name"),
        ("max_length = 60", "max_length = 0", "parameters[1].max_length"),
        ("max_length = 60", "max_length = 3", "parameters.quando"),
        ('example = "da lunedì"', 'example = "da\\nlunedì"', "parameters.quando"),
        ('label = "Da quando"\n', "", "parameters[1].label"),
        ('kind = "service"', 'kind = "resume_question"', "channel_text"),
    ],
)
def test_a_template_that_meta_would_refuse_never_loads(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_changed(tmp_path, old, new)

    assert refused.value.field == f"templates/novita.toml:{field}"


def test_one_text_that_carries_anything_is_no_template(tmp_path: Path) -> None:
    with pytest.raises(MisconfiguredError, match="too few words of its own"):
        load_changed(
            tmp_path,
            BODY_START + "\nLa novità vale: {{quando}}\nPer saperne di più chiama lo sportello.",
            "Avviso: {{servizio}}\nDa: {{quando}}\nOk.",
        )


def test_a_profile_without_templates_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MisconfiguredError) as refused:
        load_templates_from(tmp_path)

    assert refused.value.field == "templates"
