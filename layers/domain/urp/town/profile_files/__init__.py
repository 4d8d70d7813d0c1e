"""Read the TOML files of a profile strictly: unknown and missing keys are errors."""

from urp.town.profile_files.section import Section
from urp.town.profile_files.source import ProfileFolder, find_package_folder, read_section

__all__ = ["ProfileFolder", "Section", "find_package_folder", "read_section"]
