"""`make build` reads the profile as the stage's functions will, and stops where they would refuse to start.

The rule is the functions' own (`urp.town.municipality.loading`): in production a field that nobody confirmed,
or that is still a placeholder, is refused by its name. Other stages read the same files and allow both.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]  # its stubs are no requirement yet

from infra.local.places import ROOT
from urp.desk.canned import load_replies
from urp.errors import MisconfiguredError
from urp.town.municipality import load_municipality
from urp.town.templates import load_templates
from urp.town.texts import load_texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PRODUCTION = "production"
SHIPPED_PROFILE = "urp_profile"
"""`ProfilePackage` in template.yaml, unless samconfig.toml, a town's values or PROFILE_PACKAGE say so."""
TOWNS_FILE = "file://"
"""How samconfig.toml names the file of a town's values, which git ignores."""


class UnreadableValuesError(Exception):
    """Which of the town's files, in Italian."""


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


def read_parameters(samconfig: Path, environment: str) -> Mapping[str, str]:
    """What `sam deploy --config-env` passes; nothing where the section or a town's file is missing."""
    with samconfig.open("rb") as file:
        section = tomllib.load(file).get(environment, {})
    chosen = section.get("deploy", {}).get("parameters", {}).get("parameter_overrides", [])
    pairs = chosen.split() if isinstance(chosen, str) else chosen
    given: dict[str, str] = {}
    for pair in pairs:  # as sam does: what comes later wins
        if pair.startswith(TOWNS_FILE):
            given |= _read_town_values(samconfig.parent / pair.removeprefix(TOWNS_FILE))
        else:
            name, _, value = pair.partition("=")
            given[name] = value.strip('"')
    return given


def _read_town_values(file: Path) -> Mapping[str, str]:
    """`make deploy` is who asks for the file; who only builds may not have it."""
    if not file.exists():
        return {}
    try:
        found = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        raise UnreadableValuesError(f"{file.name} non è scritto in YAML") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UnreadableValuesError(f"{file.name} deve avere una voce per riga, come comune.example.yaml")
    return {str(name): str(value) for name, value in found.items()}


def read_profile(package: str, stage: str) -> None:
    """All of its files, since each function reads others."""
    allowed = stage != PRODUCTION
    town = load_municipality(package, placeholders_allowed=allowed)
    load_texts(package, town, placeholders_allowed=allowed).foreign.check()
    load_templates(package, placeholders_allowed=allowed)
    load_replies(package, town, placeholders_allowed=allowed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
