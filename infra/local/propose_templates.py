"""`make propose-templates`: hand the profile's message templates to Meta for approval.

The token comes from the environment (META_ACCESS_TOKEN), so that it stays out of the list of processes; no
function of the service may change a template at Meta. What Meta has already is compared and left as it is.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

import requests

from urp.town.templates import load_templates, to_creation_payload
from urp.town.templates.at_meta import has_words
from urp.whatsapp.graph.graph_connection import GraphTokens
from urp.whatsapp.graph.graph_templates import GraphTemplates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from urp.town.templates import MessageTemplate
    from urp.whatsapp.template_list import TemplateAtMeta

TIMEOUT = (5, 30)  # seconds to connect, to answer: creation is a slow call of Meta's


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    token = os.environ.get("META_ACCESS_TOKEN")
    if not token:
        print("Manca META_ACCESS_TOKEN nell'ambiente.", file=sys.stderr)
        return 1
    address = f"{asked.graph}/{asked.version}/{asked.waba_id}/message_templates"
    templates = load_templates(asked.profile, placeholders_allowed=True).values()
    there = (
        GraphTemplates(asked.graph, asked.version, asked.waba_id, GraphTokens(lambda: [token])).read() or ()
    )
    listed = {(each.name, each.language): each for each in there}
    try:
        accepted = [
            compare(template, listed[template.name, template.language])
            if (template.name, template.language) in listed
            else propose(address, token, template)
            for template in templates
        ]
    except requests.RequestException as error:
        print(f"Meta non risponde: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0 if all(accepted) else 1


def compare(template: MessageTemplate, at_meta: TemplateAtMeta) -> bool:
    """Whether what Meta has is what the profile says; told in a line."""
    if not has_words(template, at_meta.words):
        print(f"{template.name}: presso Meta il testo è un altro: si modifica là o qui", file=sys.stderr)
        return False
    if at_meta.category != template.category.value:
        print(f"{template.name}: Meta lo ha in categoria {at_meta.category}", file=sys.stderr)
        return False
    print(f"{template.name}: c'è già, {at_meta.status}, categoria {at_meta.category}")
    return True


def propose(address: str, token: str, template: MessageTemplate) -> bool:
    """Whether Meta took it; the answer is printed. RequestException when Meta does not answer."""
    answer = requests.post(
        address,
        json=to_creation_payload(template),
        headers={"Authorization": f"Bearer {token}"},
        timeout=TIMEOUT,
    )
    said = answer.json()
    if answer.ok:
        print(f"{template.name}: {said.get('status', 'ricevuto')}, categoria {said.get('category', '?')}")
    else:
        error = said.get("error", {})
        words = str(error.get("message")).replace(token, "…")  # "Malformed access token EAAG…"
        print(f"{template.name}: rifiutato, {error.get('code')}: {words}", file=sys.stderr)
    return answer.ok


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make propose-templates")
    parser.add_argument("--waba-id", required=True)
    parser.add_argument("--profile", default="urp_profile")
    parser.add_argument("--graph", default="https://graph.facebook.com")
    parser.add_argument("--version", default="v25.0")
    return parser


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
