"""Files of evidence as the office reads them: of an ended one only that it was, and why it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace

from urp.moderation.evidence.custody import CustodyEntry
from urp.moderation.evidence.model import ENDED, NOTHING_WRITTEN, EvidenceFile, KeptMessage


@dataclass(frozen=True, slots=True)
class FileView:
    file: EvidenceFile
    custody: tuple[CustodyEntry, ...] = ()
    messages: tuple[KeptMessage, ...] | None = None
    """Only where reading them was noted in the custody log."""
    alerted: bool | None = None
    """Whether somebody was told that it waits for approval; only of a proposal."""


def readable_part(file: EvidenceFile) -> EvidenceFile:
    """Who is accused, who was hurt and why it was proposed are read by nobody from the end on."""
    if file.state not in ENDED:
        return file
    return replace(file, reason="", bodies=(), facts=NOTHING_WRITTEN, corrections=())
