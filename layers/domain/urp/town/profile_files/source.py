"""Where a profile's files come from: an importable package of data, or a folder on disk."""

from __future__ import annotations

import importlib.resources
import tomllib
from importlib.resources.abc import Traversable

from urp.errors import MisconfiguredError
from urp.town.profile_files.section import Section

type ProfileFolder = Traversable
"""A folder that holds profile.toml, texts/ and templates/; a `pathlib.Path` is one too."""


def find_package_folder(package: str) -> ProfileFolder:
    try:
        return importlib.resources.files(package)
    except ModuleNotFoundError as missing:
        raise MisconfiguredError(
            "profile_package", "there is no importable package of that name"
        ) from missing


def read_section(folder: ProfileFolder, *parts: str, placeholders_allowed: bool) -> Section:
    """The whole of one TOML file. Its errors name the file and the field, never a value."""
    name = "/".join(parts)
    try:
        parsed = tomllib.loads(folder.joinpath(*parts).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as missing:
        raise MisconfiguredError(name, "the file is missing") from missing
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as malformed:
        raise MisconfiguredError(name, "the file is not valid TOML in UTF-8") from malformed
    return Section(name, parsed, placeholders_allowed=placeholders_allowed)
