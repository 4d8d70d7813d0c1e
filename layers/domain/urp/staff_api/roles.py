"""Roles that may do what; matrix and reasons: docs/decisions/roles-and-sign-in.md."""

from __future__ import annotations

from urp.acts.model import Role

EVERYBODY = frozenset(Role)
EDITORS = frozenset({Role.EDITOR, Role.ADMINISTRATOR})
"""Notices and opening hours: what the town hall says to everybody."""
APPROVERS = frozenset({Role.APPROVER})
"""Of what editors write, never the same person. An administrator who approves takes the role."""
TESTERS = EDITORS | APPROVERS
"""A notice on the staff's own phones, before anybody gets it."""
SILENCERS = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
"""They set a period of electoral silence; two of them end it early."""
DUTY = frozenset({Role.DUTY})
"""Breaks the glass. An administrator who does takes the role."""
REVIEWERS = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
"""Of what was sent alone, never by who sent it."""
BRAKES = frozenset({Role.OPERATOR, Role.EDITOR, Role.APPROVER, Role.DUTY, Role.MODERATOR, Role.ADMINISTRATOR})
"""All who may pause or stop a failing notice; only an editor resumes it."""
POSTERS = frozenset({Role.OPERATOR, Role.EDITOR, Role.ADMINISTRATOR})
"""Posting to the Channel by hand is desk work too."""
DESK_READERS = frozenset({Role.OPERATOR, Role.MODERATOR, Role.ADMINISTRATOR})
"""What citizens write is read only by those who answer it or judge it."""
OPERATORS = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
REPLY_WRITERS = frozenset({Role.OPERATOR, Role.EDITOR, Role.ADMINISTRATOR})
"""Canned replies: operators, and editors."""
MODERATORS = frozenset({Role.MODERATOR, Role.ADMINISTRATOR})
"""Blocks, and a citizen's full number."""
PROPOSERS = frozenset({Role.MODERATOR})
"""Of a file of evidence: one role proposes, another approves, and never the same person."""
SUPERVISORS = frozenset({Role.APPROVER, Role.ADMINISTRATOR})
"""Who sees which colleagues keep in practice."""
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
