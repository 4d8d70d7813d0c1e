"""A training notice: every step of a real one, on a few of its people, and nothing leaves."""

from __future__ import annotations

from urp.citizens.identity.model import AUDIENCE_SHARDS
from urp.notices.broadcasts.model import BroadcastDraft
from urp.whatsapp.training import NOTHING_LEFT

PEOPLE_A_SHARD = 12
MOST_PEOPLE = PEOPLE_A_SHARD * AUDIENCE_SHARDS


def training_note(draft: BroadcastDraft) -> str | None:
    """Beside a training notice wherever it is shown."""
    return NOTHING_LEFT if draft.training else None


def preview_note(draft: BroadcastDraft, people: int) -> str | None:
    if not draft.training:
        return None
    return (
        f"Esercitazione: non parte nulla. Persone e costo sono quelli di un avviso vero ({people} persone);"
        f" l'elenco ne prende al massimo {MOST_PEOPLE}, e nessuna riceve nulla."
    )
