"""Which text a citizen reads when their message is sent on."""

from __future__ import annotations

from collections.abc import Mapping

from urp.town.municipality.codes import RedirectKind
from urp.town.texts import TextKey

TEXT_OF: Mapping[RedirectKind, TextKey] = {
    RedirectKind.REPORT: TextKey.REPORT_REDIRECT,
    RedirectKind.COMPLAINT: TextKey.COMPLAINT_REDIRECT,
    RedirectKind.SUGGESTION: TextKey.SUGGESTION_REDIRECT,
}
