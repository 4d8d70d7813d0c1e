"""`make build` reads the profile as the stage's functions will, and stops where they would refuse to start.

The rule is the functions' own (`urp.municipality.loading`): in production a field that nobody confirmed, or
that is still a placeholder, is refused by its name. Other stages read the same files and allow both.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from typing import TYPE_CHECKING

from infra.local.places import ROOT
from urp.canned.profile_replies import load_replies
from urp.errors import MisconfiguredError
from urp.municipality import load_municipality
from urp.templates import load_templates
from urp.texts import load_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PRODUCTION = "production"
SHIPPED_PROFILE = "urp_profile"
"""`ProfilePackage` in template.yaml, unless samconfig.toml or PROFILE_PACKAGE says another."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.local.profile_check")
    parser.add_argument("environment", help="a section of samconfig.toml")
    parser.add_argument("--package", default="", help="the profile, if not the one of samconfig.toml")
    asked = parser.parse_args(arguments)
    given = deployed_with(ROOT / "samconfig.toml", asked.environment)
    stage = given.get("Stage", asked.environment)
    package = asked.package or given.get("ProfilePackage", SHIPPED_PROFILE)
    try:
        read_profile(package, stage)
    except MisconfiguredError as refused:
        print(f"Il profilo {package} non va in {stage}. {refused}", file=sys.stderr)
        return 1
    return 0


def deployed_with(samconfig: Path, environment: str) -> Mapping[str, str]:
    """The parameters that `sam deploy --config-env` passes; none where the section is missing."""
    with samconfig.open("rb") as file:
        section = tomllib.load(file).get(environment, {})
    chosen = section.get("deploy", {}).get("parameters", {}).get("parameter_overrides", [])
    pairs = chosen.split() if isinstance(chosen, str) else chosen
    return {name: value.strip('"') for name, _, value in (pair.partition("=") for pair in pairs)}


def read_profile(package: str, stage: str) -> None:
    """All of its files, since each function reads others."""
    allowed = stage != PRODUCTION
    town = load_municipality(package, placeholders_allowed=allowed)
    load_texts(package, town, placeholders_allowed=allowed)
    load_templates(package, placeholders_allowed=allowed)
    load_replies(package, town, placeholders_allowed=allowed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
