"""What the office writes to the people of a broadcast that went out: again, corrected, or to the others."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from urp.acts.acts import naming
from urp.acts.model import Act
from urp.errors import NotFoundError
from urp.notices.broadcasts.correction import CorrectedWords, correction_of
from urp.notices.broadcasts.follow_ups import CORRECTION, RESEND, derived_id, require_right_words
from urp.notices.broadcasts.model import Broadcast
from urp.notices.broadcasts.ports import Broadcasts, Statements
from urp.notices.broadcasts.rerun import rerun_of
from urp.notices.broadcasts.resend import resend_of
from urp.notices.broadcasts.wording import Wording


@dataclass(frozen=True, slots=True)
class FollowUpOffice:
    """Each act writes a draft; sending it is another act. Raises NotFoundError, ConflictError."""

    broadcasts: Broadcasts
    statements: Statements
    wording: Wording

    def resend_unclear(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """For exactly those of a closed broadcast who are still unclear; somebody may get it twice, which is
        for the person who sends it to decide. At most one for each."""
        closed, statement = self._load(broadcast_id), self.statements.statement(broadcast_id)
        new_id = derived_id(broadcast_id, RESEND, self.broadcasts.load)
        again = resend_of(closed, statement, new_id, act.by, act.at)
        require_right_words(again, self.broadcasts.load)
        return self._write(again, act)

    def correct(self, broadcast_id: UUID, words: CorrectedWords, act: Act) -> Broadcast:
        """For exactly those whom a broadcast has, or may have, reached; at most one for each. Also raises
        InvalidError."""
        wrong, statement = self._load(broadcast_id), self.statements.statement(broadcast_id)
        new_id = derived_id(broadcast_id, CORRECTION, self.broadcasts.load)
        return self._write(correction_of(wrong, statement, words, new_id, act.by, act.at), act)

    def rerun(self, broadcast_id: UUID, act: Act) -> Broadcast:
        """The same words, or those that corrected them, for the subscribed who were reached neither by it
        nor by its re-runs."""
        return self._write(rerun_of(self._load(broadcast_id), self.broadcasts.load, act.by, act.at), act)

    def _write(self, new: Broadcast, act: Act) -> Broadcast:
        written, post = self.wording.written(new)
        self.broadcasts.create(written, post, naming(act, str(written.id)))
        return written

    def _load(self, broadcast_id: UUID) -> Broadcast:
        broadcast = self.broadcasts.load(broadcast_id)
        if broadcast is None:
            raise NotFoundError("Questo avviso non c'è.")
        return broadcast
