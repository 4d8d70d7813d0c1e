"""`make build` and `make deploy` read a town's values and refuse in Italian what `sam deploy` could not read.

The values lie in comune.<stage>.yaml, which samconfig.toml names and git ignores.
"""

from __future__ import annotations

import sys
import tomllib
from typing import TYPE_CHECKING

import yaml  # type: ignore[import-untyped]  # its stubs are no requirement yet

from infra.local.places import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

TOWNS_FILE = "file://"
"""How samconfig.toml names the file of a town's values."""


class UnreadableValuesError(Exception):
    """Which of the town's files, in Italian."""


def main(arguments: Sequence[str]) -> int:
    (environment,) = arguments
    try:
        read_parameters(ROOT / "samconfig.toml", environment)
    except UnreadableValuesError as refused:
        print(f"Non riuscito: {refused}.", file=sys.stderr)
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
        text = file.read_text(encoding="utf-8")
        found, written = yaml.safe_load(text), yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError):
        raise UnreadableValuesError(f"{file.name} non è scritto in YAML") from None
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise UnreadableValuesError(f"{file.name} deve avere una voce per riga, come comune.example.yaml")
    _refuse_a_name_that_stands_twice(file, [name.value for name, _ in written.value])
    return {str(name): str(value) for name, value in found.items()}


def _refuse_a_name_that_stands_twice(file: Path, names: Sequence[str]) -> None:
    """PyYAML would take the last one in silence; sam's own reader stops, in English."""
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        listed = ", ".join(twice)
        raise UnreadableValuesError(
            f"voci scritte due volte in {file.name}: {listed}. Lascia una riga sola per voce"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
