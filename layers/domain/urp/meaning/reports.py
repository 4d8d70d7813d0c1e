"""Problem reports and complaints, which this desk does not take, told from questions about making one."""

from __future__ import annotations

from collections.abc import Sequence

from urp.meaning.model import Kind, Meaning
from urp.meaning.normalisation import Wording
from urp.meaning.phrases import Hit

_ORDER = (
    ("reports.how_to_report.", Kind.HOW_TO_REPORT),
    ("reports.report.verb", Kind.REPORT),
    ("reports.report.act", Kind.REPORT),
)


def read_report(wording: Wording, hits: Sequence[Hit]) -> Meaning | None:
    """A question about a channel comes before a report, a report before a complaint.

    A defect alone is a report only where nothing asks for a procedure: "dove butto il materasso".
    """
    for prefix, kind in _ORDER:
        for hit in hits:
            if hit.rule.startswith(prefix):
                return _meaning(kind, wording, hit)
    asks_procedure = any(hit.rule.startswith("reports.not_a_report.") for hit in hits)
    if asks_procedure:
        return None
    for prefix, kind in (("reports.report.", Kind.REPORT), ("reports.complaint.", Kind.COMPLAINT)):
        for hit in hits:
            if hit.rule.startswith(prefix):
                return _meaning(kind, wording, hit)
    return None


def _meaning(kind: Kind, wording: Wording, hit: Hit) -> Meaning:
    return Meaning(kind, hit.rule, wording.words[hit.start : hit.end])
