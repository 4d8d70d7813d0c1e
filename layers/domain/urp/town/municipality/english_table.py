"""The table `english` of profile.toml, read into its class."""

from __future__ import annotations

from urp.town.municipality.english import EnglishWords, TopicWords
from urp.town.municipality.model import EmergencyNumbers, ReportChannels
from urp.town.municipality.tables import LONGEST_DESCRIPTION, LONGEST_TITLE
from urp.town.profile_files import Section


def english_of(section: Section, reports: ReportChannels, emergency: EmergencyNumbers) -> EnglishWords:
    """What Italians are told of must not be missing in English, nor the other way round."""
    words = EnglishWords(
        name=section.text("name"),
        of_name=section.text("of_name"),
        desk_counter=section.text("desk_counter"),
        privacy_purpose=section.text("privacy_purpose"),
        privacy_basis=section.text("privacy_basis"),
        privacy_rights=section.text("privacy_rights"),
        report_counter=section.optional_text("report_counter"),
        listening_line=section.optional_text("listening_line"),
        social_services=section.optional_text("social_services"),
        children_lines=section.optional_text("children_lines"),
        topics={topic: _topic(words) for topic, words in section.tables("topics").items()},
    )
    if bool(words.report_counter) != bool(reports.counter):
        section.refuse("report_counter", "goes with the counter in reports")
    if bool(words.listening_line) != bool(emergency.listening_line):
        section.refuse("listening_line", "goes with the listening line in emergency")
    if bool(words.social_services) != bool(emergency.social_services):
        section.refuse("social_services", "goes with the social services in emergency")
    if bool(words.children_lines) != bool(emergency.children_lines):
        section.refuse("children_lines", "goes with the lines for children in emergency")
    section.finish()
    return words


def _topic(section: Section) -> TopicWords:
    words = TopicWords(title=section.text("title"), description=section.text("description"))
    if len(words.title) > LONGEST_TITLE:
        section.refuse("title", f"is longer than {LONGEST_TITLE} characters")
    if len(words.description) > LONGEST_DESCRIPTION:
        section.refuse("description", f"is longer than {LONGEST_DESCRIPTION} characters")
    section.finish()
    return words
