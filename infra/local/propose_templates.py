"""`make propose-templates`: hand the profile's message templates to Meta for approval.

The token comes from the environment (META_ACCESS_TOKEN), so that it stays out of the list of processes.
Proposing again is harmless: Meta refuses a name it already has, and the others go through.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

import requests

from urp.town.templates import load_templates, to_creation_payload

if TYPE_CHECKING:
    from collections.abc import Sequence

    from urp.town.templates import MessageTemplate

TIMEOUT = (5, 30)  # seconds to connect, to answer: creation is a slow call of Meta's


def main(arguments: Sequence[str]) -> int:
    asked = _make_parser().parse_args(arguments)
    token = os.environ.get("META_ACCESS_TOKEN")
    if not token:
        print("Manca META_ACCESS_TOKEN nell'ambiente.", file=sys.stderr)
        return 1
    address = f"{asked.graph}/{asked.version}/{asked.waba_id}/message_templates"
    templates = load_templates(asked.profile, placeholders_allowed=True).values()
    try:
        accepted = [propose(address, token, template) for template in templates]
    except requests.RequestException as error:
        print(f"Meta non risponde: {type(error).__name__}", file=sys.stderr)
        return 1
    return 0 if all(accepted) else 1


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
