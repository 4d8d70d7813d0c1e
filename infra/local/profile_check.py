"""`make build` reads the profile as the stage's functions will, and stops where they would refuse to start.

The rule is the functions' own (`urp.town.municipality.loading`): in production a field that nobody confirmed,
or that is still a placeholder, is refused by its name. Other stages read the same files and allow both.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from infra.local.places import ROOT
from infra.local.town_values import UnreadableValuesError, read_parameters
from urp.desk.canned import load_replies
from urp.errors import MisconfiguredError
from urp.town.municipality import load_municipality
from urp.town.templates import load_templates
from urp.town.texts import load_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

PRODUCTION = "production"
SHIPPED_PROFILE = "urp_profile"
"""`ProfilePackage` in template.yaml, unless samconfig.toml, a town's values or PROFILE_PACKAGE say so."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.local.profile_check")
    parser.add_argument("environment", help="a section of samconfig.toml")
    parser.add_argument("--package", default="", help="the profile, if not the deployed one")
    asked = parser.parse_args(arguments)
    try:
        given = read_parameters(ROOT / "samconfig.toml", asked.environment)
    except UnreadableValuesError as refused:
        print(f"Non riuscito: {refused}.", file=sys.stderr)
        return 1
    stage = given.get("Stage", asked.environment)
    package = asked.package or given.get("ProfilePackage", SHIPPED_PROFILE)
    try:
        read_profile(package, stage)
    except MisconfiguredError as refused:
        print(f"Il profilo {package} non va in {stage}. {refused}", file=sys.stderr)
        return 1
    return 0


def read_profile(package: str, stage: str) -> None:
    """All of its files, since each function reads others."""
    allowed = stage != PRODUCTION
    town = load_municipality(package, placeholders_allowed=allowed)
    load_texts(package, town, placeholders_allowed=allowed).foreign.check()
    load_templates(package, placeholders_allowed=allowed)
    load_replies(package, town, placeholders_allowed=allowed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
