"""What the rules of the service forbid: read beside what is asked for, never instead of an emergency."""

from urp.meaning.moderation.reading import (
    PLAINLY_REPORTED,
    abuse_instead,
    beside,
    read_breach,
    solicits_instead,
)

__all__ = ["PLAINLY_REPORTED", "abuse_instead", "beside", "read_breach", "solicits_instead"]
