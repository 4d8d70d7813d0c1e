"""Reading the TOML files of a municipality's profile, strictly: nothing unknown, nothing missing."""

from urp.profile_files.section import Section
from urp.profile_files.source import ProfileFolder, folder_of_package, read_section

__all__ = ["ProfileFolder", "Section", "folder_of_package", "read_section"]
