"""What a worker knows and the rows do not know yet, written down."""

from __future__ import annotations

from dataclasses import dataclass

from urp.notices.broadcasts.job_run import JobRun
from urp.notices.broadcasts.sending_ports import Rows


@dataclass(frozen=True, slots=True)
class WriteDown:
    """Raises UnavailableError with whatever is not written yet kept in the run."""

    rows: Rows

    def __call__(self, run: JobRun) -> None:
        """Answers first: a mark that stays is at worst a person to look at, an answer lost is one unclear."""
        if run.answers:
            self.rows.answer(run.answers)
            run.answers = []
        self.take_back(run)

    def take_back(self, run: JobRun) -> None:
        """Nobody is tried again before the mark of the last try is gone."""
        while run.unsent:
            unsent = run.unsent[-1]
            self.rows.take_back(run.row(unsent.citizen_id), run.token)
            run.pending_again(unsent)
            run.unsent.pop()
