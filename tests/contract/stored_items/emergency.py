"""Emergency texts, and the register of what was sent with them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from tests.contract.stored_items.kinds import COLLEAGUE, NOON, NOTICE, STAFF, Kind, act, later
from urp.aws.tables import Tables
from urp.notices.emergency.register import BreakGlassRegister, SentAlone
from urp.notices.emergency.texts import EmergencyText, EmergencyTextDraft, TextApproval
from urp.notices.store.emergency import BreakGlassStore, EmergencyTexts

TEXT = UUID(int=500)
EMERGENCY = EmergencyText(
    id=TEXT,
    draft=EmergencyTextDraft(
        title="Allerta rossa",
        template="allerta",
        parameters={"zona": "tutto il territorio"},
        link="https://www.comune.example.it/3",
        open={"zona": 60},
    ),
    created_at=NOON,
    created_by=STAFF,
    changed_at=later(hours=1),
    edition=2,
    version=3,
    authors=frozenset({COLLEAGUE}),
    approval=TextApproval("staff-3", later(hours=2), "9f" * 32, date(2027, 3, 31)),
    last_sent_at=later(days=2),
)
DELETED = EmergencyText(TEXT, EmergencyTextDraft("", "", {}, ""), NOON, STAFF, NOON, version=1, deleted=True)
SENT = SentAlone(NOTICE, NOON, later(days=1), reviewed=True, rung_at=later(seconds=2))


def _keep_text(tables: Tables, text: EmergencyText) -> None:
    """Through the versions before it."""
    texts = EmergencyTexts(tables)
    for version in range(text.version):
        texts.store(replace(text, version=version), act(f"act-{version}"))


def _keep_register(tables: Tables, register: BreakGlassRegister) -> None:
    BreakGlassStore(tables).store(BreakGlassRegister(), register, NOON)


KINDS: tuple[Kind[Any], ...] = (
    Kind(
        "an emergency text",
        "Broadcasts",
        "EMERGENCYTEXT#",
        EMERGENCY,
        DELETED,
        _keep_text,
        lambda tables: (EmergencyTexts(tables).load(TEXT), EmergencyTexts(tables).page(None, 10).items),
        lambda text: (text, () if text.deleted else (text,)),
    ),
    Kind(
        "what was sent alone",
        "Broadcasts",
        "BREAKGLASS",
        BreakGlassRegister((SENT, replace(SENT, reviewed=False, rung_at=None)), 1),
        BreakGlassRegister((), 1),
        _keep_register,
        lambda tables: BreakGlassStore(tables).load(),
    ),
)
