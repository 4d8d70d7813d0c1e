"""The municipality, read from its profile."""

from urp.retention.days import RetentionDays
from urp.town.municipality.loading import load_municipality, load_municipality_from
from urp.town.municipality.model import (
    ApprovalLimits,
    AutomaticStop,
    BreakGlassLimits,
    Channel,
    ClimbTimes,
    Desk,
    Duty,
    EmergencyNumbers,
    EnglishWords,
    Municipality,
    Policy,
    PrivacyNotice,
    ReportChannels,
    Switches,
    Topic,
    TopicWords,
)

__all__ = [
    "ApprovalLimits",
    "AutomaticStop",
    "BreakGlassLimits",
    "Channel",
    "ClimbTimes",
    "Desk",
    "Duty",
    "EmergencyNumbers",
    "EnglishWords",
    "Municipality",
    "Policy",
    "PrivacyNotice",
    "ReportChannels",
    "RetentionDays",
    "Switches",
    "Topic",
    "TopicWords",
    "load_municipality",
    "load_municipality_from",
]
