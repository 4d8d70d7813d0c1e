"""Message templates at the simulated Meta: what it reads, creates and refuses."""

from pathlib import Path

import pytest

from infra.local.meta.message_template import MessageTemplate, list_used_buttons
from infra.local.meta.reading import Json
from infra.local.meta.refusals import Refusal
from infra.local.meta.templates import Templates, read_graph
from tests.cases import every

ROADWORKS = MessageTemplate(
    name="avviso_viabilita",
    language="it",
    body="Il Comune informa: {{luogo}} resta chiusa {{quando}}.",
    footer="Scrivi Cancellami per uscire",
    buttons=({"type": "QUICK_REPLY", "text": "Cancellami"},),
)


def named(**values: str) -> list[Json]:
    return [{"type": "text", "parameter_name": name, "text": value} for name, value in values.items()]


def test_a_citizen_reads_the_body_with_its_values_and_the_footer() -> None:
    values = ROADWORKS.checked(named(luogo="via Roma", quando="domani"))

    assert ROADWORKS.rendered(values) == (
        "Il Comune informa: via Roma resta chiusa domani.\n\nScrivi Cancellami per uscire"
    )


@every(
    ("parameters", "code"),
    [
        (named(luogo="via Roma"), 132000),
        (named(luogo="via Roma", quando="domani", percorso="x"), 132000),
        (named(luogo="via Roma", giorno="domani"), 132000),
        (named(luogo="via Roma", quando=""), 131008),
        (named(luogo="via\nRoma", quando="domani"), 132018),
        (named(luogo="via\tRoma", quando="domani"), 132018),
        (named(luogo="via     Roma", quando="domani"), 132018),
    ],
)
def test_parameters_meta_refuses_are_refused_with_its_code(parameters: list[Json], code: int) -> None:
    with pytest.raises(Refusal) as refused:
        ROADWORKS.checked(parameters)

    assert refused.value.code == code


def test_four_spaces_are_still_allowed() -> None:
    assert ROADWORKS.checked(named(luogo="via    Roma", quando="domani"))["luogo"] == "via    Roma"


def test_a_text_too_long_after_its_values_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        ROADWORKS.rendered({"luogo": "x" * 1100, "quando": "domani"})

    assert refused.value.code == 132005


def test_positional_templates_take_their_values_in_order() -> None:
    template = MessageTemplate(name="saluto", language="it", body="Buongiorno {{1}}, sono {{2}}.")

    values = template.checked([{"type": "text", "text": "Giulia"}, {"type": "text", "text": "Marco"}])

    assert template.rendered(values) == "Buongiorno Giulia, sono Marco."


def test_the_leave_button_sends_the_payload_given_at_sending_or_its_own_label() -> None:
    given: Json = {
        "type": "button",
        "sub_type": "quick_reply",
        "index": "0",
        "parameters": [{"type": "payload", "payload": "leave:x"}],
    }

    assert list_used_buttons(ROADWORKS, [given])[0]["payload"] == "leave:x"
    assert list_used_buttons(ROADWORKS, [])[0]["payload"] == "Cancellami"


def test_a_button_the_template_does_not_have_is_refused() -> None:
    with pytest.raises(Refusal):
        list_used_buttons(ROADWORKS, [{"type": "button", "index": "1"}])


def test_templates_are_read_from_the_profiles_files(tmp_path: Path) -> None:
    (tmp_path / "allerta.toml").write_text(
        'name = "allerta"\nlanguage = "it"\ncategory = "utility"\nbody = "Allerta: {{evento}} in corso."\n'
        'footer = "Comune"\n[[parameters]]\nname = "evento"\nexample = "piena"\nmax_length = 60\n'
        '[[buttons]]\ntype = "quick_reply"\ntext = "Cancellami"\n',
        encoding="utf-8",
    )
    (tmp_path / "notes.toml").write_text('title = "not a template"\n', encoding="utf-8")

    template = Templates(str(tmp_path)).usable("allerta", "it")

    assert (template.category, template.parameters, template.footer) == ("UTILITY", ("evento",), "Comune")


def test_unknown_and_paused_templates_are_refused_each_with_its_code(tmp_path: Path) -> None:
    templates = Templates(str(tmp_path))
    templates.create(ROADWORKS)
    templates.set_status("avviso_viabilita", "it", "PAUSED")

    with pytest.raises(Refusal) as unknown:
        templates.usable("altro", "it")
    with pytest.raises(Refusal) as wrong_language:
        templates.usable("avviso_viabilita", "de")
    with pytest.raises(Refusal) as paused:
        templates.usable("avviso_viabilita", "it")

    assert [each.value.code for each in (unknown, wrong_language, paused)] == [132001, 132001, 132015]


@pytest.mark.parametrize(
    "body",
    [
        {
            "name": "Avviso",
            "language": "it",
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": "Ciao"}],
        },
        {
            "name": "avviso",
            "language": "it",
            "category": "ADVERT",
            "components": [{"type": "BODY", "text": "Ciao"}],
        },
        {"name": "avviso", "language": "it", "category": "UTILITY", "components": []},
        {
            "name": "avviso",
            "language": "it",
            "category": "UTILITY",
            "components": [{"type": "BODY", "text": "A {{luogo}} oggi"}],
        },
    ],
)
def test_templates_meta_would_not_take_are_not_created(body: Json) -> None:
    with pytest.raises(Refusal):
        read_graph(body)


def test_every_template_of_the_profile_is_understood_with_its_buttons() -> None:
    directory = Path(__file__).parents[3] / "layers" / "profile" / "urp_profile" / "templates"

    templates = Templates(str(directory)).all()

    assert len(templates) == len(list(directory.glob("*.toml")))
    assert all(button["text"] for template in templates for button in template.buttons)
