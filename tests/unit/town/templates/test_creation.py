"""A template as Meta wants it for approval."""

from __future__ import annotations

from urp.town.templates import load_templates, to_creation_payload


def test_a_notice_is_proposed_to_meta_with_an_example_for_every_gap() -> None:
    payload = to_creation_payload(load_templates("tests.profiles.roccaserena")["novita"])

    assert payload == {
        "name": "novita",
        "language": "it",
        "category": "UTILITY",
        "parameter_format": "named",
        "components": [
            {
                "type": "BODY",
                "text": (
                    "La Città di Roccaserena cambia un servizio: {{servizio}}.\n"
                    "La novità vale: {{quando}}\n"
                    "Per saperne di più chiama lo sportello."
                ),
                "example": {
                    "body_text_named_params": [
                        {"param_name": "servizio", "example": "biblioteca civica"},
                        {"param_name": "quando", "example": "da lunedì"},
                    ]
                },
            },
            {"type": "FOOTER", "text": "Per non ricevere più notizie scrivi Cancellami"},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Cancellami"}]},
        ],
    }


def test_a_header_and_a_time_to_live_are_proposed_where_the_file_has_them() -> None:
    payload = to_creation_payload(load_templates("urp_profile")["allerta"])

    assert payload["message_send_ttl_seconds"] == 43_200
    assert isinstance(payload["components"], list)
    assert payload["components"][0] == {
        "type": "HEADER",
        "format": "TEXT",
        "text": "Allerta di protezione civile",
    }


def test_a_template_without_gaps_names_no_format_and_no_examples() -> None:
    payload = to_creation_payload(load_templates("tests.profiles.roccaserena")["domanda_ripresa"])

    assert "parameter_format" not in payload
    assert "example" not in str(payload["components"])
