"""What the rules of the service forbid: read beside what is asked for, never instead of an emergency."""

from urp.meaning.moderation.reading import (
    ASKED_WITH_A_MARK,
    PLAINLY_REPORTED,
    abuse_instead,
    beside,
    heard_after_all,
    read_breach,
    solicits_instead,
    with_third_persons,
)

__all__ = [
    "ASKED_WITH_A_MARK",
    "PLAINLY_REPORTED",
    "abuse_instead",
    "beside",
    "heard_after_all",
    "read_breach",
    "solicits_instead",
    "with_third_persons",
]
