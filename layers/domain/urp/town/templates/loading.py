"""Load and check `MessageTemplate`s from templates/<name>.toml in the profile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from urp.errors import InvalidError, MisconfiguredError
from urp.town.profile_files import ProfileFolder, Section, find_package_folder, read_section
from urp.town.templates.model import (
    ButtonAction,
    MessageTemplate,
    TemplateButton,
    TemplateCategory,
    TemplateKind,
    TemplateParameter,
)
from urp.town.templates.rendering import BODY_MAX_LENGTH, check_parameters
from urp.town.templates.rules import TTL_SECONDS, find_faults

TEMPLATES_FOLDER = "templates"
MOST_VERSIONS = 9_999

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_PARAMETER_NAME = re.compile(r"(?!link$)[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Z]{2})?")
_SUFFIX = ".toml"


def load_templates(package: str, *, placeholders_allowed: bool = False) -> Mapping[str, MessageTemplate]:
    """All templates of a profile by name, in the order of their names."""
    return load_templates_from(find_package_folder(package), placeholders_allowed=placeholders_allowed)


def load_templates_from(
    folder: Path | ProfileFolder, *, placeholders_allowed: bool = False
) -> Mapping[str, MessageTemplate]:
    files = folder.joinpath(TEMPLATES_FOLDER)
    found = files.iterdir() if files.is_dir() else ()
    names = sorted(file.name for file in found if file.name.endswith(_SUFFIX))
    if not names:
        raise MisconfiguredError(TEMPLATES_FOLDER, "there is no message template")
    templates = (_read(folder, name, placeholders_allowed=placeholders_allowed) for name in names)
    return MappingProxyType({template.name: template for template in templates})


def _read(folder: Path | ProfileFolder, file_name: str, *, placeholders_allowed: bool) -> MessageTemplate:
    file = read_section(folder, TEMPLATES_FOLDER, file_name, placeholders_allowed=placeholders_allowed)
    template = MessageTemplate(
        name=file.read_text("name", pattern=_NAME, wanted="lower-case letters, digits and _"),
        title=file.read_text("title"),
        language=file.read_text("language", pattern=_LANGUAGE, wanted="a language code such as it"),
        category=_read_member(file, "category", TemplateCategory),
        kind=_read_member(file, "kind", TemplateKind),
        header=file.read_optional_text("header") or None,
        body=file.read_text("body"),
        footer=file.read_optional_text("footer") or None,
        parameters=tuple(_read_parameter(section) for section in file.read_sections("parameters")),
        buttons=tuple(_read_button(section) for section in file.read_sections("buttons")),
        ttl_seconds=file.read_optional_integer(
            "message_send_ttl_seconds", at_least=TTL_SECONDS.start, at_most=TTL_SECONDS.stop - 1
        ),
        channel_text=file.read_optional_text("channel_text") or None,
        version=file.read_optional_integer("version", at_least=1, at_most=MOST_VERSIONS) or 1,
    )
    file.finish()
    if f"{template.name}{_SUFFIX}" != file_name:
        file.refuse("name", "must be the file's name")
    for field, problem in find_faults(template):
        file.refuse(field, problem)
    _try_the_examples(file, template)
    return template


def _try_the_examples(file: Section, template: MessageTemplate) -> None:
    try:
        check_parameters(template, {parameter.name: parameter.example for parameter in template.parameters})
    except InvalidError as wrong:
        file.refuse(wrong.field, f"the example {wrong.problem}")


def _read_member[Member: StrEnum](file: Section, key: str, members: type[Member]) -> Member:
    try:
        return members(file.read_text(key))
    except ValueError:
        file.refuse(key, f"must be one of {', '.join(members)}")


def _read_parameter(section: Section) -> TemplateParameter:
    parameter = TemplateParameter(
        name=section.read_text("name", pattern=_PARAMETER_NAME, wanted="lower-case letters, and not link"),
        label=section.read_text("label"),
        example=section.read_text("example"),
        max_length=section.read_integer("max_length", at_least=1, at_most=BODY_MAX_LENGTH),
    )
    section.finish()
    return parameter


def _read_button(section: Section) -> TemplateButton:
    button = TemplateButton(
        text=section.read_text("quick_reply"), action=_read_member(section, "action", ButtonAction)
    )
    section.finish()
    return button
