"""Former names of permissions (`urp.acts.permissions`), for routes that still use them."""

from __future__ import annotations

from urp.acts.permissions import Permission

EVERYBODY = Permission.READ
EDITORS = Permission.WRITE
APPROVERS = Permission.APPROVE
SILENCERS = REVIEWERS = SUPERVISORS = Permission.OVERSEE
BRAKES = Permission.STOP
POSTERS = Permission.POST
DESK_READERS = Permission.READ_DESK
OPERATORS = Permission.ANSWER
REPLY_WRITERS = Permission.WRITE_REPLIES
MODERATORS = Permission.MODERATE
PROPOSERS = Permission.OPEN_EVIDENCE
ADMINISTRATORS = Permission.ADMINISTER
